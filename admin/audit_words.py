"""An entry of the audit record in plain words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from admin.audit import CONSOLE, STRANGER, Detail
from admin.audit_actions import ACTION_NAMES, DETAIL_NAMES
from admin.bookings.words import CHANGES, STATE_NAMES
from admin.roles import ROLE_NAMES
from admin.second_step import Proof
from admin.tables import AuditRow
from content.messages import mark, translate
from flows.booking.services import NAMES

OUTSIDERS: Mapping[str, str] = MappingProxyType(
    {
        CONSOLE.name: mark("The console of the machine"),
        STRANGER.name: mark("Someone at the door"),
    }
)
"""Those without an account, by the name that stands in the record."""

SUBJECTS: Mapping[str, str] = MappingProxyType(
    {
        "account": mark("Account"),
        "audit": mark("Audit record"),
        "topic": mark("Topic"),
        "document": mark("Document"),
        "content": mark("Content"),
        "questions": mark("Unanswered questions"),
        "wish": mark("Request for a topic"),
        "examples": mark("Examples"),
        "example": mark("Example"),
        "training": mark("Training run"),
        "campaign": mark("Campaign"),
        "booking": mark("Appointment"),
        "place": mark("Place"),
        "places": mark("Directory of places"),
        "report": mark("Report"),
        "case": mark("Case"),
        "task": mark("Task"),
        "decision": mark("Point before launch"),
        "talk": mark("Talk"),
        "duty": mark("Duty roster"),
        "call": mark("Telephone call"),
    }
)
"""The kinds of subjects, as messages; one that is not here is shown by its own name."""

NAME = "name"
"""The detail that names the subject."""

_PROOFS: Mapping[str, str] = MappingProxyType(
    {
        Proof.NONE: mark("none"),
        Proof.CODE: mark("code of the app"),
        Proof.RECOVERY: mark("recovery code"),
    }
)
_VALUES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "role": {role.value: name for role, name in ROLE_NAMES.items()},
        "before": {role.value: name for role, name in ROLE_NAMES.items()},
        "second_step": _PROOFS,
        "action": {action.value: name for action, name in ACTION_NAMES.items()},
        "service": {service.value: name.message for service, name in NAMES.items()},
        "state": {state.value: name for state, name in STATE_NAMES.items()},
        "what": CHANGES,
    }
)


@dataclass(frozen=True)
class Told:
    """An entry, ready to be shown. `details`: name and value of each."""

    number: int
    at: datetime
    who: str
    what: str
    about: str
    details: Sequence[tuple[str, str]]
    hash: str


def told(entry: AuditRow, language: str) -> Told:
    """The words of an entry."""
    details = dict(entry.details)
    name = details.pop(NAME, None)
    kind = SUBJECTS.get(entry.subject_kind)
    about = translate(language, kind) if kind else entry.subject_kind
    subject = entry.subject_id
    if entry.subject_kind == "account":
        is_own = entry.staff is not None and subject == str(entry.staff)
        subject = str(name) if name else (translate(language, mark("own")) if is_own else subject)
    return Told(
        number=entry.id,
        at=entry.at,
        who=translate(language, OUTSIDERS[entry.staff_name])
        if entry.staff_name in OUTSIDERS
        else entry.staff_name,
        what=_action(entry.action, language),
        about=f"{about} {subject}".strip(),
        details=[
            (
                translate(language, DETAIL_NAMES[key]) if key in DETAIL_NAMES else key,
                _value(key, value, language),
            )
            for key, value in details.items()
        ],
        hash=entry.hash,
    )


def _action(action: str, language: str) -> str:
    known = {item.value: name for item, name in ACTION_NAMES.items()}
    return translate(language, known[action]) if action in known else action


def _value(key: str, value: Detail, language: str) -> str:
    if isinstance(value, bool):
        return translate(language, mark("yes") if value else mark("no"))
    words = _VALUES.get(key, {}).get(str(value))
    return translate(language, words) if words else str(value)
