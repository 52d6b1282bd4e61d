"""What is noted of a call, each as one of a few words: who called, about what, what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from content.messages import mark


class Caller(StrEnum):
    """Whom the call concerns, as seen from the caller. No name is asked."""

    SELF = "self"
    FAMILY = "family"
    FRIEND = "friend"
    OFFICIAL = "official"
    UNKNOWN = "unknown"


class Topic(StrEnum):
    """What the call was about."""

    REHAB = "rehab"
    SUBSTITUTION = "substitution"
    HEALTH = "health"
    LAW = "law"
    AFTERCARE = "aftercare"
    FAMILY = "family"
    DRUGS = "drugs"
    OTHER = "other"


class Need(StrEnum):
    """What the caller wanted most."""

    INFORMATION = "information"
    COUNSELLING = "counselling"
    PLACE = "place"
    DANGER = "danger"
    COMPLAINT = "complaint"
    TO_TALK = "to_talk"


class Outcome(StrEnum):
    """How the call ended."""

    ANSWERED = "answered"
    REFERRED = "referred"
    BOOKED = "booked"
    EMERGENCY = "emergency"
    CALL_AGAIN = "call_again"
    BROKEN_OFF = "broken_off"


class Referral(StrEnum):
    """Where the caller was pointed to."""

    NOWHERE = "nowhere"
    HEALTH_STATION = "health_station"
    SUBSTITUTION_CLINIC = "substitution_clinic"
    REHAB_CENTRE = "rehab_centre"
    COMMUNE_POLICE = "commune_police"
    HOSPITAL = "hospital"
    CHILD_LINE = "child_line"
    LEGAL_AID = "legal_aid"
    EMPLOYMENT = "employment"


CALLERS: Mapping[Caller, str] = MappingProxyType(
    {
        Caller.SELF: mark("For themself"),
        Caller.FAMILY: mark("For somebody in the family"),
        Caller.FRIEND: mark("For a friend"),
        Caller.OFFICIAL: mark("An official or a colleague"),
        Caller.UNKNOWN: mark("Not said"),
    }
)
TOPICS: Mapping[Topic, str] = MappingProxyType(
    {
        Topic.REHAB: mark("Rehab"),
        Topic.SUBSTITUTION: mark("Methadone, buprenorphine"),
        Topic.HEALTH: mark("Health, withdrawal, overdose"),
        Topic.LAW: mark("Law and penalties"),
        Topic.AFTERCARE: mark("After rehab, work, loans"),
        Topic.FAMILY: mark("Family"),
        Topic.DRUGS: mark("Kinds of drugs"),
        Topic.OTHER: mark("Something else"),
    }
)
NEEDS: Mapping[Need, str] = MappingProxyType(
    {
        Need.INFORMATION: mark("Wants to know"),
        Need.COUNSELLING: mark("Wants advice on what to do"),
        Need.PLACE: mark("Looks for a place to go to"),
        Need.DANGER: mark("Somebody is in danger"),
        Need.COMPLAINT: mark("Complaint or tip"),
        Need.TO_TALK: mark("Wants to be heard"),
    }
)
OUTCOMES: Mapping[Outcome, str] = MappingProxyType(
    {
        Outcome.ANSWERED: mark("Answered"),
        Outcome.REFERRED: mark("Referred"),
        Outcome.BOOKED: mark("Appointment made"),
        Outcome.EMERGENCY: mark("115 or 113 called"),
        Outcome.CALL_AGAIN: mark("Calls again or is called again"),
        Outcome.BROKEN_OFF: mark("Broken off"),
    }
)
REFERRALS: Mapping[Referral, str] = MappingProxyType(
    {
        Referral.NOWHERE: mark("Nowhere"),
        Referral.HEALTH_STATION: mark("Commune health station"),
        Referral.SUBSTITUTION_CLINIC: mark("Methadone or buprenorphine clinic"),
        Referral.REHAB_CENTRE: mark("Rehab centre"),
        Referral.COMMUNE_POLICE: mark("Commune police"),
        Referral.HOSPITAL: mark("Hospital"),
        Referral.CHILD_LINE: mark("111, for children"),
        Referral.LEGAL_AID: mark("Legal aid"),
        Referral.EMPLOYMENT: mark("Employment service"),
    }
)

FIELDS: Mapping[str, tuple[type[StrEnum], Mapping[Any, str]]] = MappingProxyType(
    {
        "caller": (Caller, CALLERS),
        "topic": (Topic, TOPICS),
        "need": (Need, NEEDS),
        "outcome": (Outcome, OUTCOMES),
        "referral": (Referral, REFERRALS),
    }
)
"""The fields of a call with their words and the words' names, in the order of the form."""
