"""Scripts about the talk itself: its language, and forgetting it."""

from collections.abc import Mapping
from types import MappingProxyType

from flows.engine import Effect, Script
from flows.talk.forget import FORGET
from flows.talk.language import LANGUAGE

SCRIPTS: Mapping[str, Script] = MappingProxyType({s.name: s for s in (FORGET, LANGUAGE)})

EFFECTS: Mapping[str, Effect] = MappingProxyType({})
"""None: what these scripts want done concerns the session, which only the talk holds."""

__all__ = ["EFFECTS", "FORGET", "LANGUAGE", "SCRIPTS"]
