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
    source: TopicSource, outline: Outline, load: AssetLoader, *, highlighted: bool = True
) -> tuple[Topic, tuple[Diagnostic, ...]]:
    """Parse every text of a topic.

    ``outline`` is that of the whole guide, so that a link resolves whatever selection is
    built; ``load`` reads images; code is ``highlighted`` unless only mistakes are looked
    for. Never raises for what stands in a text. The result is the same for the same input
    and can be pickled.
    """
    texts = _Texts(source.id, Resolver(outline, load, highlighted=highlighted))
    questions = []
    for index, question in enumerate(source.questions, 1):
        number = f"{source.number}.{index}"
        known = _without_images(question, number, source.id, outline, highlighted)
        if known is None:
            questions.append(_question(question, number, texts))
        else:
            questions.append(known[0])
            texts.problems.extend(known[1])
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
def _without_images(
    question: QuestionSource,
    number: str,
    topic: str,
    outline: Outline,
    highlighted: bool,  # noqa: FBT001 - a key of the cache
) -> tuple[Question, tuple[Diagnostic, ...]] | None:
    """Compile a question that shows no image; return None if it does: files may change."""
    texts = _Texts(topic, Resolver(outline, _refuse, highlighted=highlighted))
    try:
        return _question(question, number, texts), tuple(texts.problems)
    except _ImageError:
        return None


class _ImageError(Exception):
    """A text shows an image."""


def _refuse(name: str) -> NoReturn:
    raise _ImageError(name)


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
