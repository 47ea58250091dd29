"""Write the structure tree of a part: elements, and which content and links they hold.

See ISO 32000-1, 14.7.2 (elements), 14.7.4.2 (marked content) and 14.7.4.4 (parent tree).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from guide.backends.pdf.objects import Objects, array, reference, string

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
        self._root = objects.reserve()
        self._document = objects.reserve()
        self._tops: list[int] = []
        self._parents: list[dict[int, int]] = []  # page → marked content → element
        self._pages: Sequence[int] = ()
        self._links: list[tuple[int, str]] = []  # annotations: object, its beginning
        self._owners: dict[int, int] = {}  # annotation → element

    def begin(self, count: int, pages: Sequence[int]) -> None:
        """Take note of how many pages there are, and of their objects."""
        self._parents = [{} for _ in range(count)]
        self._pages = pages

    def annotation(self, beginning: str) -> int:
        """Take a link's dictionary without its end; return the number of its object."""
        number = self.objects.reserve()
        self._links.append((number, beginning))
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
        self._tops += [galley.element(kid, self._document) for kid in tree]

    def write(self) -> int:
        """Write the tree; return the number of its root."""
        nums: list[object] = []
        for page, elements in enumerate(self._parents):
            held = [reference(elements[mcid]) for mcid in range(len(elements))]
            nums += [page, array(held)]
        key = len(self._parents)
        for number, beginning in self._links:
            owner = self._owners.get(number)
            if owner is None:
                self.objects.put(number, f"{beginning}>>")
                continue
            self.objects.put(number, f"{beginning}/StructParent {key}>>")
            nums += [key, reference(owner)]
            key += 1
        kids = array(map(reference, self._tops))
        self.objects.put(
            self._document, f"<</Type/StructElem/S/Document/P {self._root} 0 R/K{kids}>>"
        )
        self.objects.put(
            self._root,
            f"<</Type/StructTreeRoot/K[{self._document} 0 R]/ParentTree<</Nums{array(nums)}>>>>",
        )
        return self._root


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
        number = writer.objects.reserve()
        first = next(numbers_in(element), None)
        page = None if first is None else self.places[first][0]
        held: list[str] = []
        for kid in kids:
            if not isinstance(kid, int):
                held.append(reference(self.element(kid, number)))
                continue
            where, mcid = self.places[kid]
            writer._parents[where][mcid] = number  # noqa: SLF001 - two halves of one writer
            if where == page:
                held.append(str(mcid))
            else:
                target = writer._pages[where]  # noqa: SLF001
                held.append(f"<</Type/MCR/Pg {target} 0 R/MCID {mcid}>>")
        if "link" in attributes:
            where, annotation = self.annotations[attributes["link"]]
            writer._owners[annotation] = number  # noqa: SLF001
            target = writer._pages[where]  # noqa: SLF001
            held.append(f"<</Type/OBJR/Obj {annotation} 0 R/Pg {target} 0 R>>")
        at = "" if page is None else f"/Pg {writer._pages[page]} 0 R"  # noqa: SLF001
        writer.objects.put(
            number,
            f"<</Type/StructElem/S/{kind}/P {parent} 0 R{at}"
            f"{self._attributes(kind, attributes)}/K{array(held)}>>",
        )
        return number

    def _attributes(self, kind: str, attributes: Mapping[str, Any]) -> str:
        if kind == "Figure":
            box = array(self.box_of(*attributes["box"]))
            return f"/Alt{string(attributes['alt'])}/A<</O/Layout/BBox{box}>>"
        own = {name: value for name, value in attributes.items() if name != "link"}
        if not own:
            return ""
        pairs = "".join(
            f"/{name}/{value}" if isinstance(value, str) else f"/{name} {value}"
            for name, value in own.items()
        )
        return f"/A<</O/Table{pairs}>>"
