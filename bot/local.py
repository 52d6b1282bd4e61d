"""What is known of the place: a paragraph of its plan below an answer that sends people somewhere.

The place is the one named in this talk, else the one the installation serves (DONGHANH_SITE).
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from bot.message import Kind, Reply
from bot.session import Session
from content.catalogue import Catalogue, Citation, name_of
from content.local import SITES, Site, site, site_of
from content.messages import mark, translate
from nlu.entities import records


@cache
def local_topics() -> frozenset[str]:
    """The topics below which some site has something to say."""
    return frozenset(topic for name in SITES for fact in site(name).facts for topic in fact.topics)


def add(reply: Reply, session: Session, catalogue: Catalogue, here: str) -> Reply:
    """The reply with what is known of the place, if its topic is a local one.

    `here` is the id of the site that the installation serves. A named place without data is told
    so: silence would read as if there were nothing there.
    """
    if reply.kind is not Kind.ANSWER or reply.topic not in local_topics():
        return reply
    named = session.facts.get("province")
    place = site_of(named) if named else site(here)
    if place is None:
        return _with(reply, _nothing_of(str(named), session.language))
    facts = place.about(reply.topic)
    if not facts:
        return _with(reply, _silent(place, session.language)) if named else reply
    language = session.language
    sections = "; ".join(dict.fromkeys(fact.section for fact in facts))
    document = catalogue.documents.get(place.plan)
    plan = name_of(document, language) if document else place.issuer
    said = " ".join(fact.text.in_language(language).strip() for fact in facts)
    paragraph = translate(
        language, mark("In {place}: {facts}"), place=_called(place, language), facts=said
    )
    source = translate(
        language,
        mark(
            "From: {plan}, {sections}. That plan ended in {year}: names and addresses may have "
            "changed. Since 1 March 2025 the police have been in charge of rehab, so ask again at "
            "the commune police or a health station where you live."
        ),
        plan=plan,
        sections=sections,
        year=place.last_year,
    )
    citation = Citation(plan, sections, None, place.checked_on)
    return replace(_with(reply, f"{paragraph}\n{source}"), sources=(*reply.sources, citation))


def place_name(province: str, language: str) -> str:
    """A province as named, and what it is part of now."""
    found = records.provinces()[province]
    if found.now == province:
        return found.name
    return _now_in(found.name, found.now, language)


def _called(place: Site, language: str) -> str:
    name = place.name.in_language(language)
    if place.province == place.province_now:
        return name
    return _now_in(name, place.province_now, language)


def _now_in(name: str, province: str, language: str) -> str:
    now = records.provinces()[province].name
    return translate(language, mark("{place} (now part of {province})"), place=name, province=now)


def _nothing_of(province: str, language: str) -> str:
    text = mark(
        "I hold no local data for {place} yet. Ask at the commune police or a health station there."
    )
    return translate(language, text, place=place_name(province, language))


def _silent(place: Site, language: str) -> str:
    text = mark("The plan that I hold for {place} says nothing of this.")
    return translate(language, text, place=_called(place, language))


def _with(reply: Reply, paragraph: str) -> Reply:
    return replace(reply, text=f"{reply.text.rstrip()}\n\n{paragraph}")
