"""Other processes that work on a build.

Each takes most of a second to load layout engines. Where it is clear that they will be
needed, they are started before the source is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from guide.backends.registry import get_backend
from guide.pipeline.collection import collect_rarely

LARGE = 150_000  # bytes of source, whose formats are worth several processes


def new_pool(others: int) -> ProcessPoolExecutor:
    """Return a pool of other processes.

    They are spawned, not forked: a warm parent makes forked ones slower (measured), and a
    forked thread pool can hang.
    """
    return ProcessPoolExecutor(others, mp_context=get_context("spawn"), initializer=collect_rarely)


def early_pool(others: int, formats: Sequence[str]) -> ProcessPoolExecutor:
    """Return a pool whose processes already load what formats need."""
    pool = new_pool(others)
    for _ in range(others):
        pool.submit(_load, tuple(formats))
    return pool


def worth(source: Path) -> int:
    """Return how many other processes a source folder surely has work for."""
    try:
        sizes = [path.stat().st_size for path in source.glob("*.yaml")]
    except OSError:
        return 0
    return len(sizes) - 1 if sum(sizes) > LARGE else 0


def end(pool: ProcessPoolExecutor) -> None:
    """End a pool that has done its work, or whose work is not wanted any more.

    Its processes are stopped at once; they hold nothing that must be kept. To leave them
    to themselves would let their threads here run into the end of the program.
    """
    processes = list((pool._processes or {}).values())  # noqa: SLF001 - public from Python 3.14 on
    for process in processes:
        process.terminate()
    pool.shutdown(wait=True, cancel_futures=True)


def _load(formats: Sequence[str]) -> None:
    for name in formats:
        load = getattr(get_backend(name), "load", None)
        if load is not None:
            load()
