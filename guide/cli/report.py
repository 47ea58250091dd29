"""Messages in the form that is asked for."""

from __future__ import annotations

from collections.abc import Iterable

from guide.diagnostics import Diagnostic, Severity
from guide.reader.report import as_github, as_json, as_text


def report(diagnostics: Iterable[Diagnostic], style: str, *, color: bool = False) -> str:
    """Return messages as ``style`` (text, json, github), without a line feed at the end."""
    if style == "json":
        return as_json(diagnostics).rstrip("\n")
    if style == "github":
        return as_github(diagnostics).rstrip("\n")
    return as_text(diagnostics, color=color).rstrip("\n")


def fails(diagnostics: Iterable[Diagnostic], *, strict: bool) -> bool:
    """Tell whether messages are errors; with ``strict`` warnings are, too."""
    bad = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(each.severity in bad for each in diagnostics)
