"""Write results so that a file is either the old one or the new one, never half of one."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from guide.errors import BackendError, OutputError

if TYPE_CHECKING:  # the program starts faster without
    from guide.backends.base import OutputFile


def write_all(folder: Path, files: Sequence[OutputFile]) -> None:
    """Write files below ``folder``: all to temporary names first, then renamed.

    Raises OutputError if one cannot be written; the earlier files are then untouched.
    """
    staged: list[tuple[Path, Path]] = []
    try:
        for file in files:
            path = target(folder, file.path)
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                if path.is_dir():
                    raise OutputError(f"cannot write {path}: it is a folder")
                temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
                staged.append((temporary, path))
                with temporary.open("xb") as stream:
                    stream.write(file.data)
                    stream.flush()
                    os.fsync(stream.fileno())
            except OSError as error:
                raise OutputError(f"cannot write {path}: {error.strerror or error}") from error
        for temporary, path in staged:
            try:
                temporary.replace(path)
            except OSError as error:
                raise OutputError(f"cannot write {path}: {error.strerror or error}") from error
    finally:
        for temporary, _ in staged:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


def target(folder: Path, path: str) -> Path:
    """Return where a file goes. Raises BackendError if that is outside the folder."""
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or ".." in parts or "\\" in path or ":" in parts[0]:
        raise BackendError(f"a backend wants to write outside the output folder: {path!r}")
    return folder.joinpath(*parts)


def file_digest(path: Path) -> str:
    """Return the SHA-256 (hex) of a file, or "" if it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
