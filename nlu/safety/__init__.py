"""The safety net: does a text say that someone may be in danger now?

It looks at every text before any classifier and needs neither network nor database. The rules are
data (`rules/`, `words.yml`, `guards.yml`); under them listens what was learned (`nlu.ear`). The
only door is `look`; `warm` readies it.
"""

from nlu.safety.net import warm
from nlu.safety.rules import Alarm, Level
from nlu.safety.watch import look

__all__ = ["Alarm", "Level", "look", "warm"]
