"""The sheets of the workbook, and how a record becomes rows of them and rows a record.

Every part of a topic that may come more than once has a sheet: one row for each, in order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from content.exchange.parcel import Entry, Parcel, Problem, Spot
from content.messages import mark
from content.revisions.faults import Fault
from content.revisions.labels import Place

Body = dict[str, Any]
Cells = dict[str, str]
Row = tuple[int, Cells]
"""The number of a row in its sheet, and its cells that are not empty."""

SHEETS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "topics": (
            "id",
            "title_vi",
            "title_en",
            "status",
            "reviewed_on",
            "review_by",
            "short_vi",
            "short_en",
        ),
        "details": ("topic", "heading_vi", "heading_en", "text_vi", "text_en"),
        "lists": ("topic", "list", "vi", "en"),
        "statements": (
            "topic",
            "statement",
            "text_vi",
            "text_en",
            "effective_from",
            "effective_to",
            "checked_on",
            "confidence",
        ),
        "sources": ("topic", "statement", "document", "article"),
        "documents": (
            "id",
            "kind",
            "number",
            "title_vi",
            "title_en",
            "effective_from",
            "effective_to",
            "replaced_by",
            "published",
            "checked_on",
            "confidence",
            "notes",
        ),
    }
)
"""Each sheet with its columns."""

PAIRS = ("next_steps", "unconfirmed")
WORDS = ("related", "keywords")
"""The lists of the sheet "lists": lines in both languages, and plain words."""

_NO_TOPIC = mark("This row belongs to no topic of the file.")
_NO_STATEMENT = mark("This row belongs to no statement of the file.")
_NO_LIST = mark("There is no list of that name.")
_TWICE = mark("This is there twice.")


def rows_of(topics: Iterable[Body], documents: Iterable[Body]) -> dict[str, list[Cells]]:
    """The rows of every sheet."""
    rows: dict[str, list[Cells]] = {name: [] for name in SHEETS}
    for topic in topics:
        for sheet, cells in _rows(topic):
            rows[sheet].append(cells)
    rows["documents"] = [_flat(document, "documents") for document in documents]
    return rows


def _rows(topic: Body) -> Iterator[tuple[str, Cells]]:
    name = topic["id"]
    yield "topics", _flat(topic, "topics")
    for part in topic.get("details", ()):
        yield "details", {"topic": name, **_flat(part, "details")}
    for kind in PAIRS:
        for line in topic.get(kind, ()):
            yield "lists", {"topic": name, "list": kind, **_flat(line, "lists")}
    for kind in WORDS:
        for word in topic.get(kind, ()):
            yield "lists", {"topic": name, "list": kind, "vi": word}
    for number, statement in enumerate(topic.get("statements", ()), start=1):
        own = {"topic": name, "statement": str(number)}
        yield "statements", {**own, **_flat(statement, "statements")}
        for source in statement["sources"]:
            yield "sources", {**own, **_flat(source, "sources")}


def _flat(record: Body, sheet: str) -> Cells:
    """The fields of a record that are columns of a sheet, both languages in one of their own."""
    cells: Cells = {}
    for key, value in record.items():
        if isinstance(value, dict):
            cells.update({f"{key}_{tongue}": text for tongue, text in value.items()})
        elif isinstance(value, str):
            cells[key] = value
    return {key: value for key, value in cells.items() if key in SHEETS[sheet]}


def parcel_of(sheets: Mapping[str, list[Row]], problems: list[Problem]) -> Parcel:
    """The records that rows make; rows that belong nowhere are added to `problems`."""
    reader = _Reader(problems)
    for name in SHEETS:
        for number, cells in sheets.get(name, ()):
            reader.read(name, Spot(name, number), cells)
    return Parcel(tuple(reader.topics.values()), tuple(reader.documents), tuple(problems))


class _Reader:
    """Puts rows together to records, in the order of the sheets."""

    def __init__(self, problems: list[Problem]) -> None:
        self.topics: dict[str, Entry] = {}
        self.documents: list[Entry] = []
        self._problems = problems
        self._statements: dict[tuple[str, str], int] = {}

    def read(self, sheet: str, spot: Spot, cells: Cells) -> None:
        """Take a row in."""
        if sheet == "documents":
            self.documents.append(Entry(_deep(cells), {(): spot}))
        elif sheet == "topics":
            if cells.get("id", "") in self.topics:
                self._wrong(spot, cells.get("id", ""), _TWICE)
            self.topics[cells.get("id", "")] = Entry(_deep(cells), {(): spot})
        elif entry := self.topics.get(cells.pop("topic", "")):
            self._part(sheet, spot, cells, entry)
        else:
            self._wrong(spot, "", _NO_TOPIC)

    def _part(self, sheet: str, spot: Spot, cells: Cells, entry: Entry) -> None:
        match sheet:
            case "details":
                _add(entry, ("details",), _deep(cells), spot)
            case "lists":
                self._listed(spot, cells, entry)
            case "statements":
                number = cells.pop("statement", "")
                if (entry.name, number) in self._statements:
                    self._wrong(spot, entry.name, _TWICE)
                at = _add(entry, ("statements",), _deep(cells) | {"sources": []}, spot)
                self._statements[entry.name, number] = at
            case _:
                held = self._statements.get((entry.name, cells.pop("statement", "")))
                if held is None:
                    self._wrong(spot, entry.name, _NO_STATEMENT)
                else:
                    _add(entry, ("statements", held, "sources"), dict(cells), spot)

    def _listed(self, spot: Spot, cells: Cells, entry: Entry) -> None:
        kind = cells.pop("list", "")
        if kind in PAIRS:
            _add(entry, (kind,), dict(cells), spot)
        elif kind in WORDS:
            _add(entry, (kind,), cells.get("vi", ""), spot)
        else:
            self._wrong(spot, entry.name, _NO_LIST)

    def _wrong(self, spot: Spot, name: str, message: str) -> None:
        self._problems.append(Problem(spot, name, Fault((), message)))


def _add(entry: Entry, at: Place, value: object, spot: Spot) -> int:
    """Append to the list at a place; returns its index there."""
    held: Any = entry.body
    for step in at[:-1]:
        held = held[step]
    found = held.setdefault(at[-1], [])
    found.append(value)
    spots = entry.spots
    assert isinstance(spots, dict)
    spots[*at, len(found) - 1] = spot
    return len(found) - 1


def _deep(cells: Cells) -> Body:
    """Cells as a record: title_vi and title_en become one field with both languages."""
    body: Body = {}
    for key, value in cells.items():
        field, _, tongue = key.rpartition("_")
        if tongue in ("vi", "en") and field:
            body.setdefault(field, {})[tongue] = value
        else:
            body[key] = value
    return body
