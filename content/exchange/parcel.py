"""What a file brings: records not yet checked, each knowing where in the file it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from content.messages import mark, translate
from content.revisions.errors import EditingError
from content.revisions.faults import Fault
from content.revisions.labels import Place

MOST_BYTES = 5 * 1024 * 1024
"""Largest file that is read."""

MOST_RECORDS = 2000
"""Topics, and documents, of one file."""

Body = dict[str, Any]


class UnreadableError(EditingError):
    """The file as a whole cannot be read."""


@dataclass(frozen=True)
class Spot:
    """Where something stands: a sheet ("" for a file without sheets) and a row or number."""

    sheet: str
    row: int

    def in_language(self, language: str) -> str:
        """The spot in words."""
        if self.sheet:
            text = mark("Sheet {sheet}, row {row}")
            return translate(language, text, sheet=self.sheet, row=self.row)
        return translate(language, mark("Entry {number}"), number=self.row)


@dataclass(frozen=True)
class Problem:
    """Something wrong at a spot, in the record `name`."""

    spot: Spot
    name: str
    fault: Fault

    def in_language(self, language: str) -> str:
        """The spot, the record and what is wrong."""
        said = self.fault.in_language(language)
        return ": ".join(filter(None, (self.spot.in_language(language), self.name, said)))


@dataclass(frozen=True)
class Entry:
    """One record of a file. `spots`: where its parts stand, by place; () is the record itself."""

    body: Body
    spots: Mapping[Place, Spot]

    @property
    def name(self) -> str:
        """The record's id, if it has one that can be shown."""
        name = self.body.get("id")
        return name[:60] if isinstance(name, str) else ""

    def spot(self, at: Place) -> Spot:
        """Where a place stands, or what it is part of."""
        for length in range(len(at), 0, -1):
            if at[:length] in self.spots:
                return self.spots[at[:length]]
        return self.spots[()]

    def problem(self, fault: Fault) -> Problem:
        """A fault of this record, with its spot."""
        return Problem(self.spot(fault.at), self.name, fault)


@dataclass(frozen=True)
class Parcel:
    """The records of a file, and what could not even be made a record."""

    topics: tuple[Entry, ...] = ()
    documents: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = field(default=())


class ProblemsError(EditingError):
    """A file that cannot be taken, with everything that is wrong in it."""

    def __init__(self, problems: list[Problem]) -> None:
        """`problems`: at least one."""
        super().__init__(mark("Nothing was taken: the file has to be mended first."))
        self.problems = tuple(problems)
