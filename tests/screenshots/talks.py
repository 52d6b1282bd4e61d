"""Talks with counsellors, duty hours and calls to the hotline."""

from __future__ import annotations

from flows.handover import effects
from flows.handover.desk import Desk
from flows.hotline import calls
from flows.hotline.calls import Call
from store.engine import Store
from tests.screenshots.moment import NOW, days_ago
from tests.support.counselling import Counselling

CALLS = (
    (0, 8, "family", "rehab", "place", "referred", "health_station", "Xã mẫu 1"),
    (0, 7, "self", "health", "counselling", "answered", "nowhere", ""),
    (1, 20, "family", "family", "to_talk", "answered", "nowhere", "Xã mẫu 2"),
    (2, 15, "self", "rehab", "information", "booked", "substitution_clinic", ""),
    (3, 9, "official", "aftercare", "information", "referred", "employment", "Xã mẫu 3"),
    (4, 22, "friend", "health", "danger", "emergency", "hospital", ""),
    (5, 10, "self", "law", "information", "answered", "legal_aid", "Xã mẫu 1"),
    (6, 19, "family", "rehab", "counselling", "call_again", "nowhere", ""),
    (8, 14, "family", "rehab", "place", "referred", "rehab_centre", "Xã mẫu 2"),
    (9, 11, "self", "rehab", "information", "answered", "nowhere", ""),
    (12, 16, "family", "rehab", "counselling", "booked", "health_station", ""),
    (13, 9, "unknown", "drugs", "information", "broken_off", "nowhere", ""),
)
"""Days ago, the hour, the words of flows.hotline.words, the commune."""

FIELDS = ("caller", "topic", "need", "outcome", "referral")


async def answer(store: Store) -> None:
    """One talk waits, one is in binh's hands, one is over; the roster stands."""
    await _writer(store, 1, 20).keep_duty("binh", "sep")
    binh = Desk("binh")
    await _writer(store, 3, 200).write("Em cần hỏi giấy tờ xin vay vốn ạ", "after/loans")
    over = _writer(store, 3, 190)
    await over.claim(binh, 1)
    await over.reply("Chào em, để mình chỉ em từng bước nhé.", binh, 1)
    over.at = NOW.replace(hour=0, minute=10)
    await over.resolve(binh, 1)
    mother = _writer(store, 1, 26)
    await mother.write("Con tôi 17 tuổi, tôi thấy cháu hút thuốc lá điện tử lạ. Tôi rất lo.")
    mother.at = NOW.replace(minute=16)
    await mother.claim(binh, 2)
    await mother.reply("Chào chị, em là tư vấn viên. Chị cứ kể từ từ, em nghe đây ạ.", binh, 2)
    mother.at = NOW.replace(minute=21)
    await mother.hear("Cháu về phòng khoá cửa, hỏi thì gắt. Tôi nên nói với cháu thế nào?")
    mother.at = NOW.replace(minute=25)
    await mother.reply(
        "Chị chọn lúc hai mẹ con cùng bình tĩnh, hỏi cháu dạo này có chuyện gì mệt không, "
        "rồi chỉ nghe thôi, chưa khuyên vội.",
        binh,
        2,
    )
    mother.at = NOW.replace(minute=33)
    await mother.hear("Vâng, tối nay tôi thử. Có chỗ nào cho cháu khám không?")
    await mother.ask(effects.READ, all=True)
    waiting = _writer(store, 2, 6)
    await waiting.write("Mình muốn nói chuyện với một người được không", "treat/where")


async def call(store: Store) -> None:
    """The calls of two weeks."""
    async with store.transaction() as session:
        for number, (days, hour, *words, commune) in enumerate(CALLS):
            when = days_ago(days, hour, 5 * number % 60)
            entered = Call(when, commune, dict(zip(FIELDS, words, strict=True)))
            await calls.add(
                session, entered, by="lan", once=f"{number:016x}", now=max(when, days_ago(days, 9))
            )


def _writer(store: Store, number: int, minutes: int) -> Counselling:
    """Somebody who writes on the page, so many minutes ago."""
    at = days_ago(0, 9, 40)
    from_then = at.timestamp() - 60 * minutes
    return Counselling(store, at.fromtimestamp(from_then, at.tzinfo), None, f"talk-{number}")
