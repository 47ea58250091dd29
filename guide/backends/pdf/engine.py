"""WeasyPrint, loaded with the packaged fonts and without access to disk or network."""

from __future__ import annotations

import ctypes.util
import gc
import logging
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache, lru_cache
from typing import Any

from guide.backends.pdf.fonts import packaged_fonts
from guide.backends.pdf.tuning import tune

BASE = "guide:/"
_VOID = re.compile(r"<(br|hr|img|meta)\b([^<>]*?)/?>")  # elements that HTML does not close


@cache
def _engine() -> tuple[Any, Any]:
    """Return the module and what it knows of fonts."""
    with packaged_fonts(), _direct_loading():
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration

        tune(weasyprint)
        font_config = FontConfiguration()  # reads fontconfig's configuration
        weasyprint.HTML(string="<p>.").render(font_config=font_config)  # and so does Pango
    return weasyprint, font_config


def load() -> None:
    """Load the engine; it takes half a second."""
    _engine()
    # What is imported where it is used comes with it.
    import guide.backends.pdf.breaks
    import guide.backends.pdf.painting
    import guide.backends.pdf.resources
    import guide.backends.pdf.tags  # noqa: F401


def _nowhere(name: str) -> str | None:
    del name
    return None


@contextmanager
def _direct_loading() -> Iterator[None]:
    """Load libraries by their file names, as Linux has them.

    WeasyPrint tries other systems' names first. For each of these Python asks the linker
    and the compiler where it may be, which takes a fifth of a second in all.
    """
    find = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = _nowhere
    try:
        yield
    finally:
        ctypes.util.find_library = find


def render(html: str, css: str, images: Mapping[str, tuple[bytes, str]]) -> Any:
    """Lay out a document; ``images`` maps addresses to bytes and media type."""
    weasyprint, font_config = _engine()
    fetcher = _fetcher_class()(images)
    document = _parsed(weasyprint, html, fetcher) or weasyprint.HTML(
        string=html, url_fetcher=fetcher, base_url=BASE
    )
    return document.render(stylesheets=[_style_sheet(css)], font_config=font_config, pdf_tags=True)


def _parsed(weasyprint: Any, html: str, fetcher: Any) -> Any:
    """Return a document that is well-formed XML, or None: an XML parser is far quicker."""
    from xml.etree import ElementTree as ET

    import cssselect2

    try:
        root = ET.fromstring(_VOID.sub(r"<\1\2/>", html))  # noqa: S314 - our own text
    except ET.ParseError:
        return None
    document = weasyprint.HTML.__new__(weasyprint.HTML)
    document.base_url, document.url_fetcher, document.media_type = BASE, fetcher, "print"
    document.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
    document.etree_element = document.wrapper_element.etree_element
    return document


@lru_cache(maxsize=4)
def _style_sheet(css: str) -> Any:
    """Parse a style sheet once for all documents of a booklet."""
    weasyprint, font_config = _engine()
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


@contextmanager
def quiet() -> Iterator[None]:
    """Keep WeasyPrint's warnings from the terminal: what matters is checked before."""
    logger = logging.getLogger("weasyprint")
    propagate, logger.propagate = logger.propagate, False
    handler = logging.NullHandler()
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagate


@contextmanager
def no_collection() -> Iterator[None]:
    """Keep the garbage collector from walking millions of live boxes again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
