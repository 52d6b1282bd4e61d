"""A script that asks every kind of question, for tests of the talk and of channels."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from flows.engine import (
    Begin,
    Choose,
    ChooseMany,
    Do,
    Given,
    Link,
    Menu,
    Moment,
    Number,
    Option,
    Person,
    PickDay,
    PickTime,
    Picture,
    Read,
    Say,
    Script,
    Talk,
    Text,
    World,
    Write,
)

DAYS = (date(2026, 11, 23), date(2026, 11, 24), date(2026, 12, 1))
TIMES = (
    Moment("t1", datetime(2026, 11, 23, 1, 0, tzinfo=UTC)),
    Moment("t2", datetime(2026, 11, 23, 1, 30, tzinfo=UTC), Text("còn một chỗ")),
    Moment("t3", datetime(2026, 11, 23, 7, 0, tzinfo=UTC)),
)
SKIP = Text("Không muốn nói")
BANDS = [
    {"label": Text("Thấp"), "from": 0, "to": 3},
    {"label": Text("Vừa"), "from": 4, "to": 26},
    {"label": Text("Cao"), "from": 27, "to": 39},
]


def _everything(given: Given) -> Talk:
    yield Say(Text("Mình hỏi thử mấy câu, {name} nhé.", {"name": given.get("name", "bạn")}))
    yield Choose(
        Text("Bạn bao nhiêu tuổi?"),
        (
            Option("child", Text("Dưới 18"), range(18)),
            Option("adult", Text("Từ 18 trở lên"), range(18, 100)),
        ),
        why=Text("Để mình nói cho hợp tuổi."),
        progress=(1, 6),
    )
    chosen = yield ChooseMany(
        Text("Bạn từng dùng thứ nào?"),
        (
            Option("beer", Text("Rượu, bia")),
            Option("weed", Text("Cần sa (cỏ, tài mà)")),
            Option("ice", Text("Ma tuý đá")),
        ),
        numbered=True,
        none=Text("Chưa thứ nào"),
        skip=SKIP,
        progress=(2, 6),
    )
    yield Number(
        Text("Tuần này bạn vững đến đâu?"),
        0,
        10,
        low=Text("không vững chút nào"),
        high=Text("rất vững"),
        skip=SKIP,
        progress=(3, 6),
    )
    yield PickDay(Text("Ngày nào tiện cho bạn?"), DAYS, progress=(4, 6))
    yield PickTime(Text("Mấy giờ?"), TIMES, progress=(5, 6))
    note = yield Write(Text("Bạn muốn nhắn gì thêm không?"), longest=50, skip=Text("Không"))
    kept = yield Do("keep", {"chosen": chosen or [], "note": note}, final=True)
    shows = {"bands": BANDS, "value": 7, "most": 39}
    yield Say(
        Text("Xong rồi, mã của bạn là {code}.", {"code": kept}),
        picture=Picture("gauge", shows, Text("Mức vừa: 7 trên 39.")),
        ways=(
            Read("treat/where"),
            Begin("language", Text("Đổi ngôn ngữ")),
            Person(),
            Menu(),
            Link(Text("Lịch hẹn (.ics)"), "/api/nothing.ics"),
        ),
    )


EVERYTHING = Script("everything", 1, _everything)


class Keeper:
    """Carries out the demo's effect; fails as often as it is told to."""

    def __init__(self) -> None:
        self.kept: list[Mapping[str, Any]] = []
        self.failures = 0

    async def __call__(self, _: World, arguments: Mapping[str, Any]) -> str:
        if self.failures:
            self.failures -= 1
            raise RuntimeError("a secret that no log may hold")
        self.kept.append(arguments)
        return f"A{len(self.kept)}"
