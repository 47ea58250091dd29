"""Python's garbage collector, for a program that soon ends."""

from __future__ import annotations

import gc

RARELY = 100_000
"""Objects that are made before the collector looks for cycles; Python's own number is 700."""


def collect_rarely() -> None:
    """Look for cycles rarely: most of what a command makes lives to its end."""
    gc.set_threshold(RARELY)
