"""The booklet's own drawings, as SVG: cover art, the mark of a wrapped line, ruled lines."""

from __future__ import annotations

from guide.model import Outline
from guide.theme import Palette

# The cover's boxes, in units of an 840th of the sheet's width.
_COLUMNS, _ROWS = 12, 10
_LEFT, _TOP = 101.0, 38.0  # the left edge is that of the title
_PITCH, _SIDE = 54.0, 41.0
_HEIGHT = 594.0


def wrapped_mark(colors: Palette) -> str:
    """Return the arrow at the beginning of a continued line of code."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" width="10" height="10">'
        f'<path d="M1.5 0v5.2h6M5.2 2.4 8 5.2 5.2 8" fill="none" stroke="{colors.muted}"'
        ' stroke-width="1.1"/></svg>'
    )


def lines(colors: Palette) -> str:
    """Return one ruled line of the page for notes."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 10" width="100" height="10"'
        f' preserveAspectRatio="none"><path d="M0 9.85H100" stroke="{colors.rule}"'
        ' stroke-width="0.18"/></svg>'
    )


def cover(outline: Outline, colors: Palette) -> str:
    """Return the cover's picture: a row of boxes a topic, a box a question.

    A guide that is larger than the picture fills it.
    """
    topics = outline.topics[:_ROWS]
    boxes = []
    for row in range(_ROWS):
        count = min(len(topics[row].questions), _COLUMNS) if row < len(topics) else 0
        for column in range(_COLUMNS):
            x, y = _LEFT + column * _PITCH, _TOP + row * _PITCH
            if column < count:
                # From full to light along the diagonal, like a plan that is being worked off.
                strength = max(1 - 0.055 * (column + row * 0.6), 0.16)
                boxes.append(
                    f'<rect x="{x:g}" y="{y:g}" width="{_SIDE:g}" height="{_SIDE:g}" rx="5"'
                    f' fill="{colors.paper}" fill-opacity="{strength:.3f}"/>'
                )
            else:
                boxes.append(
                    f'<rect x="{x + 0.75:g}" y="{y + 0.75:g}" width="{_SIDE - 1.5:g}"'
                    f' height="{_SIDE - 1.5:g}" rx="5" fill="none" stroke="{colors.paper}"'
                    ' stroke-opacity="0.2" stroke-width="1.5"/>'
                )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 840 {_HEIGHT:g}" width="840"'
        f' height="{_HEIGHT:g}" preserveAspectRatio="xMidYMid slice">'
        f'<rect width="840" height="{_HEIGHT:g}" fill="{colors.accent}"/>{"".join(boxes)}</svg>'
    )
