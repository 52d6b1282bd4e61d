"""Every talk in this folder goes as its file says, on the web and on Telegram."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.message import Message
from bot.scripts.runner import Scripts
from bot.session import Session
from bot.talks import Talks
from bot.turn import Turn
from content.files import load
from content.shipping import import_files
from flows.aftercare import invites
from flows.booking import demo
from flows.registry import EFFECTS, SCRIPTS
from store.engine import Store
from tests.conversations.staff import Counsellors
from tests.conversations.talk import Telegram, Web, play, start_of, teach
from tests.support.demo import EVERYTHING, Keeper
from tests.support.talking import FakeClassifier, FakeClock, worlds

HERE = Path(__file__).parent
TALKS = sorted(HERE.glob("*.yml"))
SIDES = (Web, Telegram)


def pairs() -> list[tuple[str, type[Web] | type[Telegram]]]:
    """Every talk with each side that plays it: both, but where it says `only` one."""
    only = {path.stem: yaml.safe_load(path.read_text("utf-8")).get("only") for path in TALKS}
    return [
        (name, side) for name, one in only.items() for side in SIDES if one in (None, side.channel)
    ]


PLAYED = pairs()


class _Block(yaml.SafeDumper):
    """Long texts as blocks, so that a talk reads like one."""


def _block(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Block.add_representer(str, _block)


@pytest.fixture
def read(request: pytest.FixtureRequest) -> dict[str, Any]:
    """A talk's file."""
    talk: dict[str, Any] = yaml.safe_load((HERE / f"{request.param}.yml").read_text("utf-8"))
    return talk


async def invite(store: Store, now: datetime) -> str:
    """A code that a supporter made."""
    world = worlds(store)(Message("web", "staff", now), Session())
    async with store.transaction() as session:
        return await invites.make(session, world, made_by="lan", supporter="lan")


def shown_before(where: Path, played: list[dict[str, Any]], *, update: bool) -> object:
    """The transcript that is kept, written anew when asked to."""
    if update:
        where.parent.mkdir(exist_ok=True)
        text = yaml.dump(played, Dumper=_Block, allow_unicode=True, sort_keys=False, width=120)
        where.write_text(text, encoding="utf-8")
    return yaml.safe_load(where.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("read", "side"),
    PLAYED,
    indirect=["read"],
    ids=[f"{side.channel}-{name}" for name, side in PLAYED],
)
async def test_the_talk_goes_as_written(
    request: pytest.FixtureRequest,
    read: dict[str, Any],
    side: type[Web] | type[Telegram],
    talks: Talks,
    sqlite_store: Store,
):
    classifier, clock = FakeClassifier(), FakeClock(start_of(read))
    if read.get("published"):
        await import_files(sqlite_store, load(), start_of(read))
    teach(classifier, read)
    if "demo" in read:
        await demo.load(sqlite_store, read["demo"], clock())
    code = await invite(sqlite_store, clock()) if read.get("invite") else ""
    catalogue = request.getfixturevalue("catalogue")
    scripts = Scripts(
        {**SCRIPTS, EVERYTHING.name: EVERYTHING},
        {**EFFECTS, "keep": Keeper()},
        worlds(sqlite_store),
    )
    turn = Turn(talks, classifier, lambda: catalogue, scripts)
    staff = None
    if "roster" in read:
        staff = Counsellors(sqlite_store, talks, lambda: catalogue, clock)
        await staff.keep(read["roster"])
    played = await play(
        side(turn.take, talks.name(side.channel, "1"), clock), read["turns"], code, staff
    )
    where = HERE / side.channel / f"{request.node.callspec.params['read']}.yml"
    update = request.config.getoption("update_transcripts")
    assert played == shown_before(where, played, update=update)


def test_there_are_talks_to_play():
    assert TALKS
