"""What a slide is before it is written: titled, measured, with every frame in its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from guide.backends.pptx.frames import CodeFrame, Frame, PictureFrame, TableFrame, TextFrame
from guide.backends.pptx.geometry import GAP, Box, Geometry
from guide.backends.pptx.layouts import Layout
from guide.backends.pptx.measure import Ruler
from guide.backends.pptx.pieces import cut
from guide.backends.pptx.runs import BREAK, Runs, TextRun, one_line, plain, text_of

Placed: TypeAlias = tuple[Box, Frame]


@dataclass(frozen=True, slots=True)
class Line:
    """Text in a placeholder of the layout, in that placeholder's own look; ``box`` moves it."""

    index: int
    runs: Runs
    size: float
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Slide:
    """A slide. ``key`` names it for ever; ``section`` is the one that PowerPoint lists it in."""

    layout: Layout
    key: str
    title: Runs
    title_size: float
    section: str
    lines: tuple[Line, ...] = ()
    placed: tuple[Placed, ...] = ()
    columns: tuple[TextFrame, ...] = ()
    notes: tuple[str, ...] = field(default=(), repr=False)


def place(frames: tuple[Frame, ...], area: Box) -> tuple[Placed, ...]:
    """Stack frames from the top of ``area``; a lone text takes all of it."""
    if len(frames) == 1 and isinstance(frames[0], TextFrame):
        return ((area, frames[0]),)
    placed, y = [], area.y
    for number, frame in enumerate(frames):
        last = number == len(frames) - 1
        width = frame.width if isinstance(frame, PictureFrame) else area.width
        height = frame.height
        if last and isinstance(frame, TextFrame):
            height = area.y + area.height - y
        placed.append((Box(area.x, y, width, height), frame))
        y += frame.height + GAP
    return tuple(placed)


def layout_of(frames: tuple[Frame, ...]) -> Layout:
    """Return the layout for frames: that of the first block among them."""
    for frame in frames:
        match frame:
            case TextFrame():
                continue
            case CodeFrame():
                return Layout.CODE
            case TableFrame():
                return Layout.TABLE
            case PictureFrame():
                return Layout.PICTURE
            case _:
                return Layout.CALLOUT
    return Layout.TEXT


_SMALLEST = 24.0
"""pt: titles are no smaller unless the theme wants them so."""


class Titles:
    """Gives titles their size, and makes each one the only one of its kind in the deck."""

    def __init__(self, ruler: Ruler, geometry: Geometry, wanted: float) -> None:
        self._ruler = ruler
        self._measure = geometry.measure
        self._sizes = [s for s in (wanted, 26.0, 24.0) if _SMALLEST <= s <= wanted] or [wanted]
        self._used: set[str] = set()

    def unique(self, runs: Runs, *distinctions: str) -> Runs:
        """Return a title that no other slide has: with a distinction added where it must be."""
        runs = one_line(runs) or plain("–")
        base = text_of(runs)
        text, added = base, ""
        for added in ("", *(f" · {distinction}" for distinction in distinctions if distinction)):
            text = base + added
            if text.casefold() not in self._used:
                break
        number = 2
        while text.casefold() in self._used:
            added = f" · {number}"
            text = base + added
            number += 1
        self._used.add(text.casefold())
        return (*runs, TextRun(added)) if added else runs

    def fit(self, runs: Runs, box: Box) -> float | None:
        """Return the largest size at which a title fits its box; at the widest in one line."""
        words = self._ruler.words(runs, bold=True)
        for size in self._sizes:
            if self._ruler.height(words, box.width, size) <= box.height:
                return size
        return None

    def shortened(self, runs: Runs, box: Box, suffix: str) -> tuple[Runs, float, bool]:
        """Return a title with its suffix, its size, and whether its end was cut off to fit."""
        tail = (TextRun(suffix, color="tx2"),) if suffix else ()
        size = self.fit((*runs, *tail), box)
        if size is not None:
            return (*runs, *tail), size, False
        low, high = 0, len(text_of(runs))
        while low < high:  # the longest beginning that fits
            middle = (low + high + 1) // 2
            if self.fit((*cut(runs, 0, middle), TextRun("…"), *tail), box) is None:
                high = middle - 1
            else:
                low = middle
        short = tuple(run for run in cut(runs, 0, low) if run.text != BREAK)
        return (*short, TextRun("…"), *tail), self._sizes[-1], True
