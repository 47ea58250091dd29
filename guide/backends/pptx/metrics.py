"""How wide text is, without any font at hand.

Advance widths come from ``data/widths.json`` (see `guide.backends.pptx.make_widths`).
Widths are in 1/1000 em, line heights in em. Every text is measured twice: in the font
that the deck names, and in the widest fallback that a machine without it uses.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TypedDict
from unicodedata import category, combining, east_asian_width

CODE_CELL = 605
"""Width of a character of code: bounds Consolas, Courier New, Menlo, DejaVu Sans Mono."""

EMOJI = 1400  # Segoe UI Emoji; Noto Color Emoji is narrower
UNKNOWN = 800  # scripts that the table does not cover
CJK_LINE = 1.45  # Noto Sans CJK, the tallest font in common use


class _Family(TypedDict):
    line: float
    faces: list[list[int]]


class _Table(TypedDict):
    ranges: list[list[int]]
    families: dict[str, _Family]


class Widths(dict[str, int]):
    """Character → advance width in 1/1000 em; works out, and keeps, what is not in the table."""

    def __init__(self, known: dict[str, int], beside: dict[str, int]) -> None:
        super().__init__(known)
        self._beside = beside

    def __missing__(self, char: str) -> int:
        width = self._beside.get(char) or _guess(char)
        self[char] = width
        return width

    def of(self, text: str) -> int:
        """Return the width of ``text`` on one line, in 1/1000 em."""
        return sum(map(self.__getitem__, text))


class Family:
    """A font family: ``line`` in em; faces indexed by bold + 2 · italic."""

    def __init__(self, line: float, faces: tuple[Widths, ...]) -> None:
        self.line = line
        self.faces = faces


@cache
def family(name: str) -> Family:
    """Return the metrics of a family; an unknown one is as wide as the widest."""
    table = _table()
    points = [chr(p) for first, last in table["ranges"] for p in range(first, last + 1)]
    fallback = table["families"]["fallback"]
    entry = table["families"].get(name)
    faces = []
    for index in range(4):
        wide = {c: w for c, w in zip(points, fallback["faces"][index], strict=True) if w >= 0}
        own = (entry or fallback)["faces"][index]
        known = {c: w for c, w in zip(points, own, strict=True) if w >= 0}
        faces.append(Widths(known, wide))
    line = entry["line"] if entry else 1.36  # Open Sans, the tallest of the usual ones
    return Family(fallback["line"] if name == "fallback" else line, tuple(faces))


@cache
def _table() -> _Table:
    table: _Table = json.loads(files(__package__).joinpath("data/widths.json").read_bytes())
    return table


def _guess(char: str) -> int:
    if combining(char) or category(char) in ("Mn", "Me", "Cf"):
        return 0
    if is_emoji(char):
        return EMOJI
    if is_wide(char):
        return 1000
    return UNKNOWN


def is_wide(char: str) -> bool:
    """Tell whether a character takes a full em (Chinese, Japanese, Korean)."""
    return char > "\u2e7f" and east_asian_width(char) in "WF"


def is_emoji(char: str) -> bool:
    """Tell whether a character is drawn by an emoji font."""
    return "\U0001f000" <= char <= "\U0001faff" or (
        "\u2600" <= char <= "\u2bff" and east_asian_width(char) == "W"
    )


def cells(text: str) -> int:
    """Return how many cells of a code font a text takes: wide characters and emoji take two."""
    if text.isascii():
        return len(text)
    return sum(_cells(char) for char in text)


def _cells(char: str) -> int:
    if combining(char) or category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if is_wide(char) or is_emoji(char) or _guess(char) > UNKNOWN else 1
