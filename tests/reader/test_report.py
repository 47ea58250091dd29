"""Messages for people, editors and GitHub."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from guide.diagnostics import Anchor, Diagnostic, Severity, Span
from guide.reader.report import as_github, as_json, as_text, ordered, summary

LINES = {"iam.yaml": ["id: iam", "anwser: This.", "\ttab: é日本x", "x" * 200 + "HERE" + "y" * 200]}


def line_at(path: str, line: int) -> str:
    lines = LINES.get(path, [])
    return lines[line - 1] if line <= len(lines) else ""


def message(
    line: int,
    column: int,
    length: int = 1,
    help: str = "",  # noqa: A002 - the field's name
    severity: Severity = Severity.ERROR,
) -> Diagnostic:
    return Diagnostic("G101", "wrong", Span("iam.yaml", line, column, length), help, severity)


def test_a_message_shows_place_line_caret_and_mend() -> None:
    assert as_text([message(2, 1, 6, help="write `answer`")], line_at) == (
        "iam.yaml:2:1: error[G101]: wrong\n"
        " 2 | anwser: This.\n"
        "   | ^^^^^^\n"
        "  help: write `answer`\n"
    )


def test_a_mend_of_several_lines_stays_so() -> None:
    text = as_text([message(9, 1, help="either:\n  a\nor:\n  b")], line_at)
    assert text == (
        "iam.yaml:9:1: error[G101]: wrong\n  help: either:\n          a\n        or:\n          b\n"
    )


@pytest.mark.parametrize(("column", "blanks"), [(1, 0), (2, 4), (7, 9), (8, 10), (9, 12), (10, 14)])
def test_the_caret_stands_under_tabs_and_wide_characters(column: int, blanks: int) -> None:
    caret = as_text([message(3, column)], line_at).splitlines()[2]
    assert len(caret) - len(caret.lstrip(" |")) - len("   | ") == blanks


def test_a_long_line_is_cut_around_the_place() -> None:
    _, line, caret = as_text([message(4, 201, 4)], line_at).splitlines()
    assert len(line) < 110
    assert line[caret.index("^") : caret.index("^") + 4] == "HERE"
    assert caret.endswith("^^^^")


def test_a_place_behind_the_line_s_end_is_shown_at_the_end() -> None:
    assert as_text([message(1, 500)], line_at).splitlines()[2] == "   |        ^"


def test_what_comes_from_a_source_cannot_steer_the_terminal() -> None:
    bad = Diagnostic("G101", "wrong \x1b[2J \u202e", Span("a\x07.yaml", 1))
    assert as_text([bad], lambda *_: "x \x1b[31m\x9b").isprintable() is False
    assert not set("\x1b\x07\x9b\u202e") & set(as_text([bad], lambda *_: "x \x1b[31m\x9b"))


def test_color_is_there_only_when_asked_for() -> None:
    assert "\x1b[" in as_text([message(2, 1)], line_at, color=True)
    assert "\x1b[" not in as_text([message(2, 1)], line_at)


def test_messages_come_by_place_and_only_once() -> None:
    other = Diagnostic("G001", "none")
    found = [message(3, 1), message(2, 5), message(2, 1), message(2, 5), other]
    assert ordered(found) == (other, message(2, 1), message(2, 5), message(3, 1))


def test_a_summary_counts_each_message_once() -> None:
    warning = message(1, 1, severity=Severity.WARNING)
    assert summary([message(1, 1), message(2, 1), message(2, 1), warning]) == "2 errors, 1 warning"
    assert summary([]) == "no problems"


def test_the_lines_of_a_real_file_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("iam.yaml").write_text("one\ntwo\n")
    assert " 2 | two\n" in as_text([message(2, 1)])
    assert " | " not in as_text([Diagnostic("G001", "wrong", Span("missing.yaml"))])


def test_json_has_always_the_same_keys() -> None:
    found = json.loads(as_json([message(2, 1, help="é"), Diagnostic("G2", "m", Anchor("t", "q"))]))
    assert found[1] == {
        "severity": "error",
        "code": "G2",
        "message": "m",
        "help": "",
        "file": None,
        "line": None,
        "column": None,
        "length": None,
        "topic": "t",
        "question": "q",
    }
    assert found[0].keys() == found[1].keys()
    assert (found[0]["file"], found[0]["line"], found[0]["help"]) == ("iam.yaml", 2, "é")
    assert json.loads(as_json([])) == []


def test_annotations_for_github_are_escaped() -> None:
    odd = Diagnostic("G1", "100%\nsure", Span("a,b:c%.yaml", 2, 3), "x", Severity.NOTE)
    assert as_github([odd]) == (
        "::notice file=a%2Cb%3Ac%25.yaml,line=2,col=3,title=G1::100%25%0Asure%0Ahelp: x\n"
    )
    assert as_github([Diagnostic("G1", "m")]) == "::error title=G1::m\n"
