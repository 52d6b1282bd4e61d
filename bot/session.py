"""What is remembered of a talk while it lasts, and nothing of what was said in it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from content.messages import DEFAULT_LANGUAGE, LANGUAGES

VERSION = 2
CRISIS_TURNS = 5
"""Turns after a crisis card during which short or unclear words are taken in its light."""

MOST_RECORDED = 200
"""Most answers a running script may have recorded."""

MOST_BYTES = 32 * 1024
"""Largest script state, as JSON; one that outgrows it is closed politely."""


@dataclass
class ScriptState:
    """A script that is under way: which, what was known before it, and the answers so far."""

    name: str
    version: int
    given: dict[str, str] = field(default_factory=dict)
    record: list[Any] = field(default_factory=list)


@dataclass
class Session:
    """A talk's memory. It lives in Redis and dies with its time to live.

    `crisis` is the card that was shown and `crisis_turns` for how many turns it still colours what
    is said: a bare "không" after "bạn có an toàn không?" is not small talk. `reassured`: since the
    card was last shown, fresh words stood in its place. `asked` is the crisis topic about which the
    last reply asked whether one is safe. `kept` is a script that another one interrupted. `facts`:
    the last substance, province and age band that were named (see bot.follow_up), ids and no words.
    `held`: a counsellor reads what is written (bot.held).
    """

    language: str = DEFAULT_LANGUAGE
    topic: str | None = None
    crisis: str | None = None
    crisis_turns: int = 0
    reassured: bool = False
    asked: str | None = None
    script: ScriptState | None = None
    kept: ScriptState | None = None
    facts: dict[str, str] = field(default_factory=dict)
    held: bool = False

    def in_crisis(self, topic: str) -> None:
        """Remember that the card of `topic` was shown."""
        self.crisis, self.crisis_turns, self.reassured = topic, CRISIS_TURNS, False

    def out_of_crisis(self) -> None:
        """The person said that they are safe, or went on with something else."""
        self.crisis, self.crisis_turns, self.reassured = None, 0, False

    def pack(self) -> str:
        """As JSON."""
        facts = {"v": VERSION, **vars(self)}
        return json.dumps(facts, default=vars, separators=(",", ":"))

    @classmethod
    def unpack(cls, packed: str | bytes | None) -> Session:
        """From JSON; what another version of the service wrote and we cannot read starts anew."""
        try:
            facts = json.loads(packed or "{}")
            if facts.pop("v", None) != VERSION:
                return cls()
            script, kept = facts.pop("script"), facts.pop("kept")
            session = cls(
                **facts,
                script=ScriptState(**script) if script else None,
                kept=ScriptState(**kept) if kept else None,
            )
        except (ValueError, TypeError, KeyError):
            return cls()
        return session if session.language in LANGUAGES else cls()
