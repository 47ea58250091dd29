"""When each note of the package last changed, remembered from build to build.

Anki takes a note from a package only if it is newer than its own; an unchanged note must
keep its time, or a learner's own edits would be overwritten.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

_HASH_LENGTH = 16


class History:
    """Gives times to what a package holds, and collects what to remember.

    ``memory`` maps a name to "hash time", as an earlier build returned it; ``first`` is
    the time of what is new, ``now`` that of what has changed.
    """

    def __init__(self, memory: Mapping[str, str], first: datetime, now: datetime) -> None:
        """Start with what was remembered."""
        self._memory = memory
        self._first = int(first.timestamp())
        self._now = int(now.timestamp())
        self.remembered: dict[str, str] = {}

    def modified(self, name: str, content: Sequence[str]) -> int:
        """Return the time (s since 1970) of ``content`` under ``name`` and remember it."""
        text = json.dumps(content, ensure_ascii=False).encode()
        digest = hashlib.sha256(text).hexdigest()[:_HASH_LENGTH]
        known = _parse(self._memory.get(name, ""))
        if known is None:
            time = self._first
        elif known[0] == digest:
            time = known[1]
        else:
            # Never earlier than before, whatever the clock says: Anki would not take it.
            time = max(self._now, known[1] + 1)
        self.remembered[name] = f"{digest} {datetime.fromtimestamp(time, UTC):%Y-%m-%dT%H:%M:%SZ}"
        return time


def _parse(entry: str) -> tuple[str, int] | None:
    """Return hash and time; None for what is not there or was damaged by hand."""
    digest, _, time = entry.partition(" ")
    try:
        return digest, int(datetime.fromisoformat(time).timestamp())
    except ValueError:
        return None
