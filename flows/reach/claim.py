"""Look at what is due, in one transaction: settle it, put it off, or take it in hand to be sent.

Everything is asked and written for a whole batch at once: it costs hardly more than one of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from flows.reach import contacts
from flows.reach.port import (
    Address,
    Kind,
    Notification,
    Saying,
    State,
    StillDue,
    Telling,
    Timer,
)
from flows.reach.quiet import allowed_from, may_write
from flows.reach.settle import settle, standing
from flows.reach.tables import AttemptRow, ContactRow, NotificationRow
from store.among import among_given
from store.crypto import Keyring
from store.insert import insert_all

HOLD = timedelta(minutes=2)
"""How long a runner may keep a row; well above the time that a channel takes to answer."""


_DUE = (
    select(
        NotificationRow.id,
        NotificationRow.subject,
        NotificationRow.kind,
        NotificationRow.key,
        NotificationRow.due,
        NotificationRow.data,
        NotificationRow.tell_to,
        NotificationRow.tries,
    )
    .where(NotificationRow.state == State.WAITING, NotificationRow.ready_at <= bindparam("now"))
    .order_by(NotificationRow.ready_at, NotificationRow.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_PUT_OFF = (
    update(NotificationRow)
    .where(among_given(NotificationRow.id, "ids"), *standing(held=False))
    .values(ready_at=bindparam("until"))
    .execution_options(synchronize_session=False)
)
_TAKE = (
    update(NotificationRow)
    .where(among_given(NotificationRow.id, "ids"), *standing(held=False))
    .values(
        state=State.SENDING,
        tries=NotificationRow.tries + 1,
        held_by=bindparam("holder"),
        held_until=bindparam("until"),
    )
    .returning(NotificationRow.id)
    .execution_options(synchronize_session=False)
)


@dataclass(frozen=True)
class Due:
    """An intent whose time has come, and how often it was tried."""

    one: Notification
    tries: int


@dataclass(frozen=True)
class Outgoing:
    """What is to be sent: the intent, which try this is, the contact and the message."""

    one: Notification
    tries: int
    contact: int
    address: Address
    saying: Saying


@dataclass(frozen=True)
class Claim:
    """One runner's look at what is due at `now`."""

    session: AsyncSession
    kinds: Mapping[str, Kind]
    keys: Keyring
    runner: str
    now: datetime

    async def due(self, most: int) -> list[Due]:
        """The first intents that are due; nobody else has them until this session ends."""
        found = await self.session.execute(_DUE, {"now": self.now, "most": most})
        rows = [Due(Notification(*row[:-1]), row[-1]) for row in found]
        # Timers in front: what they take back is not said any more.
        return sorted(rows, key=lambda row: not isinstance(self.kinds.get(row.one.kind), Timer))

    async def look(self, rows: Sequence[Due]) -> list[Outgoing]:
        """Settle, put off or take in hand each of these; what was taken in hand is to be sent.

        Raises whatever one of them breaks; then nothing of this look may be kept.
        """
        timers: dict[str, tuple[Timer, list[Notification]]] = {}
        tellings: list[tuple[Telling, Due]] = []
        for row in rows:
            match self.kinds.get(row.one.kind):
                case Timer() as timer:
                    timers.setdefault(timer.name, (timer, []))[1].append(row.one)
                case Telling() as telling:
                    tellings.append((telling, row))
                case None:
                    raise LookupError(row.one.kind)
        for timer, seen in timers.values():
            await timer.act(self.session, seen, self.now)
        ends, outgoing = await self._weigh(tellings)
        ends[State.DONE] = [one for _, seen in timers.values() for one in seen]
        await settle(self.session, ends, kinds=self.kinds, now=self.now)
        return await self._take(outgoing)

    async def _still_due(self, tellings: Sequence[tuple[Telling, Due]]) -> frozenset[int]:
        """The ids of what is still so; kinds that ask the same are asked together."""
        asked: dict[StillDue, list[Notification]] = defaultdict(list)
        for kind, row in tellings:
            asked[kind.still_due].append(row.one)
        answers = [await ask(self.session, seen) for ask, seen in asked.items()]
        return frozenset().union(*answers)

    async def _weigh(
        self, tellings: Sequence[tuple[Telling, Due]]
    ) -> tuple[dict[State, list[Notification]], list[Outgoing]]:
        """Put off what may not be said yet; returns what ends unsaid, and what is to be said."""
        still = await self._still_due(tellings)
        known = await contacts.best_of(
            self.session,
            {row.one.to for _, row in tellings if row.one.to and row.one.id in still},
        )
        later: dict[datetime, list[int]] = defaultdict(list)
        ends: dict[State, list[Notification]] = defaultdict(list)
        outgoing: list[Outgoing] = []
        for kind, row in tellings:
            allowed = allowed_from(self.now, kind.window)
            contact = known.get(row.one.to or "")
            if row.one.id not in still:
                ends[State.LAPSED].append(row.one)
            elif allowed >= row.one.due + kind.expires_after:
                ends[State.EXPIRED].append(row.one)
            elif allowed > self.now:
                later[allowed].append(row.one.id)
            elif contact is None or not may_write(contact.channel, contact.heard_at, self.now):
                ends[State.UNSENT].append(row.one)
            else:
                outgoing.append(await self._message(kind, row, contact))
        for until, ids in later.items():
            await self._put_off(ids, until)
        return ends, outgoing

    async def _message(self, kind: Telling, row: Due, contact: ContactRow) -> Outgoing:
        address = contacts.open_address(self.keys, contact)
        composed = kind.compose(self.session, row.one) if kind.compose else None
        saying = await composed if composed else kind.saying(row.one)
        return Outgoing(row.one, row.tries + 1, contact.id, address, saying)

    async def _put_off(self, ids: Sequence[int], until: datetime) -> None:
        await self.session.execute(_PUT_OFF, {"ids": ids, "until": until})

    async def _take(self, outgoing: Sequence[Outgoing]) -> list[Outgoing]:
        """Mark as being sent, each with the attempt that it is; without what was taken back."""
        if not outgoing:
            return []
        ids = [message.one.id for message in outgoing]
        held = {"ids": ids, "holder": self.runner, "until": self.now + HOLD}
        taken = frozenset(await self.session.scalars(_TAKE, held))
        mine = [message for message in outgoing if message.one.id in taken]
        if mine:
            await insert_all(
                self.session,
                AttemptRow,
                [
                    {
                        "notification": message.one.id,
                        "number": message.tries,
                        "channel": message.address.channel,
                        "at": self.now,
                        "outcome": State.SENDING,
                    }
                    for message in mine
                ],
            )
        return mine
