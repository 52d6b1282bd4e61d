"""The cards of the Today page, in the order in which they are shown. An area adds its line here."""

from __future__ import annotations

from admin.today import aftercare, content
from admin.today.booking import BOOKINGS
from admin.today.card import Card
from admin.today.inbox import INBOX
from admin.today.launch import BEFORE_LAUNCH
from admin.today.learning import UNANSWERED
from admin.today.reports import REPORTS

FIRST = aftercare.NEEDED
"""The card at the top: who needs somebody now."""

CARDS: tuple[Card, ...] = (
    FIRST,
    INBOX,
    *aftercare.CARDS,
    BOOKINGS,
    *content.CARDS,
    UNANSWERED,
    REPORTS,
    BEFORE_LAUNCH,
)
