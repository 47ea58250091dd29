"""``guide check``: everything that is wrong, in the form that is asked for."""

from __future__ import annotations

import sys
from pathlib import Path

from guide.cli.console import has_color, message, result, styled
from guide.cli.lists import contents
from guide.cli.load import Chosen, load
from guide.cli.report import report
from guide.reader.report import summary


def check_guide(source: Path | None, chosen: Chosen, style: str, *, strict: bool) -> int:
    """Print all messages to stdout, in ``style`` (text, json, github); return the exit code."""
    loaded = load(source, chosen)
    text = report(loaded.diagnostics, style, color=has_color(sys.stdout))
    if text:
        result(text)
    failed = loaded.fails(strict=strict)
    if style == "text":
        found = summary(loaded.diagnostics)
        verdict = found if loaded.diagnostics else styled(found, "done", sys.stderr)
        message(f"{contents(loaded.outline)}: {verdict}")
    return 1 if failed else 0
