"""A staff room over the real topics, with questions that wait."""

from __future__ import annotations

from datetime import datetime
from random import Random

import httpx

from content.catalogue import Catalogue
from flows import unanswered
from flows.unanswered import Question
from flows.unanswered.keep import Why
from tests.admin.office import Browser, Office

SAME = (
    "hút cần sa có bị đuổi học không",
    "hut can sa co bi duoi hoc k ạ",
    "em tên [name] hút cần sa có bị đuổi học không",
)


def furnish(office: Office, catalogue: Catalogue) -> Office:
    """Give the office the real topics."""
    office.catalogue = catalogue
    return office


async def wait_for_staff(office: Office, *texts: str, topic: str = "law/vape") -> None:
    """Questions that the service was not sure of."""
    at: datetime = office.clock()
    notes = [Question(text, topic, 0.4, Why.UNSURE, at) for text in texts]
    await unanswered.keep(office.store, notes, Random(7))


async def waiting(office: Office) -> list[unanswered.Kept]:
    async with office.store.transaction() as session:
        return await unanswered.newest(session, 100)


async def send(browser: Browser, path: str, **fields: str) -> httpx.Response:
    return await browser.post(path, {"token": await browser.token("/security"), **fields})
