"""Change the files inside a deck, to break it on purpose."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from tests.backends.pptx.helpers import parts_of


def edited(deck: bytes, changes: Mapping[str, Callable[[str], str]]) -> bytes:
    """Return the deck with the named files changed; each change must change something."""
    parts = parts_of(deck)
    for name, change in changes.items():
        before = parts[name].decode()
        after = change(before)
        assert after != before, f"{name}: the edit changes nothing"
        parts[name] = after.encode()
    return packed(parts)


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return files as a package."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def with_slide(number: int) -> str:
    """Return the name of a slide's file."""
    return f"ppt/slides/slide{number}.xml"
