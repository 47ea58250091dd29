"""A table's columns are as wide as their texts need."""

from __future__ import annotations

import pytest

from guide.backends.pdf.columns import column_shares
from guide.markup.nodes import Align, Code, Inlines, Table, Text

FAMILY = "Source Sans Pro"


def table(*rows: tuple[str | Inlines, ...]) -> Table:
    cells = [
        tuple((Text(cell),) if isinstance(cell, str) else cell for cell in row) for row in rows
    ]
    return Table(cells[0], tuple(cells[1:]), (Align.LEFT,) * len(rows[0]))


def shares(*rows: tuple[str | Inlines, ...], room: float = 40.0) -> tuple[float, ...]:
    found = column_shares(table(*rows), FAMILY, room, 0.9, 0.9)
    assert sum(found) == pytest.approx(1)
    assert min(found) > 0
    return found


def test_room_is_shared_by_the_lengths_of_the_texts() -> None:
    short, long = shares(("a", "b"), ("word", "four times the words, or so"))
    assert long > 2 * short


def test_a_short_column_does_not_wrap_beside_a_long_one() -> None:
    short, _ = shares(("Name", "Text"), ("row 104", "word " * 400))
    assert short * 40 > 4  # em: "row 104" is 3.3 em wide, and there is space behind it


def test_a_long_word_has_its_room() -> None:
    first, _ = shares(("a", "b"), ("Donaudampfschifffahrt", "some words " * 40))
    assert first * 40 > 9


def test_words_that_cannot_fit_leave_room_for_the_others() -> None:
    first, second = shares(("a", "b"), ("x" * 300, "word"))
    assert first < 0.95
    assert second * 40 > 1.5


def test_code_is_as_wide_as_its_characters() -> None:
    plain, code = shares(("a", "b"), ("iiiiiiii", (Code("iiiiiiii"),)))
    assert code > plain


def test_wide_characters_count() -> None:
    latin, japanese = shares(("a", "b"), ("abcdef", "日本語日本語"))
    assert japanese > 1.5 * latin


def test_empty_cells_share_equally() -> None:
    assert shares(("", ""), ("", "")) == pytest.approx((0.5, 0.5), abs=0.1)
