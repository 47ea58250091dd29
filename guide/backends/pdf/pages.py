"""Make pages of galleys: cut them, place the pieces, tag them, and write them as a part.

A part's pages carry no page numbers yet, and its links to other parts are kept by name.
Coordinates are CSS pixels from the upper left corner until they are written, then pt
from the lower left one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from guide.backends.pdf.cutting import PIXEL, Section, Window, cut
from guide.backends.pdf.galley import Galley, Painted
from guide.backends.pdf.links import JUMP, PAGE_JUMP
from guide.backends.pdf.objects import Objects, array, decimal, string
from guide.backends.pdf.structure import Place, StructureWriter
from guide.packing import pack

THIN = 2.5  # px: a line that is not cut but belongs to one page
TOUCH = 0.6  # px by which a thin line may lie below the end of its page
PRINTED = 4
"""Annotation flag (ISO 32000-1, table 165); PDF/UA wants what is shown to be printed too."""


@dataclass(slots=True)
class _Page:
    """A page that is being made. ``shift`` is added to all x: a verso's margins are swapped."""

    shift: float = 0.0
    streams: list[tuple[list[bytes], str]] = field(default_factory=lambda: [([], "")])
    annotations: list[int] = field(default_factory=list)
    next_mcid: int = 0

    def write(self, data: bytes) -> None:
        self.streams[-1][0].append(data)

    def write_numbered(self, data: bytes, target: str) -> None:
        """Write what ends in the number of a page, as a stream of its own."""
        self.streams += [([data], target), ([], "")]


def compose(
    sections: Sequence[Section],
    size: tuple[float, float],
    name_of: Callable[[str], str],
    verso: Galley | None = None,
) -> tuple[bytes, dict[str, Any]]:
    """Return a part as objects (see `join.Section`), and what the assembly must know of it.

    ``size`` is that of a page in pt. ``name_of`` returns what a reader that speaks says for
    a link to a destination. ``verso`` has the running head of left-hand pages.

    The facts are ``pages`` (their count), ``fonts`` (as in `resources.facts_of_fonts`),
    ``anchors`` (name → page from 0, x and y in pt) and ``bookmarks`` (level from 1, label,
    page from 0, y in pt).
    """
    return _Composer(size, name_of).part(sections, verso)


