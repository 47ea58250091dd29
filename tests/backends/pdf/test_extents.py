"""How far down decoration reaches, as far as it is seen."""

import pytest

from guide.backends.pdf.extents import extent


@pytest.mark.parametrize(
    ("operators", "expected"),
    [
        ([b"10 20 30 40 re", b"f"], (20, 60)),
        ([b"0 5 m", b"10 5 l", b"S"], (5, 5)),
        ([b"0 5 m", b"1 8 2 2 3 6 c", b"S"], (2, 8)),
        ([b"q", b"1 0 0 1 0 100 cm", b"0 0 5 5 re", b"f", b"Q"], (100, 105)),
        ([b"q", b"2 0 0 2 0 0 cm", b"Q", b"0 3 1 1 re", b"f"], (3, 4)),
        ([b"q", b"0 10 5 5 re", b"W", b"n", b"0 0 5 100 re", b"f", b"Q"], (10, 15)),
        ([b"q", b"0 10 5 5 re", b"W", b"n", b"/x0 Do", b"Q"], (10, 15)),
        ([b"q", b"7 0 0 9 1 2 cm", b"/i0 Do", b"Q"], (2, 11)),
        (["/Artifact", b"BMC", b"EMC"], (0, 0)),
        ([b"0 0 5 5 re", b"n"], (0, 0)),
    ],
)
def test_the_extent_of_what_is_painted(
    operators: list[object], expected: tuple[float, float]
) -> None:
    assert extent(operators) == expected
