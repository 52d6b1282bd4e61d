"""Choose the language of the talk."""

from __future__ import annotations

from content.messages import mark
from flows.engine import Choose, Do, Given, Option, Say, Script, Talk, Text

SET_LANGUAGE = "set_language"


def _language(_: Given) -> Talk:
    chosen = yield Choose(
        Text(mark("Which language would you like?")),
        (Option("vi", Text("Tiếng Việt")), Option("en", Text("English"))),
    )
    yield Do(SET_LANGUAGE, {"language": chosen})
    yield Say(Text(mark("All right, I will speak English.")))


LANGUAGE = Script("language", 1, _language, patient=False)
