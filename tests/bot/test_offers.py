"""An answer offers what can be done about it."""

from __future__ import annotations

from bot.choices import read
from bot.offers import OFFERS
from content.catalogue import Catalogue
from flows.registry import SCRIPTS
from tests.support.talking import FakeClassifier, Person


def test_every_offer_is_of_a_topic_and_begins_a_script_there_is(catalogue: Catalogue):
    for topic, (label, begins) in OFFERS.items():
        assert topic in catalogue.topics
        assert begins.script in SCRIPTS
        assert label


async def test_the_offer_comes_right_after_more_and_begins_its_script(
    person: Person, classifier: FakeClassifier
):
    classifier.teach("lên cơn thèm quá", ("after/cravings", 0.95))
    (answer,) = await person.says("lên cơn thèm quá")
    offer = answer.buttons[1]
    assert read(offer.choice) == OFFERS["after/cravings"][1]
    first, *_ = await person.taps(offer.choice)
    assert first.kind.value == "script"
