"""Read, check, build and report: what ``guide build`` does when something changed."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from guide.backends.registry import BUILT_IN
from guide.cli.build import Options, state_of
from guide.cli.chosen import Chosen
from guide.cli.console import message
from guide.cli.load import Loaded, load
from guide.cli.options import chosen_formats, requests
from guide.cli.progress import progress
from guide.cli.report import fails
from guide.cli.summary import Notes, show_files
from guide.diagnostics import Diagnostic, Severity, Span
from guide.errors import OutputError
from guide.pipeline.build import BuildRequest, BuildResult, build
from guide.pipeline.receipt import Receipt, save_receipt
from guide.pipeline.run import cores
from guide.project import Project, find_project
from guide.reader.files import shown
from guide.reader.guide import source_date
from guide.reader.lock import Lock, updated, write_lock
from guide.reader.report import summary

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor


def make(
    source: Path | None, chosen: Chosen, options: Options, before: str | None, started: float
) -> int:
    """Build and report; return the exit code. ``before`` is the state before reading."""
    formats = chosen_formats(options.formats)
    jobs = options.jobs or cores()
    project = find_project(Path.cwd(), source, options.output)
    cold = not options.cache or not (project.build / ".cache").is_dir()
    others = jobs - 1 if cold and chosen.whole else 0
    with _early(project, formats, others) as pool:
        loaded = load(
            source,
            chosen,
            options.output,
            theme=options.theme,
            cache=options.cache,
            create=True,
            highlighted=jobs == 1,
        )
        notes = Notes(options.explain, options.quiet)
        notes.show(loaded.diagnostics)
        if loaded.theme is None or loaded.fails(strict=options.strict):
            message(f"{summary(loaded.diagnostics)}; nothing was made")
            return 1
        with progress(quiet=options.quiet) as tick:
            request = replace(_request(loaded, formats, chosen, options), jobs=jobs, pool=pool)
            built = build(request, tick)
    lock = updated(loaded.read.complete(), loaded.lock, built.memory)
    unwritten = _unwritten(loaded.project, lock)
    found = loaded.read.locate(built.diagnostics) + unwritten
    notes.show(found)
    _say(built, options, time.perf_counter() - started)
    certain = not unwritten and set(formats) <= set(BUILT_IN)
    if certain and before and before == state_of(loaded.project, chosen, options):
        receipt = Receipt.of(built.files, loaded.diagnostics, found, loaded.project.build)
        save_receipt(loaded.cache, before, loaded.project.lock_file, receipt)
    return 1 if fails(found, strict=options.strict) else 0


@contextmanager
def _early(
    project: Project, formats: Sequence[str], others: int
) -> Iterator[ProcessPoolExecutor | None]:
    """Start so many other processes if it is clear that they will be needed, else yield None."""
    if others < 1:
        yield None
        return
    from guide.pipeline.pool import early_pool, end, worth

    others = min(others, worth(project.source))
    if others < 1:
        yield None
        return
    pool = early_pool(others, formats)
    try:
        yield pool
    finally:
        end(pool)


def _request(
    loaded: Loaded, formats: tuple[str, ...], chosen: Chosen, options: Options
) -> BuildRequest:
    guide, theme = loaded.read.complete(), loaded.theme
    assert theme is not None  # noqa: S101 - `make` has looked
    return BuildRequest(
        info=guide.info,
        outline=loaded.outline,
        inputs=loaded.inputs,
        formats=requests(formats, guide.info.options, options.paper, theme, options.settings),
        theme=theme,
        output=loaded.project.build,
        now=source_date() or datetime.now(UTC),
        cache=options.cache,
        whole=chosen.whole,
        memory=loaded.lock.memory if loaded.lock else {},
    )


def _unwritten(project: Project, lock: Lock) -> tuple[Diagnostic, ...]:
    """Write the lock; a folder that is read-only is no reason to make nothing."""
    try:
        write_lock(project.lock_file, lock)
    except OutputError as error:
        mend = "make the source folder writable, and keep the file in version control"
        where = Span(shown(project.lock_file))
        message = f"{error}: a later build cannot tell which ids were published"
        return (Diagnostic("G359", message, where, mend, Severity.WARNING),)
    return ()


def _say(built: BuildResult, options: Options, seconds: float) -> None:
    if options.explain:
        for line in built.explained:
            message(line)
    for path in built.removed:
        message(f"removed {shown(path)}, which no longer belongs to the guide")
    show_files(built.files, seconds, quiet=options.quiet)
