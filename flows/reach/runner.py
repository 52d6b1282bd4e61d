"""Runs what is due: one small lease runner over the rows, alike on SQLite and PostgreSQL.

Claim: in one transaction, a batch of due rows is looked at again and either settled or marked as
being sent, with an attempt row each (flows.reach.claim). Send: outside any transaction. Record:
what the channel said. A crash leaves rows marked as being sent; when their hold has run out nobody
can tell whether they went out, so they are not said again.
"""

from __future__ import annotations

import asyncio
import secrets
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from flows.reach import contacts
from flows.reach.claim import Claim, Due, Outgoing
from flows.reach.port import Kind, Notification, Outcome, Sender, State
from flows.reach.settle import settle, standing
from flows.reach.tables import AttemptRow, NotificationRow
from store.among import among_given, group_given
from store.crypto import Keyring
from store.engine import Store

BATCH = 100
"""Most rows in hand at once; their messages go out side by side. A kill leaves at most so many
in doubt."""

MOST_ROUNDS = 1000
"""Most batches one tick works through before it lets others have their turn."""

MOST_TRIES = 6
"""Tries to send before staff are told that it could not go out."""

MOST_FAULTS = 3
"""Times that a row may break what handles it before it is parked."""

FIRST_WAIT = timedelta(minutes=1)
"""The wait after the first try; it doubles with every further one."""

TICK = 5.0
"""Seconds between two looks for what is due."""


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
        handled = 0
        for _ in range(MOST_ROUNDS):
            count, outgoing = await self._claim(now)
            handled += count
            if outgoing:
                outcomes = await asyncio.gather(*(self._send(message) for message in outgoing))
                await self._record(outgoing, outcomes, now)
            if count < BATCH:
                break
        return handled

    async def _claim(self, now: datetime) -> tuple[int, list[Outgoing]]:
        """Look at a batch at once; where one of it breaks, again at each apart."""
        try:
            async with self._store.transaction() as session:
                lost = await self._recover(session, now)
                claim = Claim(session, self._kinds, self._keys, self._name, now)
                rows = await claim.due(BATCH)
                return lost + len(rows), await claim.look(rows)
        except Exception:  # noqa: BLE001 - the second look finds out which row it was
            return await self._claim_apart(now)

    async def _claim_apart(self, now: datetime) -> tuple[int, list[Outgoing]]:
        outgoing: list[Outgoing] = []
        async with self._store.transaction() as session:
            lost = await self._recover(session, now)
            claim = Claim(session, self._kinds, self._keys, self._name, now)
            rows = await claim.due(BATCH)
            for row in rows:
                try:
                    async with session.begin_nested():
                        outgoing += await claim.look([row])
                except Exception as fault:  # noqa: BLE001 - it must not stop the others
                    await self._fault(session, row, fault, now)
        return lost + len(rows), outgoing

    async def _recover(self, session: AsyncSession, now: datetime) -> int:
        """End as unknown what a runner held that is gone."""
        found = await session.scalars(_LOST, {"now": now, "most": BATCH})
        left: dict[str, list[Notification]] = defaultdict(list)
        for row in found:
            left[row.held_by or ""].append(_seen(row))
        for runner, seen in left.items():
            await self._end(session, {Outcome.UNKNOWN: seen}, now, runner)
        return sum(len(seen) for seen in left.values())

    async def _fault(
        self, session: AsyncSession, row: Due, fault: Exception, now: datetime
    ) -> None:
        tries = row.tries + 1
        await session.execute(
            update(NotificationRow)
            .where(NotificationRow.id == row.one.id, *standing(held=False))
            .values(tries=tries, ready_at=now + _wait(tries))
            .execution_options(synchronize_session=False)
        )
        if tries >= MOST_FAULTS:
            await settle(
                session, {State.PARKED: [row.one]}, kinds=self._kinds, now=now, fault=fault
            )

    async def _send(self, message: Outgoing) -> Outcome:
        try:
            return await self._sender.send(message.address, message.saying)
        except Exception:  # noqa: BLE001 - whatever broke, it may have gone out
            return Outcome.UNKNOWN

    async def _record(
        self, outgoing: Sequence[Outgoing], outcomes: Sequence[Outcome], now: datetime
    ) -> None:
        """Write what the channel said, for all of one outcome at once."""
        again: dict[int, list[int]] = defaultdict(list)
        ends: dict[Outcome, list[Notification]] = defaultdict(list)
        for message, outcome in zip(outgoing, outcomes, strict=True):
            if outcome is Outcome.LATER and message.tries < MOST_TRIES:
                again[message.tries].append(message.one.id)
            else:
                ends[outcome].append(message.one)
        # A slow channel may have outlived its hold: such a row is UNKNOWN by now, or deleted.
        async with self._store.transaction() as session:
            for tries, rows in again.items():
                waiting = await self._wait_again(session, rows, now + _wait(tries))
                await _end_attempts(session, {Outcome.LATER: waiting})
            await self._end(session, ends, now, self._name)
            for message, outcome in zip(outgoing, outcomes, strict=True):
                if outcome is Outcome.REFUSED:
                    await contacts.lose(session, message.contact, now)

    async def _end(
        self,
        session: AsyncSession,
        ends: Mapping[Outcome, Sequence[Notification]],
        now: datetime,
        runner: str,
    ) -> None:
        """Settle what `runner` holds and its attempts, as the outcomes say."""
        states: dict[State, list[Notification]] = defaultdict(list)
        for outcome, seen in ends.items():
            states[_END[outcome]] += seen
        ended = await settle(session, states, kinds=self._kinds, now=now, held_by=runner)
        await _end_attempts(
            session,
            {o: [one.id for one in seen if one.id in ended] for o, seen in ends.items()},
        )

    async def _wait_again(
        self, session: AsyncSession, rows: Sequence[int], ready_at: datetime
    ) -> Sequence[int]:
        waiting = await session.scalars(
            _WAIT_AGAIN, {"ids": rows, "holder": self._name, "until": ready_at}
        )
        return waiting.all()


