"""Write the files of an author so that they are never half written."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

from guide.errors import OutputError


def write_text(path: Path, text: str, *, new: bool = False) -> None:
    """Write a file as a whole. Raises OutputError; with ``new`` also if it is there already."""
    if new and (path.exists() or path.is_symlink()):
        raise OutputError(f"{path} is there already")
    path = path.resolve()  # a link stays a link
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            temporary.chmod(path.stat().st_mode & 0o777)
        temporary.replace(path)
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror or error}") from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
