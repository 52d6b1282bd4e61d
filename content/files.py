"""Read topics and documents from their YAML files, and check that they hang together.

The files are the first edition; the store holds what staff made of them since.
Run `python -m content.files [TOPIC-GROUP …]` to check them: every problem on a line of its own.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from content.schema import Document, Topic

HOME = Path(__file__).parent
TOPICS = HOME / "topics"
DOCUMENTS = HOME / "documents"
INDEX = "index.yml"
"""Names every topic, in the order in which menus show them."""

R = TypeVar("R", bound=BaseModel)


class ContentError(Exception):
    """The content files are not sound; the message has a line for each problem."""


@dataclass
class Library:
    """All topics and documents, by id."""

    topics: dict[str, Topic] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)


def load(topics: Path = TOPICS, documents: Path = DOCUMENTS) -> Library:
    """Read every file. Raises ContentError with all the problems found, not only the first."""
    problems: list[str] = []
    library = Library()
    for path in sorted(documents.glob("*.yml")):
        for document in records(path, Document, problems):
            if document.id in library.documents:
                problems.append(f"{path.name}: document {document.id} is there twice")
            library.documents[document.id] = document
    index = read_yaml(topics / INDEX)
    for name in index:
        for topic in records(topics / f"{name}.yml", Topic, problems):
            if topic.id != name:
                problems.append(f"{name}.yml: holds {topic.id}")
            library.topics[topic.id] = topic
    problems.extend(
        f"{path.parent.name}/{path.name}: is not in {INDEX}"
        for path in sorted(topics.glob("*/*.yml"))
        if f"{path.parent.name}/{path.stem}" not in index
    )
    problems.extend(_loose_ends(library))
    if problems:
        raise ContentError("\n".join(problems))
    return library


def read_yaml(path: Path) -> Any:  # noqa: ANN401 - whatever the file holds
    """What a YAML file holds. Raises yaml.YAMLError, OSError and UnicodeDecodeError."""
    # The C loader knows the same safe types and is eight times as fast.
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def records(path: Path, kind: type[R], problems: list[str]) -> Iterator[R]:
    """The records of one file, which holds one or a list; adds what is unsound to `problems`."""
    where = f"{path.parent.name}/{path.name}"
    try:
        raw = read_yaml(path)
    except (yaml.YAMLError, OSError, UnicodeDecodeError) as error:
        problems.append(f"{where}: {error}")
        return
    for entry in raw if isinstance(raw, list) else [raw]:
        try:
            yield kind.model_validate(entry)
        except ValidationError as error:
            name = entry.get("id", "?") if isinstance(entry, dict) else "?"
            for fault in error.errors(include_url=False):
                at = ".".join(str(step) for step in fault["loc"])
                problems.append(f"{where}: {name}: {at}: {fault['msg']}")


def _loose_ends(library: Library) -> Iterator[str]:
    """References that lead nowhere."""
    for topic in library.topics.values():
        for other in topic.related:
            if other not in library.topics:
                yield f"{topic.id}: related topic {other} does not exist"
            elif other == topic.id:
                yield f"{topic.id}: is related to itself"
        for number, statement in enumerate(topic.statements, start=1):
            for source in statement.sources:
                if source.document not in library.documents:
                    yield f"{topic.id}: statement {number}: no document {source.document}"
    for document in library.documents.values():
        if document.replaced_by and document.replaced_by not in library.documents:
            yield f"document {document.id}: replaced by {document.replaced_by}, which is not there"


def _main(groups: list[str]) -> int:
    try:
        library = load()
    except ContentError as error:
        lines = str(error).splitlines()
        wanted = [line for line in lines if not groups or line.startswith(tuple(groups))]
        print("\n".join(wanted))
        return 1 if wanted else 0
    print(f"{len(library.topics)} topics, {len(library.documents)} documents: sound")
    return 0


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
