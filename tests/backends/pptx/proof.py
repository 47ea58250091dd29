"""Proof by rendering: LibreOffice draws the decks, and every glyph is traced to its shape.

`convert` makes PDFs of many decks in one call; `examine` compares a PDF with the deck it
was made of and returns what is wrong on which slide: text outside its box or the slide,
missing, drawn smaller than it says, below the smallest size for its kind, or over the
text of another shape.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.util import Length

TOLERANCE = 2.5  # pt: slanted glyphs lean out of their line by up to 2 pt
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_LINE_END_HYPHEN = 2  # what pdfium makes of a hyphen at the end of a line
_FILTER = (
    'pdf:impress_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"false"},'
    '"ExportBookmarks":{"type":"boolean","value":"false"}}'
)
# Fonts as a machine has them that has neither PowerPoint's nor their twins.
_FALLBACK_FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts/truetype/dejavu</dir>
  <cachedir>{cache}</cachedir>
  <match target="pattern"><edit name="family" mode="append" binding="weak">
    <string>DejaVu Sans</string></edit></match>
  <match target="pattern"><test name="family"><string>Consolas</string></test>
    <edit name="family" mode="assign" binding="strong">
      <string>DejaVu Sans Mono</string></edit></match>
</fontconfig>
"""


def drawn_twice(decks: Mapping[str, bytes]) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return the decks as PDF in their own fonts and in fallbacks, made side by side."""
    with ThreadPoolExecutor(2) as pool:
        own = pool.submit(convert, decks)
        fallback = pool.submit(convert, decks, fallback=True)
        return own.result(), fallback.result()


def convert(decks: Mapping[str, bytes], *, fallback: bool = False) -> dict[str, bytes]:
    """Return the decks as PDF, made by one call of LibreOffice; with fallback fonts if so asked."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = []
        for deck, data in decks.items():
            path = folder / f"{deck}.pptx"
            path.write_bytes(data)
            paths.append(str(path))
        environment = {k: v for k, v in os.environ.items() if k != "FONTCONFIG_FILE"}
        if fallback:
            config = folder / "fonts.conf"
            config.write_text(_FALLBACK_FONTS.format(cache=folder / "cache"), encoding="utf-8")
            environment["FONTCONFIG_FILE"] = str(config)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", _FILTER, "--outdir"]
        subprocess.run(
            [*command, f"{folder}/pdf", *paths], check=True, capture_output=True, env=environment
        )
        return {deck: (folder / "pdf" / f"{deck}.pdf").read_bytes() for deck in decks}


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle in pt from the upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, other: Rect) -> bool:
        return (
            other.left >= self.left - TOLERANCE
            and other.right <= self.right + TOLERANCE
            and other.top >= self.top - TOLERANCE
            and other.bottom <= self.bottom + TOLERANCE
        )

    def meets(self, other: Rect) -> bool:
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > TOLERANCE and down > TOLERANCE


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character as it was drawn; ``size`` in pt."""

    char: str
    rect: Rect
    size: float


@dataclass(frozen=True, slots=True)
class Area:
    """Text that should stand inside ``rect``: pairs of a character and its size in pt."""

    name: str
    rect: Rect
    chars: tuple[tuple[str, float], ...]
    least: float


def examine(deck: bytes | list[list[Area]], pdf: bytes) -> list[str]:
    """Return what is wrong in the rendering of a deck, or of what `areas` says of it."""
    found: list[str] = []
    pages = list(glyphs(pdf))
    slides = list(areas(deck)) if isinstance(deck, bytes) else deck
    assert len(pages) == len(slides)
    for number, ((page, drawn), shapes) in enumerate(zip(pages, slides, strict=True), 1):
        found.extend(f"slide {number}: {problem}" for problem in _slide(page, drawn, shapes))
    return found


def _slide(  # noqa: C901, PLR0912 - one check a branch
    page: Rect, drawn: list[Glyph], shapes: list[Area]
) -> Iterator[str]:
    for glyph in drawn:
        if not any(area.rect.holds(glyph.rect) for area in shapes):
            yield f"“{glyph.char}” stands in no box"
    at = 0
    drawn = [glyph for glyph in drawn if traceable(glyph.char)]
    hulls: list[tuple[str, Rect]] = []
    for area in shapes:
        mine: list[Glyph] = []
        missing = ""
        for char, size in area.chars:
            # Bullets and numbers of lists are drawn, but are no characters of the text.
            ahead = next(
                (i for i in range(at, min(at + 12, len(drawn))) if drawn[i].char == char), None
            )
            if ahead is None:
                missing += char
                continue
            mine.extend(drawn[at : ahead + 1])
            glyph = drawn[ahead]
            at = ahead + 1
            if glyph.size < size - 0.3:
                yield f"{area.name}: “{char}” shrunk from {size} to {glyph.size:.1f} pt"
            if glyph.size < area.least - 0.3:
                yield f"{area.name}: “{char}” too small: {glyph.size:.1f} pt"
        if missing:
            yield f"{area.name}: missing “{missing[:40]}”"
        if outside := [g for g in mine if not area.rect.holds(g.rect)]:
            text = "".join(g.char for g in outside)
            yield f"{area.name}: outside its box: “{text[:40]}”"
        if off := [g for g in mine if not page.holds(g.rect)]:
            yield f"{area.name}: off the slide: “{''.join(g.char for g in off)[:40]}”"
        if mine:
            hulls.append((area.name, _hull(mine)))
    for index, (name, hull) in enumerate(hulls):
        for other, second in hulls[index + 1 :]:
            if hull.meets(second):
                yield f"{name} overlaps {other}"


def traceable(char: str) -> bool:
    """Tell whether the fonts of the test machine have a character and draw it in reading order.

    For the others, that is emoji, Chinese and what is written from right to left, only
    the places of the glyphs are checked.
    """
    return char < "\u0590" or "\u2000" <= char < "\u2700"


def _hull(drawn: list[Glyph]) -> Rect:
    return Rect(
        min(g.rect.left for g in drawn),
        min(g.rect.top for g in drawn),
        max(g.rect.right for g in drawn),
        max(g.rect.bottom for g in drawn),
    )


def glyphs(pdf: bytes) -> Iterator[tuple[Rect, list[Glyph]]]:
    """Yield each page's size and its visible characters, in drawing order."""
    document = pypdfium2.PdfDocument(pdf)
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    for page in document:
        width, height = page.get_size()
        text = page.get_textpage()
        drawn = []
        high = 0
        for index in range(pdfium.FPDFText_CountChars(text)):
            code = pdfium.FPDFText_GetUnicode(text, index)
            if 0xD800 <= code < 0xDC00:
                high = code
                continue
            if 0xDC00 <= code < 0xE000:
                code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
            char = "-" if code == _LINE_END_HYPHEN else chr(code)
            if char.isspace() or ord(char) < 32 or pdfium.FPDFText_IsGenerated(text, index) == 1:
                continue
            pdfium.FPDFText_GetCharBox(text, index, left, right, bottom, top)
            rect = Rect(left.value, height - top.value, right.value, height - bottom.value)
            drawn.append(Glyph(char, rect, pdfium.FPDFText_GetFontSize(text, index)))
        text.close()
        page.close()
        yield Rect(0, 0, width, height), drawn
    document.close()


