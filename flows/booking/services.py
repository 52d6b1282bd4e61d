"""What people can be booked for, and how it is called in a talk."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from content.messages import mark
from flows.engine import Text


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


NAMES: Mapping[Service, Text] = MappingProxyType(
    {
        Service.COUNSELLING: Text(mark("Counselling")),
        Service.BLOOD_TEST: Text(mark("HIV and hepatitis test")),
        Service.SUBSTITUTION: Text(mark("Methadone or buprenorphine")),
        Service.REHAB: Text(mark("Voluntary rehab")),
        Service.PSYCHOLOGY: Text(mark("Psychologist")),
        Service.PSYCHIATRY: Text(mark("Psychiatrist")),
        Service.LEGAL_AID: Text(mark("Legal aid")),
        Service.TRAINING: Text(mark("Learning a trade")),
        Service.JOBS: Text(mark("Finding work")),
        Service.LOANS: Text(mark("Loans for a living")),
        Service.PEERS: Text(mark("Peer group")),
    }
)


def service_of(written: str | None) -> Service | None:
    """The service of that id, None for another word."""
    return Service(written) if written in set(Service) else None
