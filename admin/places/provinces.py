"""The provinces of today by name, and which one was meant by an earlier or longer name."""

from __future__ import annotations

from functools import cache

from content.provinces import provinces
from flows.booking.directory import slug

TITLES = ("tinh-", "thanh-pho-", "tp-")
"""What may stand before a name."""


@cache
def names() -> tuple[str, ...]:
    """The names of the provinces of today; made an id, each is the one that talks know it by."""
    return tuple(_name(id_) for id_, province in provinces().items() if province.now == id_)


def name_now(typed: str) -> str | None:
    """The province of today that was meant; None for a name that no province has or had."""
    wanted = slug(typed)
    return _by_slug().get(wanted) or next(
        (
            found
            for title in TITLES
            if wanted.startswith(title) and (found := _by_slug().get(wanted[len(title) :]))
        ),
        None,
    )


@cache
def _by_slug() -> dict[str, str]:
    return {
        slug(name): _name(province.now)
        for id_, province in provinces().items()
        for name in (id_, province.name, *province.aliases)
    }


def _name(id_: str) -> str:
    """A name of the province whose slug is its id."""
    province = provinces()[id_]
    return next(name for name in (province.name, *province.aliases) if slug(name) == id_)
