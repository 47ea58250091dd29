"""A build with nothing to do says so without reading, and is never wrong about it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from guide.cli import main
from guide.pipeline.receipt import state
from tests.pipeline.helpers import files, write_guide

ANSWERS = {"one": ["A.", "B."], "two": ["C."]}


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    write_guide(tmp_path, ANSWERS)
    return tmp_path


def build(folder: Path, *more: str) -> int:
    return main(["build", "-f", "anki,web", "-j", "1", "-q", "--source", str(folder), *more])


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From its call on, reading a source fails the test."""

    def forbid() -> None:
        def read(*_: object) -> None:
            pytest.fail("the source was read")

        monkeypatch.setattr("guide.cli.load.read_guide", read)

    return forbid


def test_nothing_is_read_if_nothing_changed(guide: Path, unread: Callable[[], None]) -> None:
    assert build(guide) == 0
    made = files(guide / "build")
    unread()
    assert build(guide) == 0
    assert files(guide / "build") == made


@pytest.mark.parametrize("broken", ["changed", "gone"])
def test_a_result_that_is_not_as_it_was_is_made_again(guide: Path, broken: str) -> None:
    build(guide)
    made = files(guide / "build")
    page = guide / "build" / "tiny.html"
    if broken == "gone":
        page.unlink()
    else:
        page.write_bytes(page.read_bytes()[:-1] + b"!")
    assert build(guide) == 0
    assert files(guide / "build") == made


def test_a_topic_that_went_and_came_back_leaves_no_file(guide: Path) -> None:
    build(guide)
    both = files(guide / "build")
    shutil.copytree(guide / "source", guide / "kept")
    (guide / "source" / "guide.yaml").write_text("id: tiny\ntitle: Tiny\ntopics: [one]\n", "utf-8")
    (guide / "source" / "guide.lock").unlink()
    (guide / "source" / "two.yaml").unlink()
    assert build(guide) == 0
    fewer = files(guide / "build")
    assert set(fewer) < set(both)
    for name in ("guide.yaml", "two.yaml", "guide.lock"):
        shutil.copy(guide / "kept" / name, guide / "source" / name)
    assert build(guide) == 0
    assert set(files(guide / "build")) == set(both)


def test_a_strict_build_still_fails(guide: Path) -> None:
    (guide / "source" / "spare.yaml").write_text("id: spare\n", "utf-8")  # not listed: a warning
    assert build(guide) == 0
    assert build(guide, "--strict") == 1
    assert build(guide) == 0


def test_a_state_is_certain_or_none(tmp_path: Path) -> None:
    folder, lock = tmp_path / "a", tmp_path / "a" / "guide.lock"
    folder.mkdir()
    (folder / "x.yaml").write_text("x")
    first = state((folder,), lock, "build")
    assert first == state((folder,), lock, "build")
    lock.write_text("the build writes it")
    assert first == state((folder,), lock, "build")
    assert first != state((folder,), lock, "another")
    (folder / "x.yaml").write_text("y")
    assert first != state((folder,), lock, "build")
    os.mkfifo(folder / "pipe")
    assert state((folder,), lock, "build") is None
    (folder / "pipe").unlink()
    (folder / "link").symlink_to("/etc/hostname")
    assert state((folder,), lock, "build") is None


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"jobs": {}, "files": {}}', '{"jobs": 1}'])
def test_a_foreign_journal_changes_nothing(guide: Path, text: str) -> None:
    build(guide)
    made = files(guide / "build")
    (guide / "build" / ".cache" / "journal.json").write_text(text)
    assert build(guide) == 0
    assert files(guide / "build") == made
