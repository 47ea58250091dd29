"""A content-addressed store in ``build/.cache``.

An entry's name is the hash of everything that it was made from, so an entry is right or
absent, never stale. Entries are written to a temporary file and renamed: a killed build
or two builds at once leave whole entries only. What a failing disk did to one after that,
its checksum shows: it is absent. Nothing is pickled.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from guide.diagnostics import Anchor, Diagnostic, Severity, Span
from guide.packing import pack, unpack

if TYPE_CHECKING:  # loads half the program, which a build with nothing to do can spare
    from guide.backends.base import Part

LARGEST = 512 * 1024 * 1024  # bytes; beyond that the entries unused for longest go
OLDEST = 30 * 24 * 3600  # seconds since an entry was last used
_CHECKSUM = 16  # bytes at the start of an entry


@dataclass(frozen=True, slots=True)
class Cache:
    """A store of bytes by key (hex); ``folder`` None stores nothing."""

    folder: Path | None

    def get(self, key: str) -> bytes | None:
        """Return an entry, or None if there is none or a damaged one. Its use is noted."""
        if self.folder is None:
            return None
        path = self._path(key)
        try:
            stored = path.read_bytes()
        except OSError:
            return None
        data = stored[_CHECKSUM:]
        if stored[:_CHECKSUM] != _checksum(data):
            return None
        with contextlib.suppress(OSError):
            os.utime(path)
        return data

    def put(self, key: str, data: bytes) -> None:
        """Store an entry. A folder that cannot be written to only costs time."""
        if self.folder is None:
            return
        path = self._path(key)
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary = path.with_name(f"{path.name}.{os.getpid()}-{secrets.token_hex(4)}.tmp")
            try:
                temporary.write_bytes(_checksum(data) + data)
                temporary.replace(path)
            finally:
                temporary.unlink(missing_ok=True)

    def get_part(self, key: str) -> Part | None:
        """Return a rendered part, or None."""
        data = self.get(key)
        return None if data is None else unpack_part(data)

    def put_part(self, key: str, part: Part) -> None:
        """Store a rendered part."""
        self.put(key, pack_part(part))

    def prune(self, now: float | None = None) -> None:
        """Remove entries that were not used for long, and the oldest of too many."""
        if self.folder is None:
            return
        now = time.time() if now is None else now
        entries = sorted(self._entries(), reverse=True)
        total = 0
        for used, size, path in entries:
            total += size
            if total > LARGEST or now - used > OLDEST:
                with contextlib.suppress(OSError):
                    path.unlink()

    def _entries(self) -> Iterator[tuple[float, int, Path]]:
        if self.folder is None:
            return
        for path in self.folder.glob("??/*"):
            with contextlib.suppress(OSError):
                stat = path.stat()
                yield stat.st_mtime, stat.st_size, path

    def _path(self, key: str) -> Path:
        assert self.folder is not None  # noqa: S101  (callers have checked)
        return self.folder / key[:2] / key[2:]


def _checksum(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_CHECKSUM).digest()


def pack_part(part: Part) -> bytes:
    """Return a part as bytes."""
    return pack([part.facts, pack_diagnostics(part.diagnostics)], part.data)


def unpack_part(data: bytes) -> Part:
    """Return the part that `pack_part` packed."""
    from guide.backends.base import Part

    (facts, diagnostics), [content] = unpack(data)
    return Part(content, facts, unpack_diagnostics(diagnostics))


def pack_diagnostics(diagnostics: tuple[Diagnostic, ...]) -> list[dict[str, object]]:
    """Return diagnostics as plain values; places stay relative, so that they stay true."""
    return [
        asdict(d) | {"kind": type(d.where).__name__, "severity": str(d.severity)}
        for d in diagnostics
    ]


def unpack_diagnostics(values: list[dict[str, object]]) -> tuple[Diagnostic, ...]:
    """Return the diagnostics that `pack_diagnostics` packed."""
    kinds: dict[object, Callable[..., Anchor | Span]] = {"Anchor": Anchor, "Span": Span}
    return tuple(
        Diagnostic(
            code=str(v["code"]),
            message=str(v["message"]),
            where=kinds[v["kind"]](**v["where"]) if isinstance(v["where"], dict) else None,
            help=str(v["help"]),
            severity=Severity(str(v["severity"])),
        )
        for v in values
    )
