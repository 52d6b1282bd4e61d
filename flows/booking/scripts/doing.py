"""What can be done with an appointment: other words for it, and how late somebody may be."""

from __future__ import annotations

from itertools import pairwise

from content.messages import mark
from flows.engine import Choose, Option, Text

MOVE = (
    "dời", "dời lịch", "dời hẹn", "dời giờ", "dời ngày", "đổi", "đổi lịch", "đổi hẹn", "đổi giờ",
    "đổi ngày", "giờ khác", "ngày khác", "hẹn lại",
)  # fmt: skip
CANCEL = (
    "huỷ hẹn", "huỷ lịch hẹn", "bỏ hẹn", "bỏ lịch", "không đi được", "không đến được",
    "không tới được", "không đi nữa",
)  # fmt: skip
BE_LATE = (
    "trễ", "muộn", "đến trễ", "tới trễ", "đến muộn", "tới muộn", "trễ giờ", "trễ hẹn", "sẽ trễ",
    "bị trễ",
)  # fmt: skip
WAY = ("chỉ đường", "địa chỉ", "ở đâu", "bản đồ", "đi đường nào")
"""Other words for what can be done in a visit."""

LATE = (10, 20, 30, 45)
"""By how many minutes somebody may say they will be late; between two it is the later one."""

HOW_LATE = Choose(
    Text(mark("By how many minutes, about?")),
    tuple(
        Option(str(late), Text(mark("{n} minutes"), {"n": late}), range(before + 1, late + 1))
        for before, late in pairwise((0, *LATE))
    ),
)
