"""What is written to a supporter is sent; where it tells of danger, somebody is called today."""

from __future__ import annotations

import pytest
from sqlalchemy import select, text

from bot import turn
from bot.choices import BeginScript, StopScript
from bot.choices import write as write_choice
from bot.message import Kind, Reply
from flows.aftercare.tables import MessageRow
from flows.reach.tables import TaskRow
from nlu.safety import Alarm, Level, told
from nlu.text.letters import fold
from store.engine import Store
from tests.bot.test_cries import enrol, said
from tests.support.talking import FakeClassifier, Person

AGAIN = "em lỡ chích lại rồi chị ơi"
CHILD = "con em ở nhà một mình từ tối"
DANGEROUS = {
    "told/overdose": (
        AGAIN, "hôm qua em lỡ đập đá", "tối qua em chơi đồ với thằng bạn cũ", "em xài lại rồi",
        "em lỡ dùng lại sau 4 tháng", "anh ơi em lại chơi rồi", "mới chích xong, thấy sợ",
        "em không kìm được nên hút một bi", "em tái sử dụng rồi", "em chích một mũi hôm qua",
        "em lỡ có 1 bi thôi có sao không chị", "hôm qua bị rủ rồi em lỡ chơi hàng",
        "em dùng ma túy lại", "em lại nghiện rồi", "hôm qua em có chơi 1 ít", "em phê rồi chị",
        "quay lại dùng heroin mất rồi", "em không muốn giấu chị, em lỡ chích lại rồi",
        "thằng bạn rủ em lỡ chơi lại rồi", "em dùng hàng trắng lại từ tuần trước",
        "hôm qua em lỡ đập lại", "em sợ quá, em lỡ chích lại", "lỡ chơi lại một lần trên xe về",
        "em lỡ mất rồi chị ơi", "em trót rồi", "em vừa tiêm xong chị ơi", "mới hút xong",
        "em mới tiêm một liều xong", "em vừa quất xong", "em không giữ được nữa rồi",
        "tối qua em làm một bi", "em mới làm một tép", "em chích rồi chị",
        "nó rủ em, em không từ chối được nên em chơi",
    ),
    "told/child": (
        CHILD, "bé 3 tuổi ở nhà một mình", "không ai trông mấy đứa nhỏ", "em sợ em làm đau con",
        "để con nhỏ ở nhà một mình đi làm", "thằng bé bị bố dượng đánh",
        "con tôi hai ngày nay đói không có gì ăn", "em đánh con bé bầm tay",
        "em để con ở nhà một mình đi làm", "mấy đứa nhỏ đói mà em không có tiền",
        "em bỏ đói con hai hôm nay", "con bé ở nhà có mỗi mình nó",
        "từ sáng tới giờ con em chưa được ăn gì", "con em cả ngày chưa có gì ăn",
        "hai đứa nhỏ ở nhà không có người lớn", "em say thuốc không trông được con",
        "con em mới 2 tuổi mà em bỏ nó ở nhà", "em bỏ con ở nhà đi tìm thuốc, giờ nó khóc quá",
        "em phê quá không biết con đâu", "em sợ mình đánh con", "em lỡ đánh con",
        "em gửi con không ai nhận, đành để nó ở nhà", "con em bị người ta sờ mó",
        "em để bé Na ở nhà một mình rồi đi, sợ chồng em về đánh nó",
    ),
}  # fmt: skip
HARMLESS = (
    "em không chích lại đâu", "em thèm chơi lại lắm", "em sợ dùng lại", "suýt nữa em chơi lại",
    "thằng bạn em chơi lại rồi", "tụi nó rủ em chơi lại mà em từ chối", "em hứa không dùng lại",
    "em hút lại thuốc lá rồi", "em mới dùng methadone sáng nay", "em dùng lại điện thoại cũ",
    "hồi trước em chơi lại mấy lần", "nếu em lỡ dùng lại thì có bị bắt không", "em dùng thuốc đều",
    "em bỏ chơi đồ được 3 tháng rồi", "hôm nay em uống đúng liều", "mai em đi lấy thuốc",
    "em ở nhà một mình buồn quá", "con em khoẻ, nay đi học lại rồi", "con bé được mẹ trông",
    "chiều em đá bóng với mấy đứa bạn", "em không để con ở nhà một mình đâu",
    "chị nhắn lại giờ hẹn giúp em", "em chơi với con cả chiều", "chồng em lỡ chơi lại",
    "thằng bạn cũ lỡ chích lại rồi", "em lỡ hút cần sa lại", "em lỡ dùng hết tiền",
    "em chơi lại đàn guitar", "em chơi lại với con", "con em chơi một mình ngoan lắm",
    "thằng bé tự đi học một mình được rồi", "em lỡ hẹn tuần rồi", "em lỡ chơi game cả đêm",
    "hôm qua em đưa bé đi tiêm", "con vừa tiêm vắc xin xong", "em vừa tiêm xong vắc xin",
    "em lỡ hẹn rồi", "em lỡ rồi, quên mất buổi hẹn", "em lỡ chuyến xe rồi", "em lỡ lời với mẹ rồi",
    "em lỡ ngủ quên rồi", "em vừa tiêm phòng xong", "vừa tiêm cho bé xong", "em vừa ăn xong",
    "em vừa uống methadone xong", "em mới hút thuốc lá xong", "em không giữ được chỗ làm",
    "em không giữ được bình tĩnh với vợ", "em chưa lỡ lần nào", "nếu em lỡ rồi thì sao hả chị",
    "em để con cho bà ngoại trông", "con em ở nhà với bà", "em bỏ con ở nhà với bà ngoại",
    "con em ăn rồi", "em không đánh con đâu", "hồi nhỏ em hay bị bố đánh", "em làm xong rồi",
)  # fmt: skip


