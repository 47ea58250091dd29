"""From a topic of the document tree to its cards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from guide.markup.nodes import Blocks, Inlines
from guide.model import KeyPoint, Question, Reference, Topic


class CardKind(StrEnum):
    """What a card asks."""

    OVERVIEW = "overview"  # the question; the back has the whole answer
    POINT = "point"  # one key point's `ask`; the back is the point
    CLOZE = "cloze"  # one key point's statement with gaps


@dataclass(frozen=True, slots=True)
class Card:
    """One note: everything that it shows, as nodes.

    ``identity`` is "question" or "question#point". A card says nothing that changes with
    its neighbours (numbers, positions, the edition), nor what belongs to another card.
    """

    identity: str
    kind: CardKind
    front: Inlines
    short: Inlines = ()
    points: tuple[Inlines, ...] = ()
    answer: Blocks = ()
    follow_ups: tuple[Inlines, ...] = ()
    references: tuple[Reference, ...] = ()
    tags: tuple[str, ...] = ()
    question: str = ""
    field: str = ""  # where the front stands in the source: "question", "key_points.2.ask"


def topic_cards(topic: Topic) -> tuple[Card, ...]:
    """Return the topic's cards in order: each question's overview, then its key points."""
    return tuple(card for question in topic.questions for card in question_cards(question))


def question_cards(question: Question) -> Iterator[Card]:
    """Yield the overview card, and one for each key point with ``ask`` or ``cloze``."""
    identity = question.identity or question.id
    tags = tuple(_tag(tag) for tag in question.tags)
    if question.level is not None:
        tags = (*tags, f"level::{question.level}")
    yield Card(
        identity,
        CardKind.OVERVIEW,
        question.question,
        question.short,
        tuple(point.point for point in question.key_points),
        question.answer,
        question.follow_ups,
        question.references,
        tags,
        question.id,
        "question",
    )
    for index, point in enumerate(question.key_points):
        name = point.identity or f"{identity}#{point.id}"
        card = _point_card(name, point, index, question.id, tags)
        if card is not None:
            yield card


def _point_card(
    identity: str, point: KeyPoint, index: int, question: str, tags: tuple[str, ...]
) -> Card | None:
    place = f"key_points.{index}"
    if point.cloze:
        return Card(
            identity,
            CardKind.CLOZE,
            point.cloze,
            tags=tags,
            question=question,
            field=f"{place}.cloze",
        )
    if point.ask:
        return Card(
            identity,
            CardKind.POINT,
            point.ask,
            point.point,
            tags=tags,
            question=question,
            field=f"{place}.ask",
        )
    return None


def _tag(text: str) -> str:
    """Anki separates tags by white space."""
    return "-".join(text.split())
