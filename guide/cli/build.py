"""``guide build``: make formats and say what was made."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

from guide.cli.chosen import Chosen
from guide.cli.report import fails
from guide.cli.summary import Notes, show_files
from guide.pipeline.cache import Cache
from guide.pipeline.explain import Journal
from guide.pipeline.receipt import load_receipt, state
from guide.project import Project, find_project


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says beside source and selection."""

    formats: tuple[str, ...] = ()
    output: Path | None = None
    theme: str | None = None
    paper: str | None = None
    settings: tuple[str, ...] = ()
    strict: bool = False
    jobs: int | None = None
    explain: bool = False
    cache: bool = True
    quiet: bool = False


def build_guide(source: Path | None, chosen: Chosen, options: Options) -> int:
    """Make the formats; paths of the files go to stdout. Return the exit code.

    If nothing at all changed since a build, that is said without reading the source.
    """
    started = time.perf_counter()
    project = find_project(Path.cwd(), source, options.output)
    before = state_of(project, chosen, options)
    if before is not None and not options.explain:
        code = _unchanged(project, chosen, options, before, started)
        if code is not None:
            return code
    from guide.cli.make import make

    return make(source, chosen, options, before, started)


def state_of(project: Project, chosen: Chosen, options: Options) -> str | None:
    """Return the hash of what this command depends on, None if that is not certain."""
    if not options.cache or project.build.is_relative_to(project.source):
        return None
    asked = (options.formats, options.theme, options.paper, options.settings, chosen)
    where = (Path.cwd(), project, os.environ.get("SOURCE_DATE_EPOCH"))
    return state((project.source, *project.themes), project.lock_file, repr((asked, where)))


def _unchanged(
    project: Project, chosen: Chosen, options: Options, key: str, started: float
) -> int | None:
    """Report an earlier build if it holds, else return None."""
    folder = project.build / ".cache"
    receipt = load_receipt(Cache(folder), key, project.lock_file)
    if receipt is None or fails(receipt.before, strict=options.strict):
        return None
    if chosen.whole and Journal(folder).files(receipt.paths()) != receipt.paths():
        return None  # another build in between left files that must go
    if not receipt.holds(project.build):
        return None
    notes = Notes(explain=False, quiet=options.quiet)
    notes.show(receipt.before)
    notes.show(receipt.after)
    show_files(receipt.built(project.build), time.perf_counter() - started, quiet=options.quiet)
    return 1 if fails(receipt.after, strict=options.strict) else 0