@pytest.mark.parametrize(
    ("danger", "words"), [(danger, words) for danger, many in DANGEROUS.items() for words in many]
)
def test_danger_in_words_to_a_supporter_is_seen_with_and_without_marks(danger: str, words: str):
    for typed in (words, fold(words)):
        seen = told(typed)
        assert seen is not None, typed
        assert seen.topic == danger


@pytest.mark.parametrize("words", ["em lỡ rồi", "chị ơi em lỡ rồi", "em lại lỡ nữa rồi"])
def test_a_slip_without_its_name_is_seen_where_its_marks_are_typed(words: str):
    """Bare "lo" is also "lo": seen to, worried."""
    seen = told(words)
    assert seen is not None
    assert seen.topic == "told/overdose"
    assert told(fold(words)) is None


@pytest.mark.parametrize("words", HARMLESS)
def test_craving_others_and_everyday_words_are_ordinary_messages(words: str):
    assert told(words) is None
    assert told(fold(words)) is None


async def write(person: Person, words: str) -> list[Reply]:
    await person.taps(write_choice(BeginScript("write")))
    return await person.says(words)


async def alerts(store: Store) -> list[tuple[str, list[str]]]:
    async with store.transaction() as session:
        found = await session.scalars(select(TaskRow).where(TaskRow.kind == "alert"))
        return [(row.facts["level"], row.facts["reasons"]) for row in found]


async def messages(store: Store) -> int:
    async with store.transaction() as session:
        return len((await session.scalars(select(MessageRow.id))).all())


