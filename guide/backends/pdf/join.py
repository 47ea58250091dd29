"""Join laid-out parts to one tagged PDF.

Every tool that concatenates PDF files loses the structure tree and keeps each part's
fonts. Here pages are copied, destinations, outline, labels and the structure tree are
made anew, and each font is embedded once, with the glyphs of all parts.
(ISO 32000-1: 12.3 destinations and outline, 12.4.2 labels, 14.7 structure.)
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from guide.backends.pdf.embed import Fonts
from guide.backends.pdf.links import PAGE_KEY


@dataclass(frozen=True, slots=True)
class Section:
    """A part in its place: ``first`` is its first page's index in the booklet, from 0.

    ``folios`` are the printed page numbers, "" where none is printed.
    """

    pdf: bytes
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


def join(
    sections: Sequence[Section],
    folio_style: FolioStyle,
    body: int,
    language: str,
    describe: Callable[[Pdf], None],
) -> tuple[bytes, int]:
    """Join sections, in order, with blank pages between them where needed.

    Pages before the one with index ``body`` are labelled in roman numerals, the others in
    arabic ones from 1. ``describe`` writes the metadata. Returns the file and its number of
    pages.
    """
    out = Pdf.new()
    fonts = Fonts(out, folio_style.file)
    for section in sections:
        fonts.add(section.facts["fonts"])
    pages_of = {
        name: section.first + place[0]
        for section in sections
        for name, place in section.facts["anchors"].items()
    }
    folios = {
        section.first + index: folio
        for section in sections
        for index, folio in enumerate(section.folios)
    }
    structure = _Structure(out)
    opened = []  # foreign objects are read when they are written
    for section in sections:
        part = Pdf.open(io.BytesIO(section.pdf))
        opened.append(part)
        _pad(out, section.first, part.pages[0].MediaBox)
        fonts.forget(part.pages[0].Resources)
        first = len(out.pages)
        with warnings.catch_warnings():
            # Destinations are made anew below; pikepdf cannot know.
            warnings.simplefilter("ignore", pikepdf.PageCopyWarning)
            out.pages.extend(part.pages)
        pages = [out.pages[first + i] for i in range(section.pages)]
        fonts.give(pages[0].Resources)
        structure.add(part, pages)
        for page in pages:
            _set_numbers(page, fonts, pages_of, folios)
    stamp = _Stamp(out, fonts, folio_style)
    for index, folio in folios.items():
        stamp.page(out.pages[index], folio, recto=index % 2 == 0)
    fonts.write()
    structure.write()
    _destinations(out, sections)
    _outline(out, sections)
    out.Root.PageLabels = Dictionary(
        Nums=Array([0, Dictionary(S=Name.r), body, Dictionary(S=Name.D, St=1)])
    )
    out.Root.Lang = String(language)
    out.Root.MarkInfo = Dictionary(Marked=True)
    out.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    out.Root.PageMode = Name.UseOutlines
    out.Root.PageLayout = Name.TwoPageRight
    describe(out)
    return _bytes(out), len(out.pages)


def _bytes(out: Pdf) -> bytes:
    target = io.BytesIO()
    out.save(
        target,
        min_version="1.7",
        deterministic_id=True,
        compress_streams=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return target.getvalue()


def _pad(out: Pdf, until: int, media_box: Any) -> None:
    """Add blank pages until the next page has the index ``until``."""
    while len(out.pages) < until:
        out.add_blank_page(
            page_size=(float(media_box[2]), float(media_box[3])),
        )


class _Structure:
    """The structure tree: each part's document element becomes a part of one document."""

    def __init__(self, out: Pdf) -> None:
        self.out = out
        self.root = out.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.document = out.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Document, P=self.root, K=Array())
        )
        self.root.K = Array([self.document])
        self.nums = Array()
        self.next_key = 0

    def add(self, part: Pdf, pages: Sequence[pikepdf.Page]) -> None:
        """Hang a part's tree under the document and renumber its parent tree."""
        offset = self.next_key
        tree = self.out.copy_foreign(part.Root.StructTreeRoot)
        element = tree.K[0]
        element.S = Name.Part
        element.P = self.document
        self.document.K.append(element)
        nums = tree.ParentTree.Nums
        for index in range(0, len(nums), 2):
            key = int(nums[index]) + offset
            self.nums.append(key)
            self.nums.append(nums[index + 1])
            self.next_key = max(self.next_key, key + 1)
        for page in pages:
            page.obj.StructParents = int(page.obj.StructParents) + offset
            for annotation in page.obj.get("/Annots", ()):
                if "/StructParent" in annotation:
                    annotation.StructParent = int(annotation.StructParent) + offset

    def write(self) -> None:
        """Put the tree into the document."""
        self.root.ParentTree = self.out.make_indirect(Dictionary(Nums=self.nums))
        self.root.ParentTreeNextKey = self.next_key
        self.out.Root.StructTreeRoot = self.root


