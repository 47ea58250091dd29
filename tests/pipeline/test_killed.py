"""Whatever ends a build, what it leaves is whole; and two at once do not meet."""

from __future__ import annotations

import io
import random
import subprocess
import zipfile
from pathlib import Path

import pytest

from guide.cli import main
from tests.pipeline.helpers import QUICK, files, start, write_guide

ANSWERS = {"one": ["A.", "B."], "two": ["C."]}
EDITED = {"one": ["A.", "B."], "two": ["Changed."]}
DATED = (".apkg", "-update.csv")  # they tell when a card changed, so that is no state
SEED = 20261123


def build(folder: Path, formats: str) -> dict[str, bytes]:
    """Build in this process and return what was made."""
    assert main(["build", "-f", formats, "-j", "1", "-q", "--source", str(folder)]) == 0
    return files(folder / "build")


def whole(folder: Path, valid: list[dict[str, bytes]]) -> None:
    """Check that every file is one of the two that it may be; none half, none foreign."""
    for name, data in files(folder / "build").items():
        if name.endswith(".apkg"):
            assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None
        elif not name.endswith((".tmp", *DATED)):
            assert data in [each[name] for each in valid], name


@pytest.mark.parametrize(("formats", "times"), [(QUICK, 17), ("pdf", 3)])
def test_a_killed_build_leaves_nothing_broken(tmp_path: Path, formats: str, times: int) -> None:
    chance = random.Random(SEED)  # noqa: S311 - moments, not secrets
    write_guide(tmp_path, ANSWERS)
    before = build(tmp_path, formats)
    write_guide(tmp_path, EDITED)
    after = build(tmp_path, formats)
    killed = 0
    for number in range(times):
        write_guide(tmp_path, ANSWERS if number % 2 else EDITED)
        running = start(tmp_path, "build", "-f", formats, "-j", "1", *["--no-cache"][: number % 3])
        try:
            running.communicate(timeout=chance.uniform(0.05, 1.2))
        except subprocess.TimeoutExpired:
            running.kill()
            running.communicate()
            killed += 1
        whole(tmp_path, [before, after])
    assert killed
    write_guide(tmp_path, ANSWERS)
    made = build(tmp_path, formats)
    assert made.keys() >= before.keys()
    whole(tmp_path, [before])


def test_two_builds_at_once_both_succeed(tmp_path: Path) -> None:
    write_guide(tmp_path, ANSWERS)
    both = [start(tmp_path, "build", "-f", QUICK, "-j", "1", "-q") for _ in range(2)]
    said = [each.communicate()[1] for each in both]
    assert [each.returncode for each in both] == [0, 0], said
    made = files(tmp_path / "build")
    assert made
    assert build(tmp_path, QUICK) == made


@pytest.mark.parametrize("formats", [QUICK, "pdf"])
def test_a_cache_that_a_disk_damaged_is_made_again(tmp_path: Path, formats: str) -> None:
    write_guide(tmp_path, ANSWERS)
    before = build(tmp_path, formats)
    entries = [*(tmp_path / "build" / ".cache").glob("??/*")]
    assert entries
    for number, entry in enumerate(entries):
        data = bytearray(entry.read_bytes())
        data[-1] ^= 1
        entry.write_bytes(data[: [0, len(data) // 2, len(data)][number % 3]])
    assert build(tmp_path, formats) == before
