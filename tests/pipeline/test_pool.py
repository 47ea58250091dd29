"""Other processes are started early only where there is work for them."""

from __future__ import annotations

from multiprocessing import active_children
from pathlib import Path

from guide.pipeline.pool import LARGE, early_pool, give_up, worth


def write(folder: Path, *sizes: int) -> Path:
    for number, size in enumerate(sizes):
        (folder / f"{number}.yaml").write_text("x" * size, "utf-8")
    return folder


def test_a_small_source_is_worth_none(tmp_path: Path) -> None:
    assert worth(write(tmp_path, 100, 100)) == 0
    assert worth(tmp_path / "missing") == 0


def test_a_large_one_is_worth_one_less_than_it_has_files(tmp_path: Path) -> None:
    assert worth(write(tmp_path, LARGE, LARGE, LARGE)) == 2


def test_a_pool_works_and_is_given_up() -> None:
    before = set(active_children())
    pool = early_pool(1, ["anki", "web"])
    assert pool.submit(len, "four").result() == 4
    (process,) = set(active_children()) - before
    give_up(pool)
    process.join(10)
    assert not process.is_alive()
