"""``python -m tests.bench``: measure everything in one run and write docs/performance.md.

``--quick`` measures each once and leaves out 5× and 10×.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from guide.backends.registry import BUILT_IN
from tests.bench.corpus import write_guide
from tests.bench.measure import Cost, guide, measure
from tests.bench.peers import peers
from tests.bench.watching import SAVES, save_to_pdf

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- measured -->", "<!-- end -->"
SMALL = 70
ALL, ALL_ALONE = "all formats, cold", "all formats, cold, -j 1"
EDITED, EDITED_PDF = "all formats, one word changed", "pdf, one word changed"
NOTHING, CHECK, HELP = "all formats, nothing changed", "`guide check`", "`guide --help`"
NAIVE = "WeasyPrint, naive, tagged (booklet)"
PEERS = ("pandoc + typst (booklet)", "pandoc (decks)", "genanki (cards)")


def main() -> None:
    """Measure, print as it goes, and write the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    lines = [f"Measured {datetime.now(UTC):%Y-%m-%d %H:%M} UTC; {_machine()}."]
    with tempfile.TemporaryDirectory() as name:
        for line in _sections(Path(name), 1 if quick else 3, quick=quick):
            sys.stdout.write(line + "\n")
            sys.stdout.flush()
            lines.append(line)
    text = TABLE.read_text("utf-8")
    head, tail = text.partition(BEGIN)[0], text.partition(END)[2]
    TABLE.write_text(head + BEGIN + "\n" + "\n".join(lines) + "\n" + END + tail, "utf-8")


def _machine() -> str:
    load = os.getloadavg()[0]
    cores = len(os.sched_getaffinity(0))
    return f"{cores} cores, Python {platform.python_version()}, load {load:.1f} at the start"


def _sections(work: Path, times: int, *, quick: bool) -> Iterator[str]:
    source = work / "own" / "source"
    shutil.copytree(ROOT / "source", source)
    costs: dict[str, Cost] = {}
    yield from _head("The guide of this repository", "of all, cold")
    for name, cost in _own(source, work, times):
        costs[name] = cost
        yield _row(name, cost, costs[ALL])
    yield from _head("The same content by others", "of all, cold")
    for name, commands in peers(source, work / "peers"):
        each = [measure(command, times) for command in commands]
        costs[name] = Cost(
            sum(c.wall for c in each), sum(c.cpu for c in each), max(c.memory for c in each)
        )
        yield _row(name, costs[name], costs[ALL])
    median, most = save_to_pdf(source, work / "watched")
    yield from _held(costs, median, most)
    yield from _growth(work, (1, 2) if quick else (1, 2, 5, 10))


def _held(costs: Mapping[str, Cost], median: float, most: float) -> Iterator[str]:
    """Yield what must hold (issue 7), as measured in this run."""

    def ratio(name: str, *others: str) -> str:
        if not set(others) <= set(costs):
            return "–"
        return f"{costs[name].wall / sum(costs[other].wall for other in others):.2f}"

    yield "\n## What must hold\n"
    yield "| what | at most | measured |"
    yield "| --- | --: | --: |"
    for what, most_allowed, measured in (
        ("all formats, nothing changed", "0.35 s", f"{costs[NOTHING].wall:.2f} s"),
        ("pdf, cold, of the naive way", "0.3", ratio("pdf, cold", NAIVE)),
        ("pdf, one word changed, of cold", "0.4", ratio(EDITED_PDF, "pdf, cold")),
        ("all formats, one word changed, of cold", "0.3", ratio(EDITED, ALL)),
        (
            f"`guide watch`, save to new PDF (median of {SAVES}; longest {most:.2f} s)",
            "0.5 s",
            f"{median:.2f} s",
        ),
        ("all formats, cold, of the same with -j 1", "0.65", ratio(ALL, ALL_ALONE)),
        ("all formats, cold, of pandoc, typst and genanki together", "1", ratio(ALL, *PEERS)),
        ("`guide check`, nothing cached", "0.5 s", f"{costs[CHECK].wall:.2f} s"),
        ("`guide --help`", "0.15 s", f"{costs[HELP].wall:.2f} s"),
    ):
        yield f"| {what} | {most_allowed} | {measured} |"


def _growth(work: Path, factors: Sequence[int]) -> Iterator[str]:
    """Yield the booklet's cost in one process, of ever larger guides, and that of the naive way."""
    yield from _head(f"Growth: booklets of {SMALL} questions and multiples, -j 1", "of 1×")
    first: Cost | None = None
    for factor in factors:
        made = write_guide(work / f"x{factor}", SMALL * factor)
        more = ("-f", "pdf", "--no-cache", "-j", "1")
        cost = measure(guide(made, work / f"out{factor}", *more), 1)
        first = first or cost
        yield _row(f"{factor}× ({SMALL * factor} questions)", cost, first)
    assert first is not None
    command = [sys.executable, "-m", "tests.bench.naive_pdf", str(work / "x1" / "source")]
    naive = measure([*command, str(work / "naive.pdf")], 1)
    yield _row("1×, WeasyPrint the naive way (`tests/bench/naive_pdf.py`)", naive, first)


def _own(source: Path, work: Path, times: int) -> Iterator[tuple[str, Cost]]:
    """Yield what is measured on the guide's own source, the cold build of all formats first."""
    out = work / "out"

    def clean() -> None:
        shutil.rmtree(out, ignore_errors=True)

    def edit() -> None:
        path = next(p for p in sorted(source.glob("*.yaml")) if p.name != "guide.yaml")
        text = path.read_text("utf-8")
        start = text.index("answer: |")
        path.write_text(text[:start] + text[start:].replace(" the ", " the very ", 1), "utf-8")

    def timed(formats: str, before: Callable[[], None], *more: str) -> Cost:
        return measure(guide(source, out, "-f", formats, *more), times, before)

    yield ALL, timed("all", clean)
    yield ALL_ALONE, timed("all", clean, "-j", "1")
    for name in BUILT_IN:
        yield f"{name}, cold", timed(name, clean)
    measure(guide(source, out, "-f", "all"), 1)
    yield EDITED, timed("all", edit)
    yield EDITED_PDF, timed("pdf", edit)
    measure(guide(source, out, "-f", "all"), 1)
    yield NOTHING, timed("all", lambda: None)
    program = [sys.executable, "-m", "guide"]
    yield CHECK, measure([*program, "check", "--source", str(source)], times)
    yield HELP, measure([*program, "--help"], times)


def _head(title: str, ratio: str) -> Iterator[str]:
    yield f"\n## {title}\n"
    yield f"| what | seconds | processor, s | {ratio} | MB at most |"
    yield "| --- | --: | --: | --: | --: |"


def _row(name: str, cost: Cost, whole: Cost) -> str:
    share = cost.wall / whole.wall
    return f"| {name} | {cost.wall:.2f} | {cost.cpu:.2f} | {share:.2f} | {cost.memory:.0f} |"


if __name__ == "__main__":
    main()
