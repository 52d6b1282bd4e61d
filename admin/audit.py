"""Write down who did what, so that it cannot be changed afterwards without anybody noticing.

Each entry carries a keyed hash over itself and the hash of the entry before. The key is in the data
folder: whoever can write the table but not read the key cannot forge an entry, change one, put one
in or take one out from between others. Entries cut off at the end leave no trace in the table; the
number and hash of each entry therefore go to the log as well, which is kept elsewhere.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

import structlog
from sqlalchemy import insert, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from admin.audit_actions import Action
from admin.tables import AuditRow
from store.crypto import Keyring
from store.engine import keyring_of

LOCK = 0x61756474
"""The advisory lock under which an entry is added on PostgreSQL, so that the chain has no fork.
SQLite has one writer at a time anyway (BEGIN IMMEDIATE)."""

BEFORE_THE_FIRST = "0" * 64
"""What stands for the hash before the first entry."""

MOST_DETAILS = 12
LONGEST_DETAIL = 200
"""Characters of a detail: enough for names and numbers, not for what people wrote."""

LONGEST_NAME = 40
"""Characters of a name that can stand in the record."""

HASHED_AS = "admin_audit.hash"

Detail = str | int | bool | None

log = structlog.get_logger()


class Who(Protocol):
    """Whoever does something: a person with an account, the console, a stranger."""

    @property
    def id(self) -> int | None:
        """The account, if there is one."""

    @property
    def name(self) -> str:
        """The account's name."""


@dataclass(frozen=True)
class Outsider:
    """Someone without an account."""

    name: str
    id: None = None


CONSOLE = Outsider("(console)")
"""Whoever runs commands on the machine itself."""

STRANGER = Outsider("(stranger)")
"""Whoever stands before the door. No account name can have brackets."""


@dataclass(frozen=True)
class Subject:
    """What an action is about: a kind, as "account" or "topic", and which one."""

    kind: str
    id: str = ""


async def record(  # noqa: PLR0913, PLR0917 - what an entry is made of
    session: AsyncSession,
    actor: Who,
    action: Action,
    subject: Subject,
    details: Mapping[str, Detail],
    now: datetime,
) -> None:
    """Add an entry, in the transaction of what it tells: both happen or neither.

    Call it last: on PostgreSQL other entries wait from here until the transaction ends. `details`
    never hold messages of people, secrets, codes or contacts. Raises ValueError for details that
    are too many or too long, NoKeyringError for a store without keys.
    """
    if len(details) > MOST_DETAILS or any(
        isinstance(value, str) and len(value) > LONGEST_DETAIL for value in details.values()
    ):
        raise ValueError(f"{action}: details are few and short")
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
    last = (
        await session.execute(
            select(AuditRow.id, AuditRow.hash).order_by(AuditRow.id.desc()).limit(1)
        )
    ).one_or_none()
    entry: dict[str, Any] = {
        "id": last.id + 1 if last else 1,
        "at": now,
        "staff": actor.id,
        "staff_name": actor.name,
        "action": action,
        "subject_kind": subject.kind,
        "subject_id": subject.id,
        "details": dict(details),
        "previous": last.hash if last else BEFORE_THE_FIRST,
    }
    entry["hash"] = hash_of(keyring_of(session), entry)
    await session.execute(insert(AuditRow), entry)
    log.info("audit.recorded", entry=entry["id"], hash=entry["hash"])


def hash_of(keyring: Keyring, entry: Mapping[str, Any]) -> str:
    """HMAC-SHA256 over the canonical JSON of an entry and the hash before it, 64 hex digits.

    `entry`: the columns of AuditRow by name; its own hash may be among them and is left out.
    """
    facts = {name: value for name, value in entry.items() if name != "hash"}
    facts["at"] = entry["at"].astimezone(UTC).isoformat(timespec="microseconds")
    facts["action"] = str(entry["action"])
    canonical = json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return keyring.index(canonical, HASHED_AS)
