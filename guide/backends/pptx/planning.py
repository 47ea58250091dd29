"""What planning the slides of a deck needs all the time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from guide.backends.base import Context
from guide.backends.pptx.blocks import Setting
from guide.backends.pptx.frames import Frame
from guide.backends.pptx.geometry import Geometry
from guide.backends.pptx.layouts import HEAD, Layout
from guide.backends.pptx.measure import Ruler
from guide.backends.pptx.runs import Report, Runs, plain
from guide.backends.pptx.slides import Line, Slide, Titles, layout_of, place
from guide.backends.pptx.template import Look
from guide.model import Topic

AGENDA = "agenda"
CODE_SPAN = 0.9
"""Size of code spans, of the text around them."""


def question_key(question_id: str) -> str:
    """Return the key of a question's first slide."""
    return f"{question_id}/question/1"


@dataclass(frozen=True, slots=True)
class Deck:
    """What planning needs all the time."""

    topic: Topic
    context: Context
    look: Look
    body: Ruler
    table: Ruler
    heading: Ruler
    titles: Titles
    report: Callable[[str, str], Report]
    """report(question id, field) gives what reports about that text."""

    @property
    def geometry(self) -> Geometry:
        """The slide's geometry."""
        return self.look.geometry

    def setting(self, height: float, report: Report, sizes: Iterable[float]) -> Setting:
        """Return the type area; the last of ``sizes`` is only for what then fits at once."""
        tokens = self.look.tokens
        first, second, *small = sizes
        tries = (
            (first, 0.0, False),
            (second, 30.0, False),
            *((s, 60.0 + 60 * i, True) for i, s in enumerate(small)),
        )
        return Setting(self.geometry.measure, height, self.body, self.table, tokens, report, tries)


def fitted(deck: Deck, runs: Runs, size: float, height: float, width: float = 0) -> Runs:
    """Return runs, cut with "…" where they do not fit; what is cut stands elsewhere in full."""
    box = replace(deck.geometry.head, height=height, width=width or deck.geometry.measure)
    line = Titles(deck.body, deck.geometry, size)
    return line.shortened(runs, box, "")[0] if runs else ()


def content(
    deck: Deck,
    key: str,
    title: Runs,
    parts: Sequence[tuple[Frame, ...]],
    report: Report,
    *,
    head: str,
    section: str,
    points: bool = False,
) -> list[Slide]:
    """Return slides of frames under one title, numbered if there are several."""
    box = deck.geometry.tall_title if points else deck.geometry.title
    area = deck.geometry.body(box)
    running = fitted(deck, plain(head), 14, deck.geometry.head.height)
    slides = []
    for index, frames in enumerate(parts, start=1):
        suffix = f" ({index}/{len(parts)})" if len(parts) > 1 else ""
        runs, size, cut_off = deck.titles.shortened(title, box, suffix)
        if cut_off and index == 1:
            report("G609", "the title is too long for its slide and is cut off there", 1)
        slides.append(
            Slide(
                Layout.POINTS if points else layout_of(frames),
                f"{key}/{index}",
                runs,
                size,
                section,
                (Line(HEAD, running, 14),),
                place(frames, area),
            )
        )
    return slides
