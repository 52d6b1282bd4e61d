"""Invented examples of the training data and questions without an answer."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from sqlalchemy.ext.asyncio import AsyncSession

from benchmarks.lists.rows import NOW, STAFF, put
from content.files import load
from flows.learning.examples import Origin
from flows.learning.tables import ExampleRow
from flows.unanswered.keep import Why
from flows.unanswered.tables import UnansweredRow

EXAMPLES = 20_000
QUESTIONS = 5_000
VOCABULARY = ("ma tuý", "cai nghiện", "luật", "phạt", "thuốc", "bạn", "mẹ", "lo", "hỏi", "ở đâu")
LENGTH = 6
"""Of a sentence."""

TWICE = 0.01
"""The share of examples that another one has too."""


async def put_examples(session: AsyncSession, random: Random, count: int) -> None:
    """Examples of every topic, a few of them twice."""
    topics = sorted(load().topics)
    rows = (
        {
            "topic": random.choice(topics),
            "text": _sentence(random),
            "same": f"{number - (random.random() < TWICE):032x}",
            "origin": random.choice((*[Origin.FILES] * 9, Origin.STAFF)),
            "author": random.choice(STAFF),
            "made_at": NOW - timedelta(minutes=count - number),
            "withheld": random.random() < TWICE,
        }
        for number in range(1, count + 1)
    )
    await put(session, ExampleRow, rows)


async def put_questions(session: AsyncSession, random: Random, count: int) -> None:
    """Questions of the last month."""
    topics = sorted(load().topics)
    rows = (
        {
            "id": number,
            "day": (NOW - timedelta(days=random.randint(0, 29))).date(),
            "text": _sentence(random),
            "predicted": random.choice(topics),
            "confidence": random.randint(5, 60),
            "why": random.choice(list(Why)),
        }
        for number in range(1, count + 1)
    )
    await put(session, UnansweredRow, rows)


def _sentence(random: Random) -> str:
    return " ".join(random.choices(VOCABULARY, k=LENGTH))
