"""The booklet's style sheet: the theme's, with its tokens filled in."""

from __future__ import annotations

from collections.abc import Sequence

from guide.backends.base import Context
from guide.backends.pdf.fonts import FALLBACKS
from guide.backends.pdf.geometry import Geometry
from guide.backends.pdf.templates import render
from guide.backends.pdf.writer import LINE_PITCH


def style_sheet(context: Context, geometry: Geometry) -> str:
    """Return the theme's style sheet with its tokens filled in."""

    def stack(families: Sequence[str], generic: str) -> str:
        return ", ".join([*(f'"{f}"' for f in (*families, *FALLBACKS)), generic])

    theme = context.theme
    fonts = theme.booklet.fonts
    return render(
        theme,
        "pdf/booklet.css.j2",
        autoescape=False,
        c={name: getattr(theme.light, name) for name in theme.light.__slots__},
        code={str(kind): style for kind, style in theme.code_light.items()},
        paper=geometry.paper,
        tokens=theme.booklet,
        step=geometry.step,
        code_size=geometry.code_size,
        code_padding=geometry.code_padding,
        line_pitch=LINE_PITCH,
        index_width=geometry.index_width,
        body_font=stack(fonts.body, "serif"),
        heading_font=stack(fonts.heading, "sans-serif"),
        code_font=stack(fonts.code, "monospace"),
    )
