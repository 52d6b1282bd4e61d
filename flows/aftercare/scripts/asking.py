"""What the scripts of aftercare share: questions from instruments, days, hours, yes and no."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType

from content.home import HOME_ZONE
from content.messages import mark
from flows.aftercare.consent import Reminder
from flows.aftercare.rules import rhythm_rules
from flows.engine import Begin, Called, Choose, Menu, Option, Person, Say, Text

WEEKDAYS = (
    Called(mark("Monday"), also=("thứ 2", "t2")),
    Called(mark("Tuesday"), also=("thứ 3", "t3")),
    Called(mark("Wednesday"), also=("thứ 4", "t4")),
    Called(mark("Thursday"), also=("thứ 5", "t5")),
    Called(mark("Friday"), also=("thứ 6", "t6")),
    Called(mark("Saturday"), also=("thứ 7", "t7")),
    Called(mark("Sunday"), also=("cn",)),
)

YES, NO = Option("yes", Text(mark("Yes"))), Option("no", Text(mark("No")))

NOT_ENROLLED = Say(
    Text(
        mark(
            "This is for people who have a supporter here. If staff gave you a code, you can use it"
            " now. Without one you can still ask me anything."
        )
    ),
    ways=(
        Begin("enrol", Text(mark("I have a code"))),
        Begin("come_back", Text(mark("I was here before"))),
        Begin("craving", Text(mark("I crave now"))),
        Person(),
    ),
)
"""What is said where a talk belongs to no case."""

GONE = Say(Text(mark("This is over now, so I changed nothing.")), ways=(Menu(),))


COME_BY: Mapping[str, Say] = MappingProxyType(
    {
        Reminder.PAGE: Say(
            Text(
                mark(
                    "Once this page is closed I cannot reach you. When the day comes, open it again"
                    " and type /tuannay; a little earlier or later is fine too."
                )
            )
        ),
        Reminder.UNWANTED: Say(
            Text(
                mark(
                    "I do not write first, as you wished. When the day comes, come by and type"
                    " /tuannay; a little earlier or later is fine too."
                )
            )
        ),
    }
)
"""What is said with a next time where nobody is reminded of it, by why not."""


LOOK_HERE = Text(
    mark(
        "Your supporter writes to you here. If you close this page, open it again and type /hotro"
        " to read it."
    )
)
"""What is said with a promise to be in touch where only a page shows what was written."""


def which_day() -> Choose:
    """On which weekday to be asked; received as "0" for Monday."""
    return Choose(
        Text(mark("On which day of the week shall I ask how you are?")),
        tuple(Option(str(number), name) for number, name in enumerate(WEEKDAYS)),
    )


def which_hour() -> Choose:
    """At which hour; received as "19"."""
    return Choose(
        Text(mark("And at what time?")),
        tuple(Option(str(hour), Text(f"{hour:02d}:00")) for hour in rhythm_rules().hours),
    )


def shown_day(day: str) -> Mapping[str, object]:
    """An ISO date as the placeholders {weekday}, {day} and, with its year, {date}."""
    there = date.fromisoformat(day)
    return {
        "weekday": WEEKDAYS[there.weekday()],
        "day": f"{there:%d/%m}",
        "date": f"{there:%d/%m/%Y}",
    }


def shown_time(moment: str) -> Mapping[str, object]:
    """An ISO moment as the placeholders {time} and {day}, local."""
    there = datetime.fromisoformat(moment).astimezone(HOME_ZONE)
    return {"time": f"{there:%H:%M}", "day": f"{there:%d/%m}"}
