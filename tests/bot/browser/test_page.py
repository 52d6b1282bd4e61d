"""The chat page in a real browser, against a running service.

What is asked here holds whatever the language model says: `/start`, `/menu`, a cry for help, and
choices. Where the server must misbehave, its answer is put in place of the real one on the way.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, Literal, Protocol

import pytest
from playwright.sync_api import Page, Request, Route, ViewportSize, expect

from tests.support.looking import grave_faults

CRY = "em không muốn sống nữa"
PHONE: ViewportSize = {"width": 320, "height": 568}
SILENT_STREAM = {"status": 200, "content_type": "text/event-stream", "body": ": quiet\n\n"}


class Service(Protocol):
    """A running service."""

    url: str


def open_talk(page: Page, service: Service) -> None:
    """Open the page and wait for the welcome."""
    page.goto(service.url)
    expect(page.locator("[data-kind=menu]").first).to_be_visible()


def say(page: Page, text: str) -> None:
    """Type a message and send it."""
    page.locator("#say").fill(text)
    page.locator("#say").press("Enter")


def body_of(request: Request) -> dict[str, Any]:
    """The JSON that a request carries."""
    body: dict[str, Any] = json.loads(request.post_data or "{}")
    return body


def watch_messages(page: Page) -> list[dict[str, Any]]:
    """The bodies of all messages that the page sends from now on."""
    sent: list[dict[str, Any]] = []

    def note(request: Request) -> None:
        if request.url.endswith("/api/chat"):
            sent.append(body_of(request))

    page.on("request", note)
    return sent


def reply(text: str, kind: str = "answer", **more: object) -> dict[str, Any]:
    """A reply as the server writes it."""
    return {"text": text, "kind": kind, "buttons": [], "sources": [], "topic": None, **more}


def answer_with(page: Page, *answers: Callable[[Route], None]) -> list[dict[str, Any]]:
    """Answer the page's messages in the server's stead, the last answer for all that follow."""
    sent: list[dict[str, Any]] = []

    def handle(route: Route) -> None:
        sent.append(body_of(route.request))
        answers[min(len(sent), len(answers)) - 1](route)

    page.route("**/api/chat", handle)
    page.route("**/api/stream", lambda route: route.fulfill(**SILENT_STREAM))
    return sent


def says(*replies: dict[str, Any], conversation: str = "talk-1") -> Callable[[Route], None]:
    """An answer with these replies."""
    return lambda route: route.fulfill(
        json={"conversation": conversation, "replies": list(replies)}
    )


def refuses(status: int, code: str, message: str, **headers: str) -> Callable[[Route], None]:
    """An error as the server writes it."""
    return lambda route: route.fulfill(
        status=status,
        json={"error": {"code": code, "message": message}},
        headers={name.replace("_", "-"): value for name, value in headers.items()},
    )


WELCOME = says(reply("Chào bạn.", "menu", buttons=[{"label": "Danh mục", "choice": "menu"}]))


def background(page: Page) -> str:
    """The colour behind the page."""
    colour: str = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    return colour


def test_the_welcome_comes_by_itself_with_choices(page: Page, service: Service) -> None:
    open_talk(page, service)
    expect(page.locator("[data-kind=menu] .choice").first).to_be_visible()
    expect(page.locator("#opening")).to_have_count(0)
    assert page.title() == "Đồng Hành"


@pytest.mark.parametrize(
    ("hash_", "brought"),
    [
        ("#ma=C7K2M9QRTW", "C7K2M9QRTW"),
        ("#enrol=C7K2M9QRTW", "enrol_C7K2M9QRTW"),
        ("#book=counselling", "book_counselling"),
    ],
)
def test_a_link_from_staff_brings_its_code_and_leaves_it_nowhere(
    page: Page, service: Service, hash_: str, brought: str
) -> None:
    sent = answer_with(page, says(reply("Chào bạn.", "menu")))
    page.goto(f"{service.url}/{hash_}")
    expect(page.locator("[data-kind=menu]").first).to_be_visible()
    assert [body["text"] for body in sent] == [f"/start vi {brought}"]
    assert page.evaluate("location.hash") == ""


@pytest.mark.parametrize("hash_", ["#ma=", "#ma=/xoa", "#ma=<b>", f"#ma={'C' * 41}", "#x"])
def test_a_link_with_anything_else_begins_as_always(
    page: Page, service: Service, hash_: str
) -> None:
    sent = answer_with(page, says(reply("Chào bạn.", "menu")))
    page.goto(f"{service.url}/{hash_}")
    expect(page.locator("[data-kind=menu]").first).to_be_visible()
    assert [body["text"] for body in sent] == ["/start vi"]


def test_a_cry_for_help_brings_a_card_with_numbers_to_call(page: Page, service: Service) -> None:
    open_talk(page, service)
    say(page, CRY)
    card = page.locator("[data-kind=crisis] [role=alert]")
    expect(card).to_be_visible()
    expect(card.locator("a.call[href='tel:115']")).to_be_visible()
    expect(page.locator(".said")).to_contain_text(CRY)


def test_the_menu_leads_to_choices_and_old_ones_stay_tappable(page: Page, service: Service) -> None:
    open_talk(page, service)
    page.locator("header [data-command='/menu']").click()
    menus = page.locator("[data-kind=menu]")
    expect(menus).to_have_count(2)
    first = menus.nth(1).locator(".choice").first
    heard = page.locator(".heard")
    first.click()
    expect(heard).to_have_count(3)
    first.click()
    expect(heard).to_have_count(4)
    expect(page.locator(".said").last).to_contain_text(first.inner_text())


@pytest.mark.parametrize("way", ["the button", "escape twice"])
def test_leaving_quickly_leaves_nothing(page: Page, service: Service, way: str) -> None:
    page.context.route(
        "https://www.google.com/**", lambda route: route.fulfill(body="<title>elsewhere</title>")
    )
    open_talk(page, service)
    say(page, CRY)
    expect(page.locator("[data-kind=crisis]")).to_be_visible()
    sent = watch_messages(page)
    if way == "the button":
        page.locator("#leave").click()
    else:
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
    page.wait_for_url(re.compile(r"^https://www\.google\.com/"))
    assert [message["text"] for message in sent] == ["/roi"]
    assert page.evaluate("document.referrer") == ""
    page.goto(f"{service.url.rstrip('/')}/static/favicon.svg")
    assert page.evaluate("sessionStorage.length") == 0
    page.go_back()
    assert not page.url.startswith(service.url)


def test_one_escape_stays(page: Page, service: Service) -> None:
    open_talk(page, service)
    page.keyboard.press("Escape")
    page.locator("#say").press("a")
    expect(page.locator("[data-kind=menu]").first).to_be_visible()


def test_a_whole_talk_works_with_the_keyboard_alone(page: Page, service: Service) -> None:
    open_talk(page, service)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#say")).to_be_focused()
    page.keyboard.type(CRY)
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("em mệt lắm")
    page.keyboard.press("Enter")
    expect(page.locator("[data-kind=crisis]")).to_be_visible()
    expect(page.locator("#say")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    choice = page.locator("[data-kind=crisis] .choice").last
    expect(choice).to_be_focused()
    page.keyboard.press("Enter")
    last = page.locator(".heard").last
    expect(page.locator(".heard")).to_have_count(3)
    expect(last).to_be_focused()


def test_day_and_night_follow_the_device_until_chosen_and_only_in_this_tab(
    page: Page, service: Service
) -> None:
    page.emulate_media(color_scheme="light")
    open_talk(page, service)
    day = background(page)
    page.emulate_media(color_scheme="dark")
    night = background(page)
    assert night != day
    page.locator("#theme").click()
    assert background(page) == day
    expect(page.locator("#theme")).to_have_attribute("aria-pressed", "false")
    page.reload()
    assert background(page) == day
    other = page.context.new_page()
    other.emulate_media(color_scheme="dark")
    other.goto(service.url)
    assert background(other) == night
    other.close()


def test_the_page_follows_the_language_of_the_talk(page: Page, service: Service) -> None:
    open_talk(page, service)
    page.locator("header [data-command='/ngonngu']").click()
    page.locator(".choice", has_text="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#leave")).to_contain_text("Quick exit")
    expect(page.locator(".heard").first).to_be_visible()


def test_what_was_not_sent_says_so_and_is_sent_once(page: Page, service: Service) -> None:
    open_talk(page, service)
    sent = watch_messages(page)
    page.context.set_offline(True)
    say(page, CRY)
    said = page.locator(".said")
    expect(said).to_have_attribute("data-state", "failed")
    page.context.set_offline(False)
    said.locator(".retry").click()
    expect(page.locator("[data-kind=crisis]")).to_have_count(1)
    expect(said).to_have_attribute("data-state", "arrived")
    expect(said.locator(".retry")).to_be_hidden()
    assert len({message["id"] for message in sent}) == 1


def test_an_answer_lost_on_the_way_is_shown_once(page: Page, service: Service) -> None:
    open_talk(page, service)

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/api/chat", lose)
    say(page, CRY)
    expect(page.locator("[data-kind=crisis]")).to_have_count(1)
    expect(page.locator(".said")).to_have_attribute("data-state", "arrived")
    expect(page.locator(".said .retry")).to_be_hidden()


def test_after_a_reload_the_answers_are_there_and_the_persons_words_are_not(
    page: Page, service: Service
) -> None:
    open_talk(page, service)
    say(page, CRY)
    expect(page.locator("[data-kind=crisis]")).to_be_visible()
    page.reload()
    expect(page.locator("[data-kind=crisis]")).to_have_count(1)
    expect(page.locator("[data-kind=menu]")).to_have_count(1)
    expect(page.locator(".said")).to_have_count(0)
    assert CRY not in page.content()


def test_no_request_leaves_the_origin_and_no_rule_of_the_page_is_broken(
    page: Page, service: Service
) -> None:
    requested: list[str] = []
    spoken: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.on("console", lambda message: spoken.append(message.text))
    page.on("pageerror", lambda error: spoken.append(str(error)))
    page.add_init_script(
        "addEventListener('securitypolicyviolation', e => console.error('csp', e.blockedURI))"
    )
    open_talk(page, service)
    page.locator("#theme").click()
    page.locator(".kept summary").click()
    say(page, CRY)
    expect(page.locator("[data-kind=crisis]")).to_be_visible()
    assert [url for url in requested if not url.startswith(service.url)] == []
    assert spoken == []
    assert page.context.cookies() == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious(
    page: Page, service: Service, theme: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    open_talk(page, service)
    assert grave_faults(page) == []
    say(page, CRY)
    expect(page.locator("[data-kind=crisis]")).to_be_visible()
    page.locator(".kept summary").click()
    assert grave_faults(page) == []
    page.context.set_offline(True)
    say(page, "còn đó không")
    expect(page.locator(".said").last).to_have_attribute("data-state", "failed")
    page.locator("#say").fill("a" * 2001)
    assert grave_faults(page) == []
    page.context.set_offline(False)


def test_a_narrow_phone_never_scrolls_sideways(page: Page, service: Service) -> None:
    page.set_viewport_size(PHONE)
    open_talk(page, service)
    say(page, CRY)
    expect(page.locator("[data-kind=crisis]")).to_be_visible()
    say(page, "a" * 300)
    expect(page.locator(".heard")).to_have_count(3)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    expect(page.locator("#leave")).to_be_in_viewport(ratio=1)


def test_without_scripts_the_numbers_are_there(page: Page, service: Service) -> None:
    browser = page.context.browser
    assert browser is not None
    plain = browser.new_context(java_script_enabled=False)
    bare = plain.new_page()
    bare.goto(service.url)
    for number in ("113", "115", "111"):
        expect(bare.locator(f"a.call[href='tel:{number}']")).to_be_visible()
    expect(bare.locator("#composer")).to_be_hidden()
    expect(bare.locator("#leave")).to_have_attribute("href", re.compile("^https://"))
    plain.close()


def test_what_the_server_says_never_becomes_markup(page: Page, service: Service) -> None:
    nasty = '<img src=x onerror="document.title=1"> <b>x</b>'
    source = {
        "document": "<i>Luật</i>",
        "article": None,
        "effective_from": None,
        "checked_on": "2026-11-22",
    }
    answer_with(
        page,
        says(
            reply(
                f"{nasty}\n\n• {nasty}",
                buttons=[{"label": "<u>a</u>", "choice": "x"}],
                sources=[source],
            ),
        ),
    )
    page.goto(service.url)
    talk = page.locator("#talk")
    expect(talk.locator(".bubble > p").nth(1)).to_have_text(nasty)
    expect(talk.locator("li").first).to_have_text(nasty)
    expect(talk.locator(".choice")).to_have_text("<u>a</u>")
    expect(talk.locator("img, b, i, u")).to_have_count(0)
    assert page.title() == "Đồng Hành"


def test_sources_are_folded_away_and_name_the_oldest_check(page: Page, service: Service) -> None:
    source = {
        "document": "Luật A",
        "article": "Điều 1",
        "effective_from": "2026-07-01",
        "checked_on": "2026-11-22",
    }
    other = {**source, "document": "Luật B", "effective_from": None, "checked_on": "2026-10-03"}
    more = {**source, "article": "Điều 2"}
    answer_with(page, says(reply("Trả lời.", sources=[source, more, other])))
    page.goto(service.url)
    sources = page.locator(".sources")
    expect(sources.locator("summary")).to_contain_text("(2)")
    expect(sources.locator("summary")).to_contain_text("03/10/2026")
    expect(sources.locator("li").first).to_be_hidden()
    sources.locator("summary").click()
    expect(sources.locator("li").first).to_contain_text("Luật A: Điều 1; Điều 2")
    expect(sources.locator("li").first).to_contain_text("01/07/2026")


def test_too_fast_waits_as_asked_and_sends_the_same_message_again(
    page: Page, service: Service
) -> None:
    sent = answer_with(
        page,
        WELCOME,
        refuses(429, "too_fast", "Chậm lại một chút nhé.", Retry_After="1"),
        says(reply("Đây rồi.")),
    )
    page.goto(service.url)
    expect(page.locator(".heard")).to_have_count(1)
    say(page, "một")
    expect(page.locator(".said")).to_contain_text("Chậm lại một chút nhé.")
    expect(page.locator(".heard")).to_have_count(2)
    expect(page.locator(".said")).to_have_attribute("data-state", "arrived")
    assert sent[1] == sent[2]


def test_a_cry_for_help_does_not_wait_behind_a_message_that_was_too_fast(
    page: Page, service: Service
) -> None:
    answer_with(
        page,
        WELCOME,
        refuses(429, "too_fast", "Chậm lại một chút nhé.", Retry_After="60"),
        says(reply("Gọi 115.", "crisis")),
    )
    page.goto(service.url)
    expect(page.locator(".heard")).to_have_count(1)
    say(page, "một")
    expect(page.locator(".said")).to_have_attribute("data-state", "waiting")
    say(page, CRY)
    expect(page.locator("[data-kind=crisis]")).to_be_visible()


def test_a_talk_the_server_does_not_know_is_begun_anew(page: Page, service: Service) -> None:
    sent = answer_with(
        page,
        WELCOME,
        refuses(404, "unknown_conversation", "Không biết."),
        says(reply("Chào lại."), conversation="talk-2"),
    )
    page.goto(service.url)
    expect(page.locator(".heard")).to_have_count(1)
    say(page, "một")
    expect(page.locator(".heard")).to_have_count(2)
    assert [message["conversation"] for message in sent] == [None, "talk-1", None]
    assert sent[1]["id"] == sent[2]["id"]
    assert page.evaluate("sessionStorage.getItem('conversation')") == "talk-2"


def test_a_broken_server_is_told_in_its_own_words_with_a_way_to_try_again(
    page: Page, service: Service
) -> None:
    answer_with(
        page, WELCOME, refuses(500, "our_fault", "Phía mình có lỗi."), says(reply("Đây rồi."))
    )
    page.goto(service.url)
    expect(page.locator(".heard")).to_have_count(1)
    say(page, "một")
    expect(page.locator(".said .state")).to_have_text("Phía mình có lỗi.")
    page.locator(".said .retry").click()
    expect(page.locator(".heard")).to_have_count(2)


def test_a_second_message_may_be_written_while_the_first_is_on_its_way(
    page: Page, service: Service
) -> None:
    held: list[Route] = []
    sent = answer_with(page, WELCOME, held.append, says(reply("Hai.")))
    page.goto(service.url)
    expect(page.locator(".heard")).to_have_count(1)
    say(page, "một")
    expect(page.locator("#typing")).to_have_attribute("data-on", "true")
    say(page, "hai")
    expect(page.locator(".said")).to_have_count(2)
    says(reply("Một."))(held[0])
    expect(page.locator(".heard")).to_have_count(3)
    assert [message["text"] for message in sent[1:]] == ["một", "hai"]
    expect(page.locator("#typing")).to_have_attribute("data-on", "false")


def test_what_comes_by_the_stream_is_shown_once_and_asked_for_from_there_on(
    page: Page, service: Service
) -> None:
    sent = answer_with(page, WELCOME)
    asked: list[dict[str, str]] = []

    def stream(route: Route) -> None:
        asked.append(route.request.headers)
        if len(asked) > 1:
            route.fulfill(**SILENT_STREAM)
            return
        known = json.dumps({"id": sent[0]["id"], "replies": [reply("Chào bạn.", "menu")]})
        staff = json.dumps({"id": None, "replies": [reply("Mình là cán bộ.", "notice")]})
        events = f"id: 1-0\ndata: {known}\n\nevent: replies\nid: 2-0\ndata: {staff}\n\n"
        route.fulfill(
            content_type="text/event-stream; charset=utf-8", body=f"event: replies\n{events}"
        )

    page.route("**/api/stream", stream)
    page.goto(service.url)
    with page.expect_request(lambda request: "last-event-id" in request.headers):
        expect(page.locator("[data-kind=notice]")).to_have_text(re.compile("Mình là cán bộ."))
    expect(page.locator(".heard")).to_have_count(2)
    assert asked[0]["x-conversation"] == "talk-1"
    assert "last-event-id" not in asked[0]
    assert asked[1]["last-event-id"] == "2-0"


def test_what_is_too_long_is_stopped_and_not_a_letter_is_lost(page: Page, service: Service) -> None:
    sent = answer_with(page, WELCOME)
    page.goto(service.url)
    expect(page.locator(".heard")).to_have_count(1)
    say(page, "a" * 2003)
    expect(page.locator("#count")).to_contain_text("3")
    expect(page.locator("#say")).to_have_value("a" * 2003)
    assert len(sent) == 1
    page.locator("#say").press("Backspace")
    expect(page.locator("#count")).to_contain_text("2")


def test_enter_within_an_input_method_does_not_send(page: Page, service: Service) -> None:
    sent = answer_with(page, WELCOME)
    page.goto(service.url)
    expect(page.locator(".heard")).to_have_count(1)
    page.locator("#say").fill("tiếng Việt")
    page.locator("#say").dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    expect(page.locator("#say")).to_have_value("tiếng Việt")
    assert len(sent) == 1


def test_a_phone_without_random_uuid_talks_too(page: Page, service: Service) -> None:
    page.add_init_script("delete Crypto.prototype.randomUUID")
    open_talk(page, service)
    say(page, CRY)
    expect(page.locator("[data-kind=crisis]")).to_be_visible()


def test_only_numbers_to_call_are_taken_for_such(page: Page, service: Service) -> None:
    expected = {
        "Gọi 115 ngay.": ["115"],
        "113, 114, 115; 111!": ["113", "114", "115", "111"],
        "Điều 113 khoản 1, khoản 115": [],
        "từ 113 g đến 115 kg, 111 triệu, 115%": [],
        "115/2025, 2.113, 0769.113.04, 1115, XLR-113": [],
        "Gọi 111 miễn phí, gọi 111 cả ngày đêm": ["111"],
        "(115)": ["115"],
    }
    page.goto(service.url)
    found = page.evaluate(
        """async texts => {
            const { emergencyNumbers } = await import('/static/text.js');
            return texts.map(text => [text, emergencyNumbers(text)]);
        }""",
        list(expected),
    )
    assert dict(found) == expected


def test_text_is_laid_out_as_headings_paragraphs_and_lists(page: Page, service: Service) -> None:
    page.goto(service.url)
    text = "Việc cần làm\n• một\n• hai\n\nBạn có thể hỏi:\nluật\n\nMột câu."
    laid = page.evaluate(
        """async text => (await import('/static/text.js')).blocks(text)
            .map(node => [node.localName, node.className, node.children.length])""",
        text,
    )
    assert laid == [["p", "heading", 0], ["ul", "", 2], ["p", "", 1], ["p", "", 0]]


def test_the_stream_is_read_the_same_however_it_is_cut(page: Page, service: Service) -> None:
    page.goto(service.url)
    text = (
        ': ping\n\nevent: replies\r\nid: 7-0\r\ndata: {"a":\r\ndata: 1}\r\n\r\n'
        "data:x\n\nretry: 1\n\n"
    )
    heard = page.evaluate(
        """async text => {
            const { EventReader } = await import('/static/stream.js');
            const cuts = Array.from(text, (_, at) => {
                const reader = new EventReader();
                const events = [...reader.push(text.slice(0, at)), ...reader.push(text.slice(at))];
                return JSON.stringify(events);
            });
            return [...new Set(cuts)];
        }""",
        text,
    )
    assert [json.loads(events) for events in heard] == [
        [
            {"event": "replies", "id": "7-0", "data": '{"a":\n1}'},
            {"event": "message", "id": "7-0", "data": "x"},
        ]
    ]