_LOST = (
    select(NotificationRow)
    .where(NotificationRow.state == State.SENDING, NotificationRow.held_until < bindparam("now"))
    .order_by(NotificationRow.ready_at, NotificationRow.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_WAIT_AGAIN = (
    update(NotificationRow)
    .where(among_given(NotificationRow.id, "ids"), *standing(held=True))
    .values(state=State.WAITING, held_by=None, held_until=None, ready_at=bindparam("until"))
    .returning(NotificationRow.id)
    .execution_options(synchronize_session=False)
)
_END_ATTEMPTS = (
    update(AttemptRow)
    .where(among_given(AttemptRow.notification, "ids"), AttemptRow.outcome == State.SENDING)
    .values(outcome=group_given(AttemptRow.notification, Outcome))
    .execution_options(synchronize_session=False)
)

_END = {
    Outcome.SENT: State.SENT,
    Outcome.SHELVED: State.SHELVED,
    Outcome.UNKNOWN: State.UNKNOWN,
    Outcome.REFUSED: State.UNSENT,
    Outcome.LATER: State.UNSENT,
}


async def _end_attempts(session: AsyncSession, ended: Mapping[Outcome, Sequence[int]]) -> None:
    """Write how the open attempts of these rows ended."""
    rows = [row for rows in ended.values() for row in rows]
    if rows:
        by_outcome: dict[str, list[int]] = {
            outcome: list(ended.get(outcome, ())) for outcome in Outcome
        }
        await session.execute(_END_ATTEMPTS, {**by_outcome, "ids": rows})


def _wait(tries: int) -> timedelta:
    return FIRST_WAIT * (1 << (tries - 1))


def _seen(row: NotificationRow) -> Notification:
    return Notification(row.id, row.subject, row.kind, row.key, row.due, row.data, row.tell_to)
