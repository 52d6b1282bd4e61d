"""Places as a table: the columns of its file, read and written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from admin import workbook
from admin.bookings.words import SERVICES
from admin.places.form import FIELDS, cells_of
from admin.places.provinces import names
from admin.workbook import Sheet, WorkbookError
from content.messages import LANGUAGES, mark, translate
from flows.booking.directory import slug
from flows.booking.importing import MOST_ROWS
from flows.booking.services import Service
from flows.booking.tables import PlaceRow

BETWEEN = ";"
"""Between services in their cell; their names may have commas."""

NO_HEADING = mark(
    "The first row must name the columns as the template does. Please use the template."
)


def read(packed: bytes) -> Mapping[int, dict[str, Any]]:
    """The fields of each place in a file, by row. Raises WorkbookError."""
    heading, rows = workbook.read(packed, MOST_ROWS)
    known = _columns()
    fields = [known.get(slug(title), slug(title)) for title in heading]
    if not {"name", "province", "address", "services"} <= set(fields):
        raise WorkbookError(NO_HEADING)
    return {
        number: _place({field: cell for field, cell in zip(fields, cells, strict=False) if field})
        for number, cells in rows.items()
    }


def template(language: str) -> bytes:
    """An empty file with the columns, and what each of them takes on a second sheet."""
    titles = _titles(language)
    rules = [
        (translate(language, title), translate(language, rule)) for title, rule in FIELDS.values()
    ]
    listed = [(title, "") for title in _services(language).values()]
    provinces = [(name, "") for name in names()]
    return workbook.write(
        (
            Sheet(translate(language, mark("Places")), titles, ()),
            Sheet(
                translate(language, mark("How to fill it in")),
                (translate(language, mark("Column")), translate(language, mark("What it takes"))),
                (
                    *rules,
                    ("", ""),
                    (translate(language, mark("Services, several parted by ;")), ""),
                    *listed,
                    ("", ""),
                    (translate(language, mark("Provinces and cities")), ""),
                    *provinces,
                ),
            ),
        )
    )


def written(places: Sequence[PlaceRow], language: str) -> bytes:
    """A file of places that can be read again."""
    called = _services(language)
    rows = [
        [
            f"{BETWEEN} ".join(called[Service(one)] for one in place.services)
            if field == "services"
            else getattr(place, "province_name" if field == "province" else field)
            for field in FIELDS
        ]
        for place in places
    ]
    return workbook.write((Sheet(translate(language, mark("Places")), _titles(language), rows),))


def _place(cells: Mapping[str, Any]) -> dict[str, Any]:
    place = cells_of(cells)
    if isinstance(services := place.get("services"), str):
        known = _known_services()
        parts = services.replace("\n", BETWEEN).split(BETWEEN)
        place["services"] = [known.get(slug(part), part.strip()) for part in parts if part.strip()]
    for field in ("name", "address", "commune", "hours", "access", "cost"):
        if field in place and not isinstance(place[field], str):
            place[field] = str(place[field])
    return place


@cache
def _known_services() -> Mapping[str, Service]:
    """Each service by what it may be called, without marks."""
    return {slug(id_): id_ for id_ in Service} | {
        slug(name): id_ for language in LANGUAGES for id_, name in _services(language).items()
    }


def _columns() -> dict[str, str]:
    """The fields by what their columns may be called."""
    return {
        slug(name): field
        for field, (title, _) in FIELDS.items()
        for name in (field, *(translate(language, title) for language in LANGUAGES))
    }


def _titles(language: str) -> list[str]:
    return [translate(language, title) for title, _ in FIELDS.values()]


def _services(language: str) -> dict[Service, str]:
    return {service: translate(language, name) for service, name in SERVICES.items()}
