"""A place as a form brings it, and what is wrong with it in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from admin.places.provinces import name_now
from content.messages import mark
from flows.booking.directory import Place
from flows.booking.services import Service
from flows.booking.tables import PlaceRow

FIELDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "name": (mark("Name of the place"), mark("1 to 120 characters")),
        "province": (
            mark("Province or city"),
            mark("one of the 34 of today; an earlier name counts for its present one"),
        ),
        "commune": (mark("Commune or ward"), mark("up to 60 characters")),
        "address": (mark("Address"), mark("house and street, 1 to 200 characters")),
        "services": (mark("Services"), mark("at least one of the names in the list")),
        "hours": (mark("Open when"), mark("up to 300 characters")),
        "phone": (mark("Telephone"), mark("digits, spaces and dots, 3 to 19 of them")),
        "access": (mark("Access for people with disabilities"), mark("up to 300 characters")),
        "cost": (mark("Cost"), mark("up to 300 characters")),
        "latitude": (mark("Latitude"), mark("a number as 11.94; only together with the longitude")),
        "longitude": (
            mark("Longitude"),
            mark("a number as 108.44; only together with the latitude"),
        ),
    }
)
"""What each field of a place is called, and what it takes, as messages; in the form's order."""

NUMBERS = ("latitude", "longitude")


class BadPlaceError(Exception):
    """A place that cannot be entered; `fields` are those at fault."""

    def __init__(self, fields: tuple[str, ...]) -> None:
        """`fields`: names of FIELDS."""
        super().__init__(", ".join(fields))
        self.fields = fields


def cells_of(typed: Mapping[str, Any]) -> dict[str, Any]:
    """Fields as people type them, brought into the shape that Place takes.

    What cannot be understood is handed on as it is, so that Place refuses it.
    """
    cells = {name: tidy(value) for name, value in typed.items()}
    if cells.get("province"):
        # A name that no province has becomes one that Place refuses.
        cells["province"] = name_now(str(cells["province"])) or ""
    for name in NUMBERS:
        if isinstance(value := cells.get(name), str):
            cells[name] = value.replace(",", ".")
    return {name: value for name, value in cells.items() if value is not None}


def tidy(value: Any) -> Any:  # noqa: ANN401 - a cell may hold anything
    """A cell without space around it; None for an empty one."""
    if isinstance(value, str):
        return value.strip() or None
    return value


def place_in(form: Mapping[str, str]) -> Place:
    """The place of a form. Raises BadPlaceError."""
    typed: dict[str, Any] = {name: form.get(name, "") for name in FIELDS if name != "services"}
    typed["services"] = [service for service in Service if form.get(f"service.{service}")]
    try:
        return Place.model_validate(cells_of(typed))
    except ValidationError as error:
        # Coordinates that do not stand together are a fault of the whole, without a field.
        named = {one["loc"][0] if one["loc"] else NUMBERS[0] for one in error.errors()}
        raise BadPlaceError(tuple(name for name in FIELDS if name in named)) from None


def fields_of(row: PlaceRow) -> dict[str, str]:
    """A place as the fields of a form."""
    fields = {
        "name": row.name,
        "province": row.province_name,
        "commune": row.commune,
        "address": row.address,
        "hours": row.hours or "",
        "phone": row.phone or "",
        "access": row.access or "",
        "cost": row.cost or "",
        "latitude": "" if row.latitude is None else str(row.latitude),
        "longitude": "" if row.longitude is None else str(row.longitude),
        "open": "on" if row.open else "",
    }
    return fields | {f"service.{service}": "on" for service in row.services}
