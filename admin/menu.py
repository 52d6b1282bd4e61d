"""The menu of the staff room: which pages it names, in which order, under which word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from admin.roles import Page
from content.messages import mark


@dataclass(frozen=True)
class Entry:
    """A page of the menu; `path` within the staff room, `name` a message."""

    page: Page
    path: str
    name: str


@dataclass(frozen=True)
class Group:
    """Pages that belong together, under a word of their own (a message)."""

    name: str
    entries: tuple[Entry, ...]

    def holds(self, page: Page) -> bool:
        """Whether `page` is one of them."""
        return any(entry.page == page for entry in self.entries)


GROUPS = (
    Group(mark("Today"), (Entry(Page.TODAY, "/", mark("Today")),)),
    Group(mark("People in our care"), (Entry(Page.CASES, "/cases", mark("Cases")),)),
    Group(
        mark("Talks and calls"),
        (
            Entry(Page.INBOX, "/inbox", mark("Inbox")),
            Entry(Page.DUTY, "/duty", mark("Duty")),
            Entry(Page.HOTLINE, "/hotline", mark("Hotline")),
            Entry(Page.CALL_COUNTS, "/hotline/counts", mark("Calls by month")),
        ),
    ),
    Group(
        mark("Appointments"),
        (
            Entry(Page.BOOKINGS, "/bookings", mark("Bookings")),
            Entry(Page.PLACES, "/places", mark("Places")),
        ),
    ),
    Group(
        mark("Content"),
        (
            Entry(Page.TOPICS, "/topics", mark("Topics")),
            Entry(Page.DOCUMENTS, "/documents", mark("Documents")),
            Entry(Page.QUESTIONNAIRES, "/questionnaires", mark("Questionnaires")),
        ),
    ),
    Group(
        mark("Understanding"),
        (
            Entry(Page.QUESTIONS, "/learning", mark("Unanswered")),
            Entry(Page.EXAMPLES, "/learning/examples", mark("Examples")),
            Entry(Page.TRY_SENTENCE, "/learning/try", mark("Try a sentence")),
            Entry(Page.MODELS, "/learning/models", mark("Training and models")),
        ),
    ),
    Group(
        mark("Programme"),
        (
            Entry(Page.CAMPAIGNS, "/campaigns", mark("Campaigns")),
            Entry(Page.REPORTS, "/reports", mark("Reports")),
        ),
    ),
    Group(
        mark("Administration"),
        (
            Entry(Page.PEOPLE, "/people", mark("People")),
            Entry(Page.AUDIT, "/audit", mark("Audit")),
            Entry(Page.DECISIONS, "/decisions", mark("Before launch")),
        ),
    ),
)
"""The whole menu. A group of which somebody may open one page only is shown as that page."""


def menu(may_open: Callable[[Page], bool]) -> tuple[Group, ...]:
    """What of the menu somebody may open; groups without a page are left out."""
    groups = (
        Group(group.name, tuple(entry for entry in group.entries if may_open(entry.page)))
        for group in GROUPS
    )
    return tuple(group for group in groups if group.entries)
