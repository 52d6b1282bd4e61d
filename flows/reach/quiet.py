"""When a message may go out: the local hours of its kind, and each channel's own window."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from content.home import HOME_ZONE
from flows.reach.port import Window

ANSWERS_ONLY: Mapping[str, timedelta] = MappingProxyType(
    {
        "messenger": timedelta(hours=24),
        "zalo": timedelta(hours=48),
    }
)
"""How long after a person last wrote a channel lets us write (design §7); others have no end."""


WEB = "web"
"""The channel that only shows what is said while its page is open."""


def may_begin(channel: str) -> bool:
    """Whether the channel lets us write first at any time, so that a reminder can be promised."""
    return channel != WEB and channel not in ANSWERS_ONLY


def allowed_from(moment: datetime, window: Window) -> datetime:
    """The first moment from `moment` on that lies in the window, in its own zone (UTC)."""
    if window.opens == window.closes:
        return moment
    local = moment.astimezone(HOME_ZONE)
    if window.opens <= local.time() < window.closes:
        return moment
    day = local.date() + timedelta(days=1 if local.time() >= window.closes else 0)
    return datetime.combine(day, window.opens, HOME_ZONE).astimezone(moment.tzinfo)


def may_write(channel: str, heard_at: datetime, now: datetime) -> bool:
    """Whether the channel still lets us write to somebody who was last heard then."""
    limit = ANSWERS_ONLY.get(channel)
    return limit is None or now - heard_at < limit
