"""PDF objects as bytes, and the file that they make (ISO 32000-1, 7.3 and 7.5).

A booklet's parts are kept as objects that are bytes already: joining them is copying. A
library that reads parts and writes one file of them takes four times as long, which is
most of what a save costs in `guide watch`.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from codecs import BOM_UTF16_BE
from collections.abc import Iterable, Sequence
from functools import lru_cache

IN_ONE_STREAM = 500  # objects; a reader unpacks a whole stream for one of them
_REFERENCE = re.compile(rb"\b(\d+) 0 R\b")
_STREAM = b"stream\n"


class Objects:
    """Objects by number, from 1; a number may be taken before its object is known."""

    def __init__(self, bodies: Iterable[bytes] = ()) -> None:
        self.bodies = list(bodies)

    def reserve(self) -> int:
        """Return the number of an object that `put` will bring."""
        self.bodies.append(b"null")
        return len(self.bodies)

    def put(self, number: int, body: str) -> None:
        """Set the object of a number."""
        self.bodies[number - 1] = body.encode("ascii")

    def add(self, body: str) -> int:
        """Add an object; return its number."""
        self.bodies.append(body.encode("ascii"))
        return len(self.bodies)

    def stream(self, data: bytes, extra: str = "", *, compress: bool = True) -> int:
        """Add a stream; return its number."""
        if compress:
            data, extra = _deflated(data), f"{extra}/Filter/FlateDecode"
        self.bodies.append(_stream(data, extra))
        return len(self.bodies)

    def append(self, bodies: Iterable[bytes]) -> int:
        """Add objects that refer to each other by numbers from 1; return what these grew by."""
        offset = len(self.bodies)
        self.bodies += moved(bodies, offset)
        return offset

    def file(self, root: int, info: int) -> bytes:
        """Return the file whose catalogue and information have these numbers."""
        packed, streams = self._packed()
        size = len(self.bodies) + 1
        chunks = [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"]
        place = len(chunks[0])
        entries = {0: (0, 0, 65535)}  # type, place or stream, generation or index (7.5.8.3)
        entries |= {number: (2, *where) for number, where in packed.items()}
        for number, body in [
            *((n, body) for n, body in enumerate(self.bodies, 1) if n not in packed),
            *((size + index, body) for index, body in enumerate(streams)),
        ]:
            entries[number] = (1, place, 0)
            chunks.append(b"%d 0 obj\n%b\nendobj\n" % (number, body))
            place += len(chunks[-1])
        last = size + len(streams)
        entries[last] = (1, place, 0)
        table = b"".join(
            kind.to_bytes(1, "big") + first.to_bytes(4, "big") + second.to_bytes(2, "big")
            for kind, first, second in (entries[number] for number in range(last + 1))
        )
        name = hashlib.md5(b"".join(chunks), usedforsecurity=False).hexdigest()
        extra = (
            f"/Type/XRef/Size {last + 1}/W[1 4 2]/Root {root} 0 R/Info {info} 0 R"
            f"/ID[<{name}><{name}>]/Filter/FlateDecode"
        )
        table = _stream(zlib.compress(table, 6), extra)
        chunks.append(b"%d 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (last, table, place))
        return b"".join(chunks)

    def _packed(self) -> tuple[dict[int, tuple[int, int]], list[bytes]]:
        """Put all but streams into streams; return each one's stream and place in it, and them."""
        small = [n for n, body in enumerate(self.bodies, 1) if _STREAM not in body[:-9]]
        where: dict[int, tuple[int, int]] = {}
        streams: list[bytes] = []
        for start in range(0, len(small), IN_ONE_STREAM):
            numbers = small[start : start + IN_ONE_STREAM]
            holder = len(self.bodies) + 1 + len(streams)
            places, place = [], 0
            for index, number in enumerate(numbers):
                where[number] = (holder, index)
                places.append(f"{number} {place}")
                place += len(self.bodies[number - 1]) + 1
            head = " ".join(places).encode() + b"\n"
            data = head + b"\n".join(self.bodies[number - 1] for number in numbers)
            extra = f"/Type/ObjStm/N {len(numbers)}/First {len(head)}/Filter/FlateDecode"
            streams.append(_stream(zlib.compress(data, 6), extra))
        return where, streams


def _stream(data: bytes, extra: str) -> bytes:
    head = f"<</Length {len(data)}{extra}>>\n".encode("ascii")
    return b"%b%b%b\nendstream" % (head, _STREAM, data)


def moved(bodies: Iterable[bytes], offset: int) -> list[bytes]:
    """Return objects whose references are to numbers larger by ``offset``."""

    def larger(found: re.Match[bytes]) -> bytes:
        return b"%d 0 R" % (int(found[1]) + offset)

    found = []
    for body in bodies:
        end = body.find(_STREAM)
        if end < 0:
            found.append(_REFERENCE.sub(larger, body))
        else:
            found.append(_REFERENCE.sub(larger, body[:end]) + body[end:])
    return found


@lru_cache(maxsize=1024)  # in `guide watch` most pages are as they were
def _deflated(data: bytes) -> bytes:
    return zlib.compress(data, 6)


def reference(number: int) -> str:
    """Return a reference to an object."""
    return f"{number} 0 R"


def references(numbers: Sequence[int]) -> str:
    """Return an array of references."""
    return f"[{' '.join(f'{number} 0 R' for number in numbers)}]"


def array(items: Iterable[object]) -> str:
    """Return an array."""
    return f"[{' '.join(map(str, items))}]"


def string(text: str) -> str:
    """Return a text string: plain where it is ASCII and not like a reference, UTF-16 else."""
    if text.isascii() and text.isprintable() and " 0 R" not in text:
        escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return f"({escaped})"
    return f"<{(BOM_UTF16_BE + text.encode('utf-16-be')).hex()}>"


def decimal(value: float) -> str:
    """Return a number with at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
