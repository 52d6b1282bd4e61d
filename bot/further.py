"""Typed wishes for the longer parts of the last answer: "xem thêm", "nói rõ hơn", "nguồn đâu"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from content.schema import Topic
from nlu.text.normal import normalize

ASKS = frozenset(
    {
        "xem them", "doc them", "noi them", "ke them", "giai thich them", "biet them", "them",
        "chi tiet", "chi tiet hon", "noi chi tiet", "noi chi tiet hon", "cu the hon", "ro hon",
        "noi ro", "noi ro hon", "noi ky hon", "noi cu the hon", "giai thich ro hon",
        "nguon", "nguon dau", "nguon o dau", "nguon nao", "nguon gi", "lay nguon o dau",
        "can cu dau", "can cu vao dau", "dan nguon", "xem nguon", "theo luat nao", "dieu may",
        "more", "read more", "tell me more", "details", "more details", "source", "sources",
        "what source", "what is the source",
    }
)  # fmt: skip
"""Whole texts, folded, that ask for more of what was just answered."""

FILLERS = frozenset(
    {
        "a", "da", "vang", "di", "nhe", "nha", "nhi", "voi", "ban", "minh", "em", "anh", "chi",
        "cho", "giup", "oi", "vay", "the", "thi", "xin", "hay", "muon", "duoc", "khong", "ko",
        "please",
    }
)  # fmt: skip
"""Folded words that may stand before or behind such a wish."""


LONGEST = 10
"""Words of the longest such wish."""


def asked(text: str, last_topic: str | None, topics: Mapping[str, Topic]) -> Topic | None:
    """The last topic, if `text` asks for no more than its longer parts and it has any."""
    topic = topics.get(last_topic or "")
    if topic is None or not (topic.details or topic.statements):
        return None
    words = normalize(text).folded[: LONGEST + 1]
    if len(words) > LONGEST:
        return None
    first, last = _fillers(words), len(words) - _fillers(words[::-1])
    # "chi" may be "chị" or begin "chi tiết", so every way to leave fillers out is tried.
    wishes = (words[a:b] for a in range(first + 1) for b in range(last, len(words) + 1))
    return topic if any(" ".join(wish) in ASKS for wish in wishes) else None


def _fillers(words: Sequence[str]) -> int:
    """How many fillers stand before the first other word."""
    return next((at for at, word in enumerate(words) if word not in FILLERS), len(words))
