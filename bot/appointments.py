"""A wish to book in a sentence: which service, where; and which sentences are such a wish."""

from __future__ import annotations

from nlu.decision import Act, Decision
from nlu.entities import Kind, find
from nlu.entities.services import asks_to_book, services

BOOKING = "booking"
TOPIC = "service/booking"
UNSURE = (Act.CLARIFY, Act.OUT_OF_SCOPE)


def sharpen(decision: Decision, text: str) -> Decision:
    """Where the classifier is not sure: a text that asks to book a service it names does just that.

    Signs of danger and refusals stay as they are, and so does whatever was understood.
    """
    if decision.danger or decision.act not in UNSURE:
        return decision
    if not (asks_to_book(text) and services(text)):
        return decision
    return Decision(Act.FLOW, TOPIC, 1.0, decision.ranking, "asks to book a service by name")


def given(script: str, text: str) -> dict[str, str]:
    """What a text says for a script that it begins: services, province and commune for booking."""
    if script != BOOKING:
        return {}
    known = {"need": " ".join(services(text))}
    for one in find(text):
        if one.kind in (Kind.PROVINCE, Kind.COMMUNE):
            known[one.kind.value] = one.value
    return {name: value for name, value in known.items() if value}
