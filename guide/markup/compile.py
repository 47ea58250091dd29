"""A topic as written → a topic of the document tree, with every diagnostic of its texts."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import NoReturn

from guide.diagnostics import Anchor, Diagnostic
from guide.markup.field import AssetLoader, Resolver
from guide.markup.nodes import Blocks, Inlines
from guide.markup.parser import parse_blocks, parse_inlines
from guide.markup.text import without_gaps
from guide.markup.titles import default_title
from guide.model import KeyPoint, Level, Outline, Question, Reference, Topic
from guide.source import (
    KeyPointSource,
    QuestionSource,
    TopicSource,
    identity_of,
    point_identity_of,
)


def compile_topic(
    source: TopicSource, outline: Outline, load: AssetLoader
) -> tuple[Topic, tuple[Diagnostic, ...]]:
    """Parse every text of a topic.

    ``outline`` is that of the whole guide, so that a link resolves whatever selection is
    built; ``load`` reads images. Never raises for what stands in a text. The result is
    the same for the same input and can be pickled.
    """
    texts = _Texts(source.id, Resolver(outline, load))
    questions = []
    for index, question in enumerate(source.questions, 1):
        number = f"{source.number}.{index}"
        alone = _alone(question, number, source.id)
        if alone is None:
            questions.append(_question(question, number, texts))
        else:
            questions.append(alone[0])
            texts.problems.extend(alone[1])
    topic = Topic(
        id=source.id,
        number=source.number,
        title=source.title,
        questions=tuple(questions),
        summary=texts.inlines("", "summary", source.summary),
        total=len(source.questions),
    )
    return topic, tuple(texts.problems)


@lru_cache(maxsize=512)  # `guide watch` compiles a topic again for each of its questions
def _alone(
    question: QuestionSource, number: str, topic: str
) -> tuple[Question, tuple[Diagnostic, ...]] | None:
    """Compile a question that names no other question and no image; None if it does."""
    texts = _Texts(topic, Resolver(_Unknown(()), _unknown))
    try:
        return _question(question, number, texts), tuple(texts.problems)
    except _NamedError:
        return None


class _NamedError(Exception):
    """A text names something that stands elsewhere."""


class _Unknown(Outline):
    """An outline that must not be asked."""

    def find(self, question_id: str) -> NoReturn:
        """Say that it was asked."""
        raise _NamedError(question_id)


def _unknown(name: str) -> NoReturn:
    raise _NamedError(name)


@dataclass(slots=True)
class _Texts:
    """Parses the fields of one topic and gathers their diagnostics."""

    topic: str
    resolver: Resolver
    problems: list[Diagnostic] = field(default_factory=list)

    def inlines(self, question: str, path: str, text: str, *, gaps: bool = False) -> Inlines:
        if not text:
            return ()
        anchor = Anchor(self.topic, question, path)
        nodes, problems = parse_inlines(text, anchor, self.resolver, gaps=gaps)
        self.problems.extend(problems)
        return nodes

    def blocks(self, question: str, path: str, text: str) -> Blocks:
        nodes, problems = parse_blocks(text, Anchor(self.topic, question, path), self.resolver)
        self.problems.extend(problems)
        return nodes


def _question(source: QuestionSource, number: str, texts: _Texts) -> Question:
    def inlines(path: str, text: str) -> Inlines:
        return texts.inlines(source.id, path, text)

    return Question(
        id=source.id,
        number=number,
        title=source.title or default_title(source.question) or source.id,
        question=inlines("question", source.question),
        answer=texts.blocks(source.id, "answer", source.answer),
        level=Level(source.level) if source.level else None,
        tags=source.tags,
        short=inlines("short", source.short),
        key_points=tuple(
            _key_point(point, f"key_points.{index}", source, texts)
            for index, point in enumerate(source.key_points)
        ),
        follow_ups=tuple(
            inlines(f"follow_ups.{index}", text) for index, text in enumerate(source.follow_ups)
        ),
        hints=inlines("hints", source.hints),
        references=tuple(Reference(r.title, r.url) for r in source.references),
        reviewed=source.reviewed,
        identity=identity_of(source),
    )


def _key_point(
    source: KeyPointSource, path: str, question: QuestionSource, texts: _Texts
) -> KeyPoint:
    cloze = texts.inlines(question.id, f"{path}.cloze", source.cloze, gaps=True)
    point = texts.inlines(question.id, f"{path}.point", source.point)
    return KeyPoint(
        id=source.id,
        point=point or without_gaps(cloze),
        ask=texts.inlines(question.id, f"{path}.ask", source.ask),
        cloze=cloze,
        identity=point_identity_of(question, source),
    )
