"""A topic's pieces as HTML: its opening page, its running head, its questions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from guide.backends.base import Context
from guide.backends.pdf.code_font import code_font
from guide.backends.pdf.coverage import replace_missing
from guide.backends.pdf.galley import Piece
from guide.backends.pdf.geometry import Geometry
from guide.backends.pdf.templates import render
from guide.backends.pdf.writer import BookletWriter
from guide.markup.nodes import Asset
from guide.markup.text import plain_text
from guide.model import Question, Topic

_LONG_WORD = re.compile(r"[^\s<>]{28}")  # what may not fit on a line of a narrow list or cell
_TAG = re.compile(r"<pre>.*?</pre>|<[^>]*>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Written:
    """A piece, with what stands in it.

    These are the images that it shows, the terms that it defines (anchor → term), and the
    characters that no font has.
    """

    piece: Piece
    images: Mapping[str, Asset] = field(default_factory=dict)
    terms: Mapping[str, str] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()


def written(
    context: Context, template: str, writer: BookletWriter | None = None, /, **values: Any
) -> Written:
    """Fill in a template of the booklet; ``writer`` is what wrote the texts among the values."""
    html = render(context.theme, f"pdf/{template}.html.j2", guide=context.guide, **values)
    html, missing = replace_missing(html)
    if writer is None:
        return Written(Piece(html), missing=missing)
    return Written(Piece(html, tuple(writer.chunks)), writer.images, writer.terms, missing)


def opening(topic: Topic, context: Context, geometry: Geometry) -> tuple[Written, Written]:
    """Return the piece of a topic's opening page, and of its running head."""
    writer = _writer(topic.id, context, geometry)
    questions = [
        {
            "id": question.id,
            "number": question.number,
            "title": question.title,
            "page": Markup(writer.page_reference(question.id, prefix="")),
        }
        for question in topic.questions
    ]
    summary = Markup(writer.inlines(topic.summary))
    opener = written(context, "opener", writer, topic=topic, summary=summary, questions=questions)
    return opener, written(context, "head", title=f"{topic.number} {topic.title}")


def question_piece(question: Question, context: Context, geometry: Geometry) -> Written:
    """Return the piece of a question."""
    writer = _writer(question.id, context, geometry)
    values = _question(question, writer)
    return written(context, "question", writer, q=values, geometry=geometry)


def _writer(place: str, context: Context, geometry: Geometry) -> BookletWriter:
    font = code_font(context.theme.booklet.fonts.code[0])
    return BookletWriter(context.outline, place, geometry, code_font=font)


def _question(question: Question, writer: BookletWriter) -> dict[str, Any]:
    asked = plain_text(question.question)
    texts = {
        "question": Markup(writer.inlines(question.question)),
        "short": Markup(writer.inlines(question.short)),
        "points": [Markup(writer.inlines(point.point)) for point in question.key_points],
        "answer": Markup(writer.answer(question.answer)),
        "follow_ups": [Markup(writer.inlines(text)) for text in question.follow_ups],
    }
    return texts | {
        "id": question.id,
        "number": question.number,
        "title": question.title,
        # A title made from the question would only say the same twice.
        "titled": not asked.startswith(question.title.removesuffix("…").rstrip()),
        "level": question.level or "",
        "tags": question.tags,
        # Letting words break anywhere costs a third of the time: only where one must.
        "breaks": _LONG_WORD.search(_TAG.sub(" ", str(list(texts.values())))) is not None,
        "references": [
            {
                "title": reference.title,
                "url": reference.url,
                "shown": reference.url.removeprefix("https://").removeprefix("http://"),
            }
            for reference in question.references
        ],
    }
