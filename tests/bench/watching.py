"""How long a save takes in ``guide watch``: from the write to the new file."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

SAVES = 20


def save_to_pdf(source: Path, output: Path) -> tuple[float, float]:
    """Return median and maximum of the seconds in which a changed word is in the booklet.

    Each save changes one word of another question.
    """
    command = [sys.executable, "-m", "guide", "watch", "-f", "pdf"]
    watch = subprocess.Popen(
        [*command, "-s", str(source), "-o", str(output)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert watch.stderr is not None
    try:
        _until_waiting(watch.stderr)
        (booklet,) = output.glob("*.pdf")
        topics = sorted(path for path in source.glob("*.yaml") if path.name != "guide.yaml")
        times = []
        for number in range(SAVES):
            text = _edited(topics[number % len(topics)], number)
            before = booklet.stat().st_mtime_ns
            begun = time.perf_counter()
            topics[number % len(topics)].write_text(text, "utf-8")
            while booklet.stat().st_mtime_ns == before:
                time.sleep(0.002)
            times.append(time.perf_counter() - begun)
            _until_waiting(watch.stderr)
    finally:
        watch.kill()
        watch.wait()
    return statistics.median(times), max(times)


def _edited(topic: Path, number: int) -> str:
    answers = topic.read_text("utf-8").split("answer: |")
    place = 1 + number * 3 % (len(answers) - 1)
    answers[place] = answers[place].replace(" the ", " the very ", 1)
    return "answer: |".join(answers)


def _until_waiting(messages: IO[str]) -> None:
    for line in messages:
        if "watching" in line:
            return
    sys.exit("guide watch ended")