@pytest.mark.parametrize(
    ("words", "reason", "kind_word"),
    [(AGAIN, "cry_overdose", "không ai trách bạn"), (CHILD, "cry_child", "có người lớn ở cạnh bé")],
)
async def test_danger_in_a_message_calls_red_and_is_answered_kindly(
    person: Person, sqlite_store: Store, words: str, reason: str, kind_word: str
):
    await enrol(person, sqlite_store, "yes", "no", "yes", "no")
    replies = said(await write(person, words))
    assert kind_word in replies
    assert "mình đã nhờ người đồng hành liên hệ với bạn" in replies
    assert "115" in replies
    assert "tái nghiện" not in replies
    assert await alerts(sqlite_store) == [("red", [reason])]
    assert await messages(sqlite_store) == 1
    async with sqlite_store.transaction() as session:
        rows = [str(row) for row in await session.execute(text("SELECT * FROM reach_task"))]
    assert words not in "".join(rows)


async def test_a_cry_to_the_supporter_shows_the_card_and_reaches_them_all_the_same(
    person: Person, sqlite_store: Store
):
    await enrol(person, sqlite_store, "no", "no", "yes", "no")
    card, *rest = await write(person, "chị ơi em không muốn sống nữa")
    assert card.kind is Kind.CRISIS
    assert "mình đã nhờ người đồng hành liên hệ với bạn" in said(rest)
    assert "Đã gửi" in said(rest)
    assert await alerts(sqlite_store) == [("red", ["cry_suicide"])]
    assert await messages(sqlite_store) == 1


async def test_an_unclear_sign_in_a_message_is_asked_about_after_it_was_sent(
    person: Person, sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
):
    await enrol(person, sqlite_store, "yes", "no", "yes", "no")
    unclear = Alarm("crisis/suicide", Level.UNCLEAR, "suicide/end")
    monkeypatch.setattr(turn, "look", lambda _: unclear)
    sent, asked = await write(person, "em mệt với mọi thứ")
    assert "Đã gửi" in sent.text
    assert "bạn có an toàn không" in asked.text
    assert await messages(sqlite_store) == 1


async def test_the_answer_to_a_message_names_the_time_of_who_comes_sooner(
    person: Person, sqlite_store: Store
):
    await enrol(person, sqlite_store, "yes", "no", "yes", "no")
    replies = await write(person, AGAIN)
    assert said(replies).count("05:00 ngày 23/11") == 2


async def test_the_same_danger_told_twice_is_one_alert(person: Person, sqlite_store: Store):
    await enrol(person, sqlite_store, "yes", "no", "yes", "no")
    await write(person, AGAIN)
    await write(person, "hôm qua em lỡ đập đá")
    assert await alerts(sqlite_store) == [("red", ["cry_overdose"])]
    assert await messages(sqlite_store) == 2


async def test_an_ordinary_message_calls_nobody_at_once(person: Person, sqlite_store: Store):
    await enrol(person, sqlite_store, "yes", "no", "yes", "no")
    assert "115" not in said(await write(person, "em thèm chơi lại lắm, nhưng em giữ được"))
    assert await alerts(sqlite_store) == []


async def test_the_same_words_elsewhere_are_a_question_and_call_nobody(
    person: Person, sqlite_store: Store, classifier: FakeClassifier
):
    await enrol(person, sqlite_store, "yes", "no", "yes", "no")
    classifier.teach(AGAIN, ("after/lapse", 0.95))
    await person.says(AGAIN)
    assert await alerts(sqlite_store) == []


async def test_saying_again_that_one_is_not_safe_is_answered_by_more_than_the_card(
    person: Person, sqlite_store: Store
):
    first = await person.taps("safe:no:crisis/suicide")
    then = await person.taps("safe:no:crisis/suicide")
    assert said(then) != said(first)
    assert "Mình vẫn ở đây với bạn" in said(then)
    assert said(first) in said(then)


async def test_a_script_that_begins_ends_the_shadow_of_a_crisis_card(
    person: Person, classifier: FakeClassifier
):
    await person.says("em không muốn sống nữa")
    await person.taps(write_choice(BeginScript("quiz")))
    await person.taps(write_choice(StopScript()))
    classifier.teach("ok cảm ơn", ("chat/thanks", 0.95))
    assert [reply.kind for reply in await person.says("ok cảm ơn")] == [Kind.ANSWER]
