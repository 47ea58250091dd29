"""Read a booklet back as its readers do: boxes of characters, destinations, outline, labels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium


@dataclass(frozen=True, slots=True)
class Glyph:
    """A printed character with its box, in pt from the lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


class Booklet:
    """A PDF file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.pdf = pikepdf.open(path)
        self._pages = pypdfium2.PdfDocument(path)

    def __len__(self) -> int:
        return len(self.pdf.pages)

    @cached_property
    def texts(self) -> list[str]:
        """The text of each page, in the order of its contents."""
        return [self._text(index) for index in range(len(self))]

    def _text(self, index: int) -> str:
        page = self._pages[index].get_textpage()
        return str(page.get_text_range())

    def text_in(self, index: int, left: float, bottom: float, right: float, top: float) -> str:
        """The text in a box of a page, in pt."""
        page = self._pages[index].get_textpage()
        return str(page.get_text_bounded(left, bottom, right, top))

    def glyphs(self, index: int) -> Iterator[Glyph]:
        """Yield the visible characters of a page."""
        page = self._pages[index].get_textpage()
        for number in range(page.count_chars()):
            text = chr(pdfium.FPDFText_GetUnicode(page.raw, number))
            if text.isspace() or not text.isprintable():
                continue
            left, bottom, right, top = page.get_charbox(number)
            yield Glyph(text, left, bottom, right, top)

    def boxes(self, index: int) -> list[tuple[float, float, float, float]]:
        """Return the boxes of a page's text, in pieces of lines: left, bottom, right, top."""
        page = self._pages[index].get_textpage()
        return [page.get_rect(number) for number in range(page.count_rects())]

    def size_at(self, index: int, x: float, y: float) -> float:
        """Return the font size of the character at a place, in the page's own unit."""
        page = self._pages[index].get_textpage()
        number = page.get_index(x, y, 4, 4)
        return float(pdfium.FPDFText_GetFontSize(page.raw, number)) if number is not None else 0.0

    @cached_property
    def page_numbers(self) -> dict[Any, int]:
        """Page object → index."""
        return {page.obj.objgen: index for index, page in enumerate(self.pdf.pages)}

    @cached_property
    def destinations(self) -> dict[str, int]:
        """Name → page index."""
        names = list(self.pdf.Root.Names.Dests.Names)
        return {
            str(name): self.page_numbers[place[0].objgen]
            for name, place in zip(names[::2], names[1::2], strict=True)
        }

    @cached_property
    def labels(self) -> list[str]:
        """The page labels that a viewer shows."""
        return [page.label for page in self.pdf.pages]

    def links(self) -> Iterator[tuple[int, Any]]:
        """Yield page index and annotation of every link."""
        for index, page in enumerate(self.pdf.pages):
            for annotation in page.obj.get("/Annots", ()):
                if annotation.Subtype == "/Link":
                    yield index, annotation

    @cached_property
    def outline(self) -> list[tuple[str, int, list[tuple[str, int]]]]:
        """The outline's two levels: title, page index, children."""
        with self.pdf.open_outline() as outline:
            return [
                (
                    item.title,
                    self._target(item),
                    [(c.title, self._target(c)) for c in item.children],
                )
                for item in outline.root
            ]

    def _target(self, item: Any) -> int:
        return self.page_numbers[item.destination[0].objgen]
