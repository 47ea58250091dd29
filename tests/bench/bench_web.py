"""How large and how quick the page is: ``python -m tests.bench.bench_web [questions …]``.

Budgets (issue 6): 100 questions under 700 kB, interactive well under a second, a keystroke
within a frame (16 ms); 1,000 questions with keystrokes under 50 ms. A keystroke's time is
what its script, style and layout take, measured in Debian's Chromium.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright

from guide.backends.web import WebBackend
from guide.markup.compile import compile_topic
from guide.source import TopicSource
from tests.backends.web.conftest import ARGUMENTS, CHROMIUM
from tests.backends.web.sample import context, question, topic
from tests.bench.corpus import answer

QUERIES = ("replication", "queue burst", "retrry", "zzzz")
A_TOPIC = 10

KEYSTROKES = """
(query) => {
    const input = document.getElementById("search");
    const frame = window.requestAnimationFrame;
    let update;
    window.requestAnimationFrame = (run) => { update = run; return 1; };
    const times = [];
    for (let i = 1; i <= query.length; i++) {
        const began = performance.now();
        input.value = query.slice(0, i);
        input.dispatchEvent(new Event("input"));
        update();
        document.body.offsetHeight;
        times.push(performance.now() - began);
    }
    window.requestAnimationFrame = frame;
    return times;
}
"""


def topics(count: int) -> tuple[TopicSource, ...]:
    """Return a guide of ``count`` questions."""
    return tuple(
        topic(
            first // A_TOPIC + 1,
            f"t{first}",
            f"Topic {first // A_TOPIC + 1}",
            *(
                question(f"q{i}", f"What does part {i} do?", answer(i), tags=["parts"])
                for i in range(first, min(first + A_TOPIC, count))
            ),
        )
        for first in range(0, count, A_TOPIC)
    )


def measure(count: int) -> None:
    """Print what a page of ``count`` questions takes to make, to open and to search."""
    backend, sources = WebBackend(), topics(count)
    known = context(sources)
    trees = [compile_topic(source, known.outline, lambda _: None)[0] for source in sources]  # type: ignore[arg-type,return-value]  # no images here
    began = time.perf_counter()
    parts = [backend.render(tree, known) for tree in trees]
    (file,) = backend.assemble(parts, known).files
    made = time.perf_counter() - began
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / file.path
        path.write_bytes(file.data)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page()
        page.set_default_timeout(120_000)
        page.goto(path.as_uri())
        ready = page.evaluate("performance.getEntriesByType('navigation')[0].domComplete")
        page.wait_for_timeout(1000 + count)  # texts are read ahead while the page is idle
        times = sorted(t for query in QUERIES for t in page.evaluate(KEYSTROKES, query))
        browser.close()
    sys.stdout.write(
        f"{count:6,} questions: {len(file.data) / 1000:8,.0f} kB, made in {made:5.2f} s, "
        f"ready in {ready:5.0f} ms, keystroke median {median(times):5.1f} ms, "
        f"95 % {times[len(times) * 95 // 100]:5.1f} ms, most {times[-1]:5.1f} ms\n"
    )


def main() -> None:
    """Measure the sizes named on the command line, or 100 and 1,000 questions."""
    for count in map(int, sys.argv[1:] or ("100", "1000")):
        measure(count)


if __name__ == "__main__":
    main()
