"""Tables: widths of columns, heights of rows, and parts with the header repeated."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from guide.backends.pptx.flow import Marker, Para, Style, TableItem
from guide.backends.pptx.frames import CELL_X, CELL_Y, TableFrame
from guide.backends.pptx.measure import SLACK, Ruler, Words
from guide.backends.pptx.runs import TextRun, join, plain

_LONGEST_WORD = 170.0  # pt: a longer word is broken
_SMALLEST = 14.0


def table_frames(
    item: TableItem, ruler: Ruler, measure: float, *, first: float, rest: float, wanted: float
) -> list[TableFrame] | None:
    """Return the table as parts that fit heights ``first`` and ``rest``, or None if it cannot.

    Somewhat larger than ``wanted`` pt if it fits at once, else at 14 pt if that saves a part.
    """
    tries = []
    for size in sorted({wanted + 2, wanted, _SMALLEST}, reverse=True):
        parts = _at_size(item, ruler, measure, size, first=first, rest=rest)
        if parts is not None:
            tries.append(parts)
            if len(parts) == 1 and parts[0].height <= first:
                break
    return min(tries, key=lambda parts: (len(parts), abs(parts[0].size - wanted)), default=None)


def as_paragraphs(item: TableItem) -> list[Para]:
    """Return a table that is too wide or too high as text: the first column, then the others."""
    header, *rows = item.rows
    colon = TextRun(": ", bold=True)
    paras = []
    for row in rows or [header]:
        lead = row[0] if row else ()
        paras.append(Para(lead or plain("–"), style=Style.HEADING, keep=len(row) > 1))
        for name, cell in zip(header[1:], row[1:], strict=False):
            bold = tuple(replace(run, bold=True) for run in name)
            runs = join((*bold, colon, *cell)) if bold and row is not header else cell
            if runs:
                paras.append(Para(runs, 1, Marker.BULLET, before=0.25))
    if rows and header and header[0]:
        bold = tuple(replace(run, bold=True) for run in header[0])
        paras = [
            replace(p, runs=join((*bold, colon, *p.runs))) if p.style is Style.HEADING else p
            for p in paras
        ]
    return paras


def _at_size(
    item: TableItem, ruler: Ruler, measure: float, size: float, *, first: float, rest: float
) -> list[TableFrame] | None:
    words = [
        [ruler.words(cell, bold=index == 0) for cell in row] for index, row in enumerate(item.rows)
    ]
    widths = _widths(words, measure, size)
    if widths is None:
        return None
    inner = [width - 2 * CELL_X for width in widths]
    heights = [_row_height(ruler.height, row, inner, size) for row in words]
    own = [_row_height(ruler.own_height, row, inner, size) for row in words]
    header, body = heights[0], list(range(1, len(heights)))
    groups: list[list[int]] = [[]]
    if body:
        split = _split([heights[i] for i in body], first - header, rest - header)
        if split is None:
            return None
        groups = [[body[i] for i in group] for group in split]
    return [
        TableFrame(
            rows=(item.rows[0], *(item.rows[i] for i in group)),
            align=item.align,
            widths=tuple(widths),
            heights=(own[0], *(own[i] for i in group)),
            size=size,
            height=header + sum(heights[i] for i in group),
        )
        for group in groups
    ]


def _row_height(
    height: Callable[[Words, float, float], float],
    row: Sequence[Words],
    widths: Sequence[float],
    size: float,
) -> float:
    cells = (height(words, width, size) for words, width in zip(row, widths, strict=True))
    return max(cells, default=size) + 2 * CELL_Y


def _widths(words: Sequence[Sequence[Words]], measure: float, size: float) -> list[float] | None:
    """Share the measure among the columns: each at least its longest word, then by their text."""
    scale = SLACK * size / 1000
    least, natural = [], []
    for column in zip(*words, strict=True):
        sides = [side for cell in column for side in (cell.own, cell.fallback)]
        longest = max((w for side in sides for w, _ in side), default=0) * scale
        whole = max(sum(w + s for w, s in side if w >= 0) for side in sides) * scale
        least.append(min(longest, _LONGEST_WORD) + 2 * CELL_X + 2)
        natural.append(max(whole, 24.0) + 2 * CELL_X + 2)
    spare = measure - sum(least)
    if spare < 0:
        return None
    if sum(natural) <= measure:
        extra = (measure - sum(natural)) / sum(natural)
        return [width * (1 + extra) for width in natural]
    # Square roots: a long column gets more, but does not starve the others.
    wants = [max(n - m, 0.0) ** 0.6 for n, m in zip(natural, least, strict=True)]
    total = sum(wants) or 1.0
    return [m + spare * want / total for m, want in zip(least, wants, strict=True)]


def _split(heights: Sequence[float], first: float, rest: float) -> list[list[int]] | None:
    """Group rows into the fewest parts, of about the same height; None if a row is too high."""
    if max(heights) > rest:
        return None
    for target in (0.55, 0.65, 0.75, 0.85, 1.0):
        groups = _fill(heights, first * target, rest * target, first, rest)
        if len(groups) <= len(_fill(heights, first, rest, first, rest)):
            return groups
    return _fill(heights, first, rest, first, rest)


def _fill(
    heights: Sequence[float], first: float, rest: float, first_most: float, rest_most: float
) -> list[list[int]]:
    groups: list[list[int]] = [[]]
    used = 0.0
    for index, height in enumerate(heights):
        room = first if len(groups) == 1 else rest
        most = first_most if len(groups) == 1 else rest_most
        if groups[-1] and (used + height > room or used + height > most):
            groups.append([])
            used = 0.0
        groups[-1].append(index)
        used += height
    return groups
