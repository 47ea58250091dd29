"""``guide build``: make formats and say what was made."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from guide.cli.console import counted, has_color, message, result, styled
from guide.cli.load import Chosen, fails, load
from guide.cli.options import chosen_formats, requests
from guide.cli.progress import progress
from guide.cli.report import report
from guide.diagnostics import Diagnostic, Severity
from guide.pipeline.build import BuildRequest, BuildResult, Built, build
from guide.pipeline.run import cores
from guide.reader.files import shown
from guide.reader.lock import updated, write_lock
from guide.reader.report import summary


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says beside source and selection."""

    formats: tuple[str, ...] = ()
    output: Path | None = None
    theme: str | None = None
    paper: str | None = None
    strict: bool = False
    jobs: int | None = None
    explain: bool = False
    cache: bool = True
    quiet: bool = False


@dataclass(slots=True)
class _Notes:
    """Messages of a build: printed once each, notes only when asked for."""

    explain: bool
    shown: set[Diagnostic] = field(default_factory=set)

    def show(self, diagnostics: Iterable[Diagnostic]) -> None:
        new = [each for each in dict.fromkeys(diagnostics) if each not in self.shown]
        self.shown.update(new)
        visible = [each for each in new if self.explain or each.severity is not Severity.NOTE]
        if visible:
            text = report(visible, "text", color=has_color(sys.stderr))
            message(text)
        hidden = len(new) - len(visible)
        if hidden:
            notes = counted(hidden, "note")
            message(f"{notes} on what a format simplified; `guide build --explain` shows them")


def build_guide(source: Path | None, chosen: Chosen, options: Options) -> int:
    """Make the formats; paths of the files go to stdout. Return the exit code."""
    started = time.perf_counter()
    formats = chosen_formats(options.formats)
    loaded = load(
        source, chosen, options.output, theme=options.theme, cache=options.cache, create=True
    )
    notes = _Notes(options.explain)
    notes.show(loaded.diagnostics)
    theme = loaded.theme
    if theme is None or loaded.fails(strict=options.strict):
        message(f"{summary(loaded.diagnostics)}; nothing was made")
        return 1
    guide = loaded.read.complete()
    memory = loaded.lock.memory if loaded.lock else {}
    request = BuildRequest(
        info=guide.info,
        outline=loaded.outline,
        inputs=loaded.inputs,
        formats=requests(formats, guide.info.options, options.paper, theme),
        theme=theme,
        output=loaded.project.build,
        now=_now(guide.info.date),
        jobs=options.jobs or cores(),
        cache=options.cache,
        whole=chosen.whole,
        memory=memory,
    )
    with progress(quiet=options.quiet) as tick:
        built = build(request, tick)
    write_lock(loaded.project.lock_file, updated(guide, loaded.lock, built.memory))
    located = loaded.read.locate(built.diagnostics)
    notes.show(located)
    _say(built, options, time.perf_counter() - started)
    return 1 if fails(located, strict=options.strict) else 0


def _now(edition: datetime) -> datetime:
    """Return the clock, or the date that SOURCE_DATE_EPOCH asks for."""
    return edition if os.environ.get("SOURCE_DATE_EPOCH") else datetime.now(UTC)


def _say(built: BuildResult, options: Options, seconds: float) -> None:
    if options.explain:
        for line in built.explained:
            message(line)
    for path in built.removed:
        message(f"removed {shown(path)}, which no longer belongs to the guide")
    width = max((len(shown(file.path)) for file in built.files), default=0)
    for file in built.files:
        result(shown(file.path) if options.quiet else _line(file, width))
    if not options.quiet:
        done = styled("done", "done", sys.stderr)
        message(f"{done} in {seconds:.1f} s")


def _line(file: Built, width: int) -> str:
    facts = [file.count] if file.count else []
    facts.append(size(file.size))
    if file.unchanged:
        facts.append("unchanged")
    return f"{shown(file.path):<{width}}  {', '.join(facts)}"


def size(count: int) -> str:
    """Return a number of bytes for people: "812 B", "64 kB", "1.3 MB"."""
    if count < 1000:  # noqa: PLR2004 - SI units
        return f"{count} B"
    if count < 999_500:  # noqa: PLR2004 - the first that rounds to 1.0 MB
        return f"{count / 1000:.0f} kB"
    return f"{count / 1_000_000:.1f} MB"
