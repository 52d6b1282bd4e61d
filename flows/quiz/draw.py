"""Draw the questions of a round: those that hold today, none that an earlier round asked.

The rounds of one sitting walk along one shuffling of all questions. Its seed and the place reached
travel in the button for the next round, so nothing is kept between rounds.
"""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from content.catalogue import Catalogue, name_of, read
from content.home import HOME_ZONE
from content.questions import QuizQuestion, ground, questions
from content.schema import Statement
from flows.counts.daily import Kind, add_one, day_of
from flows.engine import World

DRAW = "draw_quiz"

A_ROUND = 5
"""Questions in a round."""

SEEDS = 1_000_000
"""How many shufflings there are."""


async def draw(world: World, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The next questions, as the record keeps them.

    `arguments`: "seed" and "from" of an earlier round, or "" for a first one. Returns "seed";
    "next", the place the next round begins at, or None where every question was asked; and
    "questions": the id of each, the order of its answers and where its statement stands; "reach":
    whether the channel can write first. A round that has questions is counted; a crash before it
    is recorded counts it twice.
    """
    known = questions()
    seed, at = _number(arguments["seed"], SEEDS), _number(arguments["from"], len(known))
    if seed is None or at is None:
        seed, at = world.random.randrange(SEEDS), 0
    today = world.now.astimezone(HOME_ZONE).date()
    shuffled = Random(seed).sample(sorted(known), len(known))
    drawn: list[dict[str, Any]] = []
    while at < len(shuffled) and len(drawn) < A_ROUND:
        ahead = [known[name] for name in shuffled[at : at + A_ROUND - len(drawn)]]
        catalogue = await read(world.store, {question.topic for question in ahead})
        for question in ahead:
            statement = ground(question, catalogue, today)
            if statement is not None:
                drawn.append(_asked(question, statement, catalogue, world.random))
        at += len(ahead)
    if drawn:
        async with world.store.transaction() as session:
            await add_one(session, day_of(world.now), Kind.QUIZ, "round")
    return {
        "seed": seed,
        "next": at if at < len(shuffled) else None,
        "questions": drawn,
        "reach": world.address is not None,
    }


def _asked(
    question: QuizQuestion, statement: Statement, catalogue: Catalogue, random: Random
) -> dict[str, Any]:
    answers = range(len(question.answers))
    return {
        "id": question.id,
        "order": random.sample(answers, len(answers)),
        "source": {language: _cited(statement, catalogue, language) for language in ("vi", "en")},
        "checked_on": f"{statement.checked_on:%d/%m/%Y}",
    }


def _cited(statement: Statement, catalogue: Catalogue, language: str) -> str:
    """Where a statement stands, as people cite it."""
    return "; ".join(
        ", ".join(
            filter(None, (name_of(catalogue.documents[source.document], language), source.article))
        )
        for source in statement.sources
    )


def _number(written: str, below: int) -> int | None:
    """A number that came back with a button, or None where it is none of ours."""
    if not (written.isascii() and written.isdecimal() and len(written) < 10):
        return None
    return int(written) if int(written) < below else None
