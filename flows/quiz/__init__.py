"""The knowledge quiz: five questions a round, each explained; nothing of it is kept."""

from collections.abc import Mapping
from types import MappingProxyType

from flows.engine import Effect, Script
from flows.quiz.draw import DRAW, draw
from flows.quiz.script import QUIZ

SCRIPTS: Mapping[str, Script] = MappingProxyType({QUIZ.name: QUIZ})
EFFECTS: Mapping[str, Effect] = MappingProxyType({DRAW: draw})

__all__ = ["EFFECTS", "QUIZ", "SCRIPTS"]
