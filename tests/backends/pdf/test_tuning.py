"""The shorter ways through the layout engine lead to the same booklet."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import weasyprint

from guide.backends.pdf.tuning import WRITTEN_FOR
from tests.program import CASES, copy_case

UNTUNED = """
import sys
from guide.backends.pdf import engine, tuning
engine._parsed = lambda *_: None  # HTML, not XML
tuning.WRITTEN_FOR = frozenset()
from guide.cli import main
sys.exit(main(sys.argv[1:]))
"""


def booklet(folder: Path, source: Path, *program: str) -> bytes:
    arguments = ["build", "--no-cache", "-q", "-j1", "-s", str(source), "-o", str(folder)]
    subprocess.run([sys.executable, *program, *arguments], check=True, capture_output=True)
    (made,) = folder.glob("*.pdf")
    return made.read_bytes()


def test_the_engine_is_one_that_they_were_written_for() -> None:
    assert weasyprint.__version__ in WRITTEN_FOR


@pytest.mark.parametrize("case", CASES)
def test_they_change_nothing(tmp_path: Path, case: str) -> None:
    project = copy_case(case, tmp_path)
    tuned = booklet(tmp_path / "tuned", project, "-m", "guide")
    assert booklet(tmp_path / "untuned", project, "-c", UNTUNED) == tuned
