"""Which characters the packaged fonts can print."""

from __future__ import annotations

from functools import cache

from guide.backends.pdf.fonts import font_files

SHOWN_INSTEAD = "□"
_INVISIBLE = frozenset(
    "\n\r\t\u00ad\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f\u200e\u200f\u2066\u2067\u2068\u2069\u202a\u202b\u202c\u202d\u202e"
)


@cache
def printable() -> frozenset[int]:
    """Return all code points that some packaged font has a glyph for."""
    import uharfbuzz as hb

    points: set[int] = set()
    for path in font_files().values():
        points.update(hb.Face(hb.Blob(path.read_bytes())).unicodes)
    return frozenset(points)


def replace_missing(html: str) -> tuple[str, frozenset[str]]:
    """Replace what no font can print by a box; return the text and what was replaced."""
    if html.isascii():
        return html, frozenset()
    used = {c for c in set(html) if not c.isascii()} - _INVISIBLE
    missing = frozenset(c for c in used if ord(c) not in printable())
    if missing:
        html = html.translate({ord(c): SHOWN_INSTEAD for c in missing})
    return html, missing
