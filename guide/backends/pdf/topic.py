"""A topic's HTML: its opening page and its questions."""

from __future__ import annotations

import re
from typing import Any

from markupsafe import Markup

from guide.backends.base import Context
from guide.backends.pdf.code_font import code_font
from guide.backends.pdf.geometry import Geometry
from guide.backends.pdf.templates import render
from guide.backends.pdf.writer import BookletWriter
from guide.markup.text import plain_text
from guide.model import Question, Topic

_LONG_WORD = re.compile(r"[^\s<>]{28}")  # what may not fit on a line of a narrow list or cell
_TAG = re.compile(r"<pre>.*?</pre>|<[^>]*>", re.DOTALL)


def topic_html(topic: Topic, context: Context, geometry: Geometry) -> tuple[str, BookletWriter]:
    """Return the HTML of a topic and the writer, which knows its images and terms."""
    writer = BookletWriter(
        context.outline,
        topic.id,
        geometry,
        code_font=code_font(context.theme.booklet.fonts.code[0]),
    )
    html = render(
        context.theme,
        "pdf/topic.html.j2",
        guide=context.guide,
        geometry=geometry,
        topic=topic,
        summary=Markup(writer.inlines(topic.summary)),
        questions=[_question(question, writer) for question in topic.questions],
    )
    return html, writer


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
        "page": Markup(writer.page_reference(question.id, prefix="")),
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
