"""Small pieces of DrawingML as text. Building text is many times faster than building trees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from guide.backends.pptx.geometry import EMU, Box
from guide.markup.nodes import TokenKind
from guide.theme import CodeStyles, Palette

HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" '
    'val="1"/></a:ext></a:extLst>'
)
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


def escape(text: str) -> str:
    """Return ``text`` fit for XML content and attributes."""
    return text.translate(_ESCAPES)


def emu(points: float) -> int:
    """Return a length in pt as English metric units."""
    return round(points * EMU)


def xfrm(box: Box, tag: str = "a:xfrm") -> str:
    """Return a position and size."""
    return (
        f'<{tag}><a:off x="{emu(box.x)}" y="{emu(box.y)}"/>'
        f'<a:ext cx="{emu(box.width)}" cy="{emu(box.height)}"/></{tag}>'
    )


def size(points: float) -> int:
    """Return a type size in the files' unit, 1/100 pt."""
    return round(points * 100)


def fill(color: str) -> str:
    """Return a solid fill in a colour of the theme, or "#rrggbb"."""
    if color.startswith("#"):
        return f'<a:solidFill><a:srgbClr val="{color[1:].upper()}"/></a:solidFill>'
    return f'<a:solidFill><a:schemeClr val="{color}"/></a:solidFill>'


def rectangle(number: int, name: str, box: Box, color: str) -> str:
    """Return a filled rectangle that only decorates."""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}">{DECORATIVE}</p:cNvPr>'
        f'<p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{xfrm(box)}'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{fill(color)}<a:ln><a:noFill/></a:ln>'
        "</p:spPr></p:sp>"
    )


@dataclass(frozen=True, slots=True)
class Scheme:
    """The theme's colours as PowerPoint names them, so that a deck restyles with its theme."""

    slots: Mapping[str, str]

    def name(self, color: str) -> str:
        """Return the theme's name of "#rrggbb", or the colour itself if it has none."""
        return next((n for n, value in self.slots.items() if value == color.lower()), color)


def scheme(palette: Palette, code: CodeStyles) -> Scheme:
    """Return the colour scheme of a palette, in the order of PowerPoint's theme."""
    function = code.get(TokenKind.FUNCTION)
    return Scheme(
        {
            "tx1": palette.ink.lower(),
            "bg1": palette.paper.lower(),
            "tx2": palette.muted.lower(),
            "bg2": palette.tint.lower(),
            "accent1": palette.accent.lower(),
            "accent2": palette.tip.lower(),
            "accent3": palette.important.lower(),
            "accent4": palette.warning.lower(),
            "accent5": palette.caution.lower(),
            "accent6": (function.color if function else palette.note).lower(),
        }
    )
