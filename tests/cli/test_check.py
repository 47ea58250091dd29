"""`guide check` shows every problem of the source in the form that is asked for."""

from __future__ import annotations

import json
from pathlib import Path

from .conftest import Run, change


def test_a_good_guide_has_no_problems(small: Path, run: Run) -> None:
    ran = run("check", "--strict")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "3 questions in 2 topics: no problems\n"
    assert small.is_dir()


def test_problems_of_all_kinds_are_shown_at_once(small: Path, run: Run) -> None:
    change(small / "source" / "one.yaml", "B comes", "<b>B</b> comes")
    change(small / "source" / "two.yaml", "answer:", "anwser:")
    ran = run("check")
    assert ran.code == 1
    assert "source/one.yaml:14:7: error[G202]: raw HTML" in ran.out
    assert " 14 |       <b>B</b> comes after" in ran.out
    assert "    |       ^^^" in ran.out
    assert "source/two.yaml:6:5: error[G101]: unknown key `anwser`" in ran.out
    assert "help: write `answer`" in ran.out


def test_warnings_fail_a_strict_check_only(small: Path, run: Run) -> None:
    change(small / "source" / "one.yaml", "B comes", "### B\n\n      B comes")
    assert run("check").code == 0
    assert run("check", "--strict").code == 1


def test_json_is_for_programs(small: Path, run: Run) -> None:
    assert json.loads(run("check", "--output-format", "json").out) == []
    change(small / "source" / "one.yaml", "question:one-a", "question:one-z")
    ran = run("check", "--output-format", "json")
    (problem,) = json.loads(ran.out)
    assert ran.err == ""
    assert (problem["code"], problem["line"], problem["column"]) == ("G220", 14, 25)
    assert problem["file"] == "source/one.yaml"


def test_github_shows_annotations(small: Path, run: Run) -> None:
    change(small / "source" / "one.yaml", "question:one-a", "question:one-z")
    ran = run("check", "--output-format", "github")
    assert ran.code == 1
    assert ran.out.startswith("::error file=source/one.yaml,line=14,col=25,title=G220::no question")


def test_a_selection_checks_the_texts_of_its_topics(small: Path, run: Run) -> None:
    change(small / "source" / "one.yaml", "question:one-a", "question:one-z")
    assert run("check", "--topic", "two").code == 0
    assert run("check", "--topic", "one").code == 1


def test_a_topic_that_cannot_be_read_says_why(small: Path, run: Run) -> None:
    (small / "source" / "two.yaml").write_text("id: [", encoding="utf-8")
    ran = run("check", "--topic", "two")
    assert ran.code == 1
    assert "source/two.yaml:1" in ran.out


def test_a_dead_link_is_not_reported_while_a_topic_is_unreadable(small: Path, run: Run) -> None:
    change(small / "source" / "one.yaml", "question:one-a", "question:two-a")
    (small / "source" / "two.yaml").write_text("id: [", encoding="utf-8")
    assert "G220" not in run("check").out


def test_an_unknown_style_is_wrong_usage(small: Path, run: Run) -> None:
    assert run("check", "--output-format", "xml").code == 2
    assert small.is_dir()


def test_cards_that_are_hard_to_learn_are_warnings(small: Path, run: Run) -> None:
    two = '    question: What is C?\n    short: "{}"\n'.format("word " * 60)
    change(small / "source" / "two.yaml", "    question: What is C?\n", two)
    ran = run("check")
    assert ran.code == 0
    assert "source/two.yaml:6:13: warning[G501]" in ran.out
    assert run("check", "--strict").code == 1
    assert run("build", "-f", "anki", "-j", "1", "--strict").code == 0
