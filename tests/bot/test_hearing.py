"""What people type to a question is heard as they mean it, or asked again; never guessed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.choices import Way
from bot.scripts.hearing import STOP, Answer, Silence, hear, hear_move
from bot.scripts.showing import day_label, tell, time_label
from content.home import HOME_ZONE
from content.instrument import load, names
from flows.aftercare.scripts.asking import which_day, which_hour
from flows.booking.scripts.doing import HOW_LATE
from flows.booking.scripts.visit import visit_options
from flows.booking.services import NAMES, Service
from flows.engine import (
    SKIPPED,
    Called,
    Choose,
    ChooseMany,
    Moment,
    Option,
    PickDay,
    PickTime,
    Question,
    Text,
    Write,
)
from flows.questions import question
from flows.screening.scripts import SCREENING
from nlu.text.letters import fold

TODAY = date(2026, 11, 22)
"""A Sunday."""

DAYS = tuple(TODAY + timedelta(days=n) for n in (1, 2, 3, 6, 7, 8, 9, 13, 20))
"""Monday 23 to Saturday 12 December, the 30th among them."""


def moments(*times: str) -> tuple[Moment, ...]:
    there = [
        datetime.fromisoformat(f"2026-11-23T{at}:00").replace(tzinfo=HOME_ZONE) for at in times
    ]
    return tuple(Moment(at, moment) for at, moment in zip(times, there, strict=True))


AGE = next(step for step in SCREENING.run({}) if isinstance(step, Choose))
DOSE = question(load("checkin"), "dose")
EXPOSURE = question(load("checkin"), "exposure")
CRAVING = question(load("checkin"), "craving")
DANGER = question(load("checkin"), "safety")
MOOD = question(load("phq2"), "down")
HOW_OFTEN = question(load("assist"), "use", substance="alcohol")
WORRIED = question(load("assist"), "concern", substance="alcohol")
EVER = question(load("assist"), "ever", none="None of these, ever")
TRIED = question(load("young"), "tried", none="None of those things")
DAY = PickDay(Text("?"), DAYS)
TIME = PickTime(Text("?"), moments("08:00", "08:30", "10:00", "10:30", "14:00", "15:30", "20:00"))
QUIZ = Choose(
    Text("?"), (Option("a", Text("Có")), Option("b", Text("Không")), Option("c", Text("5 năm"))),
    numbered=True,
)  # fmt: skip
LATE = Choose(
    Text("?"), tuple(Option(str(n), Text(f"{n} phút"), range(n, n + 1)) for n in (10, 20, 30))
)


def labels(text: Text) -> list[str]:
    also = text.also if isinstance(text, Called) else ()
    return [tell(text, "vi"), tell(text, "en"), *also]


def heard(asked: Question, typed: str) -> object:
    said = hear(asked, typed, TODAY, labels)
    return said.value if isinstance(said, Answer) else said


def alike(asked: Question, typed: str) -> object:
    """What is heard with and without diacritics, which is to be the same."""
    said = heard(asked, typed)
    assert heard(asked, fold(typed)) == said
    return said


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("4", Silence.NUMBER),  # no child of that age types: it may be meant as a place
        ("5", "child"),
        ("11", "child"),
        ("12", "young"),
        ("17", "young"),
        ("18", "adult"),
        ("em 17 tuổi", "young"),
        ("mười bảy tuổi", "young"),
        ("dạ em mười bảy", "young"),
        ("17t", "young"),
        ("17 tuổi ạ", "young"),
        ("hai mươi", "adult"),
        ("hai mươi lăm tuổi", "adult"),
        ("25t", "adult"),
        ("18+", "adult"),
        ("trên 18", "adult"),
        ("từ 18 tuổi trở lên", "adult"),
        ("18 tuổi trở lên", "adult"),
        ("dưới 12", "child"),
        ("chưa đủ 12 tuổi", "child"),
        ("12-17", "young"),
        ("13, 14 tuổi", "young"),
        ("seventeen", "young"),
        ("110", "adult"),
        ("dưới 18", Silence.NUMBER),
        ("trên 10", Silence.NUMBER),
        ("17-18", Silence.NUMBER),
        ("hai ba tuổi", "adult"),  # 23: nobody of 2 or 3 types
        ("1990", "adult"),
        ("em sinh năm 1990 ạ", "adult"),
        ("sinh năm 90", "adult"),
        ("2010", "young"),
        ("2k10", "young"),
        ("sn 2009", "young"),
        ("2008", Silence.NUMBER),  # 17 or 18: the birthday tells
        ("08", Silence.NUMBER),  # nobody writes 8 so: it may be the year of birth
        ("2014", Silence.NUMBER),
        ("2015", "child"),
        ("1899", Silence.NUMBER),
        ("2027", Silence.NUMBER),
        ("lớp 5", "child"),
        ("lớp 6", Silence.NUMBER),  # 11 or 12
        ("em học lớp 7", "young"),
        ("lớp 11", "young"),
        ("em đang học lớp mười một ạ", "young"),
        ("lớp 11a2", "young"),
        ("lớp 12", Silence.NUMBER),  # 17 or 18
        ("em học cấp 3", Silence.UNCLEAR),
        ("sinh viên năm nhất", Silence.UNCLEAR),
        ("con tôi 16", Silence.NUMBER),  # the mother asks: the questions are not for her son
        ("dạ con em 16 tuổi", Silence.NUMBER),
        ("tôi hỏi cho con trai tôi", "someone"),
        ("cho chồng em", "someone"),
        ("hỏi giúp bạn", "someone"),
        ("115", Silence.NO_ANSWER),  # a call for help, and no age
        ("111", Silence.NO_ANSWER),
        ("17 tuổi hút cần sa bị phạt gì", Silence.NO_ANSWER),
    ],
)
def test_an_age_is_heard_as_the_band_it_lies_in(typed: str, answer: object):
    assert alike(AGE, typed) == answer


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("0", "0"),
        ("1", "1"),
        ("2", "2"),
        ("3", "3-7"),
        ("7", "3-7"),
        ("quên 3 ngày", "3-7"),
        ("hai ngày", "2"),
        ("ba ngày", "3-7"),
        ("2 lần", "2"),
        ("không", "0"),
        ("không ngày nào", "0"),
        ("không quên", "0"),
        ("từ 3 ngày", "3-7"),
        ("4 5 ngày", "3-7"),
        ("8", Silence.NUMBER),
        ("2-3 ngày", Silence.NUMBER),
        ("trên 2 ngày", Silence.NUMBER),
        ("ngày nào cũng", Silence.UNCLEAR),  # missed every day, or took it every day
        ("quên 3 ngày có sao không", Silence.NO_ANSWER),
    ],
)
def test_a_number_of_missed_doses_is_a_number_and_no_place_in_the_list(typed: str, answer: object):
    assert alike(DOSE, typed) == answer


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("2-3 ngày", "2-3"),
        ("2, 3 ngày", "2-3"),
        ("hai ba ngày", "2-3"),
        ("2 đến 3", "2-3"),
        ("4", "4-7"),
        ("khoảng 5 ngày thôi", "4-7"),
        ("hàng ngày", "4-7"),
        ("ngày nào cũng", "4-7"),
        ("hầu như ngày nào cũng", "4-7"),
        ("không có ngày nào", "0"),
        ("một hai ngày", Silence.NUMBER),
        ("3 4 ngày", Silence.NUMBER),
        ("2 tuần", Silence.NUMBER),
    ],
)
def test_a_number_of_days_is_heard_where_it_means_one_answer(typed: str, answer: object):
    assert alike(EXPOSURE, typed) == answer


@pytest.mark.parametrize(
    ("asked", "typed", "answer"),
    [
        (MOOD, "1", Silence.NUMBER),
        (MOOD, "ngày nào cũng", "3"),
        (MOOD, "không", "0"),
        (MOOD, "vài ngày", "1"),
        (MOOD, "thỉnh thoảng", Silence.UNCLEAR),
        (MOOD, "111", Silence.NO_ANSWER),
        (CRAVING, "111", Silence.NO_ANSWER),
        (HOW_OFTEN, "1", Silence.NUMBER),
        (HOW_OFTEN, "5", Silence.NUMBER),
        (HOW_OFTEN, "2 lần", "once"),
        (HOW_OFTEN, "1-2", "once"),
        (HOW_OFTEN, "3 lần", Silence.NUMBER),
        (HOW_OFTEN, "hàng ngày", "daily"),
        (HOW_OFTEN, "ngày nào cũng", "daily"),
        (HOW_OFTEN, "hầu như ngày nào cũng", "daily"),
        (HOW_OFTEN, "hàng ngày luôn", "daily"),
        (HOW_OFTEN, "ngày nào cũng uống", "daily"),
        (HOW_OFTEN, "liên tục", Silence.UNCLEAR),
        (HOW_OFTEN, "nhiều lần rồi", Silence.UNCLEAR),
        (HOW_OFTEN, "hàng tuần", "weekly"),
        (HOW_OFTEN, "hằng", Silence.UNCLEAR),
        (HOW_OFTEN, "chưa bao giờ", "never"),
        (WORRIED, "có", Silence.UNCLEAR),
        (WORRIED, "chưa", "never"),
        (WORRIED, "lâu rồi", "earlier"),
        (WORRIED, "mới hôm qua", "recent"),
        (WORRIED, "tháng trước", "recent"),
        (DANGER, "có", "passing"),
        (DANGER, "không", "no"),
        (DANGER, "1", Silence.NUMBER),
        (LATE, "15", Silence.NUMBER),
        (LATE, "20", "20"),
        (LATE, "20p", "20"),
        (LATE, "hai mươi phút", "20"),
    ],
)
def test_how_often_is_heard_by_words_and_never_by_a_bare_number(
    asked: Question, typed: str, answer: object
):
    assert alike(asked, typed) == answer


@pytest.mark.parametrize(
    ("asked", "typed", "answer"),
    [
        (QUIZ, "1", "a"),
        (QUIZ, "2.", "b"),
        (QUIZ, "câu 3", "c"),
        (QUIZ, "5", "c"),  # no place, and the beginning of one answer
        (QUIZ, "6", Silence.NUMBER),
        (QUIZ, "5 năm", "c"),
        (EVER, "1", ["tobacco"]),
        (EVER, "1, 3", ["tobacco", "cannabis"]),
        (EVER, "3 và 10", ["cannabis", "other"]),
        (EVER, "3 1", ["tobacco", "cannabis"]),
        (EVER, "1, 11", Silence.NUMBER),
        (EVER, "111", Silence.NO_ANSWER),  # the children's line, and no place
    ],
)
def test_a_place_is_taken_where_the_places_are_shown(asked: Question, typed: str, answer: object):
    assert alike(asked, typed) == answer


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("cỏ", ["cannabis"]),
        ("cần sa", ["cannabis"]),
        ("em có hút cần sa", ["cannabis"]),
        ("ke", ["hallucinogens"]),
        ("cỏ Mỹ", ["other"]),
        ("rượu bia với thuốc lá", ["tobacco", "alcohol"]),
        ("thuốc lá, rượu, đá", ["tobacco", "alcohol", "amphetamines"]),
        ("rượu với bia, thuốc lá nữa", ["tobacco", "alcohol"]),
        ("không", []),
        ("chưa", []),
        ("không có", []),
        ("chưa bao giờ", []),
        ("không dùng gì", []),
        ("ko dùng gì cả", []),
        ("chưa thử thứ nào hết", Silence.NO_ANSWER),
        ("thuốc", Silence.UNCLEAR),
        ("cần sa, abc", Silence.UNCLEAR),
        ("cần sa là gì", Silence.NO_ANSWER),
        ("cần sa, có bị phạt không", Silence.NO_ANSWER),
    ],
)
def test_substances_are_heard_by_the_names_that_their_group_shows(typed: str, answer: object):
    assert alike(EVER, typed) == answer


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("kẹo", ["amphetamines"]),
        ("keo", Silence.UNCLEAR),  # glue, or kẹo without its mark
        ("keo, đá", Silence.UNCLEAR),
        ("dạ", Silence.UNCLEAR),  # yes, and not đá
        ("da", Silence.UNCLEAR),
        ("da khong", []),
        ("đá", ["amphetamines"]),
        ("da can sa", Silence.UNCLEAR),
    ],
)
def test_words_that_only_their_marks_tell_apart_are_not_guessed(typed: str, answer: object):
    assert heard(EVER, typed) == answer


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("mai", "2026-11-23"),
        ("ngày mai", "2026-11-23"),
        ("chiều mai", "2026-11-23"),
        ("sáng mai 8h", "2026-11-23"),
        ("mốt", "2026-11-24"),
        ("ngày kia", "2026-11-24"),
        ("t7", "2026-11-28"),
        ("thứ 7", "2026-11-28"),
        ("thứ bảy", "2026-11-28"),
        ("thu bay", "2026-11-28"),
        ("cho em thứ 7 nhé", "2026-11-28"),
        ("cn", "2026-11-29"),
        ("chủ nhật", "2026-11-29"),
        ("1/12", "2026-12-01"),
        ("12.12", "2026-12-12"),
        ("ngày 30", "2026-11-30"),
        ("30 tây", "2026-11-30"),
        ("30", "2026-11-30"),
        ("ngày 1 tháng 12", "2026-12-01"),
        ("tuần sau thứ 3", "2026-11-24"),
        ("thứ ba tuần sau", "2026-11-24"),
        ("thứ 2, 30/11", "2026-11-30"),
        ("Thứ Hai, 30/11", "2026-11-30"),
        ("tomorrow", "2026-11-23"),
        ("8/10", Silence.UNCLEAR),
        ("thứ 4, 30/11", Silence.UNCLEAR),
        ("hôm qua", Silence.UNCLEAR),
        ("hôm nay", Silence.UNCLEAR),
        ("tuần sau", Silence.UNCLEAR),
        ("ngày nào cũng được", Silence.UNCLEAR),
        ("3", Silence.NUMBER),
        ("31", Silence.NUMBER),
        ("thứ 7 có mở cửa không", Silence.NO_ANSWER),
    ],
)
def test_a_day_is_heard_as_people_name_it(typed: str, day: object):
    assert alike(DAY, typed) == day


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("10 rưỡi", "10:30"),
        ("10h rưỡi", "10:30"),
        ("10h30", "10:30"),
        ("10:30", "10:30"),
        ("10.30", "10:30"),
        ("mười giờ rưỡi", "10:30"),
        ("20h", "20:00"),
        ("8 giờ tối", "20:00"),
        ("8h tối", "20:00"),
        ("tám giờ tối", "20:00"),
        ("8pm", "20:00"),
        ("8 giờ sáng", "08:00"),
        ("2h chiều", "14:00"),
        ("2h", "14:00"),
        ("14:00", "14:00"),
        ("10g", "10:00"),
        ("mười giờ", "10:00"),
        ("9 giờ kém 30", "08:30"),
        ("cho em 10h nhé", "10:00"),
        ("10h sáng mai", "10:00"),
        ("10", "10:00"),
        ("tối", "20:00"),
        ("buổi tối", "20:00"),
        ("8h", Silence.UNCLEAR),  # eight in the morning or in the evening
        ("sáng", Silence.UNCLEAR),
        ("buổi chiều", Silence.UNCLEAR),
        ("9g", Silence.UNCLEAR),
        ("10h thứ 4", Silence.UNCLEAR),
        ("bây giờ", Silence.UNCLEAR),
        ("giờ nào cũng được", Silence.UNCLEAR),
        ("2", Silence.NUMBER),
        ("8h có đông không", Silence.NO_ANSWER),
        ("nửa đêm", Silence.NO_ANSWER),
    ],
)
def test_a_time_is_heard_as_people_name_it(typed: str, at: object):
    assert alike(TIME, typed) == at


def test_a_part_of_the_day_with_one_time_is_that_time():
    one_each = PickTime(Text("?"), moments("09:00", "14:30"))
    assert alike(one_each, "sáng") == "09:00"
    assert alike(one_each, "buổi chiều") == "14:30"
    assert alike(one_each, "tối") is Silence.UNCLEAR
    assert alike(one_each, "9g") == "09:00"
    assert alike(PickTime(Text("?"), moments("08:00", "09:00")), "tám giờ") == "08:00"


@pytest.mark.parametrize(
    ("asked", "typed", "answer"),
    [
        (which_day(), "t2", "0"),
        (which_day(), "thứ bảy", "5"),
        (which_day(), "cn", "6"),
        (which_day(), "2", Silence.NUMBER),
        (which_hour(), "20h", "20"),
        (which_hour(), "8 giờ tối", "20"),
        (which_hour(), "19:00", "19"),
        (which_hour(), "7h tối", "19"),
    ],
)
def test_the_day_and_the_hour_of_check_ins_are_heard_too(
    asked: Question, typed: str, answer: object
):
    assert alike(asked, typed) == answer


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("có", "yes"),
        ("ừ", "yes"),
        ("dạ", "yes"),
        ("ok em", "yes"),
        ("không", "no"),
        ("ko", "no"),
        ("thôi", "no"),
        ("giờ khác", "other"),
        ("đặt", "yes"),
        ("1", Silence.NUMBER),
        ("ok để em hỏi mẹ đã", Silence.NO_ANSWER),
    ],
)
def test_yes_and_no_are_heard_however_the_buttons_are_worded(typed: str, answer: object):
    asked = Choose(
        Text("?"),
        (
            Option("yes", Text("Đặt lịch này")),
            Option("other", Text("Giờ khác")),
            Option("no", Text("Thôi, không đặt")),
        ),
    )
    assert alike(asked, typed) == answer


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("7", 7),
        ("7/10", 7),
        ("mức 7 ạ", 7),
        ("mười", 10),
        ("không", 0),
        ("không thèm", 0),
        ("không chịu nổi", 10),
        ("11", Silence.NUMBER),
        ("-3", Silence.NUMBER),
        ("3 hoặc 4", Silence.NUMBER),
        ("8h", Silence.UNCLEAR),
        ("2 viên", Silence.NO_ANSWER),
    ],
)
def test_a_number_on_a_scale_is_heard(typed: str, number: object):
    assert alike(CRAVING, typed) == number


@pytest.mark.parametrize(
    "typed",
    [
        "ko mun noi", "không muốn kể", "thôi bỏ qua", "k muốn trả lời", "em không muốn nói ạ",
        "bỏ qua câu này", "không muốn nói",
    ],
)  # fmt: skip
def test_leaving_a_question_unanswered_may_be_typed_in_many_ways(typed: str):
    assert hear_move(typed) == Way.SKIP
    assert hear_move(fold(typed)) == Way.SKIP


@pytest.mark.parametrize("typed", ["dừng", "thôi dừng lại", "không muốn làm nữa"])
def test_stopping_may_be_typed(typed: str):
    assert hear_move(typed) == STOP


@pytest.mark.parametrize(
    "typed", ["có", "không", "ok", "dạ vâng", "mai", "8 giờ tối", "sao cũng được"]
)
def test_a_short_word_that_cannot_be_a_question_is_asked_again(typed: str):
    assert alike(AGE, typed) is Silence.UNCLEAR


@pytest.mark.parametrize(
    "typed",
    [
        "em không muốn sống nữa", "muốn chết", "5 ngày không ăn", "mai em đi", "uống 20 viên rồi",
        "em qua không nổi 2 ngày nữa",
    ],
)  # fmt: skip
@pytest.mark.parametrize("asked", [AGE, DOSE, DAY, TIME, EVER, CRAVING])
def test_what_may_be_a_cry_is_left_to_the_talk(asked: Question, typed: str):
    assert alike(asked, typed) is Silence.NO_ANSWER


def _asked() -> Iterator[Question]:
    for name in names():
        instrument = load(name)
        for item in instrument.items:
            substance = instrument.substances[0].id if item.per_substance else None
            yield question(instrument, item.id, substance=substance)


ASKED = (*_asked(), AGE, LATE, which_day(), which_hour())
COUNTING = tuple(
    (asked, option)
    for asked in ASKED
    if isinstance(asked, Choose)
    for option in asked.options
    if option.counts
)
UNITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]


def in_words(number: int) -> str:
    """A number below 100 as it is spoken."""
    tens, ones = divmod(number, 10)
    if not tens:
        return UNITS[ones]
    last = {0: "", 1: "một" if tens == 1 else "mốt", 5: "lăm"}.get(ones, UNITS[ones])
    return f"{'mười' if tens == 1 else f'{UNITS[tens]} mươi'} {last}".strip()


def test_every_question_with_counts_is_looked_at():
    assert len(COUNTING) > 15


@pytest.mark.parametrize(("asked", "option"), COUNTING)
def test_every_number_that_an_answer_declares_is_heard_as_it(asked: Choose, option: Option):
    for number in option.counts or ():
        assert alike(asked, str(number)) == option.key
        if 0 < number < 100 or (number == 0 and asked is not AGE):
            assert alike(asked, in_words(number)) == option.key


def test_no_as_an_age_is_no_number():
    assert alike(AGE, "không") is Silence.UNCLEAR


@pytest.mark.parametrize("asked", [asked for asked in ASKED if isinstance(asked, Choose)])
def test_no_number_is_declared_by_two_answers(asked: Choose):
    counted = [number for option in asked.options for number in option.counts or ()]
    assert len(counted) == len(set(counted))


@pytest.mark.parametrize("asked", [*ASKED, QUIZ])
def test_every_label_is_heard_as_its_own_answer(asked: Question):
    for option in getattr(asked, "options", ()):
        wanted = [option.key] if isinstance(asked, ChooseMany) else option.key
        for label in labels(option.label):
            for typed in (label, label.upper(), fold(label)):
                assert heard(asked, typed) == wanted, typed


def test_a_label_that_begins_another_is_heard_as_itself():
    asked = Choose(
        Text("?"), (Option("hard", Text("Khó")), Option("very", Text("Khó lắm, không chịu được")))
    )
    assert alike(asked, "khó") == "hard"
    assert alike(asked, "khó lắm") == "very"


def test_every_shown_day_and_time_is_heard_as_itself():
    for day in DAYS:
        for language in ("vi", "en"):
            assert alike(DAY, day_label(day, language)) == day.isoformat()
    for moment in TIME.moments:
        assert alike(TIME, time_label(moment.at)) == moment.key


@pytest.mark.parametrize("asked", [*ASKED, EVER, TRIED, QUIZ, DAY, TIME, CRAVING])
def test_rather_not_say_is_heard_wherever_it_is_offered(asked: Question):
    if asked.skip:
        for label in labels(asked.skip):
            assert alike(asked, label) is SKIPPED


PIECES = st.sampled_from(
    (
        "1", "2", "3", "17", "18", "20", "99", "0", "hai", "ba", "muoi", "mươi", "lăm", "tu",
        "từ", "den", "-", "–", "+", "<", ">", "/", ".", ":", ",", "h", "g", "gio", "giờ",
        "ruoi", "rưỡi", "kem", "ngay", "ngày", "thu", "thứ", "t7", "cn", "mai", "mot", "mốt",
        "tuan", "sau", "sang", "chieu", "toi", "tối", "khong", "không", "co", "có", "da", "đá",
        "keo", "kẹo", "can", "sa", "duoi", "tren", "tuoi", "lan", "²", "½", "٣", "8/10", "24h",
        "0h", "12h", "trua", "dem",
    )
)  # fmt: skip


@given(
    st.sampled_from([*ASKED, EVER, TRIED, QUIZ, DAY, TIME, CRAVING, Write(Text("?"))]),
    st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=8).map(" ".join)),
)
def test_whatever_is_typed_is_an_answer_that_the_question_takes_or_none(
    asked: Question, typed: str
):
    said = hear(asked, typed, TODAY, labels)
    assert not isinstance(said, Answer) or asked.takes(said.value)
    hear_move(typed)


@pytest.mark.parametrize("typed", ["không biết", "em không biết", "mình không biết"])
def test_a_label_in_the_first_person_is_heard_without_it(typed: str):
    asked = Choose(Text("?"), (Option("a", Text("Ngừng thở")),), skip=Text("Mình không biết"))
    assert alike(asked, typed) is SKIPPED


@pytest.mark.parametrize("typed", ["sớm nhất", "càng sớm càng tốt", "sáng sớm nhất"])
def test_the_earliest_day_or_time_may_be_asked_for(typed: str):
    assert alike(TIME, typed) == "08:00"
    assert alike(DAY, typed.removeprefix("sáng ")) == DAYS[0].isoformat()


@pytest.mark.parametrize(
    ("typed", "need"),
    [
        ("tư vấn cho con tôi", "counselling"),
        ("xét nghiệm HIV cho chồng em", "blood_test"),
        ("tư vấn cho bạn trai mình", "counselling"),
        ("tư vấn cho đỡ buồn", Silence.NO_ANSWER),
    ],
)
def test_for_whom_a_visit_is_does_not_hide_what_it_is_for(typed: str, need: object):
    asked = Choose(Text("?"), tuple(Option(one, NAMES[one]) for one in Service))
    assert alike(asked, typed) == need


@pytest.mark.parametrize(
    ("typed", "what"),
    [
        ("dời lịch", "move"),
        ("đổi giờ", "move"),
        ("huỷ hẹn", "cancel"),
        ("em không đến được", "cancel"),
        ("đến trễ", "late"),
        ("địa chỉ", "way"),
        ("thôi", "nothing"),
    ],
)
def test_what_one_does_with_an_appointment_is_heard_in_everyday_words(typed: str, what: str):
    seen = {"state": "booked", "is_near": True, "reminded": False}
    assert alike(Choose(Text("?"), visit_options(seen)), typed) == what


@pytest.mark.parametrize(
    ("typed", "late"),
    [
        ("1", "10"), ("10", "10"), ("11", "20"), ("15 phút", "20"), ("20", "20"), ("21", "30"),
        ("30", "30"), ("31", "45"), ("45", "45"), ("46", Silence.NUMBER), ("0", Silence.NUMBER),
    ],
)  # fmt: skip
def test_minutes_between_two_answers_are_the_later_one(typed: str, late: object):
    assert alike(HOW_LATE, typed) == late
