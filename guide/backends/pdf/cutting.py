"""Cut galleys into pages: what each page shows of them, and where.

Coordinates are CSS pixels; those of a galley begin at the upper left corner of the page
on which it was laid out, which is as high as it needs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from guide.backends.pdf.galley import Galley
from guide.backends.pdf.paginate import Gap, balanced

PIXEL = 0.75  # pt


@dataclass(frozen=True, slots=True)
class Section:
    """Galleys that follow each other; the first begins a page.

    Running heads stand on its pages from number ``heads_from``, from 0, or on none.
    ``recto`` tells whether the first page is a right-hand one. The galleys stand in
    ``columns`` whose left edges are ``pitch`` pt apart, below the galley ``title``.
    """

    galleys: Sequence[Galley]
    heads_from: int | None = 0
    recto: bool = False
    columns: int = 1
    pitch: float = 0.0
    title: Galley | None = None

    @property
    def all_galleys(self) -> Sequence[Galley]:
        """The galleys with the title before them."""
        return [self.title, *self.galleys] if self.title else self.galleys


@dataclass(frozen=True, slots=True)
class Window:
    """What a page shows of a galley, from ``top`` to ``bottom``.

    It is moved down by ``shift`` and to the right by ``across``. ``first`` tells whether
    the galley begins here. ``header`` is repeated above, moved by ``header_shift``.
    """

    page: int
    top: float
    bottom: float
    shift: float
    first: bool
    header: tuple[float, float] | None = None
    header_shift: float = 0.0
    across: float = 0.0


def cut(section: Section, begins: int, height: float) -> list[list[Window]]:
    """Return what pages show of each galley of a section, its title first.

    ``begins`` is the section's first page, ``height`` that of a sheet.
    """
    above, below = section.galleys[0].area
    area = height - above - below
    title = section.title
    lead = 0.0 if title is None else title.bottom - title.top + title.margin
    columns = section.columns

    def room(number: int) -> float:
        return area - lead if number < columns else area

    offsets, gaps, bottom = _joined(section.galleys)
    cuts = balanced(gaps, bottom, room, columns)
    shown: list[list[Window]] = [[] for _ in section.galleys]
    bounds = [Gap(0.0, 0.0, 0), *cuts, Gap(bottom, bottom, 0)]
    reached = 0  # the first galley that is not all shown yet
    for number, (begin, end) in enumerate(pairwise(bounds)):
        start = above + (lead if number < columns else 0.0)
        across = number % columns * section.pitch / PIXEL
        for index in range(reached, len(section.galleys)):
            galley, offset = section.galleys[index], offsets[index]
            if end.end - offset <= galley.top:
                break
            if begin.start - offset >= galley.bottom:
                reached = index + 1
                continue
            page = begins + number // columns
            shown[index].append(_window(galley, offset, begin, end, page, start, across))
    if title is not None:
        shift = above - title.top
        shown.insert(0, [Window(begins, title.top, title.bottom, shift, first=True)])
    return shown


def _window(  # noqa: PLR0917 - each is another thing
    galley: Galley, offset: float, begin: Gap, end: Gap, page: int, start: float, across: float
) -> Window:
    """Return what a page that begins and ends at these gaps shows of a galley.

    ``offset`` is what the galley is moved by in the section's column, ``start`` the height
    on the page at which its text begins.
    """
    top = begin.start - offset
    header = None
    if begin.header and galley.top <= top:
        header = (begin.header[0] - offset, begin.header[1] - offset)
    return Window(
        page,
        max(top, galley.top),
        min(end.end - offset, galley.bottom),
        start + begin.repeated - top,
        first=top <= galley.top,
        header=header,
        header_shift=start - header[0] if header else 0.0,
        across=across,
    )


def _joined(galleys: Sequence[Galley]) -> tuple[list[float], list[Gap], float]:
    """Return galleys as one column from 0: what each is moved by, all gaps, and the end."""
    offsets: list[float] = []
    gaps: list[Gap] = []
    bottom = margin = 0.0
    for index, galley in enumerate(galleys):
        top = bottom + margin
        if index:
            gaps.append(Gap(bottom, top, 0))
        offset = top - galley.top
        offsets.append(offset)
        for gap in galley.gaps:
            header = gap.header and (gap.header[0] + offset, gap.header[1] + offset)
            gaps.append(Gap(gap.end + offset, gap.start + offset, gap.cost, gap.forced, header))
        bottom, margin = galley.bottom + offset, galley.margin
    return offsets, gaps, bottom
