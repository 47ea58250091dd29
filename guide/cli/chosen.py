"""Which questions a command is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chosen:
    """What ``--topic``, ``--tag`` and ``--level`` say."""

    topics: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()

    @classmethod
    def of(
        cls, topics: Sequence[str] | None, tags: Sequence[str] | None, levels: Sequence[str] | None
    ) -> Chosen:
        """Make one of what the command line gives."""
        return cls(tuple(topics or ()), tuple(tags or ()), tuple(levels or ()))

    @property
    def whole(self) -> bool:
        """Whether nothing is left out."""
        return not (self.topics or self.tags or self.levels)
