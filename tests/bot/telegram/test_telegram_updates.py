"""What the channel makes of the many sorts of update."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.channels.telegram.updates import Asked, UnreadableError, number, read
from tests.bot.telegram.emulator import message, person

PHOTO = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
PLACE = {"longitude": 105.8, "latitude": 21.0}
WORDLESS = {
    "photo": {"photo": PHOTO},
    "voice": {"voice": {"file_id": "f", "file_unique_id": "u", "duration": 1}},
    "sticker": {
        "sticker": {
            "file_id": "f",
            "file_unique_id": "u",
            "type": "regular",
            "width": 1,
            "height": 1,
            "is_animated": False,
            "is_video": False,
        }
    },
    "contact": {"contact": {"phone_number": "115", "first_name": "A"}},
    "location": {"location": PLACE},
}


def asked(chat: int = 7, **facts: object) -> Asked:
    return read({"update_id": 5, "message": message(chat, **facts)})


def edited(chat: int = 7, **facts: object) -> Asked:
    return read({"update_id": 5, "edited_message": message(chat, **facts)})


def test_a_text_is_asked_as_it_was_written() -> None:
    assert asked(text="  ma tuý là gì") == Asked(5, 7, is_ours=True, text="  ma tuý là gì")


def test_a_command_is_a_text() -> None:
    assert asked(text="/start@emulated_bot x").text == "/start@emulated_bot x"


@pytest.mark.parametrize("facts", WORDLESS.values(), ids=WORDLESS.keys())
def test_what_is_not_words_is_asked_as_an_empty_text(facts: dict[str, object]) -> None:
    update = read({"update_id": 5, "message": {**message(7), **facts}})
    assert update == Asked(5, 7, is_ours=True, text="")


def test_the_words_under_a_picture_are_read() -> None:
    assert asked(photo=PHOTO, caption="cứu").text == "cứu"


def test_an_edited_text_is_a_new_text() -> None:
    assert edited(text="b") == Asked(5, 7, is_ours=True, text="b")


def test_a_shared_place_that_moves_is_not_answered_again() -> None:
    assert not edited(location=PLACE).is_ours


def test_a_service_message_is_not_answered() -> None:
    timer = {"message_auto_delete_time": 86400}
    assert not asked(message_auto_delete_timer_changed=timer).is_ours


@pytest.mark.parametrize("come", [asked, edited])
def test_a_group_is_not_answered(come: Callable[..., Asked]) -> None:
    assert not come(-7, text="/start@emulated_bot").is_ours


def tapped(**facts: object) -> Asked:
    query = {"id": "q", "from": person(7), "chat_instance": "1", **facts}
    return read({"update_id": 5, "callback_query": query})


def test_a_tap_is_a_choice() -> None:
    tap = tapped(data="menu", message=message(7, text="?"))
    assert tap == Asked(5, 7, is_ours=True, choice="menu", tap="q", message=1)


def test_a_tap_under_a_message_that_telegram_let_go_is_a_choice() -> None:
    forgotten = {"chat": {"id": 7, "type": "private"}, "message_id": 1, "date": 0}
    assert tapped(data="menu", message=forgotten).is_ours


def test_a_tap_outside_a_private_chat_is_only_confirmed() -> None:
    for tap in (tapped(data="menu", message=message(-7, text="?")), tapped(data="menu")):
        assert not tap.is_ours
        assert tap.tap == "q"


def test_an_update_of_another_kind_is_not_answered() -> None:
    assert not read({"update_id": 5, "something_new": {}}).is_ours


@pytest.mark.parametrize("content", [5, {}, {"chat": {}}, {"message_id": 1, "chat": 7}])
def test_what_cannot_be_read_is_told_by_type_alone(content: object) -> None:
    with pytest.raises(UnreadableError) as caught:
        read({"update_id": 5, "message": content})
    assert str(caught.value).endswith("Error")
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("raw", [None, [], "x", 1, {}, {"update_id": "1"}, {"update_id": True}])
def test_only_an_object_with_a_number_is_an_update(raw: object) -> None:
    assert number(raw) is None
