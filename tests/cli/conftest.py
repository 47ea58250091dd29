"""Run commands in a folder of their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from guide.cli import main


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]

GUIDE = """\
id: small
title: Small
topics: [one, two]
"""

ONE = """\
id: one
title: One
questions:
  - id: one-a
    question: What is **A**?
    level: mid
    tags: [x]
    answer: A is a letter.
  - id: one-b
    question: What is B?
    level: senior
    tags: [x, y]
    answer: |
      B comes after [A](question:one-a).
"""

TWO = """\
id: two
title: Two
questions:
  - id: two-a
    question: What is C?
    answer: C is the third.
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs a command in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)

    def call(*arguments: str) -> Ran:
        capsys.readouterr()
        code = main(arguments)
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        return Ran(code, captured.out, captured.err)

    return call


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Return the folder of a small guide, in which the commands run."""
    source = tmp_path / "source"
    source.mkdir()
    for name, text in (("guide", GUIDE), ("one", ONE), ("two", TWO)):
        (source / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def change(path: Path, old: str, new: str) -> None:
    """Replace a text in a file, which must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
