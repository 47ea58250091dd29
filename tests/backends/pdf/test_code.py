"""Long lines of code are wrapped without losing a character, and blocks break well."""

from hypothesis import given
from hypothesis import strategies as st

from guide.backends.pdf.code import HANGING_INDENT, chunks, columns, wrap
from guide.markup.nodes import CodeLine, Run, TokenKind


def pieces(text: str, width: int) -> list[tuple[int, str]]:
    return [(p.indent, "".join(r.text for r in p.runs)) for p in wrap((Run(text),), width)]


def test_a_line_that_fits_is_left_alone() -> None:
    assert pieces("short = 1", 20) == [(0, "short = 1")]


def test_a_long_line_breaks_after_a_comma_and_hangs() -> None:
    assert pieces("call(first, second, third)", 20) == [
        (0, "call(first, second, "),
        (HANGING_INDENT, "third)"),
    ]


def test_a_continued_line_hangs_below_its_own_indentation() -> None:
    assert [indent for indent, _ in pieces("    call(first, second, third)", 22)] == [
        0,
        4 + HANGING_INDENT,
    ]


def test_a_hyphen_is_never_a_place_to_break() -> None:
    assert all(not text.endswith("-") for _, text in pieces("a-b-c-d-e-f-g h-i-j-k-l", 14))


def test_a_word_without_a_break_fills_the_line() -> None:
    assert [len(text) for _, text in pieces("x" * 50, 20)] == [20, 16, 14]


def test_wide_characters_take_two_columns() -> None:
    assert columns("日本a") == 5
    assert [text for _, text in pieces("日" * 8, 10)] == ["日" * 5, "日" * 3]


def test_runs_keep_their_kind_across_a_break() -> None:
    line = (Run("key: ", TokenKind.KEY), Run("a" * 20, TokenKind.STRING))
    kinds = [[run.kind for run in piece.runs] for piece in wrap(line, 24)]
    assert kinds == [[TokenKind.KEY, TokenKind.STRING], [TokenKind.STRING]]


@given(st.text(st.characters(exclude_characters="\n\r"), max_size=200), st.integers(8, 60))
def test_no_character_is_lost_and_no_piece_is_too_wide(text: str, width: int) -> None:
    found = pieces(text, width)
    assert "".join(piece for _, piece in found) == text
    assert all(columns(piece) + indent <= max(width, 2) for indent, piece in found)


def block(*texts: str) -> tuple[CodeLine, ...]:
    return tuple((Run(text),) if text else () for text in texts)


def test_a_block_breaks_after_blank_lines() -> None:
    lines = block("a", "b", "c", "d", "", "e", "f", "g", "h", "", "i", "j", "k", "l")
    assert chunks(lines, longest=12) == [(0, 5), (5, 10), (10, 14)]


def test_a_few_lines_never_stand_alone() -> None:
    assert chunks(block("a", "", "b", "c", "d", "e", "", "f"), longest=12) == [(0, 8)]


def test_a_long_group_is_divided() -> None:
    assert chunks(block(*"x" * 30), longest=12) == [(0, 12), (12, 24), (24, 30)]
