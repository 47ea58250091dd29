"""How many lines a paragraph takes, and how high they are.

Greedy line breaking at spaces and between wide characters, as PowerPoint and
LibreOffice do it, only a little narrower (`SLACK`), because they kern and round in
their own ways. All is measured in the deck's font and in the fallback, and the larger
height counts, so that text stays inside its box on a machine without the font.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from guide.backends.pptx.metrics import CJK_LINE, CODE_CELL, cells, family
from guide.backends.pptx.runs import BREAK, Runs

SLACK = 1.03
"""Text is taken to be 3 % wider than its advance widths: none was under-predicted so."""

LINE = 1.2207
"""Line pitch in em that every deck has: Calibri's own; others get a percentage of theirs."""

_WIDE = (
    "\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
    "\U0001f000-\U0001faff\U00020000-\U0003ffff"
)
_PIECES = re.compile(f" +|[{_WIDE}]|[^ {_WIDE}]+")
_HAS_WIDE = re.compile(f"[{_WIDE}]")

Word: TypeAlias = tuple[int, int]
"""(width, width of the spaces after it) in 1/1000 em; width -1 ends the line."""

_END: Word = (-1, 0)
_Pair: TypeAlias = tuple[int, int]  # a width in the deck's font and in the fallback
_CODE = 4  # the index of the code font, after four faces of text


@dataclass(frozen=True, slots=True)
class Words:
    """A measured paragraph: its words in the deck's font, and at their widest."""

    own: tuple[Word, ...]
    fallback: tuple[Word, ...]
    wide: bool

    def __add__(self, other: Words) -> Words:
        """Return both texts one after the other."""
        return Words(self.own + other.own, self.fallback + other.fallback, self.wide or other.wide)


class Ruler:
    """Measures text of one family, and remembers what it measured.

    ``percent`` is the line spacing that the deck sets for it; ``code`` the size of code
    spans relative to the text around them.
    """

    def __init__(self, name: str, code: float = 1.0) -> None:
        self._own = family(name)
        self._fallback = family("fallback")
        self._cell = round(CODE_CELL * code)
        self.percent = max(100, round(100 * LINE / self._own.line))
        self._line = self._own.line * self.percent / 100
        self._fallback_line = self._fallback.line * self.percent / 100
        self._pairs: tuple[dict[str, _Pair], ...] = ({}, {}, {}, {}, {})
        self._known: dict[tuple[Runs, bool], Words] = {}

    def words(self, runs: Runs, *, bold: bool = False) -> Words:
        """Measure runs; ``bold`` is the look of the paragraph itself."""
        key = (runs, bold)
        words = self._known.get(key)
        if words is None:
            words = self._known[key] = self._measure(runs, 1 if bold else 0)
        return words

    def _measure(self, runs: Runs, bold: int) -> Words:
        line = _Line()
        wide = False
        for run in runs:
            if run.text == BREAK:
                line.end()
                continue
            face = _CODE if run.code else (1 if run.bold else bold) + (2 if run.italic else 0)
            is_wide = not run.text.isascii() and _HAS_WIDE.search(run.text) is not None
            wide = wide or is_wide
            if run.url or run.question or run.slide:
                # LibreOffice breaks a link only where it is longer than a line.
                line.add(self._pair(run.text, face))
            elif is_wide:
                for piece in _PIECES.findall(run.text):
                    if piece[0] == " ":
                        line.space(self._pair(piece, face))
                    elif _HAS_WIDE.match(piece):
                        line.alone(self._pair(piece, face))
                    else:
                        line.add(self._pair(piece, face))
            else:
                self._split(run.text, face, line)
        return line.words(wide=wide)

    def _split(self, text: str, face: int, line: _Line) -> None:
        space = self._pair(" ", face)
        first, *rest = text.split(" ")
        if first:
            line.add(self._pair(first, face))
        for word in rest:
            line.space(space)
            if word:
                line.add(self._pair(word, face))

    def _pair(self, text: str, face: int) -> _Pair:
        known = self._pairs[face]
        pair = known.get(text)
        if pair is None:
            if face == _CODE:
                width = cells(text) * self._cell
                pair = (width, width)
            else:
                own = self._own.faces[face].of(text)
                pair = (own, max(own, self._fallback.faces[face].of(text)))
            known[text] = pair
        return pair

    def height(self, words: Words, width: float, size: float) -> float:
        """Return the height in pt that the words need in ``width`` pt at ``size`` pt, at worst."""
        pitch = CJK_LINE * self.percent / 100 if words.wide else 0.0
        lines = count_lines(words.fallback, _room(words, width, size))
        return size * lines * max(pitch, self._line, self._fallback_line)

    def own_height(self, words: Words, width: float, size: float) -> float:
        """Return the height in pt in the deck's own font."""
        pitch = CJK_LINE * self.percent / 100 if words.wide else 0.0
        return size * count_lines(words.own, _room(words, width, size)) * max(pitch, self._line)

    def width(self, words: Words, size: float) -> float:
        """Return the width in pt of the words on one line, at worst."""
        return sum(w + s for w, s in words.fallback if w >= 0) * SLACK * size / 1000


def count_lines(words: Sequence[Word], room: float) -> int:
    """Return how many lines the words take where a line holds ``room`` 1/1000 em."""
    lines, x = 1, 0.0
    for width, space in words:
        if width < 0:
            lines += 1
            x = 0.0
            continue
        if x and x + width > room:
            lines += 1
            x = 0.0
        if width > room:  # broken between any two characters, the widest being about 1 em
            step = max(room - 1000, 500)
            more = int(width // step)
            lines += more
            x = width - more * step + space
        else:
            x += width + space
    return lines


def _room(words: Words, width: float, size: float) -> float:
    room = width * 1000 / size / SLACK
    # Lines do not begin with a closing bracket or a full stop: the sign before moves down too.
    return room - 1000 if words.wide else room


class _Line:
    """Gathers the words of a paragraph, in both fonts at once."""

    def __init__(self) -> None:
        self._own: list[Word] = []
        self._fallback: list[Word] = []
        self._open = (0, 0)  # a word that may go on in the next run

    def add(self, pair: _Pair) -> None:
        self._open = (self._open[0] + pair[0], self._open[1] + pair[1])

    def space(self, pair: _Pair) -> None:
        self._own.append((self._open[0], pair[0]))
        self._fallback.append((self._open[1], pair[1]))
        self._open = (0, 0)

    def alone(self, pair: _Pair) -> None:
        if self._open[0]:
            self.space((0, 0))
        self.add(pair)
        self.space((0, 0))

    def end(self) -> None:
        self.space((0, 0))
        self._own.append(_END)
        self._fallback.append(_END)

    def words(self, *, wide: bool) -> Words:
        if self._open[0] or not self._own:
            self.space((0, 0))
        return Words(tuple(self._own), tuple(self._fallback), wide)
