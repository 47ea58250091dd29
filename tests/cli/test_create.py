"""`guide init` and `guide new` begin something that builds at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from guide.errors import GuideError
from guide.insert import append_item
from guide.scaffold import kebab, scalar, title_of

from .conftest import Run, change


@pytest.mark.parametrize("name", ["mine", "Über uns & mehr!", "日本", "2026 no: #1", "a'b\"c"])
def test_a_new_guide_is_clean_and_builds(run: Run, tmp_path: Path, name: str) -> None:
    ran = run("init", name)
    assert (ran.code, ran.out.strip()) == (0, str(tmp_path / name))
    source = str(tmp_path / name)
    checked = run("check", "--source", source, "--strict")
    assert (checked.code, checked.out) == (0, "")
    assert run("build", "--source", source, "-f", "anki", "-j", "1").code == 0


def test_init_takes_an_empty_folder_only(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty" / ".git").mkdir(parents=True)
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "notes").write_text("x", encoding="utf-8")
    assert run("init", "empty").code == 0
    assert run("init", "file").code == 2
    ran = run("init", "full")
    assert ran.code == 2
    assert "notes" in ran.err
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["notes"]


def test_a_new_topic_is_listed_and_clean(small: Path, run: Run) -> None:
    ran = run("new", "topic", "three", "--title", "Three: a #title")
    assert (ran.code, ran.out.strip()) == (0, str(small / "source" / "three.yaml"))
    guide = (small / "source" / "guide.yaml").read_text(encoding="utf-8")
    assert "topics: [one, two, three]" in guide
    assert run("check", "--strict").code == 0
    assert "3  Three: a #title  (three)" in run("list").out


def test_a_listed_topic_without_a_file_gets_one(small: Path, run: Run) -> None:
    change(small / "source" / "guide.yaml", "[one, two]", "\n  - one\n  - two\n  - three  # soon")
    assert run("check").code == 1
    assert run("new", "topic", "three").code == 0
    guide = (small / "source" / "guide.yaml").read_text(encoding="utf-8")
    assert guide.count("three") == 1
    assert run("check").code == 0


def test_a_new_question_stands_at_the_end_of_its_topic(small: Path, run: Run) -> None:
    before = (small / "source" / "one.yaml").read_text(encoding="utf-8")
    assert run("new", "question", "one", "one-z", "--question", "Why: “Z”?").code == 0
    after = (small / "source" / "one.yaml").read_text(encoding="utf-8")
    assert after.startswith(before)
    assert run("check", "--strict").code == 0
    assert "1.3    one-z  Why: “Z”?" in run("list").out


WRONG = [
    (("question", "one", "one-a"), "used already"),
    (("question", "one", "two-a"), "two.yaml"),
    (("question", "four", "x"), "there are: one, two"),
    (("question", "../one", "x"), "no topic"),
    (("question", "one", "One Z"), "did you mean `one-z`?"),
    (("topic", "one"), "there already"),
    (("topic", "-"), "not an id"),
    (("topic", "x" * 90), "not an id"),
]


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(("arguments", "said"), WRONG)
def test_what_cannot_be_begun_is_said(run: Run, arguments: tuple[str, ...], said: str) -> None:
    ran = run("new", *arguments)
    assert ran.code == 2
    assert said in ran.err


INSERTED = [
    ("a: [x, y]  # c\nb: 1\n", "a: [x, y, new]  # c\nb: 1\n"),
    ("a:\n  - x # c\n  - y\n\n# of b\nb: 1\n", "a:\n  - x # c\n  - y\n  - new\n\n# of b\nb: 1\n"),
    ("a:\n- x\n- y", "a:\n- x\n- y\n- new\n"),
    ("a:\r\n  - x\r\nb: 1\r\n", "a:\r\n  - x\r\n  - new\r\nb: 1\r\n"),
    ("a: []\nb: 1\n", "a:\n  - new\nb: 1\n"),
    ("a:\n  - |\n    text\n    # no comment\n", "a:\n  - |\n    text\n    # no comment\n  - new\n"),
    ("a:\n  - 'x' \n  # last\n", "a:\n  - 'x' \n  - new\n  # last\n"),
]


@pytest.mark.parametrize(("text", "expected"), INSERTED)
def test_an_item_is_added_and_nothing_else_changes(text: str, expected: str) -> None:
    assert append_item(text, "a", "- new\n") == expected


@pytest.mark.parametrize("text", ["a: 1\n", "b: []\n", "- a\n", "", "a: [", "a: {b: c}\n"])
def test_a_file_without_the_list_is_refused(text: str) -> None:
    with pytest.raises(GuideError):
        append_item(text, "a", "- new\n")


def test_names_become_ids_and_titles() -> None:
    assert kebab("IAM & Identität") == "iam-identitat"
    assert kebab("日本") == ""
    assert title_of("cloud-basics") == "Cloud basics"
    assert [scalar(text) for text in ("Plain text", "no", "a: b", "1.10")] == [
        "Plain text",
        '"no"',
        '"a: b"',
        '"1.10"',
    ]
