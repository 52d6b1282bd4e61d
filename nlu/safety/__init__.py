"""The safety net: does a text say that someone may be in danger now?

It looks at every text before any classifier and needs neither network nor database. The rules are
data (`rules/`, `words.yml`, `guards.yml`); the only door is `look`.
"""

from nlu.safety.net import look
from nlu.safety.rules import Alarm, Level

__all__ = ["Alarm", "Level", "look"]
