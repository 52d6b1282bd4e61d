"""The groups of topics: their names, and which of them a person may browse."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from content.messages import mark

GROUPS: Mapping[str, str] = MappingProxyType(
    {
        "crisis": mark("Danger now"),
        "law": mark("Law and penalties"),
        "drug": mark("Drugs and health"),
        "treat": mark("Treatment"),
        "after": mark("After treatment"),
        "skill": mark("Life skills"),
        "family": mark("For families"),
        "friend": mark("For friends"),
        "service": mark("Services and privacy"),
        "refuse": mark("What we do not help with"),
        "other": mark("Other questions"),
        "chat": mark("Small talk"),
    }
)
"""Every group, in the order in which lists show them, with its name as a message."""

BROWSED = ("law", "drug", "treat", "after", "skill", "family", "friend", "service")
"""The groups of the menu; the others are for the talk itself."""
