"""The script engine: generator functions replayed over recorded answers. Pure; no I/O.

A script is an ordinary generator function. It yields what it says (`Say`), asks (`Choose`) and
wants done (`Do`), and receives the answer or the effect's result. Its whole state is the list of
what it received, so running it again over that list brings it back to where it stood, in another
process or after a restart.
"""

from flows.engine.replay import (
    MOST_STEPS,
    ScriptBrokenError,
    Standing,
    replay,
)
from flows.engine.steps import Choose, Do, Option, Say, Script, Talk, Text

__all__ = [
    "MOST_STEPS",
    "Choose",
    "Do",
    "Option",
    "Say",
    "Script",
    "ScriptBrokenError",
    "Standing",
    "Talk",
    "Text",
    "replay",
]
