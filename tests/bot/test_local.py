"""Local answers carry what the place's plan says, its section, and that the plan is past."""

from __future__ import annotations

import pytest

from bot.local import add, local_topics, place_name
from bot.message import Kind, Reply
from bot.session import Session
from content.catalogue import Catalogue
from content.local import SITES, site

WHERE = Reply(Kind.ANSWER, "Hỏi trạm y tế.", topic="treat/where")


@pytest.mark.parametrize("name", SITES)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_site_served_is_told_with_its_plan_section_and_end(
    name: str, language: str, catalogue: Catalogue
):
    reply = add(WHERE, Session(language=language), catalogue, name)
    place = site(name)
    assert reply.text.startswith(WHERE.text)
    assert all(fact.text.in_language(language) in reply.text for fact in place.about("treat/where"))
    assert all(fact.section in reply.text for fact in place.about("treat/where"))
    assert str(place.last_year) in reply.text
    assert reply.sources[-1].article is not None
    assert catalogue.documents[place.plan].title.in_language(language) in reply.sources[-1].document


def test_the_place_named_in_the_talk_goes_before_the_site_served(catalogue: Catalogue):
    session = Session(facts={"province": "lai-chau"})
    assert "Lai Châu" in add(WHERE, session, catalogue, "binh-thuan").text


@pytest.mark.parametrize(
    ("province", "said"),
    [
        ("lam-dong", "Bình Thuận (nay thuộc Lâm Đồng)"),
        ("ninh-binh", "Hà Nam (nay thuộc Ninh Bình)"),
        ("hai-phong", "Kiến An, Hải Phòng"),
        ("kon-tum", "Mình chưa có thông tin riêng của Kon Tum (nay thuộc Quảng Ngãi)"),
        ("hai-duong", "Mình chưa có thông tin riêng của Hải Dương (nay thuộc Hải Phòng)"),
        ("ha-noi", "Mình chưa có thông tin riêng của Hà Nội"),
    ],
)
def test_a_plan_speaks_for_its_own_ground_only(province: str, said: str, catalogue: Catalogue):
    reply = add(WHERE, Session(facts={"province": province}), catalogue, "quang-ngai")
    assert said in reply.text


def test_a_named_place_whose_plan_is_silent_is_told_so(catalogue: Catalogue):
    reply = Reply(Kind.ANSWER, "…", topic="law/trial")
    told = add(reply, Session(facts={"province": "lai-chau"}), catalogue, "binh-thuan")
    assert "không nói về việc này" in told.text
    assert add(reply, Session(), catalogue, "lai-chau") == reply


@pytest.mark.parametrize(
    "reply",
    [
        Reply(Kind.ANSWER, "…", topic="law/use_penalty"),
        Reply(Kind.CRISIS, "…", topic="crisis/overdose"),
        Reply(Kind.NOTICE, "…"),
    ],
)
def test_other_answers_stay_as_they_are(reply: Reply, catalogue: Catalogue):
    assert add(reply, Session(), catalogue, "binh-thuan") is reply


def test_the_answers_that_send_people_somewhere_are_local():
    assert local_topics() >= {
        "treat/where",
        "treat/voluntary_centre",
        "treat/home_community",
        "treat/counselling",
        "service/human",
        "after/jobs",
        "after/loans",
    }


def test_a_province_that_stayed_keeps_its_plain_name():
    assert place_name("lai-chau", "vi") == "Lai Châu"
