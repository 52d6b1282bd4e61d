"""Run scripts inside a talk: show their question, give them answers, carry out their effects."""

from __future__ import annotations

from bot.choices import ScriptAnswer, StopScript, write
from bot.message import Button, Kind, Reply
from bot.session import MOST_RECORDED, ScriptState, Session
from content.messages import LANGUAGES, mark, translate
from flows.engine import Choose, Do, Script, ScriptBrokenError, Standing, Text, replay
from flows.talk import SCRIPTS
from flows.talk.forget import FORGET_TALK
from flows.talk.language import SET_LANGUAGE
from nlu.text.normal import normalize

TOPIC_SCRIPTS = {"service/delete_data": "forget", "service/language": "language"}
"""The topics that start a script, and which."""


class Forgotten(Exception):  # noqa: N818 - it is news, not an error
    """The script asked that the talk be forgotten; `replies` are its last words."""

    def __init__(self, replies: list[Reply]) -> None:
        """Keep the last words."""
        super().__init__()
        self.replies = replies


def start(session: Session, name: str) -> list[Reply]:
    """Begin a script, leaving any other; returns its first words and question."""
    script = SCRIPTS[name]
    session.script = ScriptState(script.name, script.version)
    return _go_on(session, script, session.script)


def again(session: Session) -> list[Reply]:
    """Ask the open question once more after something else was answered.

    A script that is not patient gives way; one that no longer fits is closed politely.
    """
    state = session.script
    if state is None:
        return []
    script = SCRIPTS.get(state.name)
    if script is None or script.version != state.version:
        return _close(session)
    if not script.patient:
        session.script = None
        return []
    try:
        standing = replay(script, state.record)
    except ScriptBrokenError:
        return _close(session)
    return _question(session, script, standing)


def tap(session: Session, choice: ScriptAnswer) -> list[Reply] | None:
    """Give a tapped answer to the script it belongs to; None when that moment has passed."""
    state = session.script
    if (
        state is None
        or (state.name, state.version) != (choice.script, choice.version)
        or len(state.record) != choice.step
    ):
        return None
    return _give(session, state, choice.key)


def typed(session: Session, text: str) -> list[Reply] | None:
    """Give a typed answer to the open question; None when the text is not one of its answers."""
    state = session.script
    script = SCRIPTS.get(state.name) if state else None
    if state is None or script is None or script.version != state.version:
        return None
    try:
        waits = replay(script, state.record).waits
    except ScriptBrokenError:
        return None
    if not isinstance(waits, Choose):
        return None
    said = normalize(text).plain
    for option in waits.options:
        labels = {_show(option.label, language) for language in LANGUAGES}
        if said in {normalize(label).plain for label in labels} | {option.key}:
            return _give(session, state, option.key)
    return None


def _give(session: Session, state: ScriptState, answer: str) -> list[Reply] | None:
    script = SCRIPTS.get(state.name)
    if script is None or len(state.record) >= MOST_RECORDED:
        return _close(session)
    state.record.append(answer)
    try:
        return _go_on(session, script, state)
    except ScriptBrokenError:
        state.record.pop()
        return None


def _go_on(session: Session, script: Script, state: ScriptState) -> list[Reply]:
    """Carry out effects until the script asks or ends."""
    forgotten = False
    standing = replay(script, state.record)
    while isinstance(standing.waits, Do):
        match standing.waits:
            case Do(effect=effect, arguments=arguments) if effect == SET_LANGUAGE:
                session.language = str(arguments["language"])
            case Do(effect=effect) if effect == FORGET_TALK:
                forgotten = True
        state.record.append(None)
        standing = replay(script, state.record)
    replies = _question(session, script, standing)
    if forgotten:
        raise Forgotten(replies)
    return replies


def _question(session: Session, script: Script, standing: Standing) -> list[Reply]:
    language = session.language
    lines = [_show(say.text, language) for say in standing.said]
    if not isinstance(standing.waits, Choose):
        session.script = None
        return [Reply(Kind.SCRIPT, "\n\n".join(lines))] if lines else []
    lines.append(_show(standing.waits.prompt, language))
    buttons = [
        Button(
            _show(option.label, language),
            write(ScriptAnswer(script.name, script.version, standing.step, option.key)),
        )
        for option in standing.waits.options
    ]
    stop = Button(translate(language, mark("Stop here")), write(StopScript()))
    return [Reply(Kind.SCRIPT, "\n\n".join(lines), (*buttons, stop))]


def _close(session: Session) -> list[Reply]:
    session.script = None
    text = translate(
        session.language,
        mark("What we were doing has changed since, so I closed it. You can start it again."),
    )
    return [Reply(Kind.NOTICE, text)]


def _show(text: Text, language: str) -> str:
    return translate(language, text.message, **text.values)
