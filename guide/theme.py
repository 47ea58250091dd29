"""Design tokens: one set of colours, fonts and sizes for booklet, decks, cards and page.

A theme is a folder with ``theme.yaml`` (the tokens) and one folder a format (style
sheets, templates). `guide.reader.theme` reads it; here is what it becomes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from guide.markup.nodes import TokenKind


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as "#rrggbb"; those of text stand out at least 4.5:1 on paper and panel."""

    ink: str  # running text
    paper: str  # background
    muted: str  # secondary text: folios, captions, metadata
    accent: str  # links, numbers, small bars; usable as text
    tint: str  # a soft accent background for the short answer and call-outs
    rule: str  # hairlines and table rules; never text
    panel: str  # background of code
    mark: str  # background of code lines that a fence points at
    note: str  # call-outs: bar and label
    tip: str
    important: str
    warning: str
    caution: str


@dataclass(frozen=True, slots=True)
class CodeStyle:
    """How one kind of code token looks; weight and slant carry it where colour does not."""

    color: str
    bold: bool = False
    italic: bool = False


CodeStyles = Mapping[TokenKind, CodeStyle]


@dataclass(frozen=True, slots=True)
class FontStacks:
    """Font families in order of preference: packaged ones for the booklet, else system fonts."""

    body: tuple[str, ...]
    heading: tuple[str, ...]
    code: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet and its type area; all in mm. ``inner`` is the margin at the gutter."""

    width: float
    height: float
    top: float
    bottom: float
    inner: float
    outer: float
    size: float = 10.0  # body text, pt
    leading: float = 14.0  # line pitch, pt
    hang: float = 0.0  # column for numbers and side heads, inside the type area, mm


@dataclass(frozen=True, slots=True)
class BookletTokens:
    """The booklet's own tokens. ``scale`` is the ratio between steps of the type scale."""

    fonts: FontStacks
    papers: Mapping[str, Paper]
    scale: float = 1.2
    code_size: float = 0.84  # of the body size


@dataclass(frozen=True, slots=True)
class SlideTokens:
    """The decks' own tokens; sizes in pt. Fonts are PowerPoint's, by name."""

    aspect: str = "16:9"  # or "4:3"
    heading_font: str = "Calibri"
    body_font: str = "Calibri"
    code_font: str = "Consolas"
    question: float = 36.0
    title: float = 28.0
    body: float = 20.0
    code: float = 16.0
    table: float = 16.0
    footer: float = 12.0


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme, complete.

    ``files`` maps "<format>/<name>" to the bytes of its style sheets and templates.
    """

    name: str
    summary: str
    light: Palette
    dark: Palette
    code_light: CodeStyles
    code_dark: CodeStyles
    screen: FontStacks
    booklet: BookletTokens
    slides: SlideTokens = SlideTokens()
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    def text(self, path: str) -> str:
        """Return a file of the theme, such as ``"web/page.css"``, as text."""
        return self.files[path].decode()


PALETTE_KEYS = tuple(f.name for f in fields(Palette))


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two "#rrggbb" colours, 1–21 (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    channels = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - WCAG 2.2
        for c in channels
    )
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
