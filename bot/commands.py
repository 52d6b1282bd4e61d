"""The commands a person may type on every channel."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot import menu, replies, scripts
from bot.message import Reply
from bot.session import Session
from content.catalogue import Catalogue

SecondsLeft = Callable[[], Awaitable[int]]
Command = Callable[[Session, Catalogue, SecondsLeft], Awaitable[list[Reply]]]


async def _start(session: Session, catalogue: Catalogue, _: SecondsLeft) -> list[Reply]:
    session.script = None
    return [menu.welcome(catalogue, session.language)]


async def _menu(session: Session, _: Catalogue, __: SecondsLeft) -> list[Reply]:
    return [menu.groups(session.language)]


async def _cancel(session: Session, _: Catalogue, __: SecondsLeft) -> list[Reply]:
    session.script = None
    return [replies.stopped(session.language)]


async def _forget(session: Session, _: Catalogue, __: SecondsLeft) -> list[Reply]:
    raise scripts.Forgotten([replies.forgotten(session.language)])


async def _held(session: Session, catalogue: Catalogue, left: SecondsLeft) -> list[Reply]:
    topic = catalogue.topics.get(session.topic or "")
    title = topic.title.in_language(session.language) if topic else None
    return [replies.what_is_held(session.language, title, await left())]


async def _language(session: Session, _: Catalogue, __: SecondsLeft) -> list[Reply]:
    return scripts.start(session, "language")


COMMANDS: dict[str, Command] = {
    "/start": _start,
    "/menu": _menu,
    "/help": _menu,
    "/huy": _cancel,
    "/xoa": _forget,
    "/dulieu": _held,
    "/ngonngu": _language,
}
