"""Look at what is due, in one transaction: settle it, put it off, or take it in hand to be sent.

Everything is done for all intents of a kind at once: what a batch costs hardly grows with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from flows.reach import contacts
from flows.reach.port import Address, Kind, Notification, Saying, State, Telling, Timer
from flows.reach.quiet import allowed_from, may_write
from flows.reach.settle import settle, standing
from flows.reach.tables import AttemptRow, ContactRow, NotificationRow
from store.crypto import Keyring

HOLD = timedelta(minutes=2)
"""How long a runner may keep a row; well above the time that a channel takes to answer."""


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
        """The first intents that are due, timers in front: what they take back is not said."""
        columns = (
            NotificationRow.id,
            NotificationRow.subject,
            NotificationRow.kind,
            NotificationRow.key,
            NotificationRow.due,
            NotificationRow.data,
            NotificationRow.tell_to,
            NotificationRow.tries,
        )
        found = await self.session.execute(
            select(*columns)
            .where(NotificationRow.state == State.WAITING, NotificationRow.ready_at <= self.now)
            .order_by(NotificationRow.ready_at, NotificationRow.id)
            .limit(most)
            .with_for_update(skip_locked=True)
        )
        rows = [Due(Notification(*row[:-1]), row[-1]) for row in found]
        return sorted(rows, key=lambda row: not isinstance(self.kinds.get(row.one.kind), Timer))

    async def look(self, rows: Sequence[Due]) -> list[Outgoing]:
        """Settle, put off or take in hand each of these; what was taken in hand is to be sent.

        Raises whatever one of them breaks; then nothing of this look may be kept.
        """
        by_kind: dict[str, list[Due]] = defaultdict(list)
        for row in rows:
            by_kind[row.one.kind].append(row)
        outgoing: list[Outgoing] = []
        for name, group in by_kind.items():
            match self.kinds.get(name):
                case None:
                    raise LookupError(name)
                case Timer() as timer:
                    await self._do(timer, [row.one for row in group])
                case Telling() as telling:
                    outgoing += await self._tell(telling, group)
        return await self._take(outgoing)

    async def _do(self, timer: Timer, seen: Sequence[Notification]) -> None:
        await timer.act(self.session, seen, self.now)
        await self.session.flush()
        await settle(self.session, seen, State.DONE, kind=timer, now=self.now)

    async def _tell(self, kind: Telling, rows: Sequence[Due]) -> list[Outgoing]:
        still = await kind.still_due(self.session, [row.one for row in rows])
        known = await contacts.best_of(
            self.session, {row.one.to for row in rows if row.one.to and row.one.id in still}
        )
        allowed = allowed_from(self.now, kind.window)
        ends: dict[State, list[Notification]] = defaultdict(list)
        outgoing: list[Outgoing] = []
        for row in rows:
            contact = known.get(row.one.to or "")
            if row.one.id not in still:
                ends[State.LAPSED].append(row.one)
            elif allowed >= row.one.due + kind.expires_after:
                ends[State.EXPIRED].append(row.one)
            elif allowed > self.now:
                ends[State.WAITING].append(row.one)
            elif contact is None or not may_write(contact.channel, contact.heard_at, self.now):
                ends[State.UNSENT].append(row.one)
            else:
                outgoing.append(self._message(kind, row, contact))
        await self._put_off(ends.pop(State.WAITING, []), allowed)
        for end, seen in ends.items():
            await settle(self.session, seen, end, kind=kind, now=self.now)
        return outgoing

    def _message(self, kind: Telling, row: Due, contact: ContactRow) -> Outgoing:
        address = contacts.open_address(self.keys, contact)
        return Outgoing(row.one, row.tries + 1, contact.id, address, kind.saying(row.one))

    async def _put_off(self, seen: Sequence[Notification], until: datetime) -> None:
        if seen:
            await self.session.execute(
                update(NotificationRow)
                .where(NotificationRow.id.in_([one.id for one in seen]))
                .values(ready_at=until)
                .execution_options(synchronize_session=False)
            )

    async def _take(self, outgoing: Sequence[Outgoing]) -> list[Outgoing]:
        """Mark as being sent, each with the attempt that it is; without what was taken back."""
        if not outgoing:
            return []
        taken = frozenset(
            await self.session.scalars(
                update(NotificationRow)
                .where(
                    NotificationRow.id.in_([message.one.id for message in outgoing]),
                    *standing(None),
                )
                .values(
                    state=State.SENDING,
                    tries=NotificationRow.tries + 1,
                    held_by=self.runner,
                    held_until=self.now + HOLD,
                )
                .returning(NotificationRow.id)
                .execution_options(synchronize_session=False)
            )
        )
        mine = [message for message in outgoing if message.one.id in taken]
        if mine:
            await self.session.execute(
                insert(AttemptRow),
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
