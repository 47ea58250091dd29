"""Widths of a table's columns, from the widths of its texts.

Browsers find them by laying out every cell twice (CSS 2.2, 17.5.2.2). Adding up the
advances of characters gives nearly the same at a hundredth of the cost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from unicodedata import east_asian_width

from guide.backends.pdf.code_font import ADVANCE
from guide.backends.pdf.fonts import font_files
from guide.markup.nodes import Code, Inlines, Table
from guide.markup.text import plain_text

WIDE, OTHER = 1.0, 0.62  # em: a character that the font lacks
EMPTY = 1.0  # em: a column without text
SLACK = 1.04  # for what is set in other faces
LONGEST_WORD = 0.5  # of the table's width; a longer word is broken


def column_shares(
    table: Table, family: str, room: float, padding: float, code: float
) -> tuple[float, ...]:
    """Return the share of each column in the table's width; they add up to 1.

    ``room`` is the table's width and ``padding`` what follows each column but the last, in
    em of the table's text; ``code`` is the size of code in em.
    """
    count = len(table.align)
    least, most = [EMPTY] * count, [EMPTY] * count
    for row, bold in ((table.header, True), *((row, False) for row in table.rows)):
        for index, cell in enumerate(row):
            line, word = _widths(cell, family, code, bold=bold)
            extra = padding if index < count - 1 else 0.0
            most[index] = max(most[index], line * SLACK + extra)
            least[index] = max(least[index], min(word * SLACK, room * LONGEST_WORD) + extra)
    return tuple(width / room for width in _fitted(least, most, room))


def _fitted(least: Sequence[float], most: Sequence[float], room: float) -> list[float]:
    """Return the widths of columns that need so much at least and at most.

    A column that needs less than its share gets it all, so that nothing in it wraps; the
    others share the rest, each between what it needs at least and at most.
    """
    if sum(least) >= room:
        return [width * room / sum(least) for width in least]
    widths = list(most)
    wide = list(range(len(most)))
    left = room
    while narrow := [index for index in wide if most[index] <= left / len(wide)]:
        left -= sum(most[index] for index in narrow)
        wide = [index for index in wide if index not in narrow]
        if not wide:  # everything fits on one line: share what is left
            return [width * room / sum(most) for width in most]
    if sum(least[index] for index in wide) >= left:  # a long word needs more than its share
        wide, left = list(range(len(most))), room
    low, high = sum(least[index] for index in wide), sum(most[index] for index in wide)
    for index in wide:
        widths[index] = least[index] + (most[index] - least[index]) * (left - low) / (high - low)
    return widths


def _widths(cell: Inlines, family: str, code: float, *, bold: bool) -> tuple[float, float]:
    """Return the widths of a cell's text on one line, and of its longest word, in em."""
    line = word = longest = 0.0
    for character, width in _characters(cell, family, code, bold=bold):
        line += width
        word = 0.0 if character == " " else word + width
        longest = max(longest, word)
        if east_asian_width(character) in "WF" or character == "-":
            word = 0.0  # a line may end here
    return line, longest


def _characters(
    cell: Inlines, family: str, code: float, *, bold: bool
) -> Iterator[tuple[str, float]]:
    advances = _advances(family, bold)
    for node in cell:
        if isinstance(node, Code):
            yield from ((character, ADVANCE / 1000 * code) for character in node.text)
            continue
        for character in plain_text((node,)):
            width = advances.get(character)
            if width is None:
                width = WIDE if east_asian_width(character) in "WF" else OTHER
            yield character, width


@cache
def _advances(family: str, bold: bool) -> Mapping[str, float]:  # noqa: FBT001 - a key of a cache
    """Return the advance of each character of a family's face, in em."""
    import uharfbuzz as hb

    stem = f"{family.replace(' ', '')}-{'SemiBold' if bold else 'Regular'}"
    path = next((path for path in font_files().values() if path.stem == stem), None)
    if path is None:
        return {}
    face = hb.Face(hb.Blob(path.read_bytes()))
    font = hb.Font(face)
    return {
        chr(point): font.get_glyph_h_advance(font.get_nominal_glyph(point)) / face.upem
        for point in face.unicodes
    }
