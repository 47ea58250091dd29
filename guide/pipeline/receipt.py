"""A build whose inputs are all as they were need not even be read.

A receipt is kept in the cache under the hash of everything that a build can depend on:
every byte of the source and the themes, the program, the command. It says which files the
build made and what it had to say. It holds if those files are still there, byte by byte.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import guide
from guide.diagnostics import Diagnostic
from guide.pipeline.cache import Cache, pack_diagnostics, unpack_diagnostics
from guide.pipeline.program import code_digest, installed
from guide.pipeline.write import file_digest, target

MOST_FILES = 20_000
MOST_BYTES = 128 * 1024 * 1024
_VERSION = "receipt 1"


@dataclass(frozen=True, slots=True)
class Built:
    """A file that was made, or found to be up to date. ``seconds`` is its format's time."""

    format: str
    path: Path
    count: str
    size: int
    seconds: float
    unchanged: bool


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a build made (format, path in the output folder, SHA-256, count, size) and said.

    ``before`` are the messages of reading and checking, ``after`` those of making.
    """

    files: tuple[tuple[str, str, str, str, int], ...]
    before: tuple[Diagnostic, ...]
    after: tuple[Diagnostic, ...]

    @classmethod
    def of(
        cls,
        files: Iterable[Built],
        before: Iterable[Diagnostic],
        after: Iterable[Diagnostic],
        output: Path,
    ) -> Receipt:
        """Return the receipt of a build that has written its files."""
        made = tuple(
            (f.format, _relative(f.path, output), file_digest(f.path), f.count, f.size)
            for f in files
        )
        return cls(made, tuple(before), tuple(after))

    def holds(self, output: Path) -> bool:
        """Tell whether the files are there as they were made."""
        return all(file_digest(target(output, path)) == sha for _, path, sha, _, _ in self.files)

    def built(self, output: Path) -> tuple[Built, ...]:
        """Return the files as a build reports them."""
        return tuple(
            Built(name, target(output, path), count, size, 0.0, unchanged=True)
            for name, path, _, count, size in self.files
        )

    def paths(self) -> dict[str, list[str]]:
        """Return format → its files."""
        found: dict[str, list[str]] = {}
        for name, path, *_ in self.files:
            found.setdefault(name, []).append(path)
        return found


def state(folders: Sequence[Path], lock: Path, command: str) -> str | None:
    """Return the hash of all that a build depends on but the lock, which it writes itself.

    None if the folders hold what cannot be hashed with certainty (links, FIFOs) or is
    very large: such a build is always read.
    """
    hasher = hashlib.sha256()
    for value in (_VERSION, guide.__version__, code_digest(), installed(), command):
        hasher.update(f"{len(value)}:{value}".encode("utf-8", "surrogateescape"))
    budget = [MOST_FILES, MOST_BYTES]
    try:
        for folder in folders:
            hasher.update(b"\n" + os.fsencode(folder))
            for path, data in _tree(folder, budget):
                if path != lock:
                    hasher.update(b"\0" + os.fsencode(path) + hashlib.sha256(data).digest())
    except (OSError, ValueError):
        return None
    return hasher.hexdigest()


def _tree(folder: Path, budget: list[int]) -> Iterator[tuple[Path, bytes]]:
    """Yield every file below a folder. Raises ValueError for what is neither file nor folder."""
    if not os.path.lexists(folder):
        return
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda each: each.name)
    for entry in found:
        status = entry.stat(follow_symlinks=False)
        budget[0] -= 1
        budget[1] -= status.st_size
        if min(budget) < 0:
            raise ValueError("too much")
        if stat.S_ISDIR(status.st_mode):
            yield from _tree(Path(entry.path), budget)
        elif stat.S_ISREG(status.st_mode):
            yield Path(entry.path), Path(entry.path).read_bytes()
        else:
            raise ValueError(f"not a file: {entry.path}")


def load_receipt(cache: Cache, key: str, lock: Path) -> Receipt | None:
    """Return the receipt for a state and the lock as it is now, or None."""
    data = cache.get(_key(key, lock))
    if data is None:
        return None
    try:
        values = json.loads(data)
        files = tuple((n, p, h, c, s) for n, p, h, c, s in values["files"])
        before, after = (unpack_diagnostics(values[name]) for name in ("before", "after"))
    except (ValueError, KeyError, TypeError):
        return None
    return Receipt(files, before, after)


def save_receipt(cache: Cache, key: str, lock: Path, receipt: Receipt) -> None:
    """Keep a receipt for a state and the lock as it is now."""
    values = {
        "files": receipt.files,
        "before": pack_diagnostics(receipt.before),
        "after": pack_diagnostics(receipt.after),
    }
    cache.put(_key(key, lock), json.dumps(values).encode())


def _key(key: str, lock: Path) -> str:
    return hashlib.sha256(f"{key} {file_digest(lock)}".encode()).hexdigest()


def _relative(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()
