"""Asks the real Anki engine, in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

_ENGINE = Path(__file__).with_name("engine.py")


def anki(*steps: tuple[Any, ...], language: str = "en_US") -> list[Any]:
    """Run steps on a new collection; return the result of each.

    A step is the name of a method of `engine.Steps` with its arguments.
    """
    request = json.dumps({"language": language, "steps": steps})
    process = subprocess.run(
        [sys.executable, "-P", str(_ENGINE)],
        input=request,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert process.returncode == 0, process.stderr
    results: list[Any] = json.loads(process.stdout)
    return results
