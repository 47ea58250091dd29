"""Ids within one guide: unique, and renamed without contradiction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from guide.diagnostics import Anchor, Diagnostic, Span
from guide.reader.yaml_nodes import short
from guide.source import GuideInfo, QuestionSource, TopicSource, identity_of, point_identity_of

if TYPE_CHECKING:
    from guide.reader.topic import TopicRead


def check_ids(
    info: GuideInfo, topics: Sequence[TopicRead], places: Mapping[str, Span]
) -> tuple[Diagnostic, ...]:
    """Check ids, ``replaces`` and ``retired`` against each other; no lock is needed."""
    found = [*_topic_ids(topics), *_question_ids(topics)]
    sources = [each.topic for each in topics if each.topic]
    if not found:
        found += _replaced(sources)
        found += _retired(info, topics, places)
    return tuple(found)


def identities(topic: TopicSource) -> dict[str, Anchor]:
    """Return the identity of everything in a topic that makes a card, and where its id stands."""
    out = {}
    for question in topic.questions:
        out[identity_of(question)] = Anchor(topic.id, question.id, "id")
        for number, point in enumerate(question.key_points):
            if point.ask or point.cloze:
                where = Anchor(topic.id, question.id, f"key_points.{number}.id")
                out[point_identity_of(question, point)] = where
    return out


def renamed(topic: TopicSource) -> dict[str, Anchor]:
    """Return every earlier identity that a topic says it replaces, and where."""
    return {
        old: Anchor(topic.id, question.id, field)
        for question in topic.questions
        for field, old, _ in _renamings(question)
    }


def _topic_ids(topics: Sequence[TopicRead]) -> Iterator[Diagnostic]:
    first: dict[str, Span] = {}
    for topic in topics:
        if topic.id and topic.where:
            yield from _twice("topic", topic.id, topic.where, first, "G350")


def _question_ids(topics: Sequence[TopicRead]) -> Iterator[Diagnostic]:
    first: dict[str, Span] = {}
    for topic in topics:
        for stub in topic.questions:
            yield from _twice("question", stub.id, stub.where, first, "G351")
            if stub.source and topic.topic:
                yield from _point_ids(stub.source, topic.topic)


def _point_ids(question: QuestionSource, topic: TopicSource) -> Iterator[Diagnostic]:
    first: dict[str, Span] = {}
    for index, point in enumerate(question.key_points):
        where = topic.places.get((question.id, f"key_points.{index}.id"))
        if where:
            yield from _twice("key point", point.id, where, first, "G352")


def _twice(
    kind: str, name: str, where: Span, first: dict[str, Span], code: str
) -> Iterator[Diagnostic]:
    earlier = first.setdefault(name, where)
    if earlier is not where:
        place = f"line {earlier.line}"
        if earlier.path != where.path:
            place = f"{earlier.path}:{earlier.line}"
        message = f"the {kind} id `{short(name)}` is taken: first in {place}"
        yield Diagnostic(code, message, where, f"give this {kind} an id of its own")


def _replaced(topics: Sequence[TopicSource]) -> Iterator[Diagnostic]:
    """An id that was replaced must be gone, and by one successor only."""
    live = {name for topic in topics for q in topic.questions for name in _names(q)}
    successors: dict[str, str] = {}
    for topic in topics:
        for question in topic.questions:
            for field, old, new in _renamings(question):
                where = topic.locate(Anchor(topic.id, question.id, field))
                if old in live:
                    message = f"`{old}` is replaced here, but still exists"
                    mend = "delete it here, or rename the other one"
                    yield Diagnostic("G355", message, where, mend)
                elif successors.setdefault(old, new) != new:
                    message = f"`{old}` is replaced by `{successors[old]}` already"
                    mend = "only one can carry its cards on: delete it here"
                    yield Diagnostic("G356", message, where, mend)


def _names(question: QuestionSource) -> Iterator[str]:
    """Yield the names that a question and its points have today."""
    yield question.id
    for point in question.key_points:
        yield f"{identity_of(question)}#{point.id}"


def _renamings(question: QuestionSource) -> Iterator[tuple[str, str, str]]:
    """Yield field, old name and new name of everything that a question says it replaces."""
    for index, old in enumerate(question.replaces):
        yield f"replaces.{index}", old, question.id
    for number, point in enumerate(question.key_points):
        for index, old in enumerate(point.replaces):
            name = old if "#" in old else f"{identity_of(question)}#{old}"
            yield f"key_points.{number}.replaces.{index}", name, f"{question.id}#{point.id}"


def _retired(
    info: GuideInfo, topics: Sequence[TopicRead], places: Mapping[str, Span]
) -> Iterator[Diagnostic]:
    live = {stub.id for topic in topics for stub in topic.questions}
    for topic in topics:
        live |= set(identities(topic.topic)) if topic.topic else set()
    for index, name in enumerate(info.retired):
        if name in live:
            where = places.get(f"retired.{index}")
            mend = "delete it here, or give the new one another id"
            yield Diagnostic("G357", f"`{name}` is retired, but still exists", where, mend)
