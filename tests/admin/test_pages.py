"""What the pages show."""

from __future__ import annotations

import pytest

from admin.health import Health, Part, State
from admin.roles import Role
from content.catalogue import Catalogue
from tests.admin.office import AccidentError, Office, catalogue_of, topic


async def test_today_tells_how_each_part_is_doing(office: Office) -> None:
    office.health = Health(
        (
            Part("database", State.OK),
            Part("redis", State.DOWN, "<b>refused</b>"),
            Part("nlu", State.STARTING),
            Part("telegram", State.OFF),
        )
    )
    await office.hire("lan", Role.ADMINISTRATOR)
    text = (await (await office.browser_of("lan")).get("/")).text
    for words in ("Đang chạy tốt", "Không trả lời", "Đang khởi động", "Chưa cài đặt"):
        assert words in text
    assert "&lt;b&gt;refused" in text


async def test_a_topic_is_past_review_by_the_calendar_of_vietnam(office: Office) -> None:
    office.catalogue = catalogue_of(topic("law/a", "Mục", review_by="2026-11-22"))
    await office.hire("lan")
    browser = await office.browser_of("lan")
    assert "hạn 22/11/2026" in (await browser.get("/")).text
    office.clock.forward(hours=-2)
    assert "hạn 22/11/2026" not in (await browser.get("/")).text


async def test_an_empty_service_has_a_today_too(office: Office) -> None:
    office.catalogue = catalogue_of()
    await office.hire("lan")
    browser = await office.browser_of("lan")
    for path in ("/", "/topics", "/documents"):
        assert (await browser.get(path)).status_code == 200


async def test_topics_stand_in_groups_with_their_state(office: Office) -> None:
    await office.hire("lan")
    text = (await (await office.browser_of("lan")).get("/topics")).text
    order = [text.index(f'id="group-{group}"') for group in ("law", "drug", "treat")]
    assert order == sorted(order)
    assert "3/3 nội dung" in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=muc+phat", {"law/fine"}),
        ("q=M%E1%BB%A8C", {"law/fine"}),
        ("q=nghien+cai", {"treat/where"}),
        ("q=treat/", {"treat/where"}),
        ("q=khong+co+gi", set()),
        ("q=%00%E2%80%8B", {"law/fine", "treat/where", "drug/types"}),
        ("group=law", {"law/fine"}),
        ("state=checking", {"treat/where"}),
        ("state=past_review", {"drug/types"}),
        ("state=published", {"law/fine", "drug/types"}),
        ("document=nd-0", {"law/fine"}),
        ("document=sach", set()),
        ("state=checking&group=law", set()),
        ("q=&group=&state=", {"law/fine", "treat/where", "drug/types"}),
    ],
)
async def test_topics_are_found_by_title_group_state_and_document(
    office: Office, query: str, found: set[str]
) -> None:
    await office.hire("lan")
    text = (await (await office.browser_of("lan")).get(f"/topics?{query}")).text
    shown = {
        name
        for name in ("law/fine", "treat/where", "drug/types")
        if f'href="/staff/topics/{name}"' in text
    }
    assert shown == found
    assert f"{len(found)}/3 nội dung" in text


@pytest.mark.parametrize(
    "path",
    [
        "/topics?state=gone",
        "/topics?group=gone",
        "/topics?document=gone",
        "/topics?group=%3Cscript%3E",
        "/documents?force=gone",
    ],
)
async def test_an_unknown_filter_is_refused(office: Office, path: str) -> None:
    await office.hire("lan")
    answer = await (await office.browser_of("lan")).get(path)
    assert answer.status_code == 400
    assert "Không có mục nào để lọc" in answer.text
    assert "<script>" not in answer.text


async def test_a_search_comes_back_as_text(office: Office) -> None:
    await office.hire("lan")
    browser = await office.browser_of("lan")
    for path in ("/topics", "/documents"):
        text = (await browser.get(f"{path}?q=%22%3E%3Cscript%3Ealert(2)")).text
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert(2)" in text


