"""``guide check``: everything that is wrong, in the form that is asked for."""

from __future__ import annotations

import sys
from pathlib import Path

from guide.cli.chosen import Chosen
from guide.cli.console import has_color, message, result, styled
from guide.cli.lists import contents
from guide.cli.load import load
from guide.cli.report import fails, report
from guide.pipeline.lint import lint_topics
from guide.reader.report import summary


def check_guide(source: Path | None, chosen: Chosen, style: str, *, strict: bool) -> int:
    """Print all messages to stdout, in ``style`` (text, json, github); return the exit code."""
    loaded = load(source, chosen)
    found = loaded.diagnostics
    if not loaded.fails(strict=False):
        advice = lint_topics(loaded.inputs, loaded.read.readable.info, loaded.cache)
        found = (*found, *loaded.read.locate(advice))
    text = report(found, style, color=has_color(sys.stdout))
    if text:
        result(text)
    failed = fails(found, strict=strict)
    if style == "text":
        counted = summary(found)
        verdict = counted if found else styled(counted, "done", sys.stderr)
        message(f"{contents(loaded.outline)}: {verdict}")
    return 1 if failed else 0
