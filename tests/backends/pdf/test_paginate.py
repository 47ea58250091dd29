"""Pages end at the best places, and nothing is lost where there is none."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from guide.backends.pdf.paginate import (
    BETWEEN_BLOCKS,
    BETWEEN_LINES,
    FORBIDDEN,
    ROUNDING,
    THROUGH_TEXT,
    Gap,
    balanced,
    paginate,
)


def lines(count: int, *, forbidden: tuple[int, ...] = (), cost: int = BETWEEN_LINES) -> list[Gap]:
    """Gaps between lines of height 1; those after the named ones are forbidden."""
    return [
        Gap(float(n), float(n), cost + (FORBIDDEN if n in forbidden else 0))
        for n in range(1, count)
    ]


def ends(gaps: list[Gap], bottom: float, height: float) -> list[float]:
    return [cut.end for cut in paginate(gaps, 0.0, bottom, lambda _: height)]


def test_what_fits_on_a_page_is_not_cut() -> None:
    assert ends(lines(10), 10, 10) == []


def test_pages_are_filled_from_the_first_on() -> None:
    assert ends(lines(25), 25, 10) == [10, 20]


def test_a_forbidden_place_is_left_for_an_earlier_one() -> None:
    assert ends(lines(25, forbidden=(10,)), 25, 10) == [9, 19]


def test_a_forbidden_place_is_used_where_no_other_is_left() -> None:
    assert ends(lines(25, forbidden=tuple(range(1, 25))), 25, 10) == [10, 20]


def test_no_page_more_is_used_for_a_better_place() -> None:
    gaps = lines(20)
    gaps[4] = Gap(5.0, 5.0, 0)
    assert ends(gaps, 20, 10) == [10]


def test_a_better_place_nearby_is_taken() -> None:
    gaps = lines(150)
    gaps[97] = Gap(98.0, 98.0, BETWEEN_BLOCKS)
    assert ends(gaps, 150, 100) == [98]


def test_the_space_between_blocks_is_left_out_at_the_end_of_a_page() -> None:
    gaps = [Gap(10.0, 13.0, BETWEEN_BLOCKS)]
    assert ends(gaps, 20, 10) == [10]


def test_a_forced_break_is_a_break() -> None:
    assert ends([Gap(3.0, 3.0, 0, forced=True), *lines(5)[3:]], 5, 10) == [3]


def test_a_repeated_head_takes_its_room() -> None:
    head = (0.0, 2.0)
    gaps = [Gap(float(n), float(n), BETWEEN_LINES, header=head) for n in range(1, 25)]
    assert ends(gaps, 25, 10) == [10, 18]


def test_a_page_is_cut_where_there_is_no_place_at_all() -> None:
    cuts = paginate([], 0.0, 25.0, lambda _: 10.0)
    assert [cut.end for cut in cuts] == [10, 20]
    assert all(cut.cost >= THROUGH_TEXT for cut in cuts)


def test_a_last_page_is_not_left_nearly_empty() -> None:
    assert ends(lines(201), 201, 100) == [100, 186]


def test_the_columns_of_the_last_page_are_of_about_one_height() -> None:
    cuts = balanced(lines(75), 75.0, lambda _: 20.0, 3)
    edges = [0.0, *(cut.end for cut in cuts), 75.0]
    heights = [end - start for start, end in pairwise(edges)]
    assert heights == [20, 20, 20, 5, 5, 5]


@given(st.lists(st.floats(0.5, 30), min_size=1, max_size=60), st.floats(20, 60))
def test_every_line_is_on_one_page_and_no_page_is_too_high(
    heights: list[float], height: float
) -> None:
    places = [sum(heights[: n + 1]) for n in range(len(heights))]
    gaps = [Gap(place, place, BETWEEN_LINES) for place in places[:-1]]
    cuts = paginate(gaps, 0.0, places[-1], lambda _: height)
    edges = [0.0, *(cut.end for cut in cuts), places[-1]]
    assert edges == sorted(edges)
    assert all(b - a <= height + 1.01 * ROUNDING for a, b in pairwise(edges))
    if max(heights) <= height:
        assert all(cut.cost < THROUGH_TEXT for cut in cuts)
