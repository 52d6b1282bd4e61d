""" "xem thêm" and "nguồn đâu" show the longer parts of what was just answered."""

from __future__ import annotations

import pytest

from bot.further import asked
from content.catalogue import Catalogue
from tests.support.talking import FakeClassifier, Person

LAST = "law/use_penalty"


@pytest.mark.parametrize(
    "text",
    [
        "xem thêm",
        "xem them di",
        "Xem thêm với ạ",
        "chi tiết",
        "cho mình chi tiết hơn nhé",
        "nói rõ hơn",
        "noi ro hon dc ko",
        "nói rõ hơn được không ạ?",
        "nguồn đâu",
        "nguon dau vay",
        "read more",
    ],
)
def test_a_wish_for_more_is_for_the_last_topic(text: str, catalogue: Catalogue):
    assert asked(text, LAST, catalogue.topics) is catalogue.topics[LAST]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nói rõ hơn về methadone",
        "chi tiết hồ sơ cai nghiện",
        "nguồn hàng ở đâu",
        "nguồn gốc cần sa",
        "xem thêm về luật",
        "không",
        "cho minh",
    ],
)
def test_a_text_that_says_more_is_a_question_of_its_own(text: str, catalogue: Catalogue):
    assert asked(text, LAST, catalogue.topics) is None


@pytest.mark.parametrize("last", [None, "chat/thanks", "law/nothing"])
def test_without_an_answer_before_it_there_is_nothing_more(last: str | None, catalogue: Catalogue):
    assert asked("xem thêm", last, catalogue.topics) is None


async def test_more_is_shown_with_its_sources_and_without_understanding(
    person: Person, classifier: FakeClassifier, catalogue: Catalogue
):
    classifier.teach("dùng bị phạt bao nhiêu", (LAST, 0.95))
    await person.says("dùng bị phạt bao nhiêu")
    (more,) = await person.says("nguồn đâu ạ")
    assert more.topic == LAST
    assert more.sources
    assert more.text.startswith(catalogue.topics[LAST].details[0].heading.vi)
    assert classifier.asked == ["dùng bị phạt bao nhiêu"]


async def test_a_script_under_way_asks_again_after_it(person: Person, classifier: FakeClassifier):
    classifier.teach("dùng bị phạt bao nhiêu", (LAST, 0.95))
    await person.says("dùng bị phạt bao nhiêu")
    await person.taps("begin:forget:")
    more, again = await person.says("chi tiết hơn")
    assert more.topic == LAST
    assert again.input is not None
