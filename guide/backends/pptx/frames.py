"""What stands on a slide: measured, but not yet placed. Sizes and heights in pt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from guide.backends.pptx.code import CodeRow
from guide.backends.pptx.flow import Para
from guide.backends.pptx.runs import Runs
from guide.markup.nodes import Align, Asset, CalloutKind

CODE_INSET = 12.0
CAPTION = 22.0
CALLOUT_INSET = 12.0
CALLOUT_BAR = 5.0
CELL_X, CELL_Y = 8.0, 5.0
CODE_PITCH = 1.16
"""Line pitch of code in em; exact, so that a panel's height does not depend on the font."""


@dataclass(frozen=True, slots=True)
class TextFrame:
    """Paragraphs."""

    paras: tuple[Para, ...]
    size: float
    height: float


@dataclass(frozen=True, slots=True)
class CodeFrame:
    """A code panel with the file's name and the language above it."""

    rows: tuple[CodeRow, ...]
    size: float
    height: float
    caption: str = ""

    @property
    def pitch(self) -> float:
        """The distance of two lines."""
        return round(self.size * CODE_PITCH, 1)


@dataclass(frozen=True, slots=True)
class TableFrame:
    """A table; ``heights`` are those of the rows in the deck's own font."""

    rows: tuple[tuple[Runs, ...], ...]
    align: tuple[Align, ...]
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    size: float
    height: float


@dataclass(frozen=True, slots=True)
class CalloutFrame:
    """A call-out."""

    kind: CalloutKind
    paras: tuple[Para, ...]
    size: float
    height: float


@dataclass(frozen=True, slots=True)
class PictureFrame:
    """A picture; ``name`` of its caption is "" if it has none."""

    asset: Asset
    alt: str
    width: float
    height: float
    caption: str = ""


Frame: TypeAlias = TextFrame | CodeFrame | TableFrame | CalloutFrame | PictureFrame
