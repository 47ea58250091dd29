"""A topic as a section of the page: its head and its questions, each of which folds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from guide.backends.web.text import clean, counted, is_safe_url, question_href
from guide.backends.web.writer import WebWriter
from guide.markup.text import plain_text
from guide.model import KeyPoint, Outline, Question, Reference, Topic

_NOTHING = Markup("")


def topic_section(topic: Topic, outline: Outline) -> str:
    """Return the HTML of ``topic`` with the questions that this build contains."""
    shown, total = len(topic.questions), max(topic.total, len(topic.questions))
    count = counted(total, "question")
    writer = WebWriter(outline)
    section = Markup(
        '<section class="topic" id="t-{id}" aria-labelledby="t-{id}-title">\n'
        '<header><h2 id="t-{id}-title"><span class="no">{number}</span> {title}</h2>\n'
        '<p class="count">{count}</p>{summary}</header>\n'
        '<div class="questions">\n{questions}</div>\n</section>\n'
    ).format(
        id=topic.id,
        number=topic.number,
        title=topic.title,
        count=count if shown == total else f"{shown:,} of {count}",
        summary=_optional('\n<p class="summary">{}</p>', writer.inlines(topic.summary)),
        questions=_NOTHING.join(_question(question, outline) for question in topic.questions),
    )
    return clean(str(section))


def _question(question: Question, outline: Outline) -> Markup:
    """Return one question. It may stand a thousand times on a page, so its HTML is short.

    The target of links is inside the details: a browser unfolds those without any script.
    """
    writer = WebWriter(outline)
    identity = question.identity if question.identity != question.id else ""
    return Markup(
        "<article{identity}><details>\n<summary><b>{number}</b> {title}<h3>{question}</h3>{meta}"
        '</summary>\n<div class=body id="q-{id}">{short}{answer}\n{points}{follow_ups}{references}'
        '<p class=foot><a href="{href}">Permanent link</a>{reviewed}</div>'
        "</details></article>\n"
    ).format(
        id=question.id,
        href=question_href(question.id),
        identity=_optional(' data-identity="{}"', identity),
        number=question.number,
        title=_title(question),
        question=writer.inlines(question.question),
        meta=_meta(question),
        short=_optional("<p class=short>{}\n", writer.inlines(question.short)),
        answer=writer.blocks(question.answer),
        points=_list("points", "Key points", [_point(p, writer) for p in question.key_points]),
        follow_ups=_list("more", "Follow-up questions", map(writer.inlines, question.follow_ups)),
        references=_list("more", "References", map(_reference, question.references)),
        reviewed=_optional(" Reviewed {}", question.reviewed),
    )


def _title(question: Question) -> Markup:
    """Return the short title, unless the question says the same."""
    start = question.title.rstrip(" .…")
    if plain_text(question.question).startswith(start):
        return _NOTHING
    return Markup("<i>{}</i>\n").format(question.title)


def _meta(question: Question) -> Markup:
    """Return level and tags, parted by spaces (the reader allows none inside a tag)."""
    level = _optional("<b>{}</b> ", (question.level or "").capitalize())
    return _optional("<small>{}</small>", level + " ".join(question.tags))


def _point(point: KeyPoint, writer: WebWriter) -> Markup:
    """Return a key point; what it answers stands before it, in ``i``."""
    ask = _optional("<i>{}</i>\n", writer.inlines(point.ask))
    return ask + writer.inlines(point.point)


def _reference(reference: Reference) -> Markup:
    if not reference.url:
        return Markup("{}").format(reference.title)
    if not is_safe_url(reference.url):
        return Markup("{} ({})").format(reference.title, reference.url)
    return Markup('<a href="{}">{}</a>').format(reference.url, reference.title or reference.url)


def _list(kind: str, heading: str, items: Iterable[Markup]) -> Markup:
    lines: Sequence[Markup] = [Markup("<li>{}\n").format(item) for item in items]
    if not lines:
        return _NOTHING
    return Markup("<h4>{}</h4>\n<ul class={}>\n{}</ul>\n").format(
        heading, kind, _NOTHING.join(lines)
    )


def _optional(template: str, value: str) -> Markup:
    return Markup(template).format(value) if value else _NOTHING  # noqa: S704 - a literal
