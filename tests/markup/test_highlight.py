"""Code is highlighted once, into few runs, and never changed."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.markup.highlight import highlight
from guide.markup.languages import known_languages, language_label, suggest_language
from guide.markup.nodes import CodeLine, TokenKind


def text(lines: tuple[CodeLine, ...]) -> str:
    return "\n".join("".join(run.text for run in line) for line in lines)


def kinds(code: str, language: str) -> dict[str, str]:
    """Return text of each run, stripped → its kind."""
    return {run.text.strip(): run.kind for line in highlight(code, language) for run in line}


SAMPLES = [
    (
        "json",
        '{"key": [1, true, "text"]}',
        {'"key"': "key", "true": "constant", '"text"': "string"},
    ),
    ("yaml", "key: true\nn: 5\ns: a word # c", {"key": "key", "true": "constant", "5": "number"}),
    ("yaml", 'a: "x" # why', {'"x"': "string", "# why": "comment"}),
    (
        "hcl",
        'resource "a" "b" {\n  x = null\n}',
        {"resource": "keyword", "x": "key", "null": "constant"},
    ),
    ("hcl", "rule {\n  y = aws_x.this.arn\n}", {"rule": "keyword", "y": "key"}),
    ("bash", 'export A="$B" # c', {"export": "function", "# c": "comment"}),
    ("sh", "aws s3 ls --all x | jq '.a'", {"aws": "function", "--all": "key", "jq": "function"}),
    ("sh", "cd a &&\n  rm -r \\\n    -f b", {"cd": "function", "rm": "function", "-f": "key"}),
    ("sh", "x=$(date -u) # c\nif test 1; then ls; fi", {"date": "function", "ls": "function"}),
    ("sql", "SELECT a FROM t -- c", {"SELECT": "keyword", "-- c": "comment"}),
    ("python", "def f(x):\n    return 'a'", {"def": "keyword", "f": "function", "'a'": "string"}),
    ("diff", "+new\n-old", {"+new": "inserted", "-old": "deleted"}),
    ("console", "$ ls\nout", {"$": "prompt"}),
    ("kql", "T | where a > 1 // c", {"where": "keyword", "// c": "comment"}),
    ("rego", "package x # c", {"package": "keyword", "# c": "comment"}),
    ("promql", "sum(rate(x[5m]))", {"sum": "function"}),
]


@pytest.mark.parametrize(("language", "code", "expected"), SAMPLES)
def test_a_language_has_its_kinds(language: str, code: str, expected: dict[str, str]) -> None:
    found = kinds(code, language)
    assert {part: found.get(part) for part in expected} == expected
    assert text(highlight(code, language)) == code


def test_neighbours_of_one_kind_are_one_run() -> None:
    for line in highlight("resource.a.b = (c + d) # done\nx = [1, 2]", "python"):
        assert all(first.kind != second.kind for first, second in pairwise(line))
        assert all(run.text.strip() for run in line)


def test_no_run_crosses_a_line() -> None:
    lines = highlight('"""a\nb\n"""\n\nx', "python")
    assert [[run.text for run in line] for line in lines] == [['"""a'], ["b"], ['"""'], [], ["x"]]


@pytest.mark.parametrize("language", ["", "text", "nonsense"])
def test_code_without_a_language_is_plain(language: str) -> None:
    lines = highlight("if x:\n  y", language)
    assert {run.kind for line in lines for run in line} == {TokenKind.PLAIN}
    assert text(lines) == "if x:\n  y"


def test_huge_code_stays_plain() -> None:
    code = "x = 1 # c\n" * 10_000 + "x"
    assert text(highlight(code, "python")) == code
    assert {run.kind for line in highlight(code, "python") for run in line} == {TokenKind.PLAIN}


@given(
    st.text(st.characters(exclude_characters="\t", codec="utf-8")),
    st.sampled_from(["python", "json", "yaml", "hcl", "bash", "sql", "diff", "console", "html"]),
)
def test_code_is_never_changed(code: str, language: str) -> None:
    assert text(highlight(code, language)) == code


LABELS = [
    ("hcl", "Terraform"),
    ("terraform", "Terraform"),
    ("json", "JSON"),
    ("sh", "Shell"),
    ("bash", "Shell"),
    ("yml", "YAML"),
    ("sql", "SQL"),
    ("kql", "KQL"),
    ("Python", "Python"),
    ("text", ""),
    ("none", ""),
    ("nonsense", ""),
]


@pytest.mark.parametrize(("language", "label"), LABELS)
def test_a_language_has_a_name_for_readers(language: str, label: str) -> None:
    assert language_label(language) == label


def test_languages_that_the_guide_uses_are_known() -> None:
    used = "hcl terraform json yaml yml sh bash shell python sql kql rego promql text plain http"
    assert [name for name in used.split() if name not in known_languages()] == []


def test_a_language_is_suggested() -> None:
    assert suggest_language("pyhton") == "python"
    assert suggest_language("qqqqqqqq") == ""
