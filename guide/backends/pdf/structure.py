"""Write the structure tree of a part: elements, and which content and links they hold.

See ISO 32000-1, 14.7.2 (elements), 14.7.4.2 (marked content) and 14.7.4.4 (parent tree).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from guide.backends.pdf.objects import Objects, array, decimal, reference, string

Kid: TypeAlias = "list[Any] | int"
"""An element as `tags.structure` makes it, or the number of a tagged piece of content."""

Place: TypeAlias = tuple[int, int]
"""Page, from 0, and the number of a marked content on it."""


def numbers_in(element: Kid) -> Iterator[int]:
    """Yield the numbers of all content of an element, in order."""
    if isinstance(element, int):
        yield element
        return
    for kid in element[2:]:
        yield from numbers_in(kid)


class StructureWriter:
    """Writes the elements of one part's galleys below one document element."""

    def __init__(self, objects: Objects) -> None:
        self.objects = objects
        self.part = objects.reserve()
        self._tops: list[int] = []
        self._parents: list[dict[int, int]] = []  # page → marked content → element
        self._pages: Sequence[int] = ()
        self._links: list[int] = []  # annotations
        self._owners: dict[int, int] = {}  # annotation → element

    def begin(self, count: int, pages: Sequence[int]) -> None:
        """Take note of how many pages there are, and of their objects."""
        self._parents = [{} for _ in range(count)]
        self._pages = pages

    def annotation(self, beginning: str) -> int:
        """Add a link's dictionary without its end; return the number of its object."""
        number = self.objects.add(beginning)
        self._links.append(number)
        return number

    def add(
        self,
        tree: Sequence[Kid],
        places: Mapping[int, Place],
        annotations: Mapping[int, tuple[int, int]],
        box_of: Callable[..., list[float]],
    ) -> None:
        """Add a galley's elements.

        ``places`` are those of its tagged content, ``annotations`` page and object of each
        link; ``box_of`` returns the place on the page of a rectangle of the galley.
        """
        galley = _Galley(self, places, annotations, box_of)
        self._tops += [galley.element(kid, self.part) for kid in tree]

    def facts(self) -> dict[str, Any]:
        """Return the part's own element, what it holds, and who holds content and links.

        ``parents`` are, by page, the elements of the marked contents; ``links`` are the
        annotations with the element of each, or 0.
        """
        return {
            "part": self.part,
            "tops": self._tops,
            "parents": [
                [elements[mcid] for mcid in range(len(elements))] for elements in self._parents
            ],
            "links": [[number, self._owners.get(number, 0)] for number in self._links],
        }


class _Galley:
    def __init__(
        self,
        writer: StructureWriter,
        places: Mapping[int, Place],
        annotations: Mapping[int, tuple[int, int]],
        box_of: Callable[..., list[float]],
    ) -> None:
        self.writer = writer
        self.places = places
        self.annotations = annotations
        self.box_of = box_of

    def element(self, element: Any, parent: int) -> int:
        """Add an element and all below it; return the number of its object."""
        writer = self.writer
        kind, attributes, *kids = element
        own = writer.objects.reserve()
        first = next(numbers_in(element), None)
        page = None if first is None else self.places[first][0]
        held: list[str] = []
        for kid in kids:
            if not isinstance(kid, int):
                held.append(reference(self.element(kid, own)))
                continue
            where, mcid = self.places[kid]
            writer._parents[where][mcid] = own  # noqa: SLF001 - two halves of one writer
            if where == page:
                held.append(str(mcid))
            else:
                target = writer._pages[where]  # noqa: SLF001
                held.append(f"<</Type/MCR/Pg {target} 0 R/MCID {mcid}>>")
        if "link" in attributes:
            where, annotation = self.annotations[attributes["link"]]
            writer._owners[annotation] = own  # noqa: SLF001
            target = writer._pages[where]  # noqa: SLF001
            held.append(f"<</Type/OBJR/Obj {annotation} 0 R/Pg {target} 0 R>>")
        at = "" if page is None else f"/Pg {writer._pages[page]} 0 R"  # noqa: SLF001
        writer.objects.put(
            own,
            f"<</Type/StructElem/S/{kind}/P {parent} 0 R{at}"
            f"{self._attributes(kind, attributes)}/K{array(held)}>>",
        )
        return own

    def _attributes(self, kind: str, attributes: Mapping[str, Any]) -> str:
        if kind == "Figure":
            box = array(map(decimal, self.box_of(*attributes["box"])))
            return f"/Alt{string(attributes['alt'])}/A<</O/Layout/BBox{box}>>"
        own = {name: value for name, value in attributes.items() if name != "link"}
        if not own:
            return ""
        pairs = "".join(
            f"/{name}/{value}" if isinstance(value, str) else f"/{name} {value}"
            for name, value in own.items()
        )
        return f"/A<</O/Table{pairs}>>"
