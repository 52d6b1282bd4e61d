"""A campaign that waits for a second person, one that is approved, and a report half filled in."""

from __future__ import annotations

from tests.admin.office import Browser, Office
from tests.screenshots.moment import NOW, days_ago

REPORT = "/reports/binh-thuan/year/2026"
WAITS = {
    "name": "Ngày hội việc làm",
    "vi": "Thứ Bảy này có ngày hội việc làm.\r\n\r\nAi cũng có thể đến, không cần đăng ký.",
    "en": "",
    "reads": "after/jobs",
    "topic": "after",
    "place": "",
    "send_at": "2026-11-26T09:00",
    "per_minute": "30",
}
GOES = {
    **WAITS,
    "name": "Lịch tư vấn tháng 12",
    "vi": "Lịch tư vấn tháng 12 đã có.\r\n\r\nNhắn /lichhen để chọn giờ.",
    "reads": "treat/where",
    "topic": "treat",
    "send_at": "2026-12-01T09:00",
}
ENTERED = (
    ("staff_trained", {"value": "84", "whole": "100", "note": "sổ lớp tập huấn (mẫu)"}),
    ("people_treated", {"value": "126", "whole": "210"}),
)


async def announce(office: Office) -> None:
    """anh writes two campaigns; chi approved the first."""
    office.clock.at = days_ago(2, 14)
    anh, chi = await office.browser_of("anh"), await office.browser_of("chi")
    for number, letter in ((1, GOES), (2, WAITS)):
        await _send(anh, "/campaigns", letter)
        await _send(anh, f"/campaigns/{number}/review", {"version": "1"})
    await _send(chi, "/campaigns/1/approval", {"version": "2"})
    office.clock.at = NOW


async def report(office: Office) -> None:
    """hoa begins the report of the year and enters what she knows."""
    office.clock.at = days_ago(1, 16)
    hoa = await office.browser_of("hoa")
    await _send(hoa, "/reports", {"site": "binh-thuan", "period": "year", "year": "2026"})
    for indicator, fields in ENTERED:
        await _send(hoa, f"{REPORT}/entries/{indicator}", {"version": "0", **fields})
    office.clock.at = NOW


async def _send(browser: Browser, path: str, fields: dict[str, str]) -> None:
    token = await browser.token("/password")
    answer = await browser.post(path, {"token": token, **fields})
    assert answer.status_code == 303, answer.text
