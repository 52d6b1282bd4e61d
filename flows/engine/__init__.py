"""The script engine: generator functions replayed over recorded answers. Pure; no I/O.

A script is an ordinary generator function. It yields what it says (`Say`), asks (`Choose` and the
other questions) and wants done (`Do`), and receives the answer or the effect's result. Its whole
state is the list of what it received, so running it again over that list brings it back to where
it stood, in another process or after a restart.
"""

from flows.engine.effects import Effect, World
from flows.engine.replay import MOST_STEPS, NOTHING, ScriptBrokenError, Standing, replay
from flows.engine.steps import (
    SKIPPED,
    Begin,
    Called,
    Choose,
    ChooseMany,
    Do,
    Given,
    Link,
    Menu,
    Moment,
    Number,
    Option,
    Person,
    PickDay,
    PickTime,
    Picture,
    Question,
    Read,
    Say,
    Script,
    Talk,
    Text,
    Way,
    Wording,
    Write,
)

__all__ = [
    "MOST_STEPS",
    "NOTHING",
    "SKIPPED",
    "Begin",
    "Called",
    "Choose",
    "ChooseMany",
    "Do",
    "Effect",
    "Given",
    "Link",
    "Menu",
    "Moment",
    "Number",
    "Option",
    "Person",
    "PickDay",
    "PickTime",
    "Picture",
    "Question",
    "Read",
    "Say",
    "Script",
    "ScriptBrokenError",
    "Standing",
    "Talk",
    "Text",
    "Way",
    "Wording",
    "World",
    "Write",
    "replay",
]
