"""Questions the service could not answer well: scrubbed, tied to nobody, for a month (design §8).

Who writes here has scrubbed the text first (nlu.scrub); this room takes it as it comes.
"""

from flows.unanswered.keep import KEPT_DAYS, Question, keep, purge
from flows.unanswered.reading import Kept, count, newest, take

__all__ = ["KEPT_DAYS", "Kept", "Question", "count", "keep", "newest", "purge", "take"]