async def test_a_topic_shows_all_that_it_says_and_rests_on(office: Office) -> None:
    await office.hire("lan")
    text = (await (await office.browser_of("lan")).get("/topics/law/fine")).text
    for words in (
        "Một dòng.",
        "điều một",
        "One line.",
        "Nói thêm",
        "Phần nói thêm.",
        "Giữ giấy tờ.",
        "Chưa rõ điều ba.",
        "Phạt một đồng.",
        "1/2025/NĐ-CP",
        "Điều 5",
        "Áp dụng từ 01/01/2025 đến 01/01/2026",
        "kiểm tra ngày 02/11/2026",
        "Chỉ một nguồn",
        "Hết hiệu lực",
        "Rà soát ngày 01/11/2026",
        "cần rà soát lại trước 01/05/2027",
        "Cai nghiện ở đâu",
        "bị phạt",
    ):
        assert words in text, words


async def test_a_topic_that_is_checked_or_overdue_says_what_people_are_told(
    office: Office,
) -> None:
    await office.hire("lan")
    browser = await office.browser_of("lan")
    assert "còn đang kiểm tra" in (await browser.get("/topics/treat/where")).text
    assert "đã đến lúc rà soát lại" in (await browser.get("/topics/drug/types")).text


async def test_html_in_content_is_text(office: Office) -> None:
    await office.hire("lan")
    browser = await office.browser_of("lan")
    for path in ("/", "/topics", "/topics/drug/types"):
        text = (await browser.get(path)).text
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert(1)" in text


@pytest.mark.parametrize(
    "path",
    ["/topics/law/gone", "/topics/gone/gone", "/topics/law", "/topics/law/fine/more", "/gone"],
)
async def test_an_unknown_page_is_not_found(office: Office, path: str) -> None:
    await office.hire("lan")
    answer = await (await office.browser_of("lan")).get(path)
    assert answer.status_code == 404
    assert "Không có" in answer.text


async def test_an_unknown_topic_keeps_the_menu(office: Office) -> None:
    await office.hire("lan")
    answer = await (await office.browser_of("lan")).get("/topics/law/gone")
    assert 'href="/staff/topics"' in answer.text


async def test_documents_stand_by_force(office: Office) -> None:
    await office.hire("lan")
    text = (await (await office.browser_of("lan")).get("/documents")).text
    places = [text.index(f'id="{name}"') for name in ("nd-1", "nd-2", "nd-0", "nd-3", "sach")]
    assert places == sorted(places)
    assert "5/5 tài liệu" in text
    assert "hiệu lực đến 31/12/2024" in text
    assert "Thay bằng:" in text
    assert 'href="/staff/topics?document=nd-1"' in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("force=in_force", {"nd-1"}),
        ("force=not_yet", {"nd-2"}),
        ("force=ended", {"nd-0"}),
        ("force=undated", {"nd-3"}),
        ("force=reference", {"sach"}),
        ("q=sach+huong", {"sach"}),
        ("q=1/2025", {"nd-1"}),
        ("q=nd-0", {"nd-0"}),
    ],
)
async def test_documents_are_found_by_name_number_and_force(
    office: Office, query: str, found: set[str]
) -> None:
    await office.hire("lan")
    text = (await (await office.browser_of("lan")).get(f"/documents?{query}")).text
    assert {name for name in office.catalogue.documents if f'<li id="{name}"' in text} == found


async def test_a_page_speaks_english_when_asked_and_goes_on_so(office: Office) -> None:
    await office.hire("lan")
    browser = await office.browser_of("lan")
    assert '<html lang="vi">' in (await browser.get("/")).text
    assert "Sign out" in (await browser.get("/?lang=en")).text
    assert '<html lang="en">' in (await browser.get("/topics")).text
    assert '<html lang="vi">' in (await browser.get("/?lang=vi")).text
    assert '<html lang="vi">' in (await browser.get("/?lang=xx")).text


async def test_every_topic_and_document_of_the_service_has_its_page(
    office: Office, catalogue: Catalogue
) -> None:
    office.catalogue = catalogue
    await office.hire("lan")
    browser = await office.browser_of("lan")
    for path in ("/", "/topics", "/documents", *(f"/topics/{name}" for name in catalogue.topics)):
        answer = await browser.get(path)
        assert answer.status_code == 200, path


async def test_a_fault_of_ours_is_told_kindly_and_logged(office: Office) -> None:
    office.accident = AccidentError("a secret detail")
    await office.hire("lan")
    browser = await office.browser_of("lan", lenient=True)
    answer = await browser.get("/topics")
    assert answer.status_code == 500
    assert "Có lỗi ở phía hệ thống" in answer.text
    assert "secret" not in answer.text
