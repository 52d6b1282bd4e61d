"""The story of the staff pictures: an invented Monday morning, told through the real scripts."""

from __future__ import annotations

from dataclasses import dataclass, field

from admin import sessions
from admin.sessions import Beginning
from tests.admin.office import Office
from tests.admin.phone import set_up
from tests.screenshots import appointments, content, learning, people, programme, talks
from tests.screenshots.moment import NOW, STAFF, days_ago

WITH_A_SECOND_STEP = ("binh", "sep", "dung")


@dataclass
class Story:
    """What the pictures need of it: `keys`, the session of each member of staff; `places`, what
    stands for the names in the addresses of pages."""

    keys: dict[str, str] = field(default_factory=dict)
    places: dict[str, str | int] = field(default_factory=dict)

    async def tell(self, office: Office) -> None:
        """Put it all into an office, chapter by chapter."""
        office.clock.at = days_ago(6, 8)
        for name in WITH_A_SECOND_STEP:
            await set_up(office, name)
        office.clock.at = NOW
        self.places |= await people.arrive(office.store)
        await talks.answer(office.store)
        await talks.call(office.store)
        place, booking = await appointments.book(office.store)
        self.places |= {"place": place, "booking": booking}
        await content.edit(office)
        await learning.teach(office)
        await programme.announce(office)
        await programme.report(office)
        for name in STAFF:
            person = await office.person(name)
            how = Beginning(device="Firefox, Linux", proof="code")
            self.keys[name] = await sessions.begin(office.store, person, NOW, how)
