"""The ways around a question that may be typed: back, skip, why, a person, stop."""

from __future__ import annotations

from bot.choices import Way
from bot.scripts.hearing.names import folded, plainly, spoken
from bot.scripts.hearing.words import read

STOP = "stop"

_MOVES: dict[str, str] = {
    **dict.fromkeys(("quay lai", "lui lai", "cau truoc", "back", "go back"), Way.BACK),
    **dict.fromkeys(
        (
            "bo qua", "bo qua cau nay", "bo qua di", "qua cau khac", "cau khac", "skip", "pass",
            "khong muon noi", "khong muon noi dau", "khong mun noi", "khong muon ke",
            "khong mun ke", "khong muon tra loi", "khong mun tra loi", "khong tra loi",
            "khong noi", "khong ke", "ngai noi", "ngai ke", "kho noi", "khong tien noi",
            "rather not say", "i d rather not say", "prefer not to say",
        ),
        Way.SKIP,
    ),
    **dict.fromkeys(
        ("vi sao hoi", "sao lai hoi", "sao hoi", "tai sao hoi", "hoi lam gi", "why"), Way.WHY
    ),
    **dict.fromkeys(
        ("gap nguoi", "gap nguoi that", "noi chuyen voi nguoi that", "a person", "human"),
        Way.PERSON,
    ),
    **dict.fromkeys(
        (
            "dung lai", "ngung", "ngung lai", "thoat", "stop", "quit", "khong lam nua",
            "khong muon lam nua",
        ),
        STOP,
    ),
}  # fmt: skip
_STOP_WITH_MARKS = "dừng"  # folded it is also "đúng", which is an answer


def hear_move(text: str) -> str | None:
    """The way around a question that was typed: a `Way`, STOP, or None."""
    if text.strip(" .!?").lower() == _STOP_WITH_MARKS:
        return STOP
    words = read(text)
    for said in (spoken(words), plainly(words)):
        plain = folded(said)
        move = _MOVES.get(plain) or _MOVES.get(plain.removeprefix("thoi "))
        if move:
            return move
    return None
