"""A PDF file as a list of objects that are bytes already (ISO 32000-1, 7.3 and 7.5).

Only what the parts of a booklet need: pikepdf joins them and writes the file that people
get. Thousands of elements of structure are written here in the time of one library call each.
"""

from __future__ import annotations

import zlib
from codecs import BOM_UTF16_BE
from collections.abc import Iterable


class Objects:
    """Objects by number, from 1; a number may be taken before its object is known."""

    def __init__(self) -> None:
        self._bodies: list[bytes] = []

    def reserve(self) -> int:
        """Return the number of an object that `put` will bring."""
        self._bodies.append(b"null")
        return len(self._bodies)

    def put(self, number: int, body: str) -> None:
        """Set the object of a number."""
        self._bodies[number - 1] = body.encode("ascii")

    def add(self, body: str) -> int:
        """Add an object; return its number."""
        self._bodies.append(body.encode("ascii"))
        return len(self._bodies)

    def stream(self, data: bytes, extra: str = "", *, compress: bool = True) -> int:
        """Add a stream; return its number."""
        if compress:
            data = zlib.compress(data, 6)
            extra += "/Filter/FlateDecode"
        head = f"<</Length {len(data)}{extra}>>\nstream\n".encode("ascii")
        self._bodies.append(head + data + b"\nendstream")
        return len(self._bodies)

    def file(self, root: int) -> bytes:
        """Return the file whose catalogue has the number ``root``."""
        chunks = [b"%PDF-1.7\n"]
        place = len(chunks[0])
        places = []
        for number, body in enumerate(self._bodies, 1):
            chunk = b"%d 0 obj\n%b\nendobj\n" % (number, body)
            places.append(place)
            place += len(chunk)
            chunks.append(chunk)
        size = len(places) + 1
        chunks.append(b"xref\n0 %d\n0000000000 65535 f \n" % size)
        chunks += [b"%010d 00000 n \n" % place for place in places]
        chunks.append(
            b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, root, place)
        )
        return b"".join(chunks)


def reference(number: int) -> str:
    """Return a reference to an object."""
    return f"{number} 0 R"


def array(items: Iterable[object]) -> str:
    """Return an array."""
    return f"[{' '.join(map(str, items))}]"


def string(text: str) -> str:
    """Return a text string: plain where it is ASCII, UTF-16 else."""
    if text.isascii() and text.isprintable():
        escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return f"({escaped})"
    return f"<{(BOM_UTF16_BE + text.encode('utf-16-be')).hex()}>"
