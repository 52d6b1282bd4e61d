"""Scripts about the talk itself: its language, and forgetting it."""

from collections.abc import Mapping
from types import MappingProxyType

from flows.engine import Script
from flows.talk.forget import FORGET
from flows.talk.language import LANGUAGE

SCRIPTS: Mapping[str, Script] = MappingProxyType({s.name: s for s in (FORGET, LANGUAGE)})

__all__ = ["FORGET", "LANGUAGE", "SCRIPTS"]
