"""Headings inside an answer: they begin at level 2 and skip none."""

from __future__ import annotations

from markdown_it.token import Token

from guide.markup.field import Field
from guide.markup.nodes import Blocks, Heading, Inlines

_LOWEST = 6


class Headings:
    """Gives each heading of one answer its level.

    Level 1 is the question itself: an answer that uses it is moved down by one. A
    skipped level is closed up, so that the levels of a tree always nest.
    """

    def __init__(self) -> None:
        self._open: list[int] = []  # levels as written, outermost first

    def make(self, token: Token, children: Inlines, place: Field) -> Blocks:
        """Return the heading's node; none, after a report, if it has no text."""
        line = token.map[0] + 1 if token.map else 1
        level = int(token.tag[1:])
        if not children:
            place.warn("G205", "this heading has no text", "give it a text, or take it out", line)
            return ()
        if level == 1:
            mend = "begin with `##`: the question itself is the heading above"
            place.warn("G204", "a heading of level 1 inside an answer", mend, line)
        while self._open and self._open[-1] >= level:
            self._open.pop()
        next_level = 1 + (self._open[-1] if self._open else 1)
        self._open.append(level)
        if level > next_level:
            message = f"this heading skips a level: {level} where {next_level} is next"
            place.warn("G205", message, f"write `{'#' * next_level}`", line)
        return (Heading(min(1 + len(self._open), _LOWEST), children, line),)
