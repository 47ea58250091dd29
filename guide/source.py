"""The guide as written: validated texts, not yet parsed as Markdown.

The reader makes these from YAML. They are cheap to make, to compare and to send to a
process; a topic's ``fingerprint`` changes when, and only when, something that it says
changes (not with comments, key order, quoting or line numbers). `guide.markup` turns
them into the document tree of `guide.model`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache

from guide.diagnostics import Anchor, Span


@dataclass(frozen=True, slots=True)
class ReferenceSource:
    """A reference to further reading; ``url`` may be empty (a book)."""

    title: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class KeyPointSource:
    """A key point; ``id`` is permanent. One of ``point`` and ``cloze`` is not empty."""

    id: str
    point: str = ""
    ask: str = ""
    cloze: str = ""
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionSource:
    """A question as written. ``title`` and all that is optional may be empty."""

    id: str
    question: str
    answer: str
    title: str = ""
    level: str = ""
    tags: tuple[str, ...] = ()
    short: str = ""
    key_points: tuple[KeyPointSource, ...] = ()
    follow_ups: tuple[str, ...] = ()
    hints: str = ""
    references: tuple[ReferenceSource, ...] = ()
    reviewed: str = ""
    replaces: tuple[str, ...] = ()


def identity_of(question: QuestionSource) -> str:
    """Return the id under which a question was first published: its cards' name for ever."""
    return question.replaces[0] if question.replaces else question.id


def point_identity_of(question: QuestionSource, point: KeyPointSource) -> str:
    """Return "question#point" as first published.

    A key point that came from another question says so: ``replaces: [other#point]``.
    """
    first = point.replaces[0] if point.replaces else point.id
    return first if "#" in first else f"{identity_of(question)}#{first}"


@dataclass(frozen=True, slots=True)
class TopicSource:
    """A topic as written. ``number`` is its place in the guide, from 1."""

    id: str
    title: str
    number: int
    questions: tuple[QuestionSource, ...]
    summary: str = ""
    path: str = field(default="", repr=False, compare=False)
    places: Mapping[tuple[str, str], Span] = field(default_factory=dict, repr=False, compare=False)
    """(question id or "", field path) → where that value's text begins in the file."""

    @property
    def fingerprint(self) -> str:
        """SHA-256 (hex) of everything that the topic says."""
        return _fingerprint(self)

    def locate(self, anchor: Anchor) -> Span:
        """Turn a place inside this topic's text into a place in its file.

        Falls back to the enclosing field, the question and at last the file.
        """
        path = anchor.field
        while True:
            place = self.places.get((anchor.question, path))
            if place is not None:
                if path != anchor.field:
                    return place
                return Span(
                    place.path,
                    place.line + anchor.line - 1,
                    place.column + anchor.column - 1,
                    anchor.length,
                )
            if not path:
                return self.places.get(("", ""), Span(self.path))
            path = path.rpartition(".")[0]


@lru_cache(maxsize=1024)  # every format asks
def _fingerprint(topic: TopicSource) -> str:
    return hashlib.sha256(repr(topic).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class GuideInfo:
    """What is said once for the whole guide.

    ``id`` is the name space of every card's identity. ``retired`` lists the identities
    ("question" or "question#point") that were taken out on purpose. ``edition`` is shown as
    written; ``date`` (UTC) is the edition's date, or SOURCE_DATE_EPOCH, or 1980-01-01: the only
    date that an output may carry.
    """

    id: str
    title: str
    subtitle: str = ""
    edition: str = ""
    language: str = "en"
    authors: tuple[str, ...] = ()
    theme: str = "serif"
    retired: tuple[str, ...] = ()
    date: datetime = datetime(1980, 1, 1, tzinfo=UTC)
    options: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)
    """Format → its options as written in guide.yaml; checked against the backend's own."""


@dataclass(frozen=True, slots=True)
class GuideSource:
    """A whole guide as written."""

    info: GuideInfo
    topics: tuple[TopicSource, ...]