class _Composer:
    def __init__(self, size: tuple[float, float], name_of: Callable[[str], str]) -> None:
        self.width, self.height = size
        self.name_of = name_of
        self.objects = Objects()
        self.pages: list[_Page] = []
        self.page_numbers: list[int] = []  # objects
        self.raw: list[bytes] = []  # content that lacks page numbers
        self.structure = StructureWriter(self.objects)
        self.anchors: dict[str, Any] = {}
        self.bookmarks: list[Any] = []

    def part(
        self, sections: Sequence[Section], verso: Galley | None
    ) -> tuple[bytes, dict[str, Any]]:
        """Make all pages and write them."""
        placed = [(section, self._cut(section)) for section in sections]
        self.structure.begin(len(self.pages), self.page_numbers)
        for section, windows in placed:
            if section.heads_from is not None:
                self._heads(section, windows, verso)
            for galley, shown in zip(section.all_galleys, windows, strict=True):
                self._place(galley, shown)
        galleys = [galley for section in sections for galley in section.all_galleys]
        used = [*galleys, *([verso] if verso else [])]
        facts = {
            "pages": len(self.pages),
            "fonts": _fonts(used),
            "anchors": self.anchors,
            "bookmarks": self.bookmarks,
        }
        index, bodies = self._write(used)
        return pack(index, *bodies), facts

    def _cut(self, section: Section) -> list[list[Window]]:
        """Add a section's pages; return what they show of each galley."""
        first = section.galleys[0]
        if section.recto and len(self.pages) % 2:
            self._add_page(first)
        shown = cut(section, len(self.pages), self.height / PIXEL)
        last = max(window.page for windows in shown for window in windows)
        while len(self.pages) <= last:
            self._add_page(first)
        return shown

    def _add_page(self, galley: Galley) -> int:
        number = len(self.pages)
        left, right = galley.sides
        self.pages.append(_Page(shift=right - left if number % 2 else 0.0))
        self.page_numbers.append(self.objects.reserve())
        return number

    # --- placing ------------------------------------------------------------

    def _heads(
        self, section: Section, windows: Sequence[Sequence[Window]], verso: Galley | None
    ) -> None:
        """Print running heads: on a recto that of the first question that begins there."""
        heads: dict[int, tuple[bool, Galley]] = {}
        for galley, shown in zip(section.all_galleys, windows, strict=True):
            for window in shown:
                if window.page not in heads or (window.first and not heads[window.page][0]):
                    heads[window.page] = (window.first, galley)
        first = min(heads) + (section.heads_from or 0)
        for number, (_, galley) in heads.items():
            if number < first:
                continue
            page = self.pages[number]
            source = galley if number % 2 == 0 else verso
            if source is None or not source.head:
                continue
            page.write(_moved(page.shift, 0.0))
            for unit in source.head:
                page.write(_artifact(unit, "<</Type/Pagination/Subtype/Header>>"))
            page.write(b"Q")

    def _place(self, galley: Galley, shown: Sequence[Window]) -> None:
        """Place a galley's pieces, links, anchors and elements of structure."""
        ends = [window.bottom for window in shown]
        places: dict[int, Place] = {}
        for index, window in enumerate(shown):
            page = self.pages[window.page]
            across = page.shift + window.across
            if window.header is not None:
                page.write(_moved(across, window.header_shift))
                for unit in _within(galley.units, window.header):
                    page.write(_artifact(unit, "<</Type/Pagination>>"))
                page.write(b"Q")
            page.write(_moved(across, window.shift))
            for unit in galley.units:
                if unit.mcid is not None:
                    if _window_of(unit.center, ends) == index:
                        places[unit.mcid] = self._tagged(window.page, unit)
                elif unit.bottom - unit.top <= THIN:
                    if _window_of(unit.center - TOUCH, ends) == index:
                        page.write(unit.data)
                elif unit.top < window.bottom and unit.bottom > window.top:
                    page.write(self._clipped(unit, window))
            page.write(b"Q")
        self._annotate(galley, shown, ends, places)

    def _tagged(self, number: int, unit: Painted) -> Place:
        page = self.pages[number]
        mcid = page.next_mcid
        page.next_mcid += 1
        data = b"/Span <</MCID %d>> BDC\n%b\nEMC" % (mcid, unit.data)
        if unit.page_of:
            page.write_numbered(data, unit.page_of)
        else:
            page.write(data)
        return number, mcid

    def _clipped(self, unit: Painted, window: Window) -> bytes:
        """Return decoration, of which a page shows no more than its own part."""
        if unit.top >= window.top - TOUCH and unit.bottom <= window.bottom + TOUCH:
            return unit.data
        edges = (0, window.top, self.width / PIXEL, window.bottom - window.top)
        path = " ".join(f"{edge:.2f}" for edge in edges)
        return b"q %b re W n\n%b\nQ" % (path.encode(), unit.data)

    def _annotate(
        self,
        galley: Galley,
        shown: Sequence[Window],
        ends: Sequence[float],
        places: Mapping[int, Place],
    ) -> None:
        annotations = {}
        for index, (address, (left, top, right, bottom)) in enumerate(galley.links):
            window = shown[_window_of((top + bottom) / 2, ends)]
            corners = [
                *self._point(window, left, bottom),
                *self._point(window, right, top),
            ]
            annotations[index] = (window.page, self._link(address, corners))
        for name, x, y in galley.anchors:
            window = shown[_window_of(y + 1, ends)]
            self.anchors[name] = [window.page, *self._point(window, x, y)]
        for level, label, y in galley.bookmarks:
            window = shown[_window_of(y + 1, ends)]
            self.bookmarks.append([level, label, window.page, self._point(window, 0, y)[1]])

        def box_of(left: float, top: float, right: float, bottom: float) -> list[float]:
            window = shown[_window_of((top + bottom) / 2, ends)]
            return [*self._point(window, left, bottom), *self._point(window, right, top)]

        self.structure.add(galley.tree, places, annotations, box_of)
        for page, number in annotations.values():
            self.pages[page].annotations.append(number)

    def _point(self, window: Window, x: float, y: float) -> tuple[float, float]:
        """Return a place on a page in pt from its lower left corner."""
        across = (x + window.across + self.pages[window.page].shift) * PIXEL
        return round(across, 2), round(self.height - (y + window.shift) * PIXEL, 2)

    def _link(self, address: str, corners: Sequence[float]) -> int:
        """Add the annotation of a link; the structure will say which element it is of."""
        scheme, _, target = address.partition(":")
        if f"{scheme}:" in {JUMP, PAGE_JUMP}:
            action = f"/Dest{string(target)}/Contents{string(self.name_of(target))}"
        else:
            action = f"/A<</S/URI/URI{string(address)}>>/Contents{string(address)}"
        head = f"/Type/Annot/Subtype/Link/Rect{array(map(decimal, corners))}/BS<</W 0>>/F {PRINTED}"
        return self.structure.annotation(f"<<{head}{action}")

    # --- writing ------------------------------------------------------------

    def _write(self, galleys: Sequence[Galley]) -> tuple[dict[str, Any], list[bytes]]:
        """Return what a joiner must know of the objects, and the objects."""
        begin = f"q {PIXEL} 0 0 -{PIXEL} 0 {self.height:.4f} cm".encode()
        pages = []
        for own, page in zip(self.page_numbers, self.pages, strict=True):
            page.streams[0][0].insert(0, begin)
            page.write(b"Q")
            pages.append([own, self._contents(page), page.annotations])
        names, fonts = self._resources(galleys)
        index = {
            "pages": pages,
            "alphas": sorted({name for galley in galleys for name in galley.alphas}),
            "resources": names,
            "fonts": fonts,
            "objects": len(self.objects.bodies),
            **self.structure.facts(),
        }
        return index, [*self.objects.bodies, *self.raw]

    def _contents(self, page: _Page) -> int | list[list[Any]]:
        """Return the object of a page's content.

        If it lacks page numbers, return instead the places of its pieces among what is
        not an object yet, each with the destination whose page it names.
        """
        chunks = [(b"\n".join(data), target) for data, target in page.streams if data]
        if len(chunks) == 1:
            return self.objects.stream(chunks[0][0])
        first = len(self.raw)
        self.raw += [data for data, _ in chunks]
        return [[first + place, target] for place, (_, target) in enumerate(chunks)]

    def _resources(self, galleys: Sequence[Galley]) -> tuple[dict[str, dict[str, int]], list[int]]:
        """Add pictures and patterns; return their numbers, and those of lists of fonts."""
        names: dict[str, dict[str, int]] = {}
        fonts = []
        for galley in galleys:
            new = [
                (kind, name, own)
                for kind, items in galley.resources.items()
                for name, own in items.items()
                if name not in names.get(kind, {})
            ]
            if new:
                offset = self.objects.append(galley.objects)
                fonts.append(offset + galley.font_object)
                for kind, name, own in new:
                    names.setdefault(kind, {})[name] = offset + own
        return names, fonts


def _window_of(y: float, ends: Sequence[float]) -> int:
    return min(bisect_left(ends, y), len(ends) - 1)


def _within(units: Sequence[Painted], extent: tuple[float, float]) -> Iterator[Painted]:
    """Yield the units that stand between two heights."""
    for unit in units:
        if extent[0] - TOUCH < unit.center < extent[1] + TOUCH:
            yield unit


def _moved(x: float, y: float) -> bytes:
    return f"q 1 0 0 1 {x:.3f} {y:.3f} cm".encode()


def _artifact(unit: Painted, kind: str) -> bytes:
    """Return a unit as an artifact: it stands elsewhere with its meaning."""
    if unit.mcid is None:
        return unit.data
    return b"/Artifact %b BDC\n%b\nEMC" % (kind.encode(), unit.data)


def _fonts(galleys: Sequence[Galley]) -> dict[str, Any]:
    fonts: dict[str, Any] = {}
    for galley in galleys:
        for name, fact in galley.fonts.items():
            known = fonts.setdefault(name, fact | {"text": {}, "widths": {}})
            for key in ("text", "widths"):
                for glyph, value in fact[key].items():
                    known[key].setdefault(glyph, value)
    return fonts