def _set_numbers(
    page: pikepdf.Page, fonts: Fonts, pages_of: Mapping[str, int], folios: Mapping[int, str]
) -> None:
    """Set the page numbers of cross-references, where `marks` left room for them."""
    contents = page.obj.Contents
    if not isinstance(contents, Array):
        return
    for stream in contents:
        if f"/{PAGE_KEY}" in stream:
            target = str(stream[f"/{PAGE_KEY}"])
            stream.write(fonts.replace_zeros(stream.read_bytes(), folios[pages_of[target]]))
            del stream[f"/{PAGE_KEY}"]


class _Stamp:
    """Prints folios, as pagination artifacts, at the outer corners."""

    def __init__(self, out: Pdf, fonts: Fonts, style: FolioStyle) -> None:
        self.out = out
        self.fonts = fonts
        self.style = style
        self.save = out.make_indirect(Stream(out, b"q"))

    def page(self, page: pikepdf.Page, folio: str, *, recto: bool) -> None:
        """Print a folio on a page; WeasyPrint leaves the matrix changed, hence q and Q."""
        if not folio:
            return
        style = self.style
        glyphs, width = self.fonts.shape(folio)
        edge = float(page.MediaBox[2]) - style.outer - width * style.size
        x = edge if recto else style.outer
        red, green, blue = style.color
        stamp = (
            f"Q\n/Artifact <</Type/Pagination/Subtype/Footer>> BDC\n"
            f"BT {red:.3f} {green:.3f} {blue:.3f} rg /{self.fonts.folio_font} {style.size:g} Tf "
            f"1 0 0 1 {x:.2f} {style.bottom:.2f} Tm <{glyphs}> Tj ET\nEMC"
        )
        contents = page.obj.Contents
        streams = list(contents) if isinstance(contents, Array) else [contents]
        page.obj.Contents = Array([self.save, *streams, Stream(self.out, stamp.encode())])


def _destinations(out: Pdf, sections: Sequence[Section]) -> None:
    places = {}
    for section in sections:
        for name, (page, x, y) in section.facts["anchors"].items():
            target = out.pages[section.first + page].obj
            places[name.encode()] = Array([target, Name.XYZ, round(x, 2), round(y, 2), 0])
    names = Array()
    for name in sorted(places):
        names.append(String(name))
        names.append(places[name])
    out.Root.Names = Dictionary(Dests=out.make_indirect(Dictionary(Names=names)))


def _outline(out: Pdf, sections: Sequence[Section]) -> None:
    """Write the outline: two levels, topics closed when there are many questions."""
    entries: list[tuple[str, Any, list[Any]]] = []
    for section in sections:
        for level, label, page, y in section.facts["bookmarks"]:
            target = out.pages[section.first + page].obj
            place = Array([target, Name.XYZ, 0, round(y, 2), 0])
            if level == 1 or not entries:
                entries.append((label, place, []))
            else:
                entries[-1][2].append((label, place, []))
    root = out.make_indirect(Dictionary(Type=Name.Outlines))
    _outline_level(out, root, entries)
    root.Count = len(entries)
    out.Root.Outlines = root


def _outline_level(out: Pdf, parent: Any, entries: Sequence[tuple[str, Any, list[Any]]]) -> None:
    items = [
        out.make_indirect(Dictionary(Title=String(label), Dest=place, Parent=parent))
        for label, place, _ in entries
    ]
    for item, following in pairwise(items):
        item.Next = following
        following.Prev = item
    if items:
        parent.First, parent.Last = items[0], items[-1]
    for item, (_, _, children) in zip(items, entries, strict=True):
        if children:
            _outline_level(out, item, children)
            item.Count = -len(children)  # closed
