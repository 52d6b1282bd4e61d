"""What somebody in aftercare types in answer to a reminder, where they did not tap its button."""

from __future__ import annotations

from bot.message import Reply
from bot.scene import Scene
from bot.scripts.runner import Scripts
from nlu.text.normal import normalize

START = frozenset(
    {
        "bat dau", "bat dau di", "bat dau nhe", "bat dau thoi", "co", "co a", "da co", "co nhe",
        "duoc", "duoc a", "duoc roi", "ok", "oke", "okay", "ok a", "ok em", "ok ban", "u", "uh",
        "um", "vang", "da", "da vang", "roi", "san sang", "hoi di", "start", "yes", "begin",
    }
)  # fmt: skip
"""Folded words that say yes to "do you have a minute for me?"."""

NO_MORE = frozenset(
    {
        "dung nhan nua", "dung nhan tin nua", "dung nhan cho toi nua", "dung nhan cho em nua",
        "dung nhac nua", "dung nhac toi nua", "dung hoi nua", "dung hoi tham nua", "thoi dung nhan",
        "thoi dung nhan nua", "ngung nhan", "ngung nhan tin", "khong nhan tin nua",
        "khong nhan nua", "khong muon nhan tin nua", "stop", "unsubscribe", "stop writing",
    }
)  # fmt: skip
"""Folded words by which somebody does not want to be written to any more (design §7, opt-out)."""


async def answered(scripts: Scripts, scene: Scene, text: str) -> list[Reply] | None:
    """Begin the check-in that is due, or show what was agreed to, to take it back.

    None for other words, and for who is not in aftercare. What is due is read only for these words.
    """
    plain = normalize(text).plain
    if scene.session.script or not (plain in START or plain in NO_MORE):
        return None
    mine = await scripts.ask(scene, "my_case")
    if not mine or not mine["case"]:
        return None
    if plain in NO_MORE:
        return await scripts.begin(scene, "my_support", {"what": "consents"})
    today = scene.today.isoformat()
    if mine["status"] == "active" and mine["next"] and mine["next"] <= today:
        return await scripts.begin(scene, "checkin")
    return None
