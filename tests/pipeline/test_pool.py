"""Other processes are started early only where there is work for them."""

from __future__ import annotations

from multiprocessing import active_children
from pathlib import Path

from guide.pipeline.pool import LARGE, early_pool, end, worth
from tests.program import guide


def write(folder: Path, *sizes: int) -> Path:
    for number, size in enumerate(sizes):
        (folder / f"{number}.yaml").write_text("x" * size, "utf-8")
    return folder


def test_a_small_source_is_worth_none(tmp_path: Path) -> None:
    assert worth(write(tmp_path, 100, 100)) == 0
    assert worth(tmp_path / "missing") == 0


def test_a_large_one_is_worth_one_less_than_it_has_files(tmp_path: Path) -> None:
    assert worth(write(tmp_path, LARGE, LARGE, LARGE)) == 2


def test_a_pool_works_and_is_ended() -> None:
    before = set(active_children())
    pool = early_pool(1, ["anki", "web"])
    assert pool.submit(len, "four").result() == 4
    (process,) = set(active_children()) - before
    end(pool)
    assert not process.is_alive()


def test_a_build_with_other_processes_ends_without_a_word(shipped: Path, tmp_path: Path) -> None:
    for number in range(3):
        arguments = ["build", "-q", "--no-cache", "-f", "anki,pptx", "-j", "2"]
        ran = guide(shipped, *arguments, "-o", str(tmp_path / str(number)))
        assert (ran.returncode, ran.stderr) == (0, "")
