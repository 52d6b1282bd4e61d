"""Questions without an answer, examples, and two models with their scores."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from flows import unanswered
from flows.learning import examples, trainer
from flows.learning.examples import Origin, Wording
from flows.unanswered import Question
from flows.unanswered.keep import Why
from nlu.text.normal import normalize
from tests.admin.learning.room import SAME
from tests.admin.learning.test_models_page import CODE, model, scores
from tests.admin.office import Office
from tests.screenshots.moment import NOW, days_ago

LIVE, NEW = "a1f15df02494", "9929840c53f3"
TRIED = "hút pod có sao không"
WITHOUT = {
    "có sao không": 0.12,
    "hút pod không": 0.74,
    "pod có sao không": 0.84,
    "hút có sao không": 0.22,
    "hút pod sao không": 0.89,
    "hút pod có không": 0.86,
    "hút pod có sao": 0.9,
}
"""How sure the machine would be of its topic without some of the words."""

ASKED = (
    *((text, "law/school", 0.46) for text in SAME),
    ("bố em cai xong về làng xin việc gì", "after/jobs", 0.52),
    ("trà sữa có pha chất lạ thì sao", "drug/disguised", 0.38),
)
"""What was asked, the likeliest topic, how sure the machine was."""

TAUGHT = {
    "law/vape": ("hút pod có bị phạt không", "thuốc lá điện tử cấm chưa", "hut vape o truong"),
    "law/work": ("cai xong có được đi làm công ty không", "hồ sơ xin việc có ghi không"),
}


async def teach(office: Office) -> None:
    """What waits for teachers, what they taught, what was trained."""
    office.classifier.teach(TRIED, ("law/vape", 0.91), ("law/work", 0.04), ("drug/types", 0.02))
    for text, sure in WITHOUT.items():
        office.classifier.teach(text, ("law/vape", sure), ("law/work", 0.04))
    notes = [Question(text, topic, sure, Why.UNSURE, NOW) for text, topic, sure in ASKED]
    await unanswered.keep(office.store, notes, Random(7))
    async with office.store.transaction() as session:
        for topic, texts in TAUGHT.items():
            wordings = [Wording(text, normalize(text).plain) for text in texts]
            await examples.add(session, topic, wordings, Origin.STAFF, "anh", days_ago(4, 14))
        await trainer.beat(session, CODE, NOW)
        made = NOW - timedelta(days=10)
        session.add(model(office, LIVE, live=True, live_at=made, made_at=made, made_by="chi"))
        await session.flush()
        session.add(
            model(
                office,
                NEW,
                beside=LIVE,
                scores=scores(7, 1),
                added=5,
                made_by="chi",
                made_at=NOW - timedelta(hours=2),
            )
        )
