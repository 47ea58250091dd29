"""Join parts to one tagged PDF file.

A part comes as objects; they are taken as they are, with other numbers. What can only be
known now is written here: pages with their folios and the page numbers of references,
destinations, outline, labels, the top of the structure tree, each font once with the
glyphs of all parts. (ISO 32000-1: 12.3 destinations and outline, 12.4.2 labels,
14.7 structure.)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any, TypeAlias

from guide.backends.pdf.embed import Fonts
from guide.backends.pdf.objects import Objects, decimal, moved, references, string
from guide.packing import unpack

Entry: TypeAlias = "tuple[str, str, list[Entry]]"
"""An entry of the outline: its label, its destination, the entries below it."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part in its place: ``first`` is its first page's index in the booklet, from 0.

    ``data`` and ``facts`` are what `pages.compose` returned; ``folios`` are the printed page
    numbers, "" where none is printed.
    """

    data: bytes
    facts: Mapping[str, Any]
    first: int
    folios: tuple[str, ...]

    @property
    def pages(self) -> int:
        """The number of pages."""
        return len(self.folios)


@dataclass(frozen=True, slots=True)
class FolioStyle:
    """How page numbers are printed: font (file digest), size, colour and place, in pt.

    ``outer`` is the distance from the sheet's outer edge, ``bottom`` that of the base line
    from the lower edge.
    """

    file: str
    size: float
    color: tuple[float, float, float]
    outer: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Document:
    """What a file says of itself: ``info`` and ``metadata`` as PDF dictionary and XMP packet.

    ``size`` is that of a page in pt. Pages before the one with index ``body`` are labelled
    in roman numerals, the others in arabic ones from 1.
    """

    language: str
    body: int
    size: tuple[float, float]
    info: str
    metadata: bytes


def join(
    sections: Sequence[Section], folio_style: FolioStyle, document: Document
) -> tuple[bytes, int]:
    """Return the file of sections, in order, and its number of pages.

    Where a section does not begin right after the one before, there are blank pages.
    """
    joiner = _Joiner(sections, folio_style, document)
    return joiner.file(), len(joiner.pages)


@lru_cache(maxsize=64)  # in `guide watch` most parts are as they were
def _taken(data: bytes, offset: int) -> tuple[dict[str, Any], list[bytes], list[bytes]]:
    """Return what is known of a part, its objects with larger numbers, and what is none yet."""
    index, bodies = unpack(data)
    count = index["objects"]
    return index, moved(bodies[:count], offset), bodies[count:]


class _Joiner:
    def __init__(
        self, sections: Sequence[Section], folio_style: FolioStyle, document: Document
    ) -> None:
        self.sections = sections
        self.document = document
        self.style = folio_style
        self.objects = Objects()
        self.fonts = Fonts(folio_style.file)
        for section in sections:
            self.fonts.add(section.facts["fonts"])
        count = max(section.first + section.pages for section in sections)
        self.pages = [0] * count  # objects
        self.folios = [""] * count
        self.index_of: dict[str, int] = {}  # destination → page
        for section in sections:
            self.folios[section.first : section.first + section.pages] = section.folios
            for name, place in section.facts["anchors"].items():
                self.index_of[name] = section.first + place[0]
        self.nums: list[str] = []  # the parent tree's
        self.next_key = 0
        self.font_objects: list[int] = []  # dictionaries that must name all fonts
        self.alphas: set[str] = set()
        self.resources: dict[str, dict[str, int]] = {}

    def file(self) -> bytes:
        """Write everything."""
        out = self.objects
        tree, resources, root, document = (out.reserve() for _ in range(4))
        parts = [
            self._section(section, f"{tree} 0 R/Resources {resources} 0 R", document)
            for section in self.sections
        ]
        for index, page in enumerate(self.pages):
            if not page:
                self.pages[index] = out.add(f"<</Type/Page/Parent {tree} 0 R{self._box()}>>")
        fonts = self.fonts.write(out)
        for holder in self.font_objects:
            out.put(holder, fonts)
        out.put(resources, self._resources(fonts))
        kids = references(self.pages)
        out.put(tree, f"<</Type/Pages/Kids{kids}/Count {len(self.pages)}>>")
        parents = out.add(f"<</Nums[{' '.join(self.nums)}]>>")
        out.put(
            root,
            f"<</Type/StructTreeRoot/K[{document} 0 R]/ParentTree {parents} 0 R"
            f"/ParentTreeNextKey {self.next_key}>>",
        )
        out.put(document, f"<</Type/StructElem/S/Document/P {root} 0 R/K{references(parts)}>>")
        info = out.add(self.document.info)
        return out.file(self._catalogue(tree, root), info)

    # --- parts --------------------------------------------------------------

    def _section(self, section: Section, parent: str, document: int) -> int:
        """Take over a part's objects and write its pages; return its element of structure."""
        offset = len(self.objects.bodies)
        index, bodies, raw = _taken(section.data, offset)
        self.objects.bodies += bodies
        self.font_objects += [offset + number for number in index["fonts"]]
        self.alphas.update(index["alphas"])
        for kind, items in index["resources"].items():
            known = self.resources.setdefault(kind, {})
            for name, item in items.items():
                known.setdefault(name, offset + item)
        for place, (own, contents, links) in enumerate(index["pages"]):
            where = section.first + place
            self.pages[where] = offset + own
            elements = references([offset + element for element in index["parents"][place]])
            streams = [self._content(contents, raw, offset), *self._folio(where)]
            annots = references([offset + link for link in links])
            self.objects.put(
                offset + own,
                f"<</Type/Page/Parent {parent}{self._box()}/Contents{references(streams)}"
                f"/StructParents {self._key(elements)}/Tabs/S"
                f"{f'/Annots{annots}' if links else ''}>>",
            )
        for annotation, element in index["links"]:
            end = f"/StructParent {self._key(f'{offset + element} 0 R')}>>" if element else ">>"
            self.objects.bodies[offset + annotation - 1] += end.encode()
        part = offset + int(index["part"])
        tops = references([offset + top for top in index["tops"]])
        self.objects.put(part, f"<</Type/StructElem/S/Part/P {document} 0 R/K{tops}>>")
        return part

    def _key(self, value: str) -> int:
        """Add an entry to the parent tree; return its key."""
        self.nums.append(f"{self.next_key} {value}")
        self.next_key += 1
        return self.next_key - 1

    def _content(self, contents: Any, raw: Sequence[bytes], offset: int) -> int:
        """Return a page's content; page numbers are put where there is room for them."""
        if isinstance(contents, int):
            return offset + contents
        return self.objects.stream(
            b"\n".join(
                self.fonts.replace_zeros(raw[place], self.folios[self.index_of[target]])
                if target
                else raw[place]
                for place, target in contents
            )
        )

    def _folio(self, index: int) -> list[int]:
        """Add a folio, a pagination artifact, at the outer corner of a page."""
        folio = self.folios[index]
        if not folio:
            return []
        style = self.style
        glyphs, width = self.fonts.shape(folio)
        edge = self.document.size[0] - style.outer - width * style.size
        x = edge if index % 2 == 0 else style.outer
        red, green, blue = style.color
        stamp = (
            f"/Artifact <</Type/Pagination/Subtype/Footer>> BDC\n"
            f"BT {red:.3f} {green:.3f} {blue:.3f} rg /{self.fonts.folio_font} {style.size:g} Tf "
            f"1 0 0 1 {x:.2f} {style.bottom:.2f} Tm <{glyphs}> Tj ET\nEMC"
        )
        return [self.objects.stream(stamp.encode(), compress=False)]

    # --- the whole ----------------------------------------------------------

    def _box(self) -> str:
        width, height = self.document.size
        return f"/MediaBox[0 0 {width:.4f} {height:.4f}]"

    def _resources(self, fonts: str) -> str:
        states = "".join(
            f"/{name}<</{'CA' if name[0] == 'A' else 'ca'} {name[1:]}>>"
            for name in sorted(self.alphas)
        )
        named = {
            kind: "".join(f"/{name} {item} 0 R" for name, item in sorted(items.items()))
            for kind, items in sorted(self.resources.items())
        }
        states += named.pop("ExtGState", "")
        kinds = "".join(f"/{kind}<<{items}>>" for kind, items in named.items())
        return f"<</Font{fonts}/ExtGState<<{states}>>{kinds}>>"

    def _catalogue(self, pages: int, structure: int) -> int:
        out = self.objects
        body = self.document.body
        metadata = out.stream(self.document.metadata, "/Type/Metadata/Subtype/XML", compress=False)
        labels = f"<</Nums[0<</S/r>>{body}<</S/D/St 1>>]>>"
        return out.add(
            f"<</Type/Catalog/Pages {pages} 0 R/StructTreeRoot {structure} 0 R"
            f"/MarkInfo<</Marked true>>/Lang{string(self.document.language)}"
            f"/Metadata {metadata} 0 R/Names<</Dests {self._destinations()} 0 R>>"
            f"/Outlines {self._outline()} 0 R/PageLabels{labels}/PageMode/UseOutlines"
            f"/PageLayout/TwoPageRight/ViewerPreferences<</DisplayDocTitle true>>>>"
        )

    def _destinations(self) -> int:
        places = {
            name: f"[{self.pages[section.first + page]} 0 R/XYZ {decimal(x)} {decimal(y)} 0]"
            for section in self.sections
            for name, (page, x, y) in section.facts["anchors"].items()
        }
        names = "".join(string(name) + places[name] for name in sorted(places))
        return self.objects.add(f"<</Names[{names}]>>")

    def _outline(self) -> int:
        """Write the outline: two levels, the topics closed."""
        entries: list[Entry] = []
        for section in self.sections:
            for level, label, page, y in section.facts["bookmarks"]:
                place = f"[{self.pages[section.first + page]} 0 R/XYZ 0 {decimal(y)} 0]"
                below = entries if level == 1 or not entries else entries[-1][2]
                below.append((label, place, []))
        root = self.objects.reserve()
        ends = self._outline_level(root, entries)
        self.objects.put(root, f"<</Type/Outlines{ends}/Count {len(entries)}>>")
        return root

    def _outline_level(self, parent: int, entries: Sequence[Entry]) -> str:
        """Write the entries of one level; return the keys that name the first and the last."""
        own = [self.objects.reserve() for _ in entries]
        siblings = {item: [""] for item in own}
        for item, following in pairwise(own):
            siblings[item].append(f"/Next {following} 0 R")
            siblings[following].append(f"/Prev {item} 0 R")
        for item, (label, place, below) in zip(own, entries, strict=True):
            ends = self._outline_level(item, below)
            closed = f"{ends}/Count -{len(below)}" if below else ""
            self.objects.put(
                item,
                f"<</Title{string(label)}/Dest{place}/Parent {parent} 0 R"
                f"{''.join(siblings[item])}{closed}>>",
            )
        return f"/First {own[0]} 0 R/Last {own[-1]} 0 R" if own else ""
