"""The document tree: what every backend gets.

``Outline`` names everything that is in the build, for contents, agendas and
cross-references; a ``Topic`` holds the parsed text of one topic. Numbers are those of
the whole guide, also when only a selection is built, so that "3.4" is the same question
on everybody's paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from guide.markup.nodes import Blocks, Inlines


class Level(StrEnum):
    """For whom a question is, from the easiest."""

    JUNIOR = "junior"
    MID = "mid"
    SENIOR = "senior"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Reference:
    """Further reading; ``url`` may be empty."""

    title: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """One thing to remember.

    ``point`` is always there (for a cloze-only point it is the statement without gaps).
    With ``ask`` it is a card (front: ask, back: point); with ``cloze`` a cloze card,
    its gaps being `Gap` nodes. Never both. ``identity`` is "question#point" as first
    published: it names the card for ever, whatever the ids are today.
    """

    id: str
    point: Inlines
    ask: Inlines = ()
    cloze: Inlines = ()
    identity: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its answer. All but id, number, title, question and answer may be empty.

    ``number`` is "3.4"; ``title`` is plain text of at most about 60 characters;
    ``reviewed`` an ISO date; ``identity`` the id as first published (see ``replaces``).
    """

    id: str
    number: str
    title: str
    question: Inlines
    answer: Blocks
    level: Level | None = None
    tags: tuple[str, ...] = ()
    short: Inlines = ()
    key_points: tuple[KeyPoint, ...] = ()
    follow_ups: tuple[Inlines, ...] = ()
    hints: Inlines = ()
    references: tuple[Reference, ...] = ()
    reviewed: str = ""
    identity: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic with the questions that were selected; ``total`` counts all of its questions."""

    id: str
    number: int
    title: str
    questions: tuple[Question, ...]
    summary: Inlines = ()
    total: int = 0


@dataclass(frozen=True, slots=True)
class OutlineQuestion:
    """What others need to know of a question.

    ``rank`` says roughly how far into the guide it stands: about 2**(rank / 4) characters
    of source come before it. A booklet leaves room for page numbers by it; being rough, it
    hardly ever changes with an edit.
    """

    id: str
    number: str
    title: str
    level: str = ""
    tags: tuple[str, ...] = ()
    rank: int = 0


@dataclass(frozen=True, slots=True)
class OutlineTopic:
    """What others need to know of a topic."""

    id: str
    number: int
    title: str
    questions: tuple[OutlineQuestion, ...]


@dataclass(frozen=True)
class Outline:
    """Everything that this build contains, in order.

    While a topic is rendered, only what that topic may refer to is in here (see
    `guide.pipeline.plan`).
    """

    topics: tuple[OutlineTopic, ...]

    @cached_property
    def _by_id(self) -> dict[str, tuple[OutlineTopic, OutlineQuestion]]:
        return {q.id: (topic, q) for topic in self.topics for q in topic.questions}

    def find(self, question_id: str) -> tuple[OutlineTopic, OutlineQuestion] | None:
        """Return a question and its topic, or None if this build does not contain it."""
        return self._by_id.get(question_id)

    @property
    def question_count(self) -> int:
        """The number of questions in this build."""
        return len(self._by_id)
