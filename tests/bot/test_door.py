"""The one door for programs: clear answers to good and bad requests, never a crash."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from redis.asyncio import Redis
from starlette.applications import Starlette

from bot.channels.door import MOST_BYTES, Door
from bot.channels.openapi import document
from bot.conversation import Conversations
from bot.scripts.runner import Scripts
from bot.talks import Talks
from bot.turn import Turn
from bot.wake import Waker
from content.catalogue import Catalogue
from flows.reach.port import Outcome
from store.engine import Store
from tests.support.counselling import Counselling
from tests.support.talking import FakeClassifier, FakeClock

KINDS = {"answer", "clarify", "crisis", "refuse", "script", "fallback", "menu", "notice"}


class Program:
    """A program at the door."""

    def __init__(self, door: Door, conversations: Conversations) -> None:
        self.conversations = conversations
        self.app = Starlette(routes=door.routes())
        self.client = httpx.AsyncClient(
            transport=httpx.ASGITransport(self.app), base_url="http://test"
        )

    async def post(self, **body: object) -> httpx.Response:
        return await self.client.post("/api/chat", json=body)

    async def raw(self, body: bytes) -> httpx.Response:
        return await self.client.post("/api/chat", content=body)


@pytest.fixture
async def program(
    turn: Turn, talks: Talks, redis: Redis, clock: FakeClock
) -> AsyncIterator[Program]:
    counter = iter(range(1, 1_000_000))
    conversations = Conversations(b"c" * 32, lambda size: next(counter).to_bytes(size, "big"))
    waker = Waker(redis)
    running = asyncio.create_task(waker.run())
    door = Door(turn=turn, talks=talks, conversations=conversations, waker=waker, clock=clock)
    made = Program(door, conversations)
    yield made
    await made.client.aclose()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_a_first_message_begins_a_conversation_that_goes_on(
    program: Program, classifier: FakeClassifier
):
    classifier.teach("cần sa là gì", ("drug/cannabis", 0.9))
    first = (await program.post(conversation=None, text="cần sa là gì")).json()
    assert first["replies"][0]["topic"] == "drug/cannabis"
    more = first["replies"][0]["buttons"][0]["choice"]
    second = (await program.post(conversation=first["conversation"], choice=more)).json()
    assert second["conversation"] == first["conversation"]


async def test_a_reply_has_exactly_the_documented_shape(program: Program):
    answer = (await program.post(conversation=None, text="/start")).json()
    assert set(answer) == {"conversation", "replies"}
    for reply in answer["replies"]:
        assert set(reply) == {"text", "buttons", "sources", "topic", "kind"}
        assert reply["kind"] in KINDS
        assert all(set(button) == {"label", "choice"} for button in reply["buttons"])


async def test_a_source_has_exactly_the_documented_shape(program: Program):
    answer = await program.post(conversation=None, choice="topic:law/use_penalty")
    sources = answer.json()["replies"][0]["sources"]
    assert sources
    for source in sources:
        assert set(source) == {"document", "article", "effective_from", "checked_on"}


@pytest.mark.parametrize("conversation", ["abc", "", "A" * 32, "é" * 32, "../../etc"])
async def test_an_id_we_never_issued_is_unknown(program: Program, conversation: str):
    answer = await program.post(conversation=conversation or "x", text="xin chào")
    assert answer.status_code == 404
    assert answer.json()["error"]["code"] == "unknown_conversation"


async def test_an_id_that_was_forgotten_begins_anew(program: Program):
    first = (await program.post(conversation=None, text="/start")).json()["conversation"]
    await program.post(conversation=first, text="/xoa")
    again = await program.post(conversation=first, text="/start")
    assert again.status_code == 200


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"\xff\xfe\x00", 400),
        (b'{"text": "\\ud800"}', 400),
        (b"[]", 422),
        (b"null", 422),
        (b"{}", 422),
        (b'{"text": 5}', 422),
        (b'{"text": "a", "choice": "b"}', 422),
        (b'{"text": "a", "more": 1}', 422),
        (b'{"text": null}', 422),
        (b'{"text": "a", "id": "has space"}', 422),
        (b'{"conversation": {}, "text": "a"}', 422),
        (b'{"text": "' + b"a" * MOST_BYTES + b'"}', 413),
        (b"\x00" * 10_000_000, 413),
    ],
)
async def test_a_bad_request_gets_a_clear_refusal(program: Program, body: bytes, status: int):
    answer = await program.raw(body)
    assert answer.status_code == status
    assert answer.json()["error"]["message"]


@pytest.mark.parametrize(
    "text",
    ["", "🙂" * 4000, "\u202eđá", "a\u200bb", "\x00", "<script>alert(1)</script>", "**đậm**"],
)
async def test_an_odd_text_gets_a_gentle_reply(program: Program, text: str):
    answer = await program.raw(json.dumps({"conversation": None, "text": text}).encode())
    assert answer.status_code == 200
    assert answer.json()["replies"]


@settings(max_examples=150)
@given(
    body=st.one_of(
        st.binary(max_size=200),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=50),
            lambda inner: (
                st.lists(inner, max_size=4)
                | st.dictionaries(
                    st.sampled_from(["conversation", "text", "choice", "id", "x"]),
                    inner,
                    max_size=4,
                )
            ),
            max_leaves=10,
        ).map(lambda value: json.dumps(value).encode()),
        st.fixed_dictionaries({"text": st.text()}).map(lambda value: json.dumps(value).encode()),
        st.fixed_dictionaries({"choice": st.text(max_size=64)}).map(
            lambda value: json.dumps(value).encode()
        ),
    )
)
async def test_whatever_is_sent_the_door_never_breaks(program: Program, body: bytes):
    answer = await program.raw(body)
    assert answer.status_code < 500
    assert "replies" in answer.json() or "error" in answer.json()


async def test_a_repeated_id_gets_the_same_replies(program: Program, classifier: FakeClassifier):
    first = (await program.post(conversation=None, text="/start")).json()["conversation"]
    one = await program.post(conversation=first, text="lạ", id="m1")
    two = await program.post(conversation=first, text="lạ", id="m1")
    assert one.json() == two.json()
    assert classifier.asked == ["lạ"]


async def test_too_many_messages_are_refused_with_when_to_come_back(
    redis: Redis,
    classifier: FakeClassifier,
    catalogue: Catalogue,
    scripts: Scripts,
    clock: FakeClock,
):
    talks = Talks(redis, b"k" * 32, rate_per_minute=1)
    conversations = Conversations(b"c" * 32, lambda size: b"r" * size)
    door = Door(
        turn=Turn(talks, classifier, lambda: catalogue, scripts),
        talks=talks,
        conversations=conversations,
        waker=Waker(redis),
        clock=clock,
    )
    program = Program(door, conversations)
    answers = [await program.post(conversation=None, text="/menu") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert int(answers[-1].headers["retry-after"]) > 0
    await program.client.aclose()


async def test_a_stream_brings_what_was_missed_and_then_what_is_new(program: Program):
    conversation = (await program.post(conversation=None, text="/start", id="m1")).json()[
        "conversation"
    ]
    seen: asyncio.Queue[str] = asyncio.Queue()
    listening = asyncio.create_task(_listen(program, conversation, seen))
    assert json.loads(await asyncio.wait_for(seen.get(), 5))["id"] == "m1"
    await program.post(conversation=conversation, text="/menu", id="m2")
    news = json.loads(await asyncio.wait_for(seen.get(), 5))
    assert (news["id"], news["replies"][0]["kind"]) == ("m2", "menu")
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)


async def test_a_page_that_was_away_is_shown_what_a_counsellor_wrote_meanwhile(
    program: Program, talks: Talks, sqlite_store: Store
):
    conversation = program.conversations.issue()
    desk = Counselling(sqlite_store, address=None, talk=talks.name("web", conversation))
    desk.sender.outcomes[desk.talk] = Outcome.SHELVED
    await desk.write("em chào chị")
    await desk.claim()
    await desk.reply("chị đây")
    await desk.tick()
    for _ in range(2):
        seen: asyncio.Queue[str] = asyncio.Queue()
        listening = asyncio.create_task(_listen(program, conversation, seen))
        missed = json.loads(await asyncio.wait_for(seen.get(), 5))
        assert missed["id"] == "handover-2"
        assert "chị đây" in missed["replies"][0]["text"]
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)


async def _listen(program: Program, conversation: str, seen: asyncio.Queue[str]) -> None:
    """Read the stream through the ASGI interface: httpx's transport waits for the whole body."""

    async def receive() -> dict[str, object]:
        await asyncio.Event().wait()
        raise AssertionError

    async def send(message: dict[str, object]) -> None:
        body = bytes(message.get("body", b"")).decode()  # type: ignore[arg-type]
        for line in body.splitlines():
            if line.startswith("data: "):
                await seen.put(line.removeprefix("data: "))

    scope = {
        "type": "http",
        "method": "GET",
        "path": "/api/stream",
        "raw_path": b"/api/stream",
        "query_string": b"",
        "headers": [(b"x-conversation", conversation.encode())],
    }
    await program.app(scope, receive, send)  # type: ignore[arg-type]


@pytest.mark.parametrize("after", ["x", "1-", "-1", "1-2-3", "9" * 50, "١"])
async def test_a_stream_from_an_unreadable_place_is_refused(program: Program, after: str):
    conversation = program.conversations.issue()
    answer = await program.client.get(
        "/api/stream",
        headers={"X-Conversation": conversation, "Last-Event-ID": after.encode()},  # type: ignore[dict-item]
    )
    assert answer.status_code == 400


async def test_a_stream_of_an_unknown_conversation_is_refused(program: Program):
    answer = await program.client.get("/api/stream", headers={"X-Conversation": "x"})
    assert answer.status_code == 404


def test_every_reference_in_the_documentation_leads_somewhere():
    schemas = document()["components"]["schemas"]
    written = json.dumps(document())
    for name in ("ChatRequest", "ChatResponse", "Reply", "Button", "Source", "Problem"):
        assert name in schemas
    assert written.count("$ref") == sum(
        written.count(f'"#/components/schemas/{name}"') for name in schemas
    )
