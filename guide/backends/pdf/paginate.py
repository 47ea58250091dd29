"""Choose where pages end: as few pages as can be, cut at the best places.

A column of text is given with the gaps at which it may be cut. Dynamic programming over
the gaps finds the cuts of least cost (the idea of Knuth and Plass, 1981, for lines of a
paragraph, applied to pages). Lengths are in one unit, downwards.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

PAGE = 1000  # the cost of one more page
BETWEEN_LINES = 30
BETWEEN_BLOCKS = 8
BETWEEN_ROWS = 20
LEAD_IN = 150  # after a line that ends with a colon
FORBIDDEN = 100_000  # what a style sheet forbids: only where nothing else is left
THROUGH_TEXT = 10_000_000  # through letters
OVERFULL = 10 * THROUGH_TEXT  # a page that reaches into the margin
SLACK = 400  # for a page that is left empty, in proportion: so the rest is left at the end
NEARLY_EMPTY = 0.14  # of a page's height: less of it at the end looks like a mistake
ROUNDING = 0.01  # by which a page may be too full: sums of lengths are not exact
LONELY = 300  # the cost of such an end


Heights: TypeAlias = Callable[[int], float]
"""The height of each page, from 0."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A place for a cut: one page ends at ``end``, the next begins at ``start``.

    ``header`` is the extent of what is repeated on the next page: the head of a table.
    """

    end: float
    start: float
    cost: int
    forced: bool = False
    header: tuple[float, float] | None = None

    @property
    def repeated(self) -> float:
        """The height of what is repeated."""
        return 0.0 if self.header is None else self.header[1] - self.header[0]


def paginate(gaps: Sequence[Gap], top: float, bottom: float, height: Heights) -> list[Gap]:
    """Return the gaps at which a column from ``top`` to ``bottom`` is cut.

    Where no page-full of text has a gap, one is made: nothing is ever lost.
    """
    cuts: list[Gap] = []
    begin = Gap(top, top, 0)
    run: list[Gap] = []
    for gap in gaps:
        if gap.forced:
            cuts += [*_cheapest(begin, run, gap.end, _after(height, len(cuts))), gap]
            begin, run = gap, []
        elif gap.start > begin.start and gap.end > begin.start:
            run.append(gap)
    return cuts + _cheapest(begin, run, bottom, _after(height, len(cuts)))


def balanced(gaps: Sequence[Gap], bottom: float, height: Heights, columns: int) -> list[Gap]:
    """Return the cuts of text in columns; those of its last page are of about one height."""
    cuts = paginate(gaps, 0.0, bottom, height)
    if columns == 1 or not cuts:
        return cuts
    whole = len(cuts) // columns * columns  # columns of the pages before the last
    begin = cuts[whole - 1].start if whole else 0.0
    rest = [gap for gap in gaps if gap.end > begin]
    low, high = 0.0, height(whole)
    best = cuts[whole:]
    while high - low > 1:
        middle = (low + high) / 2
        tried = paginate(rest, begin, bottom, lambda _, limit=middle: limit)  # type: ignore[misc]
        if len(tried) >= columns or any(cut.cost >= FORBIDDEN for cut in tried):
            low = middle
        else:
            best, high = tried, middle
    return cuts[:whole] + best


def _after(height: Heights, pages: int) -> Heights:
    return lambda number: height(number + pages)


def _cheapest(begin: Gap, gaps: Sequence[Gap], bottom: float, height: Heights) -> list[Gap]:
    """Return the cheapest cuts of a column without forced ones.

    The cheapest way to a gap has the fewest pages, so how many there are before it, and
    with that the height of the next, is known.
    """
    if bottom - begin.start <= height(0) - begin.repeated + ROUNDING:
        return []
    least = min(height(0), height(1))
    most = max(height(0), height(1))
    places = _dense(begin, [*gaps, Gap(bottom, bottom, 0)], least)
    count = len(places)
    best = [0.0] + [float("inf")] * (count - 1)
    origin = [0] * count
    pages = [0] * count
    first = 0
    for index in range(1, count):
        gap = places[index]
        while first < index - 1 and gap.end - places[first].start > most + ROUNDING:
            first += 1
        last = index == count - 1
        for start in range(first, index):
            before = places[start]
            room = height(pages[start]) + ROUNDING
            used = gap.end - before.start + before.repeated
            if used > room and start < index - 1:
                continue
            cost = best[start] + PAGE + gap.cost
            if used > room:
                cost += OVERFULL
            elif last:
                cost += LONELY if used < NEARLY_EMPTY * room else 0
            else:
                cost += SLACK * (room - used) / room
            if cost < best[index]:
                best[index], origin[index], pages[index] = cost, start, pages[start] + 1
    cuts = []
    index = origin[-1]
    while index:
        cuts.append(places[index])
        index = origin[index]
    return cuts[::-1]


def _dense(begin: Gap, gaps: Sequence[Gap], height: float) -> list[Gap]:
    """Return all gaps after the beginning, with some added where a page has none."""
    places = [begin]
    for gap in gaps:
        before = places[-1]
        room = max(height - before.repeated, height / 2)
        while gap.end - before.start > room + ROUNDING:
            cut = before.start + room
            before = Gap(cut, cut, THROUGH_TEXT)
            places.append(before)
            room = height
        places.append(gap)
    return places
