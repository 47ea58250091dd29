"""Builds guides for the tests of the decks: from Markdown, or from the project's own source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import yaml

from guide.backends.base import Context, Part
from guide.backends.pptx import PptxBackend, PptxOptions
from guide.markup.compile import compile_topic
from guide.markup.nodes import Asset
from guide.model import Outline, OutlineQuestion, OutlineTopic, Topic
from guide.reader.theme import read_theme
from guide.source import (
    GuideInfo,
    KeyPointSource,
    QuestionSource,
    ReferenceSource,
    TopicSource,
)
from guide.theme import SlideTokens, Theme

ROOT = Path(__file__).parents[3]
THEMES = ("serif", "sans")
INFO = GuideInfo(
    "test-guide",
    "Test Guide",
    subtitle="Questions",
    edition="2026-11-23",
    language="en-US",
    authors=("The authors",),
    date=datetime(2026, 11, 23, tzinfo=UTC),
)


@cache
def theme(name: str = "serif") -> Theme:
    """Return a theme of the project."""
    return read_theme(name, [ROOT / "themes"])


def themed(name: str = "serif", **tokens: Any) -> Theme:
    """Return a theme with other tokens of slides."""
    base = theme(name)
    return replace(base, slides=replace(base.slides or SlideTokens(), **tokens))


def question(answer: str, identifier: str = "q-1", **fields: Any) -> QuestionSource:
    """Return a question with a Markdown answer."""
    asked = fields.pop("question", "How does it work?")
    return QuestionSource(identifier, asked, answer, **fields)


def topic_of(*questions: QuestionSource, **fields: Any) -> tuple[Topic, Outline]:
    """Return questions as a compiled topic."""
    source = TopicSource(
        fields.pop("id", "topic"), fields.pop("title", "A topic"), 1, questions, **fields
    )
    return compiled([source])[0], outline_of([source])


def outline_of(topics: Sequence[TopicSource]) -> Outline:
    """Return the outline of topics."""
    return Outline(
        tuple(
            OutlineTopic(
                t.id,
                t.number,
                t.title,
                tuple(
                    OutlineQuestion(q.id, f"{t.number}.{n}", q.title or q.id)
                    for n, q in enumerate(t.questions, 1)
                ),
            )
            for t in topics
        )
    )


def compiled(topics: Sequence[TopicSource]) -> list[Topic]:
    """Return topics compiled against the outline of all of them."""
    outline = outline_of(topics)
    return [compile_topic(t, outline, _asset)[0] for t in topics]


def _asset(name: str) -> Asset:
    from tests.backends.pptx.images import png, svg

    if name.endswith(".svg"):
        return Asset(name, "image/svg+xml", svg(320, 180), 320, 180)
    return Asset(name, "image/png", png(640, 360), 640, 360)


def context(outline: Outline, look: Theme | None = None, info: GuideInfo = INFO) -> Context:
    """Return a context for the decks."""
    return Context(info, outline, look or theme(), PptxOptions(), datetime(2027, 1, 1, tzinfo=UTC))


def render(*questions: QuestionSource, look: Theme | None = None, **fields: Any) -> Part:
    """Return the deck of a topic with these questions."""
    topic, outline = topic_of(*questions, **fields)
    return PptxBackend().render(topic, context(outline, look))


@cache
def real_sources() -> tuple[TopicSource, ...]:
    """Return the topics of the project's own guide that exist."""
    folder = ROOT / "source"
    listed = yaml.safe_load((folder / "guide.yaml").read_text(encoding="utf-8"))["topics"]
    paths = [folder / f"{name}.yaml" for name in listed if (folder / f"{name}.yaml").exists()]
    assert paths, "the guide has no topic"
    return tuple(_source(path, number) for number, path in enumerate(paths, 1))


@cache
def real_topics() -> tuple[tuple[Topic, ...], Outline]:
    """Return them compiled, with their outline."""
    sources = real_sources()
    return tuple(compiled(sources)), outline_of(sources)


@cache
def real_decks(theme_name: str) -> Mapping[str, bytes]:
    """Return the decks of the project's own guide, by topic."""
    topics, outline = real_topics()
    backend, where = PptxBackend(), context(outline, theme(theme_name))
    return {topic.id: backend.render(topic, where).data for topic in topics}


def _source(path: Path, number: int) -> TopicSource:
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    return TopicSource(
        raw["id"],
        raw["title"],
        number,
        tuple(_question(q) for q in raw["questions"]),
        raw.get("summary", ""),
    )


def _question(raw: Mapping[str, Any]) -> QuestionSource:
    points = tuple(KeyPointSource(**point) for point in raw.get("key_points", ()))
    references = tuple(ReferenceSource(**r) for r in raw.get("references", ()))
    return QuestionSource(
        **{
            **raw,
            "tags": tuple(raw.get("tags", ())),
            "key_points": points,
            "follow_ups": tuple(raw.get("follow_ups", ())),
            "references": references,
            "reviewed": str(raw.get("reviewed", "")),
        }
    )


def parts_of(data: bytes) -> dict[str, bytes]:
    """Return the files of a package."""
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def long_words() -> Iterator[str]:
    """Yield words that fit on no line."""
    yield "x" * 300
    yield "W" * 90
