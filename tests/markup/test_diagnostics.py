"""Every mistake in a text is reported with its place and what to write instead."""

from __future__ import annotations

import re

import pytest

from guide.diagnostics import CODES

from .helpers import parse, parse_line, places

ANSWERS = [
    ("<!-- nothing -->", ["G201 error 1:1"]),
    ("a\n\n<div>\nx\n</div>", ["G202 error 3:1"]),
    ("arn:<account>:role\nand <br>", ["G202 error 1:5", "G202 error 2:5"]),
    ("a <b>c</b>\n\n</div> d", ["G202 error 1:3", "G202 error 3:1"]),
    ("a </b>", ["G202 error 1:3"]),
    ("<!-- slides -->\n\na", ["G203 warning 1:1"]),
    ("a\n\n<!-- open\n\nb", ["G203 error 3:1"]),
    ("<!-- a --> lost", ["G203 error 1:12"]),
    ("# A", ["G204 warning 1:1"]),
    ("### A", ["G205 warning 1:1"]),
    ("## A\n\n#### B", ["G205 warning 3:1"]),
    ("a\n\n##", ["G205 warning 3:1"]),
    ("> [!NOTES]\n> a", ["G206 error 1:3"]),
    ("> [!TIP]", ["G206 warning 1:1"]),
    ("|a|b|\n|-|-|\n|1|2|3|\n|1|", ["G207 warning 3:1", "G207 warning 4:1"]),
    ("> |a|b|\n> |-|-|\n> |1|", ["G207 warning 3:1"]),
    ("| a |\n| b |", ["G208 warning 1:1"]),
    ("| a | b |\n| --- |\n| b | c |", ["G208 warning 1:1"]),
    (">" * 25 + " a", ["G209 error 1:1"]),
    ("a[^1] and [^note]", ["G210 warning 1:2", "G210 warning 1:11"]),
    ("a [^1]\n\n[^1]: https://a.b", ["G210 warning 3:1"]),
    ("- a\n\n  <!-- slide -->", ["G211 warning 3:3"]),
    ("a <!-- slide --> b", ["G211 warning 1:3"]),
    ("a\n\n[unused]: https://a.b", ["G212 warning 3:1"]),
    ("a\n[x](question:iam-polices)", ["G220 error 2:5"]),
    ("[x](question:zzz) [y](question:zzz)", ["G220 error 1:5", "G220 error 1:23"]),
    ("[x](question:iam-roles)", ["G221 warning 1:5"]),
    ("[x](javascript:alert(1))", ["G222 error 1:5"]),
    ("[x](file:///etc/passwd)", ["G222 error 1:5"]),
    ("[x](other.md)", ["G222 error 1:5"]),
    ("[x](#part)", ["G222 error 1:5"]),
    ("[x](https://)", ["G222 error 1:5"]),
    ("[x](http://[1)", ["G222 error 1:5"]),
    ("[x]()", ["G222 error 1:3"]),
    ("[x](mailto:nobody)", ["G222 error 1:5"]),
    ("[x](<https://a b.c>)", ["G222 error 1:6"]),
    ("```terrafrom\na\n```", ["G301 warning 1:4"]),
    ("```py {0}\na\n```", ["G302 error 1:7"]),
    ("```py {1,}\na\n```", ["G302 error 1:7"]),
    ("```py {3-2}\na\nb\nc\n```", ["G302 error 1:7"]),
    ("```py title=a\na\n```", ["G302 error 1:7"]),
    ('```py titel="a"\na\n```', ["G302 error 1:7"]),
    ("```py {1-2}\na\n```", ["G303 warning 1:10"]),
    ("```py\n```", ["G304 warning 1:1"]),
    ("a\n\n```py\nb", ["G304 error 3:1"]),
    ("````py\nb\n```", ["G304 error 1:1"]),
    ("![](net.png)", ["G401 warning 1:5"]),
    ("a\n\n![x](nit.png)", ["G402 error 3:6"]),
]

LINES = [
    ("<!-- nothing -->", ["G201 warning 1:1"]),
    ("two:\n- a\n- b", ["G213 warning 2:1"]),
    ("a [[gap]]", ["G232 warning 1:3"]),
]

CLOZES = [
    ("[[]]", ["G230 error 1:1"]),
    ("a [[ ]] b", ["G230 error 1:3"]),
    ("a [[open", ["G230 error 1:3"]),
    ("a [[b [[c]] d]]", ["G230 error 1:3"]),
    ("[[::hint]]", ["G230 error 1:1"]),
    ("no gap", ["G231 error 1:1"]),
    ("`[[code]]`", ["G231 error 1:1"]),
]


@pytest.mark.parametrize(("markdown", "expected"), ANSWERS)
def test_a_mistake_in_an_answer_is_reported(markdown: str, expected: list[str]) -> None:
    assert places(parse(markdown)[1]) == expected


@pytest.mark.parametrize(("markdown", "expected"), LINES)
def test_a_mistake_in_a_line_is_reported(markdown: str, expected: list[str]) -> None:
    assert places(parse_line(markdown)[1]) == expected


@pytest.mark.parametrize(("markdown", "expected"), CLOZES)
def test_a_mistake_in_a_cloze_statement_is_reported(markdown: str, expected: list[str]) -> None:
    assert places(parse_line(markdown, gaps=True)[1]) == expected


def test_every_code_is_listed_and_tried() -> None:
    tried = {place[:4] for _, expected in ANSWERS + LINES + CLOZES for place in expected}
    images = {code for code in CODES if "G403" <= code < "G500"}  # tests/markup/test_assets.py
    assert tried == {code for code in CODES if re.match("G2|G30|G4", code)} - images


SUGGESTIONS = [
    ("```terrafrom\na\n```", "`terraform`"),
    ("> [!NOTES]\n> a", "`[!NOTE]`"),
    ("> [!DANGER]\n> a", "`[!CAUTION]`"),
    ("[x](question:iam-polices)", "`question:iam-policies`"),
    ("## a\n\n#### b", "`###`"),
]


@pytest.mark.parametrize(("markdown", "mend"), SUGGESTIONS)
def test_a_near_miss_gets_a_suggestion(markdown: str, mend: str) -> None:
    (problem,) = parse(markdown)[1]
    assert mend in problem.help


def test_what_is_wrong_is_shown_as_written() -> None:
    blocks, _ = parse("a <b>bold</b> [x](javascript:y) [z](question:none)")
    (paragraph,) = blocks
    assert "a <b>bold</b> x z" in repr(paragraph)
