"""What a backend's expensive steps made, kept in the cache."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from guide.backends.base import Memo
from guide.pipeline.cache import Cache


@dataclass(frozen=True, slots=True)
class CacheMemo(Memo):
    """Remembers in a cache. ``common`` is the hash of what all steps of a format depend on."""

    cache: Cache
    common: str

    def get(self, name: str, inputs: bytes) -> bytes | None:
        """Return what was put for the same name and inputs, or None."""
        return self.cache.get(self._key(name, inputs))

    def put(self, name: str, inputs: bytes, data: bytes) -> None:
        """Remember a result."""
        self.cache.put(self._key(name, inputs), data)

    def _key(self, name: str, inputs: bytes) -> str:
        hasher = hashlib.sha256()
        for value in (b"memo", self.common.encode(), name.encode(), inputs):
            hasher.update(b"%d:" % len(value) + value)
        return hasher.hexdigest()
