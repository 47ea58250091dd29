"""Which questions are built: ``--topic``, ``--tag`` and ``--level``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from guide.errors import UsageError
from guide.model import Level
from guide.reader.suggest import did_you_mean, list_of
from guide.source import GuideSource, QuestionSource, TopicSource


@dataclass(frozen=True, slots=True)
class Selection:
    """Values of one option widen the selection, options narrow it; empty means all.

    ``topics`` are ids, ``tags`` and ``levels`` as written in the source.
    """

    topics: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()

    @property
    def whole(self) -> bool:
        """Whether everything is selected."""
        return not (self.topics or self.tags or self.levels)


def parse_selection(
    guide: GuideSource,
    topics: Sequence[str] = (),
    tags: Sequence[str] = (),
    levels: Sequence[str] = (),
) -> Selection:
    """Make a selection of what the options say; each value may hold several, with commas.

    A topic may be named by its id or its number. Raises UsageError for a value that the
    guide does not have.
    """
    by_number = {str(topic.number): topic.id for topic in guide.topics}
    all_tags = {tag for topic in guide.topics for q in topic.questions for tag in q.tags}
    chosen = [by_number.get(value, value) for value in _values(topics)]
    return Selection(
        topics=_known("topic", chosen, [topic.id for topic in guide.topics]),
        tags=_known("tag", _values(tags), sorted(all_tags)),
        levels=_known("level", _values(levels), tuple(Level)),
    )


def select(guide: GuideSource, selection: Selection) -> tuple[TopicSource, ...]:
    """Return the topics with the selected questions; a topic without any is left out.

    Numbers of topics stay. Raises UsageError if nothing is left.
    """
    if selection.whole:
        return guide.topics
    topics = tuple(
        replace(topic, questions=tuple(q for q in topic.questions if _selected(q, selection)))
        for topic in guide.topics
        if not selection.topics or topic.id in selection.topics
    )
    topics = tuple(topic for topic in topics if topic.questions)
    if not topics:
        raise UsageError("no question of the guide fits the selection")
    return topics


def _selected(question: QuestionSource, selection: Selection) -> bool:
    return (not selection.tags or not selection.tags.isdisjoint(question.tags)) and (
        not selection.levels or question.level in selection.levels
    )


def _values(options: Iterable[str]) -> list[str]:
    return [value.strip() for option in options for value in option.split(",") if value.strip()]


def _known(kind: str, values: Sequence[str], known: Sequence[str]) -> frozenset[str]:
    folded = {each.casefold(): each for each in known}
    out = set()
    for value in values:
        if value in known:
            out.add(value)
        elif value.casefold() in folded:
            out.add(folded[value.casefold()])
        else:
            hint = did_you_mean(value, known) or (f"; there are {list_of(known)}" if known else "")
            raise UsageError(f"no {kind} `{value}`{hint}")
    return frozenset(out)
