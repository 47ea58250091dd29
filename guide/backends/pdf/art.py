"""The booklet's own drawings, as SVG: cover art, the mark of a wrapped line, ruled lines."""

from __future__ import annotations

from guide.model import Outline
from guide.theme import Palette

_COLUMNS = 12  # boxes in a row of the cover
_ROWS = 10


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
    side, gap, left, top = 44.0, 16.0, 101.0, 86.0
    boxes = []
    for row in range(_ROWS):
        count = min(len(topics[row].questions), _COLUMNS) if row < len(topics) else 0
        for column in range(_COLUMNS):
            x, y = left + column * (side + gap), top + row * (side + gap)
            if column < count:
                # A diagonal from full to light, like a plan that is being worked off.
                strength = 1.0 - 0.075 * ((column + row * 0.6) % _COLUMNS)
                boxes.append(
                    f'<rect x="{x:g}" y="{y:g}" width="{side:g}" height="{side:g}" rx="5"'
                    f' fill="{colors.paper}" fill-opacity="{max(strength, 0.12):.3f}"/>'
                )
            else:
                boxes.append(
                    f'<rect x="{x + 0.75:g}" y="{y + 0.75:g}" width="{side - 1.5:g}"'
                    f' height="{side - 1.5:g}" rx="5" fill="none" stroke="{colors.paper}"'
                    ' stroke-opacity="0.22" stroke-width="1.5"/>'
                )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 840 700" width="840" height="700"'
        ' preserveAspectRatio="xMidYMid slice">'
        f'<rect width="840" height="700" fill="{colors.accent}"/>{"".join(boxes)}</svg>'
    )
