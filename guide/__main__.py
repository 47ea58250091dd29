"""``python -m guide``."""

from __future__ import annotations

import sys

from guide.cli import main

if __name__ == "__main__":
    sys.exit(main())
