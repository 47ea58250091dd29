"""A value and byte strings as one byte string, for what is kept or sent; nothing is pickled."""

from __future__ import annotations

import json
from typing import Any


def pack(value: object, *strings: bytes) -> bytes:
    """Return the length of a head (8 bytes), the head, the strings.

    The head is JSON: the value, and each string's length.
    """
    head = json.dumps([value, [len(each) for each in strings]], separators=(",", ":")).encode()
    return b"".join([len(head).to_bytes(8, "big"), head, *strings])


def unpack(data: bytes) -> tuple[Any, list[bytes]]:
    """Return the value, with lists for tuples, and the strings that `pack` packed."""
    place = 8 + int.from_bytes(data[:8], "big")
    value, sizes = json.loads(data[8:place])
    strings = []
    for size in sizes:
        strings.append(data[place : place + size])
        place += size
    return value, strings
