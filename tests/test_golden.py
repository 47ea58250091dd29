"""Whole guides, every format: what they show stays as it is until somebody looks and agrees.

After a change that is meant: ``pytest tests/test_golden.py --update-golden``, then read the
difference before it is committed.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.program import CASES, GOLDEN, contents, copy_case, guide
from tests.structure import structure


def test_there_are_cases() -> None:
    assert {"bare", "everything", "hostile", "japanese"} <= set(CASES)


@pytest.mark.parametrize("case", CASES)
def test_a_guide_shows_what_it_showed(
    case: str, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    project = copy_case(case, tmp_path)
    ran = guide(project, "build", "--format", "all", "--jobs", "1", "--explain")
    assert ran.returncode == 0, ran.stderr
    messages = [line for line in ran.stderr.splitlines() if line.startswith("source/")]
    found = {"messages.txt": "".join(f"{line}\n" for line in messages)}
    for name in contents(project / "build"):
        found |= structure(project / "build" / name)
    found["guide.lock"] = (project / "source" / "guide.lock").read_text("utf-8")

    expected = GOLDEN / case / "expected"
    if pytestconfig.getoption("--update-golden"):
        shutil.rmtree(expected, ignore_errors=True)
        expected.mkdir()
        for name, text in found.items():
            (expected / name).write_bytes(text.encode())
    wanted = {name: data.decode() for name, data in contents(expected).items()}
    assert found.keys() == wanted.keys()
    for name, text in found.items():
        assert text.splitlines() == wanted[name].splitlines(), name


def test_a_difference_is_found(tmp_path: Path) -> None:
    """So that the comparison above cannot pass whatever the outputs say."""
    project = copy_case("bare", tmp_path)
    topic = project / "source" / "basics.yaml"
    topic.write_text(topic.read_text("utf-8").replace("names to addresses", "names to numbers"))
    assert guide(project, "build", "--format", "pdf,web,pptx,anki,apkg", "-j1").returncode == 0
    for name in contents(project / "build"):
        changed = structure(project / "build" / name)
        for each, text in changed.items():
            assert text != (GOLDEN / "bare" / "expected" / each).read_text("utf-8"), each
