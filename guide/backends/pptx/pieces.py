"""A paragraph → the pieces at whose edges a slide may end: sentences, or parts of long ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from guide.backends.pptx.flow import Marker, Para
from guide.backends.pptx.runs import BREAK, Runs, TextRun, join, text_of

_SENTENCE_END = re.compile(
    r"[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9`])|[。！？]|(?<=\n)", re.UNICODE
)
_NO_END = re.compile(r"(?:\b(?:e\.g|i\.e|vs|cf|etc|approx|No|Dr|Mr|Ms|St|Fig|Sec|[A-Z]))\.\s+$")
_SHORT = 70  # characters: a piece smaller than this looks lost on a slide
_LONG = 320  # a sentence longer than this may be split between words
_CHOP = 180


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a paragraph; ``first`` begins it, ``whole`` tells that it ends a sentence."""

    para: Para
    first: bool
    sentence: bool


def pieces(para: Para) -> tuple[Piece, ...]:
    """Return the paragraph's pieces, in order; together they hold all of its text."""
    text = text_of(para.runs)
    if len(text) <= 2 * _SHORT:
        return (Piece(para, first=True, sentence=True),)
    done, start = [], 0
    for end, sentence in _ends(text):
        runs = cut(para.runs, start, end)
        part = para if start == 0 else replace(para, marker=Marker.NONE)
        done.append(Piece(replace(part, runs=runs), start == 0, sentence))
        start = end
    return tuple(done)


def halves(piece: Piece) -> tuple[Piece, ...]:
    """Return a piece that is higher than a slide as two, or as it is if it is one character."""
    text = text_of(piece.para.runs)
    middle = len(text) // 2
    if not middle:
        return (piece,)
    space = text.find(" ", middle, middle + middle // 2)
    end = space + 1 if space > 0 else middle
    rest = replace(piece.para, marker=Marker.NONE, label="", keep=False)
    return (
        Piece(replace(piece.para, runs=cut(piece.para.runs, 0, end)), piece.first, sentence=False),
        Piece(
            replace(rest, runs=cut(piece.para.runs, end, len(text))),
            first=False,
            sentence=piece.sentence,
        ),
    )


def merge(parts: list[Piece]) -> Para:
    """Return neighbouring pieces of one paragraph as one again."""
    first = parts[0].para
    if len(parts) == 1:
        return first
    return replace(first, runs=join(run for part in parts for run in part.para.runs))


def cut(runs: Runs, start: int, end: int) -> Runs:
    """Return the characters from ``start`` to ``end`` as runs."""
    done: list[TextRun] = []
    at = 0
    for run in runs:
        low, high = max(start - at, 0), min(end - at, len(run.text))
        if low < high:
            done.append(run if run.text == BREAK else run.saying(run.text[low:high]))
        at += len(run.text)
        if at >= end:
            break
    return tuple(done)


def _ends(text: str) -> Iterator[tuple[int, bool]]:
    """Yield the ends of the pieces, and whether a sentence ends there."""
    start = 0
    stops = [
        match.end()
        for match in _SENTENCE_END.finditer(text)
        if not _NO_END.search(text, max(match.start() - 8, 0), match.end())
    ]
    for stop in (*stops, len(text)):
        if stop - start < _SHORT and stop < len(text):
            continue
        if len(text) - stop < _SHORT and stop < len(text):
            continue
        while stop - start > _LONG:
            end = text.rfind(" ", start + _CHOP // 2, start + _CHOP) + 1
            start = end if end > start else start + _CHOP
            yield start, False
        if stop > start:
            yield stop, True
        start = stop
