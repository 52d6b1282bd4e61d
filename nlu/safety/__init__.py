"""The safety net: does a text say that someone may be in danger now?

It looks at every text before any classifier and needs neither network nor database. The rules are
data (`rules/`, `words.yml`, `guards.yml`); under them listens what was learned (`nlu.ear`). The
doors are `look` and, for words to a supporter, `told`; `warm` readies both.
"""

from nlu.safety.net import told, warm
from nlu.safety.rules import Alarm, Level
from nlu.safety.watch import look

__all__ = ["Alarm", "Level", "look", "told", "warm"]
