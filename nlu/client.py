"""The app's side of the Rasa server: one question in, one ranking out."""

from __future__ import annotations

from types import TracebackType
from typing import Any, Self

import aiohttp

from nlu.corpus import topic_of
from nlu.decision import Parse, Ranked, Thresholds
from nlu.text.letters import clean
from nlu.text.normal import MAX_CHARACTERS

PARSE_SECONDS = 2.0
"""Longest wait for a parse; after it the turn goes on without."""

SWAP_SECONDS = 60.0
"""Longest wait for the server to load another model."""

CONNECTIONS = 32
"""Most connections to the server at once; further questions wait their turn."""


class NluAwayError(Exception):
    """The Rasa server did not answer, or answered with what cannot be read."""


class SwapRefusedError(Exception):
    """The Rasa server would not load the model; the old one goes on."""


def as_asked(text: str) -> str:
    """What of a text is sent: clean, of bounded length, and never a command ("/…") to Rasa."""
    return clean(text)[:MAX_CHARACTERS].lstrip("/ ")


def read_parse(answer: dict[str, Any]) -> Parse:
    """The ranking in an answer to POST /model/parse. Raises NluAwayError."""
    try:
        ranking = tuple(
            Ranked(topic_of(entry["name"]), float(entry["confidence"]))
            for entry in answer["intent_ranking"]
        )
        return Parse(ranking, Thresholds(**answer["thresholds"]))
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise NluAwayError("the answer is not a parse") from error


class RasaClient:
    """Talks to one Rasa server. Use as an async context manager."""

    def __init__(self, url: str, token: str) -> None:
        """`url`: its base address; `token`: what it was started with."""
        self._url = url.rstrip("/")
        self._token = {"token": token}
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        """Open the connection pool."""
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=CONNECTIONS),
            cookie_jar=aiohttp.DummyCookieJar(),
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        if self._session:
            await self._session.close()

    async def parse(self, text: str) -> Parse:
        """The ranking of topics for `text`. Raises NluAwayError."""
        return read_parse(
            await self._call("POST", "/model/parse", PARSE_SECONDS, {"text": as_asked(text)})
        )

    async def model(self) -> str:
        """The file name of the model being served. Raises NluAwayError."""
        answer = await self._call("GET", "/status", PARSE_SECONDS, None)
        return str(answer.get("model_file", ""))

    async def swap(self, path: str) -> None:
        """Load another model in place of the present one; parsing goes on meanwhile.

        Raises SwapRefusedError where the file is no model, NluAwayError where nobody answers.
        """
        await self._call("PUT", "/model", SWAP_SECONDS, {"model_file": path})

    async def _call(
        self, method: str, path: str, seconds: float, body: dict[str, str] | None
    ) -> dict[str, Any]:
        if self._session is None:
            raise NluAwayError("the client is not open")
        try:
            async with self._session.request(
                method,
                self._url + path,
                params=self._token,
                json=body,
                timeout=aiohttp.ClientTimeout(total=seconds),
            ) as response:
                if method == "PUT" and response.status == 400:
                    raise SwapRefusedError("the server refused the model")
                if response.status >= 300:
                    raise NluAwayError(f"the server answered {response.status}")
                found: dict[str, Any] = await response.json() if response.status != 204 else {}
                return found
        except (TimeoutError, aiohttp.ClientError, OSError, ValueError) as error:
            raise NluAwayError(type(error).__name__) from None
