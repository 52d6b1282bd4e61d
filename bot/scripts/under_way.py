"""Which script a talk is in and what it asks now. Pure: read from what the session keeps."""

from __future__ import annotations

from collections.abc import Mapping

from bot.choices import ManyAnswer, ScriptAnswer, ScriptMove
from bot.session import Session
from flows.engine import Question, Script, ScriptBrokenError, Standing, Write, replay

TO_SUPPORTER = ("write", "my_support")
"""Scripts in which free text is a message to the supporter."""

HELPING = ("human", "call_me")
"""Scripts that a crisis card leads to: they do not end what it began."""


class UnderWay:
    """Reads from a session where its script stands."""

    def __init__(self, scripts: Mapping[str, Script]) -> None:
        """`scripts`: by their names."""
        self._scripts = scripts

    def takes_any_text(self, session: Session) -> bool:
        """Whether the open question takes whatever is typed."""
        standing = self.standing(session)
        return standing is not None and isinstance(standing.waits, Write)

    def asks_for_a_name(self, session: Session) -> bool:
        """Whether the open question asks what the person is called."""
        standing = self.standing(session)
        waits = standing.waits if standing else None
        return isinstance(waits, Write) and waits.name

    def takes_words_to_a_supporter(self, session: Session) -> bool:
        """Whether what is typed now goes to the person's supporter."""
        name = session.script.name if session.script else None
        return name in TO_SUPPORTER and self.takes_any_text(session)

    def is_after_card(self, session: Session) -> bool:
        """Whether a crisis card was shown after the open question, and asked something too."""
        name = session.script.name if session.script else None
        return session.crisis is not None and name not in HELPING

    def current(self, session: Session) -> Script | None:
        """The script under way; None where there is none or it is of another version."""
        state = session.script
        script = self._scripts.get(state.name) if state else None
        return script if script and state and script.version == state.version else None

    def standing(self, session: Session) -> Standing | None:
        """Where the script under way stands; None where there is none or it no longer fits."""
        script, state = self.current(session), session.script
        if script is None or state is None:
            return None
        try:
            return replay(script, state.record, state.given)
        except ScriptBrokenError:
            return None

    def open_question(
        self, session: Session, choice: ScriptAnswer | ManyAnswer | ScriptMove
    ) -> Question | None:
        """The question that a choice answers; None when that moment has passed."""
        state, standing = session.script, self.standing(session)
        if (
            state is None
            or standing is None
            or (state.name, state.version) != (choice.script, choice.version)
            or standing.step != choice.step
            or not isinstance(standing.waits, Question)
        ):
            return None
        return standing.waits
