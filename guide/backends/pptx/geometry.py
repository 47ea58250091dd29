"""Where things stand on a slide. All in pt; the origin is the slide's upper left corner."""

from __future__ import annotations

from dataclasses import dataclass

EMU = 12_700
"""English metric units in a point, the unit of the files."""

INDENT = 24.0
"""Indentation of a list level."""

GAP = 16.0
"""Space between two things on a slide."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Geometry:
    """A slide of 7.5 in height and its type area."""

    width: float
    margin: float
    height: float = 540.0

    @property
    def measure(self) -> float:
        """The width of the type area."""
        return self.width - 2 * self.margin

    @property
    def head(self) -> Box:
        """The running head."""
        return Box(self.margin, 20, self.measure, 20)

    @property
    def title(self) -> Box:
        """The title: one line at 28 pt, or two at 24 pt, standing on the box's lower edge."""
        return Box(self.margin, 42, self.measure, 58)

    @property
    def tall_title(self) -> Box:
        """The title of the key points, a whole sentence: up to three lines at 24 pt."""
        return Box(self.margin, 42, self.measure, 88)

    def body(self, title: Box) -> Box:
        """Return what is left between a title and the foot."""
        top = title.y + title.height + 14
        return Box(self.margin, top, self.measure, self.foot.y - 12 - top)

    @property
    def question(self) -> Box:
        """A question that stands alone."""
        return Box(self.margin, 104, self.measure, 292)

    @property
    def above_question(self) -> Box:
        """The line above it."""
        return Box(self.margin, 72, self.measure, 26)

    @property
    def below_question(self) -> Box:
        """Level and tags."""
        return Box(self.margin, 414, self.measure, 52)

    @property
    def foot(self) -> Box:
        """Footer and slide number."""
        return Box(self.margin, 500, self.measure, 20)

    @property
    def footer(self) -> Box:
        """The footer's text."""
        return Box(self.margin, 500, self.measure - 72, 20)

    @property
    def number(self) -> Box:
        """The slide's number."""
        return Box(self.margin + self.measure - 64, 500, 64, 20)


def geometry(aspect: str) -> Geometry:
    """Return the geometry of an aspect, "16:9" or "4:3"."""
    return Geometry(720, 48) if aspect == "4:3" else Geometry(960, 60)
