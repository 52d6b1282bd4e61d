"""What a link or QR code brings: a code to enrol with, or a service to book."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.commands import COMMANDS
from flows.aftercare import invites
from flows.aftercare.tables import CaseRow
from store.engine import Store
from tests.support.booking import a_place
from tests.support.reaching import world
from tests.support.talking import START, Person
from tests.support.walking import ENROL

CODE = "C7K2M-9QRTW"


async def a_code(store: Store) -> str:
    async with store.transaction() as session:
        return await invites.make(session, world(store, at=START), made_by="lan", supporter="lan")


def test_the_links_of_a_code_carry_it_where_no_log_sees_it():
    made = invites.links(CODE, "https://chat.example/", "demo_bot")
    assert made.web == "https://chat.example/#enrol=C7K2M9QRTW"
    assert made.telegram == "https://t.me/demo_bot?start=enrol_C7K2M9QRTW"
    assert invites.links(CODE, "https://chat.example").telegram is None


async def test_a_link_begins_enrolment_with_its_code(person: Person, sqlite_store: Store):
    code = await a_code(sqlite_store)
    replies = await person.says(f"/start vi enrol_{code.replace('-', '').lower()}")
    assert "Mình gọi bạn là gì?" in replies[-1].text
    for answer in ENROL:
        replies = (
            [
                *(await person.says("Sóng")),
            ]
            if answer == ENROL[0]
            else await person.taps(
                next(b.choice for b in replies[-1].buttons if b.choice.endswith(f":{answer}"))
            )
        )
    async with sqlite_store.transaction() as session:
        assert (await session.scalar(select(CaseRow.nickname))) == "Sóng"


@pytest.mark.parametrize("word", ["enrol_C7K2M9QRTW", "enrol_zzz", "enrol_<script>"])
async def test_a_code_that_is_none_is_told_gently_and_asked_for(person: Person, word: str):
    replies = await person.says(f"/start {word}")
    text = "\n".join(reply.text for reply in replies)
    assert "không thấy mã này" in text
    assert replies[-1].input is not None


async def test_a_used_code_is_told_gently(person: Person, sqlite_store: Store):
    code = await a_code(sqlite_store)
    async with sqlite_store.transaction() as session:
        invite = await invites.look(session, world(sqlite_store, at=START), code)
        assert invite is not None
        invite.used_at = START
    replies = await person.says(f"/start enrol_{code.replace('-', '')}")
    assert "đã dùng rồi" in "\n".join(reply.text for reply in replies)


async def test_a_link_to_a_service_begins_booking_with_the_need(
    person: Person, sqlite_store: Store
):
    await a_place(sqlite_store)
    replies = await person.says("/start book_counselling")
    assert "Điểm thử" in "\n".join(reply.text for reply in replies)


@pytest.mark.parametrize("word", ["book_nothing", "book_", "enrol_", "hello_there"])
async def test_a_link_that_leads_nowhere_opens_the_welcome(person: Person, word: str):
    replies = await person.says(f"/start {word}")
    assert [reply.text for reply in replies] == [
        reply.text for reply in await person.says("/start")
    ]


def test_the_command_of_links_is_there():
    assert "/start" in COMMANDS
