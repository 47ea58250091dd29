"""``guide watch``: build again at each save, and show the result in a browser.

Everything stays loaded, so that only the change itself costs time. What is wrong in the
source is shown and waited for; Ctrl-C ends it.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from guide.cli.build import Options
from guide.cli.chosen import Chosen
from guide.cli.console import error, message
from guide.cli.make import make
from guide.cli.serve import Server
from guide.errors import GuideError, SourceError
from guide.project import Project, find_project

PAUSE = 0.04  # seconds between two looks
SETTLED = 0.02  # seconds for which nothing must change any more
IDLE = 20  # a look may take one part in so many of the time

Seen = dict[str, tuple[int, int, int]]
"""Path → time of change, size and number of a file."""


def watch_guide(
    source: Path | None, chosen: Chosen, options: Options, *, serve: bool, port: int
) -> int:
    """Build at once and at every change, until interrupted. Returns 0 then."""
    project = find_project(Path.cwd(), source, options.output)
    with Server(project.build, port) if serve else contextlib.nullcontext() as server:
        if server is not None:
            message(f"showing it at {server.address}")
        try:
            _keep_building(project, source, chosen, options, server)
        except KeyboardInterrupt:
            message("ended")
    return 0


def _keep_building(
    project: Project, source: Path | None, chosen: Chosen, options: Options, server: Server | None
) -> None:
    seen = look(project)
    while True:
        _build(source, chosen, options)
        if server is not None:
            server.show_again()
        # The first may run in processes; a change is made here, where all is loaded.
        options = replace(options, jobs=1)
        message("watching; Ctrl-C ends it")
        seen = _changed(project, seen)


def _build(source: Path | None, chosen: Chosen, options: Options) -> None:
    """Build, and say what is wrong if that fails: the next save may mend it."""
    try:
        make(source, chosen, options, None, time.perf_counter())
    except SourceError as problem:
        from guide.reader.report import as_text

        message(as_text(problem.diagnostics).rstrip())
    except GuideError as problem:
        error(str(problem))
    except OSError as problem:  # a file went away between two looks
        error(f"{problem.filename or ''}: {problem.strerror or problem}")


def _changed(project: Project, before: Seen) -> Seen:
    """Wait until something is not what it was; return what is there now."""
    while True:
        begun = time.perf_counter()
        now = look(project)
        pause = max(PAUSE, IDLE * (time.perf_counter() - begun))
        if now != before:
            # An editor may empty a file before it writes: wait until it has finished.
            while before != now:
                time.sleep(SETTLED)
                before, now = now, look(project)
            return now
        time.sleep(pause)


def look(project: Project) -> Seen:
    """Return what there is in the source and the themes, by what changes with each save.

    The lock and what a build makes do not count: a build writes them itself. Links and
    hidden files, such as an editor keeps, do not count either.
    """
    ignored = {str(project.lock_file), str(project.build)}
    seen: Seen = {}
    for path, status in _files((project.source, *project.themes), ignored):
        seen[path] = (status.st_mtime_ns, status.st_size, status.st_ino)
    return seen


def _files(
    folders: Iterable[Path | str], ignored: set[str]
) -> Iterator[tuple[str, os.stat_result]]:
    for folder in folders:
        try:
            with os.scandir(folder) as entries:
                found = [e for e in entries if not e.name.startswith(".") and e.path not in ignored]
        except OSError:  # not there, or no more
            continue
        for entry in found:
            with contextlib.suppress(OSError):
                if entry.is_dir(follow_symlinks=False):
                    yield from _files((entry.path,), ignored)
                else:
                    yield entry.path, entry.stat(follow_symlinks=False)
