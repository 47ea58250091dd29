"""The slides around the questions: title, agenda, recap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from guide.backends.pptx.compose import columns
from guide.backends.pptx.flow import Para
from guide.backends.pptx.frames import TextFrame
from guide.backends.pptx.geometry import Box
from guide.backends.pptx.layouts import Layout, halves, title_boxes
from guide.backends.pptx.planning import AGENDA, Deck, fitted, question_key
from guide.backends.pptx.runs import Runs, one_line, plain, text_of, to_runs
from guide.backends.pptx.slides import Line, Slide, Titles

_TITLE_SIZES = (48.0, 40.0, 32.0, 28.0)
_ONE_COLUMN = 12
"""Questions that an agenda of one column holds at body size."""


def title_slide(deck: Deck) -> Slide:
    """Return the first slide: guide, topic, what it is about, how many questions, edition."""
    info, topic = deck.context.guide, deck.topic
    report = deck.report("", "summary")
    boxes = title_boxes(deck.look)
    title, size = _big_title(deck, boxes["title"])
    ruler = deck.heading
    words = ruler.words(title, bold=True)
    bottom = boxes["title"].y + ruler.height(words, boxes["title"].width, size) + 24
    below = replace(boxes["below"], y=bottom, height=boxes["foot"].y - 16 - bottom)
    summary = one_line(to_runs(topic.summary, report, 1))
    about = summary or plain(info.subtitle)
    count, total = len(topic.questions), max(topic.total, len(topic.questions))
    questions = f"{count} question{'s' * (count != 1)}"
    if count < total:
        questions = f"{count} of {total} questions"
    meta = "  ·  ".join(x for x in (questions, info.edition, ", ".join(info.authors)) if x)
    lines = (
        Line(1, fitted(deck, plain(info.title), 20, boxes["above"].height), 20),
        Line(2, fitted(deck, about, 20, below.height), 20, below),
        Line(3, fitted(deck, plain(meta), 16, boxes["foot"].height), 16),
    )
    return Slide(
        Layout.TITLE,
        "title",
        title,
        size,
        "Opening",
        tuple(line for line in lines if line.runs),
        notes=(text_of(summary),) if summary else (),
    )


def _big_title(deck: Deck, box: Box) -> tuple[Runs, float]:
    """Return the topic's title and its size; cut off, and reported, if no size fits."""
    runs = deck.titles.unique(plain(deck.topic.title))
    ruler = deck.heading
    words = ruler.words(runs, bold=True)
    for size in _TITLE_SIZES:
        if ruler.height(words, box.width, size) <= box.height:
            return runs, size
    message = "the topic's title is too long for its slide and is cut off there"
    deck.report("", "title")("G609", message, 1)
    smallest = _TITLE_SIZES[-1]
    return Titles(ruler, deck.geometry, smallest).shortened(runs, box, "")[0], smallest


def agenda(deck: Deck) -> list[Slide]:
    """Return the list of questions with links; in two columns if there are many."""
    if not deck.topic.questions:
        return []
    whole, left, _ = halves(deck.look)
    single = len(deck.topic.questions) <= _ONE_COLUMN
    area, size = (whole, deck.look.tokens.body) if single else (left, 18.0)
    hang = _hang(deck, size)
    entries = []
    for question in deck.topic.questions:
        key = question_key(question.id)
        name = plain(question.title or question.id)
        shown = fitted(deck, name, size, 2.6 * size, area.width - hang)
        linked = tuple(replace(run, slide=key) for run in shown)
        entries.append(Para(linked, before=0.4, label=question.number, hang=hang, slide=key))
    report = deck.report("", "title")
    setting = replace(deck.setting(area.height, report, (size, size)), width=area.width)
    filled = columns(entries, setting, size)
    step = 1 if single else 2
    groups = [tuple(filled[i : i + step]) for i in range(0, len(filled), step)]
    title = deck.titles.unique(plain("Agenda"))
    return _numbered_slides(deck, Layout.AGENDA, AGENDA, title, groups)


def recap(deck: Deck) -> list[Slide]:
    """Return every question's short answer in a line, with a link back to the question."""
    if not deck.topic.questions:
        return []
    size = max(18.0, deck.look.tokens.body - 2)
    hang = _hang(deck, size)
    area, _, _ = halves(deck.look)
    entries = []
    for question in deck.topic.questions:
        report = deck.report(question.id, "short")
        short = one_line(to_runs(question.short, report, 1)) or plain(question.title)
        shown = fitted(deck, short or plain(question.id), size, 6 * size, area.width - hang)
        key = question_key(question.id)
        entries.append(Para(shown, before=0.5, label=question.number, hang=hang, slide=key))
    setting = deck.setting(area.height, deck.report("", "title"), (size, size))
    groups = [(frame,) for frame in columns(entries, setting, size)]
    title = deck.titles.unique(plain("Recap"))
    return _numbered_slides(deck, Layout.CLOSING, "recap", title, groups)


def _hang(deck: Deck, size: float) -> float:
    """Return the width of the column of numbers."""
    longest = max((question.number for question in deck.topic.questions), key=len, default="1.1")
    return round(deck.body.width(deck.body.words(plain(longest)), size)) + 12


def _numbered_slides(
    deck: Deck,
    layout: Layout,
    key: str,
    title: Runs,
    groups: Sequence[tuple[TextFrame, ...]],
) -> list[Slide]:
    section = "Opening" if layout is Layout.AGENDA else "Recap"
    slides = []
    for index, frames in enumerate(groups, start=1):
        suffix = f" ({index}/{len(groups)})" if len(groups) > 1 else ""
        runs, size, _ = deck.titles.shortened(title, deck.geometry.title, suffix)
        slides.append(Slide(layout, f"{key}/{index}", runs, size, section, columns=frames))
    return slides
