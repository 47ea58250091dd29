"""What is packed comes back."""

import pytest

from guide.packing import pack, unpack


@pytest.mark.parametrize("strings", [[], [b""], [b"<<>>", b"", b"stream\n\x00\xff"]])
def test_it_comes_back(strings: list[bytes]) -> None:
    value = {"part": [1, 2.5, None], "ü": "日本"}
    assert unpack(pack(value, *strings)) == (value, strings)
