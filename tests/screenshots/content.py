"""What editors and reviewers did: an edition of a topic, a draft that waits, a comment."""

from __future__ import annotations

from tests.admin.content.desk import fields_in
from tests.admin.office import Browser, Office
from tests.screenshots.moment import NOW, days_ago

CHANGED, WAITING = "law/vape", "law/school"


async def edit(office: Office) -> None:
    """anh writes, chi publishes one; the other waits for review."""
    office.clock.at = days_ago(3, 10)
    anh, chi = await office.browser_of("anh"), await office.browser_of("chi")
    await _hand_in(anh, CHANGED, "Tóm lại: giữ máy, mua bán hay hút đều có thể bị phạt.")
    review = await chi.get(f"/topics/{CHANGED}/review")
    await _sent(chi, f"/topics/{CHANGED}/publish", fields_in(review) | {"do": "approve"})
    office.clock.at = days_ago(0, 9, 5)
    anh = await office.browser_of("anh")
    await _hand_in(anh, WAITING, "Em có thể hỏi thầy cô phụ trách tư vấn của trường.")
    office.clock.at = NOW


async def _hand_in(browser: Browser, topic: str, sentence: str) -> None:
    path = f"/topics/{topic}/edit"
    fields = fields_in(await browser.get(path))
    text = f"{fields['short.vi']} {sentence}"
    await _sent(browser, path, fields | {"do": "hand_in", "short.vi": text})


async def _sent(browser: Browser, path: str, fields: dict[str, str]) -> None:
    answer = await browser.post(path, fields)
    assert answer.status_code == 303, answer.text
