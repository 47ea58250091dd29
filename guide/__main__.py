"""``python -m guide``."""

from __future__ import annotations

import sys

from guide.cli import program

if __name__ == "__main__":
    sys.exit(program())