def areas(deck: bytes) -> Iterator[list[Area]]:
    """Yield, for each slide, the areas of text in the order in which they are drawn."""
    presentation = Presentation(BytesIO(deck))
    for number, slide in enumerate(presentation.slides, 1):
        found: list[Area] = []
        for shape in slide.shapes:
            if shape.has_text_frame and shape.text_frame.text.strip():
                rect = _rect(shape.left, shape.top, shape.width, shape.height)
                chars = tuple(_chars(shape.text_frame.paragraphs, number))
                found.append(Area(shape.name, rect, chars, _least(shape)))
            elif shape.has_table:
                found.extend(_cells(shape))
        yield found


def _cells(shape: Any) -> Iterator[Area]:
    # A row grows with its text; it must not grow beyond the foot of the slide.
    foot = 492.0
    top = shape.top.pt
    for index, row in enumerate(shape.table.rows):
        left = shape.left.pt
        for number, cell in enumerate(row.cells):
            width = shape.table.columns[number].width.pt
            rect = Rect(left, top, left + width, foot)
            chars = tuple(_chars(cell.text_frame.paragraphs, 0))
            if chars:
                yield Area(f"{shape.name} row {index} column {number}", rect, chars, 14)
            left += width


def _chars(paragraphs: Any, number: int) -> Iterator[tuple[str, float]]:
    for paragraph in paragraphs:
        for element in paragraph._p:  # noqa: SLF001 - the only way to the order of runs and fields
            tag = element.tag.rpartition("}")[2]
            if tag not in ("r", "fld"):
                continue
            size = int(element.find(f"{_A}rPr").get("sz")) / 100
            text = element.find(f"{_A}t").text if tag == "r" else str(number)
            for char in text or "":
                if traceable(char) and not char.isspace() and char not in "\u200b\u200d":
                    yield char, size


def _rect(left: Length, top: Length, width: Length, height: Length) -> Rect:
    return Rect(left.pt, top.pt, left.pt + width.pt, top.pt + height.pt)


def _least(shape: Any) -> float:
    """Return the smallest size in pt that text of this shape may have."""
    if not shape.is_placeholder:
        return 14 if shape.name.startswith("Caption") else 16
    kind = shape.placeholder_format.type
    if kind in (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER):
        return 12
    if kind in (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE):
        return 21  # code spans in a title of 24 pt
    if shape.placeholder_format.idx in (3, 10):  # captions and running heads
        return 14
    return 16
