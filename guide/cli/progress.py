"""How far a build is: a bar on a terminal, a line a part elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from guide.cli.console import message

Tick = Callable[[int, int, str], None]


@contextmanager
def progress(*, quiet: bool) -> Iterator[Tick]:
    """Give a function (done, total, label) that shows how far the build is, on stderr."""
    if quiet:
        yield lambda *_: None
    elif sys.stderr.isatty():
        with _bar() as tick:
            yield tick
    else:
        yield _line


def _line(done: int, total: int, label: str) -> None:
    if label:
        message(f"[{done}/{total}] {label}")


@contextmanager
def _bar() -> Iterator[Tick]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)

        def tick(done: int, total: int, label: str) -> None:
            bar.update(task, completed=done, total=total, description=label)

        yield tick
