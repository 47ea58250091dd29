"""Break long code lines at known columns, and code blocks at good places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import east_asian_width

from guide.markup.nodes import CodeLine, Run

BREAK_AFTER = frozenset(" ,;|&/)(")  # never "-": some readers lose a hyphen there on copying
HANGING_INDENT = 4  # columns that a continued line stands further in


@dataclass(frozen=True, slots=True)
class Piece:
    """A printed line of code; ``indent`` is in columns and 0 for the beginning of a line."""

    runs: CodeLine
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Chunk:
    """Printed lines that stay on one page; ``marks`` are (first, count) of lines pointed at."""

    pieces: tuple[Piece, ...]
    marks: tuple[tuple[int, int], ...] = ()


def split(chunk: Chunk, most: int) -> list[Chunk]:
    """Return a chunk in parts of at most ``most`` printed lines; at least one."""
    parts = []
    for start in range(0, max(len(chunk.pieces), 1), most):
        pieces = chunk.pieces[start : start + most]
        marks = []
        for first, count in chunk.marks:
            begin, end = max(first - start, 0), min(first + count - start, len(pieces))
            if begin < end:
                marks.append((begin, end - begin))
        parts.append(Chunk(pieces, tuple(marks)))
    return parts


def columns(text: str) -> int:
    """Return how many columns a text takes; East Asian wide characters take two (UAX #11)."""
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)


def wrap(line: CodeLine, width: int) -> Iterator[Piece]:
    """Break a code line into pieces of at most ``width`` columns; no character is lost."""
    text = "".join(run.text for run in line)
    if columns(text) <= width:
        yield Piece(line)
        return
    own = len(text) - len(text.lstrip(" "))
    indent = min(own + HANGING_INDENT, width // 2)
    start = 0
    while start < len(text):
        room = width if start == 0 else width - indent
        end = _break(text, start, room, first_text=own if start == 0 else start)
        yield Piece(_slice(line, start, end), indent if start else 0)
        start = end


def _break(text: str, start: int, room: int, first_text: int) -> int:
    """Return where the piece that begins at ``start`` ends: after a break character, or full."""
    end = start
    taken = 0
    best = 0
    while end < len(text):
        taken += columns(text[end])
        if taken > room and end > start:
            break
        end += 1
        if end > first_text and text[end - 1] in BREAK_AFTER:
            best = end
    if end == len(text):
        return end
    # A break in the first third would leave a ragged stub: fill the line instead.
    return best if best - start > room // 3 else end


def _slice(line: CodeLine, start: int, end: int) -> CodeLine:
    pieces = []
    position = 0
    for run in line:
        piece = run.text[max(start - position, 0) : max(end - position, 0)]
        if piece:
            pieces.append(Run(piece, run.kind))
        position += len(run.text)
    return tuple(pieces)


def chunks(lines: tuple[CodeLine, ...], longest: int, shortest: int = 4) -> list[tuple[int, int]]:
    """Split a block into (first, end) of groups that are better kept on one page.

    A group ends with a blank line; it has at most ``longest`` lines, and at least
    ``shortest`` unless the block leaves no choice.
    """
    groups: list[tuple[int, int]] = []
    start = 0
    for index, line in enumerate(lines):
        size = index + 1 - start
        blank = not any(run.text.strip() for run in line)
        if size >= longest or (blank and size > shortest):
            groups.append((start, index + 1))
            start = index + 1
    if start < len(lines):
        if groups and len(lines) - start < shortest:
            start = groups.pop()[0]
        groups.append((start, len(lines)))
    return groups
