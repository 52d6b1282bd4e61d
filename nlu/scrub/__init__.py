"""Take out of a question whatever may point at somebody, and keep what it asks. Pure.

What may be stored of an anonymous talk (design §8) passes here first. Where it is not clear whether
a word is a name, it goes.
"""

from nlu.scrub.scrub import MARK, bare, is_telling, scrub

__all__ = ["MARK", "bare", "is_telling", "scrub"]
