"""Warnings about cards that are hard to learn.

The rules follow Piotr Wozniak, "Twenty rules of formulating knowledge" (1999): one fact a
card, short answers, no lists, and no two cards that look alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from guide.backends.anki.cards import Card, CardKind, topic_cards
from guide.diagnostics import Anchor, Diagnostic, Severity
from guide.markup.nodes import Gap, Inlines, Text
from guide.markup.text import plain_text
from guide.model import Topic
from guide.source import GuideInfo

LONGEST_BACK = 40
"""Words on the back of a card that can still be recalled as one answer."""
_LIST = 3  # things that make a list

_QUESTION_MARK = re.compile("[?\uff1f\u061f](?=\\s|$)")  # also the full-width and the Arabic one
_SECOND_QUESTION = re.compile(
    r"[,;]?\s(?:and|or)\s(?:how|what|when|where|which|who|whom|whose|why)\b", re.IGNORECASE
)
_BETWEEN_GAPS = re.compile(r"\s*(?:,|;|/|、)?\s*(?:and|or|&)?\s*")
_ITEM = re.compile(r"\s*(?:[,;、]\s*(?:and\s|or\s)?|\sand\s|\sor\s)\s*")


def check_cards(topics: Sequence[Topic], info: GuideInfo) -> tuple[Diagnostic, ...]:
    """Return warnings (G501 to G504) and notes (G505) about the cards of ``topics``.

    Fronts are compared over all topics. English words join questions and lists only if
    the guide's language is English.
    """
    english = info.language.split("-")[0].lower() == "en"
    cards = [(topic.id, card) for topic in topics for card in topic_cards(topic)]
    return (
        *(problem for topic, card in cards for problem in _check(topic, card, english=english)),
        *_same_fronts(cards),
        *(problem for topic in topics for problem in _without_short(topic)),
    )


def _check(topic: str, card: Card, *, english: bool) -> Iterator[Diagnostic]:
    words = len(plain_text(_back(card)).split())
    if words > LONGEST_BACK:
        field = {CardKind.OVERVIEW: "short", CardKind.CLOZE: card.field}.get(
            card.kind, card.field.replace(".ask", ".point")
        )
        yield _warning(
            "G501",
            f"the back of this card has {words} words; over {LONGEST_BACK} are hard to recall",
            Anchor(topic, card.question, field),
            "say the deciding fact; the rest belongs in the answer or in another key point",
        )
    if card.kind is CardKind.POINT and _asks_twice(plain_text(card.front), english=english):
        yield _warning(
            "G502",
            "this card asks two questions: nobody can grade half an answer",
            Anchor(topic, card.question, card.field),
            "ask one of them here and make a key point of its own for the other",
        )
    if card.kind is CardKind.CLOZE and _asks_for_list(card.front, english=english):
        yield _warning(
            "G504",
            "this cloze asks for a list: its parts are hard to recall together",
            Anchor(topic, card.question, card.field),
            "leave a gap for the one part that matters, or make a key point of each",
        )


def _back(card: Card) -> Inlines:
    return card.front if card.kind is CardKind.CLOZE else card.short


def _asks_twice(text: str, *, english: bool) -> bool:
    if len(_QUESTION_MARK.findall(text)) > 1:
        return True
    return english and bool(_SECOND_QUESTION.search(text))


def _asks_for_list(nodes: Inlines, *, english: bool) -> bool:
    separator = _ITEM if english else re.compile(r"\s*[,;、]\s*")
    row = 0  # gaps that follow each other with only commas and the like between them
    for node in nodes:
        match node:
            case Gap(children):
                row += 1
                items = [part for part in separator.split(plain_text(children)) if part]
                if row >= _LIST or len(items) >= _LIST:
                    return True
            case Text(text) if _BETWEEN_GAPS.fullmatch(text):
                continue
            case _:
                row = 0
    return False


def _same_fronts(cards: Sequence[tuple[str, Card]]) -> Iterator[Diagnostic]:
    seen: dict[str, Card] = {}
    for topic, card in cards:
        front = _front(card)
        first = seen.setdefault(front, card)
        if first is not card:
            yield _warning(
                "G503",
                f"this card looks like that of `{first.identity}`: the front is the same",
                Anchor(topic, card.question, card.field),
                "say in the question what sets it apart, such as the provider",
            )


def _front(card: Card) -> str:
    """Return what a learner sees, without case and space; a gap shows its hint only."""
    shown = tuple(Text(f"[{n.hint}]") if isinstance(n, Gap) else n for n in card.front)
    return " ".join(plain_text(shown).casefold().split())


def _without_short(topic: Topic) -> Iterator[Diagnostic]:
    """Yield one note a topic: a bare list of questions and answers is fine as it is."""
    bare = [q for q in topic.questions if not q.short and not q.key_points]
    if not bare:
        return
    few = len(bare) == 1
    yield Diagnostic(
        "G505",
        f"{len(bare)} {'question has' if few else 'questions have'} neither `short` nor key "
        "points: the back of the card is the whole answer",
        Anchor(topic.id, bare[0].id),
        "add one sentence that answers it: `short: …`",
        Severity.NOTE,
    )


def _warning(code: str, message: str, where: Anchor, mend: str) -> Diagnostic:
    return Diagnostic(code, message, where, mend, Severity.WARNING)
