"""The words of a result, by its band: what each must say and what none may say.

Source of what belongs into them: facts pack instruments §11.
"""

from __future__ import annotations

from collections.abc import Mapping

from content.messages import mark
from flows.screening.assist import Level

COUNTED, KEPT = (
    mark("Of the result I only count, by day, how many had which range; nothing is tied to you."),
    mark("Under the code only the ranges are kept, sealed; after 7 days they are deleted."),
)

WORDS: Mapping[Level, str] = {
    Level.LOW: mark(
        "This is the lower range. That is your own choice, and it is worth keeping."
        " It can change: you can do this again in about 3 months, from {day}."
    ),
    Level.LOW_SO_FAR: mark(
        "What you answered lies in the lower range. It may be incomplete: what you left out could"
        " change it, so I do not call it low yet. Leaving it out is all right."
    ),
    Level.UNKNOWN: mark(
        "Where you left out so much I can tell nothing, neither lower nor high, and I do not guess."
        " Leaving it out is all right."
    ),
    Level.MODERATE: mark(
        "In this range there is no need to be afraid, but it is a good moment to look at it"
        " together."
    ),
    Level.HIGH: mark(
        "I am glad that you looked at this honestly. In this range it is easier with somebody at"
        " your side, and there are people who do this every day. There is treatment."
    ),
}

UNSURE: Mapping[Level, str] = {
    Level.LOW_SO_FAR: mark("Not surely low"),
    Level.UNKNOWN: mark("Cannot be told"),
}

LEGAL = frozenset({"tobacco", "alcohol"})
"""Of which a note is told where these were all and low."""

SMOKING = mark(
    "I am glad that you looked at this honestly. In this range stopping is easier with somebody"
    " at your side: a counsellor, the commune health station or a hospital near you."
)

NOTHING = mark(
    "From what you told me, you have used none of these. That is your own choice, and it is worth"
    " keeping. It can change: you can do this again in about 3 months, from {day}. Ask me whenever"
    " you wonder."
)

INJECTING = (
    mark(
        "Injecting has risks of its own. Never share needles or mixing equipment. A test for HIV"
        " and hepatitis B and C tells you where you stand."
    ),
    mark(
        "Shared or pricked just now? Go to a hospital at once and ask about PEP, the medicine right"
        " after a risk. PrEP prevents HIV in people who do not have it; ARV treats people who have"
        " it. In an overdose call 115: the button below shows the first aid."
    ),
)

TIP = mark(
    "A tip for the moment when you feel like it: wait 15 minutes, drink some water, go somewhere"
    " else."
)

CHOICE = mark(
    "May I show you what could help? Choose below what fits you, or nothing: what you do is your"
    " decision."
)

TODAY = mark(
    "Shall we find somebody today? If you want somebody to get in touch: tap “Reach a person” and"
    " leave a few words. I tell you honestly when they answer; they write back here."
)

HELP = mark(
    "Who can help: a counsellor (“Reach a person”) or the commune health station. In an emergency"
    " call 115."
)
