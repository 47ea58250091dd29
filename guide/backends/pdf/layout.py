"""Lay out HTML with WeasyPrint as one part of a booklet.

A part's pages carry no page numbers yet, and its links to other parts are kept by name.
What the assembly needs beside the pages is returned as facts.
"""

from __future__ import annotations

import gc
import hashlib
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from guide.backends.base import Json
from guide.backends.pdf.fonts import packaged_fonts

if TYPE_CHECKING:
    from guide.backends.pdf.code import Chunk
    from guide.backends.pdf.set_code import CodeSetting


@dataclass(frozen=True, slots=True)
class Laid:
    """A part laid out.

    ``facts`` has ``pages`` (count), ``fonts`` (resource name → ``file``: SHA-1 of the
    font file, ``axes`` of a
    variable one, ``text`` and ``widths`` by glyph), ``anchors`` (name → page from 0, x and y in
    pt) and ``bookmarks`` (level from 1, label, page from 0, y in pt). ``missing`` are
    characters that no font has.
    """

    pdf: bytes
    facts: dict[str, Json]
    missing: tuple[str, ...]


def lay_out(
    html: str,
    css: str,
    images: Mapping[str, tuple[bytes, str]],
    name_of: Callable[[str], str],
    *,
    code: Sequence[Chunk] = (),
    setting: CodeSetting | None = None,
) -> Laid:
    """Lay out a document; nothing is read from disk or network.

    ``images`` maps addresses to bytes and media type; ``name_of`` names a question's id
    for readers that speak. ``code`` are the chunks of code that the document leaves room
    for, and ``setting`` says how they are set.
    """
    weasyprint, font_config = _weasyprint()
    from guide.backends.pdf.marks import Structure, mark
    from guide.backends.pdf.set_code import CHUNK_ANCHOR, Box, set_code

    facts: dict[str, Any] = {}

    def finish(document: Any, pdf: Any) -> None:
        tree = Structure(pdf, {font.hash: font for font in document.fonts.values()})
        boxes = {
            int(name.removeprefix(CHUNK_ANCHOR)): Box(*edges[:3])
            for page in document.pages
            for name, edges in page.anchors.items()
            if name.startswith(CHUNK_ANCHOR)
        }
        used = {} if setting is None else set_code(tree, code, setting, boxes)
        mark(pdf, tree, name_of)
        facts.update(_facts(document))
        facts["fonts"].update(used)
        for number in boxes:
            del facts["anchors"][f"{CHUNK_ANCHOR}{number}"]

    with _missing_characters() as missing, _no_collection():
        fetcher = _fetcher_class()(images)
        style = _style_sheet(css)
        document = weasyprint.HTML(string=html, url_fetcher=fetcher, base_url="guide:/").render(
            stylesheets=[style], font_config=font_config, pdf_tags=True
        )
        data = document.write_pdf(finisher=finish, pdf_tags=True, pdf_version="1.7")
    return Laid(data, facts, tuple(dict.fromkeys(missing)))


@cache
def _weasyprint() -> tuple[Any, Any]:
    with packaged_fonts():
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration

        font_config = FontConfiguration()  # reads fontconfig's configuration
        weasyprint.HTML(string="<p>.").render(font_config=font_config)  # and so does Pango
    return weasyprint, font_config


@lru_cache(maxsize=4)
def _style_sheet(css: str) -> Any:
    """Parse a style sheet once for all parts of a booklet."""
    weasyprint, font_config = _weasyprint()
    return weasyprint.CSS(string=css, url_fetcher=_fetcher_class()({}), font_config=font_config)


@cache
def _fetcher_class() -> type[Any]:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class GuideFetcher(URLFetcher):  # type: ignore[misc]
        """Serves the guide's own images, and nothing else."""

        def __init__(self, images: Mapping[str, tuple[bytes, str]]) -> None:
            super().__init__(allowed_protocols=())
            self.images = images

        def fetch(self, url: str, headers: Any = None) -> Any:
            del headers
            if url not in self.images:
                raise ValueError(f"nothing outside the guide is read: {url}")
            data, media_type = self.images[url]
            return URLFetcherResponse(url, data, {"Content-Type": media_type})

    return GuideFetcher


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.missing: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if ".notdef" in str(record.msg) and isinstance(record.args, tuple):
            self.missing.append(str(record.args[0]))


@contextmanager
def _missing_characters() -> Iterator[list[str]]:
    """Collect the characters that WeasyPrint finds no glyph for."""
    logger = logging.getLogger("weasyprint")
    collector = _Collector()
    propagate, logger.propagate = logger.propagate, False
    logger.addHandler(collector)
    try:
        yield collector.missing
    finally:
        logger.removeHandler(collector)
        logger.propagate = propagate


@contextmanager
def _no_collection() -> Iterator[None]:
    """Keep the garbage collector from walking millions of live boxes again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _facts(document: Any) -> dict[str, Json]:
    anchors: dict[str, Json] = {}
    bookmarks: list[Json] = []
    for number, page in enumerate(document.pages):
        for name, (x, y, *_) in page.anchors.items():
            anchors[name] = [number, x * 0.75, (page.height - y) * 0.75]
        for level, label, (_, y), _ in page.bookmarks:
            bookmarks.append([level, label, number, (page.height - y) * 0.75])
    return {
        "pages": len(document.pages),
        "anchors": anchors,
        "bookmarks": bookmarks,
        "fonts": {
            name: {
                "file": font_digest(fonts[0]),
                "axes": _axes(fonts[0]),
                "text": {str(k): v for font in fonts for k, v in font.to_unicode.items()},
                "widths": {str(k): v for font in fonts for k, v in font.widths.items()},
            }
            for name, fonts in _by_name(document.fonts.values()).items()
        },
    }


def _by_name(fonts: Any) -> dict[str, list[Any]]:
    names: dict[str, list[Any]] = {}
    for font in fonts:
        names.setdefault(font.hash, []).append(font)
    return names


def _axes(font: Any) -> dict[str, Json]:
    """Return where a variable font's axes are set; the same rule as WeasyPrint's own."""
    if "fvar" not in font.tables:
        return {}
    return {"wght": font.weight} | {
        tag: value for tag, value in font.variations.items() if len(tag) == len("wght")
    }


def font_digest(font: Any) -> str:
    """Return the SHA-1 (hex) of a WeasyPrint font's whole file."""
    from weasyprint.text.fonts import get_hb_object_data

    return hashlib.sha1(get_hb_object_data(font.hb_face), usedforsecurity=False).hexdigest()
