"""What a guide contains, in order, for contents, links and numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import log2
from typing import TYPE_CHECKING

from guide.markup.titles import default_title
from guide.model import Outline, OutlineQuestion, OutlineTopic
from guide.source import GuideSource, QuestionSource, TopicSource

if TYPE_CHECKING:
    from guide.reader.topic import TopicRead


def make_outline(guide: GuideSource) -> Outline:
    """Return the outline of a whole guide; numbers are "topic.question", from 1."""
    ranks = _Ranks()
    return Outline(
        tuple(
            OutlineTopic(
                topic.id,
                topic.number,
                topic.title,
                tuple(
                    _question(q, topic.number, n, ranks) for n, q in enumerate(topic.questions, 1)
                ),
            )
            for topic in guide.topics
        )
    )


def outline_of_stubs(topics: Sequence[TopicRead]) -> Outline:
    """Return the outline of a guide that may have errors: questions that have are in it too."""
    out = []
    ranks = _Ranks()
    for each in topics:
        if each.topic is None:
            continue
        number = each.topic.number
        questions = tuple(
            _question(stub.source, number, n, ranks)
            if stub.source
            else OutlineQuestion(stub.id, f"{number}.{n}", stub.id)
            for n, stub in enumerate(each.questions, 1)
        )
        out.append(OutlineTopic(each.topic.id, number, each.topic.title, questions))
    return Outline(tuple(out))


def restrict(outline: Outline, topics: Sequence[TopicSource]) -> Outline:
    """Return the part of a whole outline that a selection contains; numbers stay."""
    kept = {topic.id: {question.id for question in topic.questions} for topic in topics}
    return replace(
        outline,
        topics=tuple(
            replace(topic, questions=tuple(q for q in topic.questions if q.id in kept[topic.id]))
            for topic in outline.topics
            if topic.id in kept
        ),
    )


def _question(question: QuestionSource, topic: int, place: int, ranks: _Ranks) -> OutlineQuestion:
    title = question.title or default_title(question.question) or question.id
    number = f"{topic}.{place}"
    return OutlineQuestion(
        question.id, number, title, question.level, question.tags, ranks.next(question)
    )


class _Ranks:
    """Counts the characters before each question; see `OutlineQuestion`."""

    def __init__(self) -> None:
        self._before = 0

    def next(self, question: QuestionSource) -> int:
        rank = int(4 * log2(1 + self._before))
        self._before += len(question.answer) + len(question.question) + len(question.short)
        return rank
