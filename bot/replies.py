"""The fixed replies of the talk itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from bot.answers import person_button
from bot.choices import BeginScript, SafetyAnswer, write
from bot.menu import NEWS, menu_button, topic_button
from bot.message import Button, Kind, Reply
from content.catalogue import Catalogue
from content.messages import mark, translate
from flows.screening import note
from nlu.decision import OUT_OF_SCOPE

FIRST_CRISIS = "crisis/suicide"
"""The card for someone who says only that they are not safe."""


def clarify(catalogue: Catalogue, topics: tuple[str, ...], language: str) -> Reply:
    """Offer the topics a text may be about; with none, say so and offer the menu and a person."""
    buttons = tuple(
        topic_button(catalogue, topic, language) for topic in topics if topic in catalogue.topics
    )
    if not buttons:
        return nothing_here(language)
    return Reply(
        Kind.CLARIFY,
        translate(language, mark("I am not sure I understood. Do you mean one of these?")),
        (*buttons, menu_button(language), person_button(language)),
    )


def are_you_safe(language: str, danger: str, topic: str | None) -> Reply:
    """One gentle question where a text may or may not be a cry for help.

    `danger` is the crisis topic that the sign points to, `topic` what it may be about otherwise.
    """
    leads_on = topic is not None and topic != OUT_OF_SCOPE and not topic.startswith("crisis/")
    way_on = topic if leads_on else None
    return Reply(
        Kind.CLARIFY,
        translate(
            language,
            mark("Thank you for telling me. May I ask first: are you safe right now?"),
        ),
        (
            Button(
                translate(language, mark("I am not safe")),
                write(SafetyAnswer(False, danger)),
            ),
            Button(
                translate(language, mark("Someone else is not safe")),
                write(SafetyAnswer(False, danger)),
            ),
            Button(
                translate(language, mark("I am safe, I only wanted to ask")),
                write(SafetyAnswer(True, way_on)),
            ),
        ),
    )


def crisis_topic(topic: str | None) -> str:
    """The crisis card for a topic: itself, or the first one."""
    return topic if topic and topic.startswith("crisis/") else FIRST_CRISIS


def still_here(language: str, card: Reply) -> Reply:
    """Fresh words, with the ways of the `card`, for somebody who saw it just now."""
    text = mark(
        "I am still here with you. Please do not bear this alone: call 115, 113 if you are"
        " threatened, 111 if you are under 18, or call out to whoever is nearest. If you cannot"
        " call, tap to reach a person."
    )
    return replace(card, text=translate(language, text))


def glad(language: str) -> Reply:
    """After somebody said that they are safe."""
    text = mark(
        "I am glad you tell me. If it gets hard again, write to me at any time, or call 115 or "
        "113. Would you like to go on with something else, or reach a person?"
    )
    return _notice(language, text, person_button(language), menu_button(language))


def out_of_scope(reply: Reply, language: str) -> Reply:
    """The out-of-scope answer, with ways on."""
    return replace(
        reply, kind=Kind.FALLBACK, buttons=(menu_button(language), person_button(language))
    )


def nothing_here(language: str) -> Reply:
    """Not understood, and nothing to offer but the menu and a person."""
    text = mark(
        "I did not understand that well enough to answer, and I would rather not guess. "
        "Could you say it another way, or choose from the menu?"
    )
    return Reply(
        Kind.FALLBACK,
        translate(language, text),
        (menu_button(language), person_button(language)),
    )


def no_words(language: str) -> Reply:
    """A message without a word in it."""
    text = mark("I can only read words so far. Type your question, or choose from the menu.")
    return _notice(language, text, menu_button(language))


def too_fast(language: str) -> Reply:
    """Said once when messages come too fast."""
    return _notice(
        language,
        mark("You are writing faster than I can read. Give me a minute, then go on."),
    )


def stale(language: str) -> Reply:
    """A button whose moment has passed, or that we never made."""
    text = mark("That choice is no longer open. You can type your question or use the menu.")
    return _notice(language, text, menu_button(language))


def stopped(language: str) -> Reply:
    """Whatever was under way has been left."""
    return _notice(language, mark("All right, we stop here. What next?"), menu_button(language))


def unknown_command(language: str) -> Reply:
    """A command that does not exist."""
    return _notice(language, mark("I do not know that command."))


def language_taken(language: str) -> Reply:
    """The talk goes on in another language."""
    return _notice(language, mark("All right, I will speak English."), menu_button(language))


def forgotten(language: str) -> Reply:
    """The talk is deleted."""
    return _notice(language, mark("Done: everything about this talk is deleted."))


def what_is_held(
    language: str,
    topic: str | None,
    seconds_left: int,
    named: Sequence[str] = (),
    *,
    is_kept: bool = False,
) -> Reply:
    """What the service holds of this talk; `seconds_left` is 0 for a talk it does not know.

    `named`: lines for what was named in the talk; `is_kept`: what was written to a counsellor is
    kept besides (`what_is_kept`).
    """
    if not seconds_left:
        return _notice(language, mark("I hold nothing of this talk."))
    lines = [
        translate(language, mark("What I hold of this talk, in memory only:")),
        "• " + translate(language, mark("the language: English")),
    ]
    if topic:
        lines.append("• " + translate(language, mark("the last topic: {topic}"), topic=topic))
    lines.extend(f"• {line}" for line in named)
    lines.append("• " + translate(language, mark("my last replies, so that a page can reload")))
    nothing = mark(
        "I keep no name, no number, and none of your words. If you write nothing more it "
        "is all gone within {minutes} minutes. /xoa deletes it now."
    )
    but_kept = mark(
        "Of this I keep no name, no number, and none of your words. If you write nothing more it "
        "is gone within {minutes} minutes. /xoa deletes it now."
    )
    minutes = -(-seconds_left // 60)
    lines.append(translate(language, but_kept if is_kept else nothing, minutes=minutes))
    return Reply(Kind.NOTICE, "\n".join(lines))


def what_is_kept(language: str, kept: Mapping[str, Any]) -> Reply:
    """What is kept of talks with counsellors: `count` messages, `until` a day or still open."""
    if kept["until"]:
        text = mark(
            "I also keep your talk with a counsellor: {count} messages, locked, readable only for "
            "the counsellor who has it and the lead. It is deleted on {day}, or now with /xoa."
        )
        day = date.fromisoformat(kept["until"])
        said = translate(language, text, count=kept["count"], day=f"{day:%d/%m/%Y}")
    else:
        text = mark(
            "I also keep your talk with a counsellor: {count} messages, locked, readable only for "
            "the counsellor who has it, or those who may take it, and the lead. It is deleted "
            "{days} days after its end, or now with /xoa."
        )
        said = translate(language, text, count=kept["count"], days=kept["days"])
    return Reply(Kind.NOTICE, said)


def news_held(language: str) -> Reply:
    """What is kept for somebody who asked for news, and how to end it."""
    text = mark(
        "Because you asked for news I also keep, until you end it: what you want to hear of, and "
        "the sealed address of this chat."
    )
    see = Button(translate(language, mark("See it or end it")), write(NEWS))
    return _notice(language, text, see)


def note_held(language: str, day: str) -> Reply:
    """What is kept for a chat that wants a note on a day (ISO), and how to end it."""
    text = mark(
        "Because you asked for it I also keep that this chat wants a note on {day}, and its sealed "
        "address, which is deleted {days} days later."
    )
    end = Button(translate(language, note.STOP.label.message), write(BeginScript(note.STOP.script)))
    told = f"{date.fromisoformat(day):%d/%m/%Y}"
    said = translate(language, text, day=told, days=note.REACHED_FOR.days)
    return Reply(Kind.NOTICE, said, (end,))


def _notice(language: str, text: str, *buttons: Button) -> Reply:
    return Reply(Kind.NOTICE, translate(language, text), buttons)
