"""The words for what stands in a case, as messages; an id without words is shown as it is."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from content.messages import mark, translate
from flows.aftercare.cases import PERSON, SERVICE, Status
from flows.aftercare.casework import CaseOutcome, Regime, Todo
from flows.aftercare.worklist import Band
from flows.reach.tasks import TaskOutcome

BANDS: Mapping[Band, str] = MappingProxyType(
    {
        Band.RED: mark("Needs somebody today"),
        Band.OVERDUE: mark("Overdue"),
        Band.AMBER: mark("Needs care these days"),
        Band.WAITING: mark("Something waits"),
        Band.CALM: mark("Calm"),
    }
)

STATUSES: Mapping[Status, str] = MappingProxyType(
    {
        Status.ACTIVE: mark("active"),
        Status.PAUSED: mark("paused"),
        Status.ENDED: mark("has ended"),
        Status.MOVED: mark("moved on"),
    }
)

REGIMES: Mapping[Regime, str] = MappingProxyType(
    {
        Regime.VOLUNTARY: mark("voluntary treatment"),
        Regime.SUBSTITUTION: mark("substitution treatment"),
        Regime.AFTERCARE: mark("aftercare management"),
    }
)

OUTCOMES: Mapping[TaskOutcome, str] = MappingProxyType(
    {
        TaskOutcome.REACHED_WELL: mark("Reached: doing all right"),
        TaskOutcome.REACHED_SUPPORT: mark("Reached: supported, staying in touch"),
        TaskOutcome.REFERRED: mark("Referred to another service"),
        TaskOutcome.EMERGENCY: mark("Emergency: 115 or 113 called"),
        TaskOutcome.NOT_REACHED: mark("Not got hold of yet"),
        TaskOutcome.DECLINED: mark("The person does not want it"),
        TaskOutcome.DONE: mark("Done"),
        TaskOutcome.NOT_NEEDED: mark("Not needed any more"),
    }
)

ALERT_OUTCOMES = (
    TaskOutcome.REACHED_WELL,
    TaskOutcome.REACHED_SUPPORT,
    TaskOutcome.REFERRED,
    TaskOutcome.EMERGENCY,
    TaskOutcome.NOT_REACHED,
    TaskOutcome.DECLINED,
)
"""How an alert can end: each says what became of the person."""

TODOS: Mapping[Todo, str] = MappingProxyType(
    {
        Todo.CALL: mark("Call"),
        Todo.MEET: mark("Meet"),
        Todo.VISIT: mark("Visit at home"),
        Todo.FAMILY: mark("Talk with the family, if the person agrees"),
        Todo.PAPERS: mark("Help with papers"),
        Todo.SERVICE: mark("Arrange a service or work"),
        Todo.AGAIN: mark("Try again to reach the person"),
        Todo.HANDED_OVER: mark("New to you: get in touch"),
    }
)

TASKS: Mapping[str, str] = MappingProxyType(
    {
        "alert": mark("Alert"),
        "message": mark("A message waits for an answer"),
        "missed": mark("Missed a check-in"),
        "year_over": mark("The year is over: decide together how to go on"),
        "not_told": mark("A message could not go out"),
        "report_due": mark("A report is due"),
        "parked": mark("A message broke and was set aside"),
    }
)
"""Kinds of tasks. What a task of staff (`todo`) is about stands in TODOS."""

LEVELS: Mapping[str, str] = MappingProxyType(
    {"red": mark("red"), "amber": mark("amber"), "green": mark("green")}
)

REASONS: Mapping[str, str] = MappingProxyType(
    {
        "plan": mark("thinks of suicide and how"),
        "passing": mark("thoughts of death came up"),
        "today": mark("wants a person today"),
        "week": mark("wants a person this week"),
        "silent": mark("left the question about safety open"),
        "use_many": mark("used on many days"),
        "use_more": mark("used on more days than before"),
        "use": mark("used"),
        "craving_high": mark("craving is strong"),
        "craving_up": mark("craving went up"),
        "confidence_low": mark("confidence is low"),
        "confidence_down": mark("confidence went down"),
        "exposure": mark("close to temptation on most days"),
        "low_days": mark("low mood on most days"),
        "low_again": mark("low mood again"),
        "mood": mark("the mood questions are high"),
        "mood_note": mark("the mood questions are raised"),
        "dose": mark("missed three doses or more"),
        "alone": mark("met nobody who supports them"),
        "hold_very": mark("it was very hard to hold on"),
        "cry_suicide": mark("cried for help: thoughts of suicide"),
        "cry_overdose": mark("cried for help: a danger to life"),
        "cry_violence": mark("cried for help: violence"),
        "cry_child": mark("wrote of a child that may be at risk"),
        "cry_other": mark("cried for help"),
        "missed_twice": mark("two check-ins in a row were missed"),
    }
)

EVENTS: Mapping[str, str] = MappingProxyType(
    {
        "enrolled": mark("Enrolled"),
        "checkin": mark("Answered a check-in"),
        "missed": mark("A check-in was missed"),
        "alert": mark("An alert went to the supporter"),
        "climbed": mark("Nobody opened the alert: it went to others too"),
        "message": mark("The person wrote"),
        "year_over": mark("The year of check-ins is over"),
        "handled": mark("A task was closed"),
        "planned": mark("A task was planned"),
        "assigned": mark("The case was handed over"),
        "paused": mark("Paused"),
        "resumed": mark("Goes on"),
        "came_back": mark("Came back in another talk"),
        "exported": mark("The answers were saved as a file"),
        "day_changed": mark("Chose another day or hour"),
        "consent_give": mark("Agreed"),
        "consent_withdraw": mark("Took a yes back"),
        "regime_noted": mark("The legal regime was noted"),
        "ended": mark("The case ended"),
        "moved": mark("The case moved on"),
    }
)

CASE_OUTCOMES: Mapping[CaseOutcome, str] = MappingProxyType(
    {
        CaseOutcome.COMPLETED: mark("Went the whole way"),
        CaseOutcome.REFERRED: mark("Another service has taken over"),
        CaseOutcome.MOVED_AWAY: mark("Moved to another place"),
        CaseOutcome.OWN_WISH: mark("Ended at their own wish"),
        CaseOutcome.LOST_CONTACT: mark("Contact was lost"),
        CaseOutcome.OTHER: mark("Ended for another reason"),
    }
)

PURPOSES: Mapping[str, str] = MappingProxyType(
    {
        "checkins": mark("Being asked how they are"),
        "reminders": mark("Being written to first"),
        "messages": mark("Messages with the supporter"),
        "sharing": mark("Showing answers to the supporter"),
    }
)

DOERS: Mapping[str, str] = MappingProxyType(
    {PERSON: mark("the person"), SERVICE: mark("the service")}
)
"""Who did something, where it was no account."""


def told(words: Mapping[Any, str], name: object, language: str) -> str:
    """The words for an id in a language."""
    return translate(language, words[name]) if name in words else str(name)


def task_name(kind: str, facts: Mapping[str, Any], language: str) -> str:
    """What a task is about, in a few words."""
    if "what" in facts:
        return told(TODOS, str(facts["what"]), language)
    return told(TASKS, kind, language)


def event_details(facts: Mapping[str, Any], language: str) -> list[str]:
    """What stands beside a line of the timeline."""
    known: tuple[tuple[str, Mapping[Any, str]], ...] = (
        ("level", LEVELS),
        ("task", TASKS),
        ("what", TODOS),
        ("outcome", {**OUTCOMES, **CASE_OUTCOMES}),
        ("purpose", PURPOSES),
    )
    return [
        told(words, str(facts[name]), language)
        for name, words in known
        if facts.get(name) and str(facts[name]) in words
    ]
