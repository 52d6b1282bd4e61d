"""Staff write, a second person publishes; two who write at once lose nothing."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from admin.audit import BEFORE_THE_FIRST
from admin.tables import AuditRow
from tests.admin.content.desk import Room, fields_in, open_room
from tests.admin.office import Browser, Office

TOPIC = "/topics/law/fine"
EDIT, REVIEW, PUBLISH = f"{TOPIC}/edit", f"{TOPIC}/review", f"{TOPIC}/publish"


@pytest.fixture
async def room(office: Office) -> Room:
    return await open_room(office)


async def publish(room: Room, by: str = "binh", **more: str) -> None:
    browser = await room.browser(by)
    fields = fields_in(await browser.get(REVIEW))
    answer = await browser.post(PUBLISH, fields | {"do": "approve"} | more)
    assert answer.status_code == 303, answer.text


async def actions(room: Room) -> list[tuple[str, str]]:
    async with room.office.store.transaction() as session:
        rows = await session.scalars(select(AuditRow).order_by(AuditRow.id))
        return [(row.action, row.subject_id) for row in rows if row.subject_kind == "topic"]


async def test_a_text_goes_from_an_editor_through_a_reviewer_to_the_public(room: Room):
    an = await room.browser("anh")
    answer = await room.edit(an, EDIT, short__vi="Phạt hai đồng.", short__en="Two dong.")
    assert answer.headers["location"].endswith("notice=saved")
    answer = await room.edit(an, EDIT, do="hand_in")
    assert answer.headers["location"].endswith("review?notice=handed_in")
    shown = (await an.get(REVIEW)).text
    assert "Không ai tự đăng bài" in shown
    assert "<del>" in shown
    assert "<ins>" in shown
    await publish(room)
    await room.refresh()
    assert room.office.catalogue.topics["law/fine"].short.vi == "Phạt hai đồng."
    assert await actions(room) == [
        ("draft.saved", "law/fine"),
        ("draft.handed_in", "law/fine"),
        ("topic.published", "law/fine"),
    ]


async def test_nobody_publishes_their_own_text(room: Room):
    binh = await room.browser("binh")
    await room.edit(binh, EDIT, do="hand_in", title__vi="Của Bình")
    page = await binh.get(REVIEW)
    assert "phải để người khác đăng" in page.text
    fields = fields_in(page)
    answer = await binh.post(PUBLISH, fields | {"do": "approve", "when": "now"})
    assert answer.status_code == 409
    assert "phải để người khác đăng" in answer.text
    await publish(room, "dung")


async def test_what_is_wrong_is_named_and_what_was_typed_stays(room: Room):
    an = await room.browser("anh")
    typed = {"short__vi": "Gọi 0912 345 678.", "title__vi": ""}
    answer = await room.edit(an, EDIT, **typed)
    assert answer.status_code == 400
    assert "Tiêu đề (tiếng Việt): Chỗ này còn thiếu." in answer.text
    answer = await room.edit(an, EDIT, short__vi="Gọi 0912 345 678.")
    assert "0912 345 678 không nằm trong danh sách" in answer.text
    assert fields_in(answer)["short.vi"] == "Gọi 0912 345 678."
    assert 'aria-invalid="true"' in answer.text


async def test_two_editors_of_different_fields_lose_nothing(room: Room):
    an, chi = await room.browser("anh"), await room.browser("chi")
    theirs = fields_in(await chi.get(EDIT))
    await room.edit(an, EDIT, title__vi="Tiêu đề của An")
    answer = await chi.post(EDIT, theirs | {"do": "save", "short.vi": "Lời của Chi."})
    assert "merged=1" in answer.headers["location"]
    kept = fields_in(await an.get(EDIT))
    assert (kept["title.vi"], kept["short.vi"]) == ("Tiêu đề của An", "Lời của Chi.")


@pytest.mark.parametrize(("choice", "stays"), [("mine", "của Chi"), ("theirs", "của An")])
async def test_two_editors_of_one_field_see_both_and_choose(room: Room, choice: str, stays: str):
    an, chi = await room.browser("anh"), await room.browser("chi")
    theirs = fields_in(await chi.get(EDIT))
    await room.edit(an, EDIT, short__vi="Lời của An.")
    typed = theirs | {"do": "save", "short.vi": "Lời của Chi.", "title.vi": "Tiêu đề mới"}
    clash = await chi.post(EDIT, typed)
    assert clash.status_code == 409
    for words in ("An.", "Chi.", "Câu trả lời ngắn (tiếng Việt)"):
        assert words in clash.text
    fields = fields_in(clash)
    assert fields["short.vi"] == "Lời của Chi."
    answer = await chi.post(EDIT, fields | {"choose:short.vi": choice})
    assert answer.status_code == 303, answer.text
    kept = fields_in(await an.get(EDIT))
    assert stays in kept["short.vi"]
    assert kept["title.vi"] == "Tiêu đề mới"


async def test_a_third_save_during_the_choice_is_asked_about_again(room: Room):
    an, chi = await room.browser("anh"), await room.browser("chi")
    theirs = fields_in(await chi.get(EDIT))
    await room.edit(an, EDIT, short__vi="Lời một.")
    fields = fields_in(await chi.post(EDIT, theirs | {"do": "save", "short.vi": "Lời của Chi."}))
    await room.edit(an, EDIT, short__vi="Lời hai.")
    again = await chi.post(EDIT, fields | {"choose:short.vi": "mine"})
    assert again.status_code == 409
    assert "hai." in again.text


async def test_a_draft_published_under_an_open_form_is_put_together_too(room: Room):
    an, chi = await room.browser("anh"), await room.browser("chi")
    await room.edit(an, EDIT, short__vi="Lời của An.")
    typed = fields_in(await chi.get(EDIT)) | {"do": "save", "title.vi": "Tiêu đề của Chi"}
    await room.edit(an, EDIT, do="hand_in")
    await publish(room)
    answer = await chi.post(EDIT, typed)
    assert answer.status_code == 303, answer.text
    kept = fields_in(await chi.get(EDIT))
    assert (kept["title.vi"], kept["short.vi"]) == ("Tiêu đề của Chi", "Lời của An.")


async def test_items_are_added_moved_and_taken_out_without_saving(room: Room):
    an = await room.browser("anh")
    page = await room.edit(an, EDIT, do="add:next_steps")
    assert page.status_code == 200
    fields = fields_in(page)
    assert fields["next_steps.1.vi"] == ""
    page = await an.post(EDIT, fields | {"next_steps.1.vi": "Bước mới", "do": "up:next_steps.1"})
    assert fields_in(page)["next_steps.0.vi"] == "Bước mới"
    page = await an.post(EDIT, fields_in(page) | {"do": "drop:next_steps.1"})
    assert "next_steps.1.vi" not in fields_in(page)
    assert await actions(room) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"do": "add:colour"},
        {"do": "drop:details.9"},
        {"do": "burn:details.0"},
        {"do": "add:token.x"},
        {"version": "x"},
        {"base": "99999999999999999999"},
        {"title": "no pair"},
        {"details.0": "no part"},
        {"statements.0.sources": "no list"},
        {"statements.0.sources.0.document.x": "too deep"},
        {"short.vi.x": "too deep"},
        {"details.999.text.vi": "too many"},
    ],
)
async def test_a_form_that_is_none_of_ours_is_refused(room: Room, fields: dict[str, str]):
    an = await room.browser("anh")
    sent = fields_in(await an.get(EDIT)) | {"do": "save"} | fields
    assert (await an.post(EDIT, sent)).status_code == 400


async def test_the_preview_says_what_the_channels_say_of_what_is_typed(room: Room):
    an = await room.browser("anh")
    fields = fields_in(await an.get(EDIT))
    answer = await an.post(f"{TOPIC}/preview", fields | {"short.vi": "Đang gõ <b>"})
    assert "Đang gõ &lt;b&gt;" in answer.text
    assert "Nguồn: Nghị định nd-1, Điều 5" in answer.text
    assert "<html" not in answer.text
    broken = fields | {"short.vi": "", "review_by": "", "statements.0.sources.0.document": "nd"}
    assert (await an.post(f"{TOPIC}/preview", broken)).status_code == 200


async def test_a_reviewer_sets_the_date_or_sends_it_back_with_a_word(room: Room):
    an, binh = await room.browser("anh"), await room.browser("binh")
    await room.edit(an, EDIT, do="hand_in", title__vi="Mới")
    fields = fields_in(await binh.get(REVIEW))
    answer = await binh.post(PUBLISH, fields | {"do": "send_back", "said": "Thiếu nguồn."})
    assert "sent_back" in answer.headers["location"]
    assert "Thiếu nguồn." in (await an.get(TOPIC)).text
    await room.edit(an, EDIT, do="hand_in")
    await publish(room, when="later", begins="2026-12-24T08:00")
    shown = (await an.get(TOPIC)).text
    assert "08:00, 24/12/2026" in shown
    blocked = await room.edit(an, EDIT, title__vi="Khác")
    assert blocked.status_code == 409
    assert "đang chờ đến ngày đăng" in blocked.text


async def test_an_answer_is_stopped_at_once_and_taken_up_again(room: Room):
    binh = await room.browser("binh")
    token = await binh.token(TOPIC)
    answer = await binh.post(f"{TOPIC}/end", {"token": token, "do": "now"})
    assert answer.status_code == 303, answer.text
    await room.refresh()
    assert "kiểm tra lại" in room.office.catalogue.topics["law/fine"].short.vi
    page = await binh.get(f"{TOPIC}/history?old=1&new=2")
    assert "tự động theo lịch" in page.text
    assert "<del>" in page.text
    answer = await binh.post(f"{TOPIC}/history", {"token": token, "revision": "1"})
    assert answer.headers["location"].endswith("/edit")
    assert fields_in(await binh.get(EDIT))["short.vi"] == "Phạt một đồng. Gọi 115."


async def test_what_was_said_on_a_date_is_shown(room: Room):
    em = await room.browser("hoa")
    assert "Phạt một đồng." in (await em.get(f"{TOPIC}/history?on=2026-11-22")).text
    assert "chưa nói gì" in (await em.get(f"{TOPIC}/history?on=2026-11-21")).text
    assert (await em.get(f"{TOPIC}/history?on=today")).status_code == 400


async def test_a_fixed_text_opens_to_reviewers_only_and_says_why(room: Room):
    card = "/topics/crisis/overdose/edit"
    answer = await (await room.browser("anh")).get(card)
    assert answer.status_code == 403
    assert "lời cố định" in answer.text
    assert (
        "một trong hai người phải là quản trị"
        in (await (await room.browser("binh")).get(card)).text
    )


async def test_a_new_topic_begins_as_a_draft(room: Room):
    an = await room.browser("anh")
    fields = {"token": await an.token("/topics/new"), "group": "law", "word": "new_one"}
    assert (await an.post("/topics/new", fields | {"title": ""})).status_code == 400
    answer = await an.post("/topics/new", fields | {"title": "Điều mới"})
    assert answer.headers["location"].endswith("/topics/law/new_one/edit")
    listed = (await an.get("/topics?state=draft")).text
    assert "Điều mới" in listed
    assert "Chưa đăng" in listed


async def test_a_draft_is_thrown_away_only_when_asked_once_more(room: Room):
    an = await room.browser("anh")
    await room.edit(an, EDIT, title__vi="Mới")
    fields = fields_in(await an.get(REVIEW))
    answer = await an.post(REVIEW, fields | {"do": "discard"})
    assert "discarded" in answer.headers["location"]
    assert fields_in(await an.get(EDIT))["title.vi"] == "Mức phạt"


async def test_the_record_holds_no_text_of_the_content(room: Room):
    an: Browser = await room.browser("anh")
    await room.edit(an, EDIT, title__vi="Chữ rất riêng")
    await an.post(f"{TOPIC}/talk", {"token": await an.token(TOPIC), "said": "Lời rất riêng"})
    async with room.office.store.transaction() as session:
        rows = list(await session.scalars(select(AuditRow)))
    assert rows[0].previous == BEFORE_THE_FIRST
    assert "riêng" not in str([row.details for row in rows])
