"""A topic → the slides of its deck, in order, measured and split."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from guide.backends.base import Context
from guide.backends.pptx.blocks import Setting
from guide.backends.pptx.compose import compose
from guide.backends.pptx.flow import Item, Marker, Para, Section, Style, sections
from guide.backends.pptx.frames import Frame, TextFrame
from guide.backends.pptx.layouts import Layout
from guide.backends.pptx.measure import Ruler
from guide.backends.pptx.notes import notes
from guide.backends.pptx.opening import agenda, recap, title_slide
from guide.backends.pptx.planning import CODE_SPAN, Deck, content, fitted
from guide.backends.pptx.runs import Report, Runs, TextRun, join, one_line, plain, text_of, to_runs
from guide.backends.pptx.slides import Line, Slide, Titles
from guide.backends.pptx.template import Look
from guide.model import Question, Topic


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a question stands: "Question 3 of 11", and its section's name."""

    progress: str
    section: str


def plan(
    topic: Topic, context: Context, look: Look, report: Callable[[str, str], Report]
) -> list[Slide]:
    """Return the slides of a topic's deck."""
    heading = Ruler(look.tokens.heading_font, CODE_SPAN)
    deck = Deck(
        topic,
        context,
        look,
        body=Ruler(look.tokens.body_font, CODE_SPAN),
        table=Ruler(look.tokens.body_font),
        heading=heading,
        titles=Titles(heading, look.geometry, look.tokens.title),
        report=report,
    )
    slides = [title_slide(deck), *agenda(deck)]
    for number, question in enumerate(topic.questions, start=1):
        slides.extend(_question(deck, question, number))
    slides.extend(recap(deck))
    return slides


def _sizes(body: float) -> tuple[float, ...]:
    return (body + 2, body, max(18.0, body - 2))


def _question(deck: Deck, question: Question, number: int) -> list[Slide]:
    place = _Place(
        f"Question {number} of {len(deck.topic.questions)}",
        f"{question.number} {question.title or question.id}",
    )
    slides = _question_slides(deck, question, place)
    points = _points(deck, question, place)
    slides.extend(points)
    slides.extend(_answer(deck, question, place, lead=not points))
    slides.extend(_follow_ups(deck, question, place))
    return slides


def _answer(deck: Deck, question: Question, place: _Place, *, lead: bool) -> list[Slide]:
    """Return the slides of the answer; ``lead`` puts the short answer above it."""
    report = deck.report(question.id, "answer")
    height = deck.geometry.body(deck.geometry.title).height
    setting = deck.setting(height, report, _sizes(deck.look.tokens.body))
    found = list(sections(question.answer, report))
    if lead and question.short:
        short = to_runs(question.short, deck.report(question.id, "short"), 1)
        first = Para(one_line(short), style=Style.HEADING)
        if found and not found[0].title:
            found[0].items.insert(0, first)
        else:
            found.insert(0, Section((), [first]))
    found = [_fitting(deck, section) for section in found]
    slides = []
    own_title = plain(question.title or question.id)
    for part, (section, frames) in enumerate(_packed(found, setting), start=1):
        if section.title:
            title = deck.titles.unique(section.title, question.title, question.number)
        else:
            title = deck.titles.unique(own_title, "Answer", question.number)
        same = text_of(title) == question.title
        head = place.progress if same else f"{place.progress}  ·  {question.title}"
        key = f"{question.id}/answer-{part}"
        slides.extend(content(deck, key, title, frames, report, head=head, section=place.section))
    return slides


def _fitting(deck: Deck, section: Section) -> Section:
    """Return a section; a heading that is too long for a title stands above its text."""
    box = deck.geometry.title
    roomy = replace(box, width=box.width - 60)  # for " (12/34)"
    if not section.title or deck.titles.fit(section.title, roomy):
        return section
    heading: Item = Para(section.title, style=Style.HEADING, keep=True)
    return Section((), [heading, *section.items])


