"""Pictures for programs that cannot show an SVG image."""

from __future__ import annotations

import struct
import zlib

from guide.markup.nodes import Asset


def fallback(asset: Asset) -> bytes:
    """Return a PNG of the image's proportions: an empty frame. PowerPoint shows the SVG itself."""
    width, height = _within(asset.width, asset.height)
    edge = b"\x00" + b"\xb0" * width
    row = b"\x00\xb0" + b"\xf4" * max(width - 2, 0) + b"\xb0" * (width > 1)
    rows = edge + row * max(height - 2, 0) + (edge if height > 1 else b"")
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
        + _chunk(b"IDAT", zlib.compress(rows, 9))
        + _chunk(b"IEND", b"")
    )


def _within(width: int, height: int) -> tuple[int, int]:
    scale = min(1.0, 480 / max(width, height, 1))
    return max(round(width * scale), 1), max(round(height * scale), 1)


def _chunk(kind: bytes, data: bytes) -> bytes:
    checksum = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checksum)
