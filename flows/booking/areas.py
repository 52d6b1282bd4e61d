"""Provinces as the directory knows them: today's, by every name that one has or had."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from content.provinces import provinces
from flows.booking.directory import slug

BEFORE_NAMES = ("", "ở ", "tại ", "tỉnh ", "ở tỉnh ", "thành phố ")
"""What people type in front of a province's name."""


_KINDS = ("xã ", "phường ", "thị trấn ", "đặc khu ")
_BEFORE_COMMUNES = ("", "ở ", "tại ", *_KINDS, *(f"ở {kind}" for kind in _KINDS))


def area_of(province: str) -> str:
    """The id of the province of today, by an id or name now or before the mergers of 1/7/2025."""
    return _now().get(slug(province), province)


def area_name(area: str, otherwise: str) -> str:
    """The name of a province of today; `otherwise` for one that is not known."""
    known = provinces().get(area)
    return known.name if known else otherwise


def earlier_name(province: str) -> str | None:
    """The name of a province that is part of another one now; None for one of today."""
    known = provinces().get(province)
    return known.name if known and known.now != known.id else None


def typed_names(area: str) -> tuple[str, ...]:
    """What a person may type for a province of today: its names, and those it had."""
    return tuple(
        f"{before}{name}"
        for one in provinces().values()
        if one.now == area
        for name in one.names
        for before in BEFORE_NAMES
    )


def commune_names(commune: str) -> tuple[str, ...]:
    """What a person may type for a commune of the directory, its kind said or left out."""
    bare = without_kind(commune)
    return tuple(f"{before}{bare}" for before in _BEFORE_COMMUNES) if bare else ()


def without_kind(commune: str) -> str:
    """A commune's name without "xã", "phường" and the like."""
    return next((commune[len(k) :] for k in _KINDS if commune.lower().startswith(k)), commune)


@cache
def _now() -> Mapping[str, str]:
    return {slug(name): one.now for one in provinces().values() for name in (one.id, *one.names)}
