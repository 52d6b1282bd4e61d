"""Any code of the service, typed in one place: what it opens, or kindly which it could be.

The scripts "enrol" and "come_back" are the same road: buttons that were shown keep their names.
So is "result", which asks for the code of a result and opens what one types instead.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from content.home import HOME_ZONE
from content.messages import mark
from flows import codes
from flows.aftercare import cases, invites
from flows.aftercare.scripts import enrol
from flows.aftercare.tables import ReceiptRow
from flows.booking import seats, telling
from flows.booking.scripts.visit import visit
from flows.engine import (
    Begin,
    Do,
    Effect,
    Given,
    Menu,
    Person,
    Say,
    Script,
    Talk,
    Text,
    World,
    Write,
)
from flows.screening import keeping
from flows.screening.telling import reopened
from flows.screening.way_on import ANEW

MOST_TYPED = 5
"""How often a code may be typed wrong before the script says where to get a new one."""

LONGEST_CODE = 60


class Code(StrEnum):
    """What a code is."""

    PERSON = "person"
    STAFF = "staff"
    RETURN = "return"
    BOOKING = "booking"
    RESULT = "result"
    HERE = "here"
    MINE = "mine"
    ALREADY = "already"
    RECEIPT = "receipt"
    USED = "used"
    OLD = "old"
    ENDED = "ended"
    AMONG_STAFF = "among_staff"
    NO_BOOKING = "no_booking"
    UNKNOWN = "unknown"
    NONE = "none"


async def look_code(world: World, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """`look_code`: what a typed, pasted or linked `code` is (Code), and what is needed to go on.

    `token` of a booking, `day` of a receipt.
    """
    typed = str(arguments["code"])
    if codes.read(typed, cases.CODE_LENGTH):
        return {"is": Code.AMONG_STAFF}
    code = codes.read(typed)
    async with world.store.transaction() as session:
        if code is None:
            return await _of_booking(session, world, typed)
        found = await _of_invite(session, world, code) or await _of_case(session, world, code)
        if found:
            return {"is": found}
        receipt = await session.get(ReceiptRow, code)
        if receipt:
            return {"is": Code.RECEIPT, "day": f"{receipt.at.astimezone(HOME_ZONE):%d/%m/%Y}"}
    opened = await keeping.open_kept(world, {"code": code})
    return {"is": Code.RESULT if opened["result"] else Code.UNKNOWN}


async def _of_booking(session: AsyncSession, world: World, typed: str) -> dict[str, Any]:
    if codes.read(typed, seats.CODE_LENGTH) is None:
        return {"is": Code.NONE}
    row = await seats.by_code(session, world.keys, typed)
    return {"is": Code.BOOKING, "token": row.token} if row else {"is": Code.NO_BOOKING}


async def _of_invite(session: AsyncSession, world: World, code: str) -> Code | None:
    invite = await invites.find(session, world, code)
    if invite is None:
        return None
    here = await cases.find(session, world)
    if invite.used_at is not None:
        return Code.HERE if here and here.id == invite.case else Code.USED
    if invite.expires_at <= world.now:
        return Code.OLD
    if invite.staff is not None:
        return Code.STAFF
    return Code.ALREADY if here else Code.PERSON


async def _of_case(session: AsyncSession, world: World, code: str) -> Code | None:
    case = await cases.of_return_code(session, world.keys, code)
    if case is None:
        return None
    if case.status not in cases.OPEN:
        return Code.ENDED
    here = await cases.find(session, world)
    return Code.MINE if here and here.id == case.id else Code.RETURN


ASKS = Text(mark("Please type or paste the code here."))
ASKS_RESULT = Text(mark("Please type the code of your result."))
LAST = Say(
    Text(mark("Ask the person who gave you the code for a new one.")), ways=(Person(), Menu())
)
LAST_RESULT = Say(
    Text(mark("Let us leave the code. Looking anew takes a few minutes.")),
    ways=(ANEW, Person(), Menu()),
)
"""What is asked for, and said when it was typed wrong too often."""


def _any_code(given: Given, asks: Text = ASKS, last: Say = LAST) -> Talk:
    code = given.get("code", "")
    for _ in range(MOST_TYPED):
        if not code:
            code = yield Write(
                asks,
                longest=LONGEST_CODE,
                code=True,
                why=Text(
                    mark(
                        "Every code of mine can be typed here: the one that staff gave you, that of"
                        " an appointment, of a result, or your own to come back. I do not know"
                        " whose it is."
                    )
                ),
            )
        looked = yield Do("look_code", {"code": code})
        found = Code(looked["is"])
        if found in ROADS:
            yield from ROADS[found](code, looked)
            return
        yield Say(NOT_NOW[found], once=True)
        code = ""
    yield last


def _result_code(given: Given) -> Talk:
    yield from _any_code(given, ASKS_RESULT, LAST_RESULT)


def _booking(_: str, looked: Mapping[str, Any]) -> Talk:
    yield from visit(looked["token"])


def _result(code: str, _: Mapping[str, Any]) -> Talk:
    opened = yield Do("screening_open", {"code": code})
    if opened["result"]:
        yield from reopened(opened["result"])
    else:
        yield Say(NOT_NOW[Code.UNKNOWN], ways=(Menu(),))


def _here(_: str, looked: Mapping[str, Any]) -> Talk:
    yield Say(
        HERE[Code(looked["is"])],
        ways=(Begin("my_support", Text(mark("My support"))), Menu()),
    )


def _receipt(_: str, looked: Mapping[str, Any]) -> Talk:
    yield Say(
        Text(
            mark(
                "This is a receipt: on {day} what was kept was deleted. There is nothing left that"
                " it could open."
            ),
            {"day": looked["day"]},
        ),
        ways=(Menu(),),
    )


HERE: Mapping[Code, Text] = MappingProxyType(
    {
        Code.HERE: Text(
            mark("This code has been used, and by you: you are already enrolled here.")
        ),
        Code.MINE: Text(
            mark(
                "This is your own code, and this talk is yours already. Keep it for another phone"
                " or browser."
            )
        ),
        Code.ALREADY: Text(mark("You are here already. A second code is not needed.")),
    }
)
"""What is said of a code to somebody who is enrolled in this talk."""

ROADS: Mapping[Code, Callable[[str, Mapping[str, Any]], Talk]] = MappingProxyType(
    {
        Code.PERSON: lambda code, _: enrol.person(code),
        Code.STAFF: lambda code, _: enrol.staff(code),
        Code.RETURN: lambda code, _: enrol.back(code),
        Code.BOOKING: _booking,
        Code.RESULT: _result,
        **dict.fromkeys(HERE, _here),
        Code.RECEIPT: _receipt,
    }
)
"""Where a code leads."""

NOT_NOW: Mapping[Code, Text] = MappingProxyType(
    {
        Code.USED: Text(
            mark(
                "This code has been used; each works only once. If it was you, type your own code,"
                " the one you were shown at the end. Else ask for a new one."
            )
        ),
        Code.OLD: Text(mark("This code is too old to be used. Please ask for a new one.")),
        Code.ENDED: Text(
            mark("The support behind this code has ended. To begin again, ask for a new one.")
        ),
        Code.AMONG_STAFF: Text(
            mark(
                "That is the short code by which staff know you; it opens nothing. Your own code to"
                " come back has 10 characters."
            )
        ),
        Code.NO_BOOKING: Text(
            mark(
                "I do not find this code. One of 8 characters is that of an appointment, and"
                " {days} days after its time an appointment is forgotten. Please look at it once"
                " more."
            ),
            {"days": telling.KEPT_FOR.days},
        ),
        Code.UNKNOWN: Text(
            mark(
                "I do not find this code. One of 10 characters can be the one that staff gave you"
                " (good once), that of a result (kept {days} days), or your own to come back."
                " Perhaps it is too old. Please look at it once more."
            ),
            {"days": keeping.KEPT_DAYS},
        ),
        Code.NONE: Text(
            mark(
                "I do not find this code; perhaps one character is different. Codes look like"
                " C7K2M-9QR for an appointment and C7K2M-9QRTW for all else."
            )
        ),
    }
)
"""What is said of a code that opens nothing, before it is asked for once more."""

SCRIPTS: Mapping[str, Script] = MappingProxyType(
    {
        **{name: Script(name, 3, _any_code) for name in ("code", "enrol", "come_back")},
        "result": Script("result", 2, _result_code),
    }
)
EFFECTS: Mapping[str, Effect] = MappingProxyType({"look_code": look_code})
