"""What the program says: results go to stdout, messages to stderr."""

from __future__ import annotations

import os
import sys
from typing import TextIO

_STYLES = {
    "error": "1;31",
    "warning": "1;33",
    "note": "1;36",
    "done": "32",
    "strong": "1",
    "dim": "2",
}


def has_color(stream: TextIO) -> bool:
    """Tell whether a stream is a terminal that wants colors (https://no-color.org)."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return stream.isatty()


def styled(text: str, style: str, stream: TextIO) -> str:
    """Return ``text`` in a style, if the stream can show it."""
    return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if has_color(stream) else text


def counted(number: int, noun: str) -> str:
    """Return "1 topic", "2 topics"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def message(text: str) -> None:
    """Say something to the person who watches."""
    sys.stderr.write(f"{text}\n")


def error(text: str, help_: str = "") -> None:
    """Say what went wrong, and what to do about it."""
    message(f"{styled('error', 'error', sys.stderr)}: {text}")
    if help_:
        message(f"{styled('help', 'note', sys.stderr)}: {help_}")


def result(text: str) -> None:
    """Print a result, for people or for other programs."""
    sys.stdout.write(f"{text}\n")
