"""Booking: a place, a time and a code, without a name.

The door: SCRIPTS and EFFECTS for talks, KINDS for flows.reach.runner, `held` and `forget` for
whoever asks what is held or wants it deleted, `calendar.file_of` for the file that a talk links to.
Staff pages use `directory`, `counsellors`, `importing`, `hours`, `week`, `desk`, `notes`, `phone`,
`demo` and `seats.by_code`.
"""

from collections.abc import Mapping
from types import MappingProxyType

from flows.booking.effects import EFFECTS, forget
from flows.booking.kept import held
from flows.booking.scripts.book import BOOKING
from flows.booking.scripts.visit import MY_BOOKING
from flows.booking.telling import KINDS
from flows.engine import Script

SCRIPTS: Mapping[str, Script] = MappingProxyType({s.name: s for s in (BOOKING, MY_BOOKING)})

__all__ = ["EFFECTS", "KINDS", "SCRIPTS", "forget", "held"]