def _packed(
    found: list[Section], setting: Setting
) -> Iterator[tuple[Section, list[tuple[Frame, ...]]]]:
    """Yield sections with their slides; a short one goes on one slide with its neighbour.

    So does the opening, which has no heading, wherever that saves a slide.
    """
    index = 0
    while index < len(found):
        section = found[index]
        frames = compose(section.items, setting)
        while index + 1 < len(found):
            following = found[index + 1]
            heading = Para(following.title, style=Style.HEADING, before=0.9, keep=True)
            items = [*section.items, heading, *following.items]
            joined = compose(items, setting)
            apart = len(frames) + len(compose(following.items, setting))
            if len(joined) > 1 and (section.title or len(joined) >= apart):
                break
            section, frames = Section(section.title, items), joined
            index += 1
        if frames:
            yield section, frames
        index += 1


def _question_slides(deck: Deck, question: Question, place: _Place) -> list[Slide]:
    report = deck.report(question.id, "question")
    runs = to_runs(question.question, report, 1) or plain(question.title or question.id)
    box, wanted = deck.geometry.question, deck.look.tokens.question
    sizes = ((wanted, 0.0, True), (wanted - 4, 30.0, True), (min(28.0, wanted), 60.0, False))
    setting = Setting(
        box.width, box.height, deck.heading, deck.table, deck.look.tokens, report, sizes
    )
    parts = compose([Para(runs, style=Style.HEADING)], setting)
    tags = "  ·  ".join(x for x in ((question.level or "").capitalize(), *question.tags) if x)
    below = fitted(deck, plain(tags), 16, deck.geometry.below_question.height)
    slides = []
    for index, frames in enumerate(parts, start=1):
        frame = frames[0]
        if not isinstance(frame, TextFrame):  # pragma: no cover - a paragraph gives text only
            raise TypeError(frame)
        title = deck.titles.unique(join(frame.paras[0].runs), question.number)
        suffix = f"  ({index}/{len(parts)})" if len(parts) > 1 else ""
        lines = [Line(1, plain(place.progress + suffix), 18)]
        if below:
            lines.append(Line(2, below, 16))
        slides.append(
            Slide(
                Layout.QUESTION,
                f"{question.id}/question/{index}",
                title,
                frame.size,
                place.section,
                tuple(lines),
                notes=notes(question, deck.report(question.id, "answer")) if index == 1 else (),
            )
        )
    return slides


def _points(deck: Deck, question: Question, place: _Place) -> list[Slide]:
    """Return the slides of the key points, under the short answer."""
    report = deck.report(question.id, "key_points")
    items: list[Item] = [
        Para(to_runs(point.point, report, 1), 1, Marker.BULLET, before=0.45)
        for point in question.key_points
        if point.point
    ]
    if not items:
        return []
    box = deck.geometry.tall_title
    short = one_line(to_runs(question.short, deck.report(question.id, "short"), 1))
    numbered = (*short, TextRun(" (2/3)"))
    title: Runs
    if short and deck.titles.fit(numbered, box):
        title = short
    else:
        title = plain(question.title or question.id)
        if short:
            items.insert(0, Para(short, style=Style.HEADING))
    title = deck.titles.unique(title, "in short", question.number)
    setting = deck.setting(
        deck.geometry.body(box).height,
        deck.report(question.id, "key_points"),
        _sizes(deck.look.tokens.body),
    )
    return content(
        deck,
        f"{question.id}/points",
        title,
        compose(items, setting),
        report,
        head=f"{place.progress}  ·  {question.title}",
        section=place.section,
        points=True,
    )


def _follow_ups(deck: Deck, question: Question, place: _Place) -> list[Slide]:
    if not question.follow_ups:
        return []
    report = deck.report(question.id, "follow_ups")
    items: list[Item] = [
        Para(runs, 1, Marker.BULLET, before=0.7)
        for follow_up in question.follow_ups
        if (runs := to_runs(follow_up, report, 1))
    ]
    size = deck.look.tokens.body + 4
    setting = deck.setting(
        deck.geometry.body(deck.geometry.title).height, report, (size, size - 2, size - 4)
    )
    title = deck.titles.unique(plain(f"Follow-up: {question.title}"), question.number)
    return content(
        deck,
        f"{question.id}/follow-up",
        title,
        compose(items, setting),
        report,
        head=place.progress,
        section=place.section,
    )
