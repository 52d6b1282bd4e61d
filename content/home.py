"""Where the service lives: the zone in which days are counted and times are shown."""

from __future__ import annotations

from zoneinfo import ZoneInfo

HOME_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
