"""Pictures made by the tests."""

from __future__ import annotations

from io import BytesIO

from PIL import Image


def png(width: int, height: int) -> bytes:
    """Return a plain PNG."""
    buffer = BytesIO()
    Image.new("RGB", (width, height), "#88aacc").save(buffer, "PNG")
    return buffer.getvalue()


def svg(width: int, height: int) -> bytes:
    """Return a plain SVG."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
        f'<rect width="{width}" height="{height}" fill="#88aacc"/></svg>'
    ).encode()
