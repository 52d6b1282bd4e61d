"""Runs what is due: one small lease runner over the rows, alike on SQLite and PostgreSQL.

Claim: in one transaction, a few due rows are looked at again and either settled or marked as being
sent, with an attempt row each. Send: outside any transaction. Record: what the channel said. A
crash leaves rows marked as being sent; when their hold has run out nobody can tell whether they
went out, so they are not said again.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from flows.reach import contacts
from flows.reach.port import (
    Address,
    Kind,
    Notification,
    Outcome,
    Saying,
    Sender,
    State,
    Timer,
)
from flows.reach.quiet import allowed_from, may_write
from flows.reach.settle import settle
from flows.reach.tables import AttemptRow, ContactRow, NotificationRow
from store.crypto import Keyring
from store.engine import Store

BATCH = 20
"""Most rows in hand at once; their messages go out side by side."""

MOST_ROUNDS = 1000
"""Most batches one tick works through before it lets others have their turn."""

HOLD = timedelta(minutes=2)
"""How long a runner may keep a row; well above the time that a channel takes to answer."""

MOST_TRIES = 6
"""Tries to send before staff are told that it could not go out."""

MOST_FAULTS = 3
"""Times that a row may break what handles it before it is parked."""

FIRST_WAIT = timedelta(minutes=1)
"""The wait after the first try; it doubles with every further one."""

TICK = 5.0
"""Seconds between two looks for what is due."""


@dataclass(frozen=True)
class _Outgoing:
    """What one claim has to send: the row, its attempt, the contact and the message."""

    row: int
    attempt: AttemptRow
    contact: int
    address: Address
    saying: Saying


class Runner:
    """Works through what is due. Any number may run, in any number of processes."""

    def __init__(self, store: Store, keys: Keyring, sender: Sender, kinds: Iterable[Kind]) -> None:
        """`kinds`: of every flow. Raises ValueError where two have one name."""
        listed = list(kinds)
        self._kinds = {kind.name: kind for kind in listed}
        if len(self._kinds) != len(listed):
            raise ValueError("two kinds of notification have one name")
        self._store = store
        self._keys = keys
        self._sender = sender
        self._name = secrets.token_hex(8)

    async def run(self, clock: Callable[[], datetime]) -> None:
        """Tick for ever; cancel to stop."""
        while True:
            await self.tick(clock())
            await asyncio.sleep(TICK)

    async def tick(self, now: datetime) -> int:
        """Do all that is due at `now`; returns how many rows were handled."""
        handled = await self._recover(now)
        for _ in range(MOST_ROUNDS):
            count, outgoing = await self._claim(now)
            handled += count
            if outgoing:
                outcomes = await asyncio.gather(*(self._send(message) for message in outgoing))
                await self._record(outgoing, outcomes, now)
            if count < BATCH:
                break
        return handled

    async def _recover(self, now: datetime) -> int:
        async with self._store.transaction() as session:
            rows = list(
                await session.scalars(
                    select(NotificationRow)
                    .where(NotificationRow.state == State.SENDING, NotificationRow.held_until < now)
                    .limit(BATCH * MOST_ROUNDS)
                    .with_for_update(skip_locked=True)
                )
            )
            for row in rows:
                await session.execute(
                    update(AttemptRow)
                    .where(AttemptRow.notification == row.id, AttemptRow.outcome == State.SENDING)
                    .values(outcome=Outcome.UNKNOWN)
                )
                await settle(session, row, State.UNKNOWN, kind=self._kinds.get(row.kind), now=now)
        return len(rows)

    async def _claim(self, now: datetime) -> tuple[int, list[_Outgoing]]:
        """Look at a batch at once; where one of it breaks, again at each apart."""
        try:
            return await self._look_at_batch(now, apart=False)
        except Exception:  # noqa: BLE001 - the second look finds out which row it was
            return await self._look_at_batch(now, apart=True)

    async def _look_at_batch(self, now: datetime, *, apart: bool) -> tuple[int, list[_Outgoing]]:
        async with self._store.transaction() as session:
            rows = list(
                await session.scalars(
                    select(NotificationRow)
                    .where(NotificationRow.state == State.WAITING, NotificationRow.ready_at <= now)
                    .order_by(NotificationRow.ready_at, NotificationRow.id)
                    .limit(BATCH)
                    .with_for_update(skip_locked=True)
                )
            )
            known = await contacts.best_of(session, {row.tell_to for row in rows if row.tell_to})
            outgoing: list[_Outgoing] = []
            for row in rows:
                if not apart:
                    made = await self._look(session, row, known, now)
                else:
                    try:
                        async with session.begin_nested():
                            made = await self._look(session, row, known, now)
                            await session.flush()
                    except Exception as fault:  # noqa: BLE001 - it must not stop the others
                        await session.refresh(row)
                        await self._fault(session, row, fault, now)
                        continue
                if made:
                    outgoing.append(made)
        return len(rows), outgoing

    async def _look(
        self,
        session: AsyncSession,
        row: NotificationRow,
        known: Mapping[str, ContactRow],
        now: datetime,
    ) -> _Outgoing | None:
        kind = self._kinds.get(row.kind)
        if kind is None:
            raise LookupError(row.kind)
        seen = _seen(row)
        if isinstance(kind, Timer):
            await kind.act(session, seen, now)
            await settle(session, row, State.DONE, kind=kind, now=now)
            return None
        if not await kind.still_due(session, seen):
            await settle(session, row, State.LAPSED, kind=kind, now=now)
            return None
        allowed = allowed_from(now, kind.window)
        if allowed >= row.due + kind.expires_after:
            await settle(session, row, State.EXPIRED, kind=kind, now=now)
            return None
        if allowed > now:
            row.ready_at = allowed
            return None
        contact = known.get(row.tell_to or "")
        if contact is None or not may_write(contact.channel, contact.heard_at, now):
            await settle(session, row, State.UNSENT, kind=kind, now=now)
            return None
        address = contacts.open_address(self._keys, contact)
        composed = kind.compose(session, seen) if kind.compose else None
        saying = await composed if composed else kind.saying(seen)
        row.tries += 1
        attempt = AttemptRow(
            notification=row.id,
            number=row.tries,
            channel=contact.channel,
            at=now,
            outcome=State.SENDING,
        )
        session.add(attempt)
        row.state, row.held_by, row.held_until = State.SENDING, self._name, now + HOLD
        return _Outgoing(row.id, attempt, contact.id, address, saying)

    async def _fault(
        self, session: AsyncSession, row: NotificationRow, fault: Exception, now: datetime
    ) -> None:
        row.tries += 1
        if row.tries >= MOST_FAULTS:
            await settle(
                session, row, State.PARKED, kind=self._kinds.get(row.kind), now=now, fault=fault
            )
        else:
            row.ready_at = now + _wait(row.tries)

    async def _send(self, message: _Outgoing) -> Outcome:
        try:
            return await self._sender.send(message.address, message.saying)
        except Exception:  # noqa: BLE001 - whatever broke, it may have gone out
            return Outcome.UNKNOWN

    async def _record(
        self, outgoing: Sequence[_Outgoing], outcomes: Sequence[Outcome], now: datetime
    ) -> None:
        async with self._store.transaction() as session:
            # A slow channel may have outlived its hold: such a row is UNKNOWN by now, or deleted.
            rows = {
                row.id: row
                for row in await session.scalars(
                    select(NotificationRow)
                    .where(
                        NotificationRow.id.in_([message.row for message in outgoing]),
                        NotificationRow.state == State.SENDING,
                        NotificationRow.held_by == self._name,
                    )
                    .with_for_update()
                )
            }
            for message, outcome in zip(outgoing, outcomes, strict=True):
                row = rows.get(message.row)
                if row is None:
                    continue
                attempt = await session.merge(message.attempt, load=False)
                attempt.outcome = outcome
                if outcome is Outcome.REFUSED:
                    await contacts.lose(session, message.contact, now)
                if outcome is Outcome.LATER and row.tries < MOST_TRIES:
                    row.state, row.held_by, row.held_until = State.WAITING, None, None
                    row.ready_at = now + _wait(row.tries)
                else:
                    kind = self._kinds[row.kind]
                    await settle(session, row, _END[outcome], kind=kind, now=now)


_END = {
    Outcome.SENT: State.SENT,
    Outcome.SHELVED: State.SHELVED,
    Outcome.UNKNOWN: State.UNKNOWN,
    Outcome.REFUSED: State.UNSENT,
    Outcome.LATER: State.UNSENT,
}


def _wait(tries: int) -> timedelta:
    return FIRST_WAIT * (1 << (tries - 1))


def _seen(row: NotificationRow) -> Notification:
    return Notification(row.id, row.subject, row.kind, row.key, row.due, row.data, row.tell_to)
