"""What an approval covers, and its fingerprint: an approval is of a version and of no other.

What is covered is read as data (rules and wording, not comments, layout or code), so that only a
change of what was approved opens a point again.
"""

from __future__ import annotations

import ast
import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from content.before_launch import Covers
from content.messages import translate
from content.tables import RevisionRow, TopicRow

ROOT = Path(__file__).parent.parent
"""Paths of what is covered begin here."""

SAID = ("title", "short", "details", "next_steps")
"""The parts of a topic that people read; its dates and sources are for its reviewers."""

MOST_FILES = 128
"""Most files that are kept as they were last read."""

PART = "#"
"""Between a file and the part of it that is meant: keys of YAML with dots, or a function."""


class NotThereError(Exception):
    """What a point covers is not where it says; names the path."""


async def read(session: AsyncSession, covers: Covers, root: Path | None = None) -> dict[str, Any]:
    """What is covered, by where it stands: rules as data, messages and topics in both languages.

    Raises NotThereError.
    """
    found = _in_files(covers, root or ROOT)
    for group in covers.topics:
        published = await session.execute(
            select(TopicRow.id, RevisionRow.body)
            .join(RevisionRow, RevisionRow.topic == TopicRow.id)
            .where(RevisionRow.number == TopicRow.published, TopicRow.id.startswith(f"{group}/"))
            .order_by(TopicRow.id)
        )
        for topic, body in published.all():
            found[topic] = {part: body[part] for part in SAID if part in body}
    return found


def fingerprint(contents: Mapping[str, Any]) -> str:
    """The same for the same contents, whatever their order on the disk: SHA-256 in hex."""
    packed = json.dumps(contents, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(packed.encode()).hexdigest()


def as_text(contents: Mapping[str, Any]) -> str:
    """The contents laid out to be read and signed, nothing left out."""
    return yaml.dump(dict(contents), Dumper=_Lines, allow_unicode=True, sort_keys=False, width=100)


class _Lines(yaml.SafeDumper):
    """Writes texts of several lines as lines, and everything as often as it stands there."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - asked of each value
        """Never point to an earlier place: whoever reads it is no machine."""
        return True


def _write_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    plain = "\n".join(line.rstrip() for line in text.splitlines())
    style = "|" if "\n" in plain else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", plain, style)


_Lines.add_representer(str, _write_text)


def _in_files(covers: Covers, root: Path) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for place in covers.files:
        path, _, part = place.partition(PART)
        files = sorted(root.glob(path))
        if not files:
            raise NotThereError(place)
        for file in files:
            found[str(file.relative_to(root)) + (PART + part if part else "")] = _data(file, part)
    for place in covers.messages:
        path, _, part = place.partition(PART)
        files = [root / path] if path.endswith(".py") else sorted((root / path).rglob("*.py"))
        found[place] = [
            {"en": message, "vi": translate("vi", message)}
            for file in files
            for message in _messages(file, part)
        ]
        if not found[place]:
            raise NotThereError(place)
    return found


def _data(file: Path, part: str) -> object:
    found = _loaded(file, file.stat().st_mtime_ns)
    for key in part.split(".") if part else ():
        if not isinstance(found, dict) or key not in found:
            raise NotThereError(f"{file.name}{PART}{part}")
        found = found[key]
    return found


@lru_cache(maxsize=MOST_FILES)
def _loaded(file: Path, _: int) -> Any:  # noqa: ANN401 - whatever the file holds
    """The data of a file as it was at a moment."""
    return yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


@lru_cache(maxsize=MOST_FILES)
def _parsed(file: Path, _: int) -> ast.Module:
    """The code of a file as it was at a moment."""
    return ast.parse(file.read_text(encoding="utf-8"))


def _messages(file: Path, part: str) -> Iterator[str]:
    """What `mark` marks in a module, in the order of the text; of a function only where told."""
    tree: ast.AST = _parsed(file, file.stat().st_mtime_ns)
    if part:
        named = [
            node
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef) and node.name == part
        ]
        if not named:
            raise NotThereError(f"{file.name}{PART}{part}")
        tree = named[0]
    marked = [
        node.args[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "mark"
        and node.args
    ]
    for text in sorted(marked, key=lambda node: (node.lineno, node.col_offset)):
        if isinstance(text, ast.Constant) and isinstance(text.value, str):
            yield text.value
