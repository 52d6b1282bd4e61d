"""What people can be booked for, and how it is called in a talk."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from content.messages import mark
from content.services import words
from flows.engine import Called, Text


class Service(StrEnum):
    """A service of the directory. A talk may know it before it asks (`given["need"]`)."""

    COUNSELLING = "counselling"
    BLOOD_TEST = "blood_test"
    SUBSTITUTION = "substitution"
    REHAB = "rehab"
    PSYCHOLOGY = "psychology"
    PSYCHIATRY = "psychiatry"
    LEGAL_AID = "legal_aid"
    TRAINING = "training"
    JOBS = "jobs"
    LOANS = "loans"
    PEERS = "peers"


BEFORE_NEEDS = ("", "cần ", "muốn ", "xin ")
"""What people type in front of what they need."""


def _called(service: Service, name: str) -> Text:
    """A service's label; words that name a second service too say nothing alone."""
    every = [one for called in words().values() for one in called]
    own = [one for one in words()[service] if every.count(one) == 1]
    return Called(name, also=tuple(f"{before}{one}" for one in own for before in BEFORE_NEEDS))


NAMES: Mapping[Service, Text] = MappingProxyType(
    {
        Service.COUNSELLING: _called(Service.COUNSELLING, mark("Counselling")),
        Service.BLOOD_TEST: _called(Service.BLOOD_TEST, mark("HIV and hepatitis test")),
        Service.SUBSTITUTION: _called(Service.SUBSTITUTION, mark("Methadone or buprenorphine")),
        Service.REHAB: _called(Service.REHAB, mark("Voluntary rehab")),
        Service.PSYCHOLOGY: _called(Service.PSYCHOLOGY, mark("Psychologist")),
        Service.PSYCHIATRY: _called(Service.PSYCHIATRY, mark("Psychiatrist")),
        Service.LEGAL_AID: _called(Service.LEGAL_AID, mark("Legal aid")),
        Service.TRAINING: _called(Service.TRAINING, mark("Learning a trade")),
        Service.JOBS: _called(Service.JOBS, mark("Finding work")),
        Service.LOANS: _called(Service.LOANS, mark("Loans for a living")),
        Service.PEERS: _called(Service.PEERS, mark("Peer group")),
    }
)


def service_of(written: str | None) -> Service | None:
    """The service of that id, None for another word."""
    return Service(written) if written in set(Service) else None
