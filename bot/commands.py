"""The commands a person may type on every channel."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace

from bot import appointments, follow_up, kept, menu, replies
from bot.message import Reply
from bot.scene import Scene
from bot.scripts.runner import Forgotten, Scripts
from bot.session import Session
from content.catalogue import Catalogue
from content.messages import LANGUAGES, mark, translate
from flows import codes
from flows.aftercare import invites
from flows.booking import seats
from flows.booking.services import service_of
from flows.campaigns.scripts import NEWS_MINE
from flows.handover.effects import HELD as HELD_TALKS
from flows.screening.note import MINE as NOTE_MINE
from flows.talk.forget import HELD

SecondsLeft = Callable[[], Awaitable[int]]

CODE = "code"
"""The script that understands every code."""

CODE_LENGTHS = (codes.LENGTH, seats.CODE_LENGTH)
"""Characters of the codes that open something."""

BOOK = "book"
"""What a deep link to booking begins with; an underscore and a service follow."""


@dataclass(frozen=True)
class Asked:
    """What a command needs: its scene, the scripts, the words after the command."""

    scene: Scene
    scripts: Scripts
    words: Sequence[str]
    seconds_left: SecondsLeft

    @property
    def session(self) -> Session:
        """The talk's session."""
        return self.scene.session

    @property
    def catalogue(self) -> Catalogue:
        """What is published."""
        return self.scene.catalogue

    @property
    def language(self) -> str:
        """The language of the talk."""
        return self.session.language

    def take_language(self) -> bool:
        """Speak the language that the command names, if it names one."""
        named = next((word for word in self.words if word in LANGUAGES), None)
        self.session.language = named or self.session.language
        return named is not None


Command = Callable[[Asked], Awaitable[list[Reply]]]


async def _start(asked: Asked) -> list[Reply]:
    asked.take_language()
    _leave(asked)
    for word in asked.words:
        linked = _linked(word)
        if linked and (begun := await asked.scripts.begin(asked.scene, *linked)):
            return begun
    return [menu.welcome(asked.catalogue, asked.language)]


def _linked(word: str) -> tuple[str, dict[str, str]] | None:
    """The script that a deep link or QR code leads to, and what it is given.

    `enrol_C7K2M9QRTW` (flows.aftercare.invites), `book_counselling` (flows.booking.services). A
    code that is none is given too: the script says so and asks for it.
    """
    sort, _, rest = word.partition("_")
    if sort == invites.DEEP_LINK and rest:
        return "enrol", {"code": rest}
    if sort == BOOK and service_of(rest):
        return "booking", {"need": rest}
    code = codes.pasted(word, *CODE_LENGTHS)
    return (CODE, {"code": code}) if code else None


async def _menu(asked: Asked) -> list[Reply]:
    _leave(asked)
    groups = menu.groups(asked.language)
    if asked.scene.message.address is None:
        return [groups]
    # Only where the channel can write first is there anything to ask for.
    return [replace(groups, buttons=(*groups.buttons, menu.news_button(asked.language)))]


async def _cancel(asked: Asked) -> list[Reply]:
    _leave(asked)
    return [replies.stopped(asked.language)]


async def _forget(asked: Asked) -> list[Reply]:
    return await asked.scripts.begin(asked.scene, "forget", {"sure": "yes"}) or []


async def _go(asked: Asked) -> list[Reply]:
    """Leave quickly: the talk is gone, what was agreed with a supporter stays."""
    raise Forgotten([replies.forgotten(asked.language)])


async def _held(asked: Asked) -> list[Reply]:
    topic = asked.catalogue.topics.get(asked.session.topic or "")
    title = topic.title.in_language(asked.language) if topic else None
    named = [*follow_up.remembered(asked.session)]
    if any(state and state.record for state in (asked.session.script, asked.session.kept)):
        text = mark("your answers in what we are doing, until it ends")
        named.append(translate(asked.language, text))
    talks = await asked.scripts.ask(asked.scene, HELD_TALKS)
    rows = await asked.scripts.ask(asked.scene, HELD)
    is_written = bool(talks and talks["count"])
    is_kept = is_written or kept.is_any(rows)
    left = await asked.seconds_left()
    memory = replies.what_is_held(asked.language, title, left, named, is_kept=is_kept)
    news = await asked.scripts.ask(asked.scene, NEWS_MINE)
    besides = [replies.what_is_kept(asked.language, talks)] if is_written else []
    if news and news["asked"]:
        besides.append(replies.news_held(asked.language))
    note = await asked.scripts.ask(asked.scene, NOTE_MINE)
    if note and note["day"]:
        besides.append(replies.note_held(asked.language, note["day"]))
    words = kept.told(rows, asked.language, is_more=bool(besides))
    return [replace(memory, text=f"{memory.text}\n\n{words}"), *besides]


async def _language(asked: Asked) -> list[Reply]:
    if asked.take_language():
        return [replies.language_taken(asked.language), *await asked.scripts.again(asked.scene)]
    return await asked.scripts.begin(asked.scene, "language") or []


def _with_code(name: str) -> Command:
    """Begin a script; where a code stands behind the command, open that, whatever kind it is."""

    async def begin(asked: Asked) -> list[Reply]:
        code = " ".join(asked.words)
        if code:
            return await asked.scripts.begin(asked.scene, CODE, {"code": code}) or []
        return await asked.scripts.begin(asked.scene, name) or [menu.groups(asked.language)]

    return begin


async def _book(asked: Asked) -> list[Reply]:
    said = " ".join(asked.words)
    if code := codes.pasted(said, *CODE_LENGTHS):
        return await asked.scripts.begin(asked.scene, CODE, {"code": code}) or []
    known = appointments.given(appointments.BOOKING, said)
    begun = await asked.scripts.begin(asked.scene, appointments.BOOKING, known)
    return begun or [menu.groups(asked.language)]


def _leave(asked: Asked) -> None:
    asked.session.script = asked.session.kept = None


def _script(name: str) -> Command:
    async def begin(asked: Asked) -> list[Reply]:
        return await asked.scripts.begin(asked.scene, name) or [menu.groups(asked.language)]

    return begin


COMMANDS: dict[str, Command] = {
    "/start": _start,
    "/menu": _menu,
    "/help": _menu,
    "/huy": _cancel,
    "/xoa": _forget,
    "/roi": _go,
    "/dulieu": _held,
    "/lichhen": _book,
    "/ngonngu": _language,
    "/tamsoat": _script("screening"),
    "/ketqua": _with_code("result"),
    "/tuannay": _script("checkin"),
    "/conthem": _script("craving"),
    "/hotro": _script("my_support"),
    "/ma": _with_code(CODE),
    "/dovui": _script("quiz"),
    "/nhantin": _script("news"),
}
