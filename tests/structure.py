"""What an output says and how it is built, as texts to compare: not its bytes."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import unicodedata
import zipfile
from html.parser import HTMLParser
from pathlib import Path

from pptx import Presentation
from pptx.shapes.base import BaseShape
from pptx.util import Emu

from tests.backends.pdf.reading import Booklet


def structure(path: Path) -> dict[str, str]:
    """Return name → text of what a file shows; one file may have several."""
    match path.suffix:
        case ".pdf":
            return {f"{path.name}.txt": _booklet(path)}
        case ".pptx":
            return {f"{path.name}.json": _deck(path)}
        case ".html":
            return {f"{path.name}.txt": _page(path)}
        case ".apkg":
            return {f"{path.name}.json": _package(path)}
        case _:
            return {path.name: path.read_bytes().decode("utf-8")}


def _booklet(path: Path) -> str:
    booklet = Booklet(path)
    lines = [f"{len(booklet)} pages: {' '.join(booklet.labels)}", "", "outline"]
    for title, page, children in booklet.outline:
        lines.append(f"  {title} … {booklet.labels[page]}")
        lines += [f"    {each} … {booklet.labels[place]}" for each, place in children]
    for label, text in zip(booklet.labels, booklet.texts, strict=True):
        lines += ["", f"page {label}", *(_visible(line) for line in text.splitlines())]
    return "\n".join(lines) + "\n"


def _deck(path: Path) -> str:
    slides = [
        {
            "layout": slide.slide_layout.name,
            "shapes": [_shape(shape) for shape in slide.shapes],
            "notes": _lines(slide.notes_slide.notes_text_frame.text)
            if slide.has_notes_slide
            else [],
        }
        for slide in Presentation(str(path)).slides
    ]
    return _json(slides)


def _shape(shape: BaseShape) -> dict[str, object]:
    found: dict[str, object] = {"name": shape.name, "kind": str(shape.shape_type)}
    # Rounded to tenths of an inch: what a reader would see move.
    found["place"] = [
        None if length is None else round(Emu(length).inches, 1)
        for length in (shape.left, shape.top, shape.width, shape.height)
    ]
    if shape.has_text_frame:
        found["text"] = _lines(shape.text_frame.text)  # type: ignore[attr-defined]
    if getattr(shape, "has_table", False):
        rows = shape.table.rows  # type: ignore[attr-defined]
        found["table"] = [[cell.text for cell in row.cells] for row in rows]
    return found


def _package(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        names = sorted(package.namelist())
        with contextlib.closing(sqlite3.connect(":memory:")) as database:
            database.deserialize(package.read("collection.anki2"))
            notes = database.execute("select guid, tags, flds from notes order by id").fetchall()
            cards = database.execute("select count() from cards").fetchone()[0]
    fields = [[guid, tags.split(), fields.split("\x1f")] for guid, tags, fields in notes]
    return _json({"files": names, "cards": cards, "notes": fields})


class _Text(HTMLParser):
    """Gathers the text that a page shows, a line for each element that has some."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style"):
            self._hidden += 1
        for name, value in attrs:
            if name in ("alt", "href", "id", "aria-label") and not (value or "").startswith(
                "data:"
            ):
                self.lines.append(f"<{tag} {name}={value}>")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._hidden -= 1

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.lines += filter(None, map(str.strip, data.splitlines()))


def _page(path: Path) -> str:
    reader = _Text()
    reader.feed(path.read_text("utf-8"))
    return "\n".join(map(_visible, reader.lines)) + "\n"


def _lines(text: str) -> list[str]:
    return [_visible(line) for line in text.splitlines()]


def _visible(text: str) -> str:
    """Show characters that an editor would hide or a diff would lose."""
    return "".join(
        f"\\u{{{ord(each):x}}}" if unicodedata.category(each) in ("Cc", "Cf", "Co") else each
        for each in text.rstrip()
    )


def _json(value: object) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"
