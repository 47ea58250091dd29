"""Run a command and say what it cost."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Cost:
    """Medians: seconds by the clock, seconds of processor time, megabytes at most."""

    wall: float
    cpu: float
    memory: float


def measure(
    command: Sequence[str], times: int = 3, before: Callable[[], None] = lambda: None
) -> Cost:
    """Return what ``command`` costs, in medians; ``before`` each time prepares it."""
    costs = []
    for _ in range(times):
        before()
        start = time.perf_counter()
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as child:
            said = child.stderr.read() if child.stderr else b""
            _, status, used = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            sys.exit(f"{' '.join(command)} failed:\n{said.decode()[-2000:]}")
        wall = time.perf_counter() - start
        costs.append(Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024))
    return Cost(
        *(statistics.median(getattr(c, name) for c in costs) for name in ("wall", "cpu", "memory"))
    )


def guide(source: Path, output: Path, *arguments: str) -> list[str]:
    """Return the command that builds a guide."""
    where = ["--source", str(source), "--output", str(output), "--quiet"]
    return [sys.executable, "-m", "guide", "build", *where, *arguments]
