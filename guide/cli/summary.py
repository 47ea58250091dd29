"""What a build says: its messages, then its files."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from guide.cli.console import counted, has_color, message, result, styled
from guide.cli.report import report
from guide.diagnostics import Diagnostic, Severity
from guide.pipeline.receipt import Built
from guide.reader.files import shown


@dataclass(slots=True)
class Notes:
    """Messages of a build: printed once each, notes only when asked for."""

    explain: bool
    quiet: bool = False
    shown: set[Diagnostic] = field(default_factory=set)

    def show(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Print those that were not shown yet, to stderr."""
        new = [each for each in dict.fromkeys(diagnostics) if each not in self.shown]
        self.shown.update(new)
        visible = [each for each in new if self.explain or each.severity is not Severity.NOTE]
        if visible:
            text = report(visible, "text", color=has_color(sys.stderr))
            message(text)
        hidden = len(new) - len(visible)
        if hidden and not self.quiet:
            notes = counted(hidden, "note")
            message(f"{notes} on what a format simplified; `guide build --explain` shows them")


def show_files(files: Sequence[Built], seconds: float, *, quiet: bool) -> None:
    """Print the files to stdout and the time to stderr; with ``quiet`` only their paths."""
    width = max((len(shown(file.path)) for file in files), default=0)
    for file in files:
        result(shown(file.path) if quiet else _line(file, width))
    if not quiet:
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
