"""YAML becomes text with places; what YAML would make of it does not matter."""

from __future__ import annotations

import pytest

from guide.reader.files import SourceText
from guide.reader.yaml_nodes import DEEPEST, MapNode, Plain, Scalar, plain, read_yaml


def values(text: str) -> Plain:
    node, found = read_yaml(SourceText("f.yaml", text))
    assert found == ()
    assert node is not None
    return plain(node)


def scalar(text: str, key: str = "a") -> Scalar:
    node, found = read_yaml(SourceText("f.yaml", text))
    assert found == ()
    assert isinstance(node, MapNode)
    value = node.items[key]
    assert isinstance(value, Scalar)
    return value


@pytest.mark.parametrize(
    "text",
    ["no", "yes", "1.10", "12:30:45", "0o17", "2024-01-01", "null", "~", "1e3", ".inf", "0x1F"],
)
def test_a_scalar_is_the_text_that_was_written(text: str) -> None:
    assert values(f"a: {text}\nb: [{text}]\n") == {"a": text, "b": [text]}


def test_lists_mappings_and_all_styles_of_text_are_read() -> None:
    text = "a: x\nb: 'it''s'\nc: \"\\u00e9\"\nd: |\n  1\n\n  2\ne: >-\n  f\n  g\nh: [i, {j: k}]\n"
    assert values(text) == {
        "a": "x",
        "b": "it's",
        "c": "é",
        "d": "1\n\n2\n",
        "e": "f g",
        "h": ["i", {"j": "k"}],
    }


def test_a_key_without_a_value_counts_as_not_written() -> None:
    assert values("a:\nb: ''\n") == {"b": ""}


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: text", 1, 4),
        ("a: 'text'", 1, 5),
        ('a: "text"', 1, 5),
        ("a: |\n  text", 2, 3),
        ("a: |  # why\n\n    text", 2, 5),
        ("a: |2\n    text", 2, 3),
        ("a: >-\n  text\n  more", 2, 3),
        ("é: 1\na: text", 2, 4),
        ("\u65e5\U0001f642: 1\na:\n  text", 3, 3),
    ],
)
def test_a_text_knows_where_it_begins(text: str, line: int, column: int) -> None:
    place = scalar(text).text_span
    assert (place.line, place.column) == (line, column)


def test_an_alias_is_the_text_of_its_anchor() -> None:
    assert values("a: &x [1, 2]\nb: *x\n") == {"a": ["1", "2"], "b": ["1", "2"]}


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("a: C # sharp", True),
        ("a: C  # a comment", False),
        ("a: C#", False),
        ("a: 'C' # a comment", False),
        ("a: |\n  C # sharp\n", False),
        ("a: first\n  second # lost\n", True),
    ],
)
def test_a_single_blank_before_a_number_sign_marks_a_lost_text(text: str, *, marked: bool) -> None:
    assert bool(scalar(text).comment) is marked


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_nesting_without_end_is_a_message_and_no_crash(opening: str) -> None:
    node, found = read_yaml(SourceText("f", opening * 100_000))
    assert node is None
    assert [each.code for each in found] in (["G018"], ["G017"])


def test_nesting_that_a_guide_needs_is_no_problem() -> None:
    depth = DEEPEST - 1
    assert values("[" * depth + "]" * depth)


@pytest.mark.parametrize("size", [10, 100_000])
def test_aliases_expand_within_bounds(size: int) -> None:
    text = "x" * size
    lines = [f"a0: &a0 [{text}]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40))]
    node, found = read_yaml(SourceText("f", "\n".join(lines)))
    assert node is None
    assert [each.code for each in found] == ["G014"]


def test_breaks_of_syntax_are_read_over_to_find_the_next_one() -> None:
    text = "a: x: y\nb: `z`\nc: '\\d'\nd: @e\n"
    _, found = read_yaml(SourceText("f", text))
    assert [each.where.line for each in found if each.where] == [1, 2, 4]


def test_reading_over_mistakes_ends() -> None:
    _, found = read_yaml(SourceText("f", "- `\n" * 1000))
    assert 0 < len(found) < 50
