"""Load another model beside the questions: Rasa's own way holds the loop for seconds."""

from __future__ import annotations

import asyncio
from typing import Any

from rasa import server
from rasa.core.agent import Agent


def load_aside() -> None:
    """Have PUT /model read and unpack the model in a thread, so that parses go on meanwhile."""
    load = server._load_agent  # noqa: SLF001 - Rasa has no public door for it

    async def in_a_thread(**where: Any) -> Agent:
        return await asyncio.to_thread(lambda: asyncio.run(load(**where)))

    server._load_agent = in_a_thread  # noqa: SLF001
