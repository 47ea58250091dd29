"""Code on slides: long lines are wrapped with a mark, long listings are split at good places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from guide.backends.pptx.metrics import cells
from guide.backends.pptx.runs import Report, clean
from guide.markup.nodes import CodeBlock, CodeLine, Run

WRAP_MARK = "↪ "
_GOOD_ENDS = frozenset(" ,;|&/)([{}:=")
_COMMENT = re.compile(r"\s*(#|//|--|/\*|;|<!--|@)")


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A line of a code panel.

    ``first`` is false for the rest of a wrapped line, which is drawn after a mark and
    ``indent`` spaces; ``marked`` tells that the fence points at the line.
    """

    runs: CodeLine
    first: bool = True
    indent: int = 0
    marked: bool = False


def rows_of(block: CodeBlock, columns: int, report: Report) -> tuple[CodeRow, ...]:
    """Return the block's lines as rows of at most ``columns`` cells."""
    rows: list[CodeRow] = []
    for number, line in enumerate(block.lines, start=1):
        cleaned = tuple(
            Run(text, run.kind)
            for run in line
            if (text := clean(run.text.replace("\t", "    "), report, block.line + number))
        )
        rows.extend(_wrap(cleaned, columns, marked=number in block.marked))
    return tuple(rows)


def columns_of(block: CodeBlock) -> int:
    """Return the cells of the longest line."""
    return max((cells("".join(run.text for run in line)) for line in block.lines), default=0)


def _wrap(line: CodeLine, columns: int, *, marked: bool) -> Iterator[CodeRow]:
    text = "".join(run.text for run in line)
    if cells(text) <= columns:
        yield CodeRow(line, marked=marked)
        return
    indent = min(len(text) - len(text.lstrip(" ")), columns // 3)
    start = 0
    while start < len(text):
        hang = 0 if start == 0 else indent
        room = columns if start == 0 else columns - indent - cells(WRAP_MARK)
        end = start + _cut(text[start:], room)
        yield CodeRow(tuple(_slice(line, start, end)), start == 0, hang, marked)
        start = end


def _cut(text: str, room: int) -> int:
    """Return how many characters go on a line of ``room`` cells; at least one."""
    used = fits = 0
    for char in text:
        used += cells(char)
        if used > room:
            break
        fits += 1
    if fits == len(text):
        return fits
    fits = max(fits, 1)
    for end in range(fits, fits // 2, -1):
        if text[end - 1] in _GOOD_ENDS and text[:end].strip():
            return end
    return fits


def _slice(line: CodeLine, start: int, end: int) -> Iterator[Run]:
    at = 0
    for run in line:
        low, high = max(start - at, 0), min(end - at, len(run.text))
        if low < high:
            yield Run(run.text[low:high], run.kind)
        at += len(run.text)


def split_rows(rows: Sequence[CodeRow], first: int, rest: int) -> list[tuple[CodeRow, ...]]:
    """Split rows into parts: ``first`` rows fit in the first part, ``rest`` in each other.

    Fewest parts, then the best places (an empty line, then a comment, then the least
    indented line; inside a wrapped line only where it is longer than a part), then parts
    of about the same length. Empty lines at a part's edges go.
    """
    if len(rows) <= first:
        return [tuple(rows)]
    count, cuts = len(rows), _badness(rows)

    @cache
    def best(start: int) -> tuple[int, float, int]:
        """(parts, badness, end of the first part) for the rows from ``start``."""
        if start == count:
            return (0, 0.0, count)
        room = first if start == 0 else rest
        choices = []
        for end in range(start + 1, min(start + room, count) + 1):
            parts, badness, _ = best(end)
            cut = cuts[end] if end < count else 0.0
            slack = ((room - (end - start)) / room) ** 2 * 12
            choices.append((parts + 1, badness + cut + slack, end))
        return min(choices)

    for start in range(count, 0, -1):  # from the end, so that recursion stays shallow
        best(start)
    parts, start = [], 0
    while start < count:
        end = best(start)[2]
        parts.append(_trim(rows[start:end]))
        start = end
    return [part for part in parts if part]


def _badness(rows: Sequence[CodeRow]) -> list[float]:
    """Return, for each row, how bad it is to begin a part with it."""
    texts = ["".join(run.text for run in row.runs) for row in rows]
    bad = [0.0] * len(rows)
    for index, (row, text) in enumerate(zip(rows, texts, strict=True)):
        if index == 0:
            continue
        indent = len(text) - len(text.lstrip())
        if not row.first:
            bad[index] = 500.0
        elif not text.strip():
            bad[index] = 6.0  # the empty line goes to the part before
        elif not texts[index - 1].strip():
            bad[index] = min(indent, 8) * 0.5
        elif _COMMENT.match(text) and not _COMMENT.match(texts[index - 1]):
            bad[index] = 8.0 + indent
        else:
            bad[index] = 14.0 + 2 * indent
            if _COMMENT.match(texts[index - 1]):
                bad[index] += 20.0  # a comment stays with what it explains
            if text.lstrip()[:1] in ("}", ")", "]"):
                bad[index] += 12.0
    return bad


def _trim(rows: Sequence[CodeRow]) -> tuple[CodeRow, ...]:
    low, high = 0, len(rows)
    while low < high and _empty(rows[low]):
        low += 1
    while high > low and _empty(rows[high - 1]):
        high -= 1
    return tuple(rows[low:high])


def _empty(row: CodeRow) -> bool:
    return not any(run.text.strip() for run in row.runs)
