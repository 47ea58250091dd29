"""What is installed, as hashes: a result is only as old as the program that made it."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import guide

_PACKAGE = Path(guide.__file__).parent
_CHECKOUT = (_PACKAGE.parent / "pyproject.toml").is_file()


@cache
def code_digest(module: str = "") -> str:
    """Return the hash (hex) of the program's own code, which may change without its version.

    With ``module``, a backend's, only what its parts can depend on. An
    installed program never changes without its version, so only a checkout is looked at;
    a plug-in's module is, wherever it is.
    """
    hasher = hashlib.sha256()
    own = module.split(".")[2] if module.startswith("guide.backends.") else ""
    for path in _code() if _CHECKOUT else ():
        parts = path.relative_to(_PACKAGE).parts
        foreign = bool(own) and parts[0] == "backends" and parts[1] != own and len(parts) > 2  # noqa: PLR2004 - backends/<name>/<file>
        if not foreign and not (module and parts[0] == "cli"):
            hasher.update("/".join(parts).encode() + b"\0" + _hash(path))
    plug_in = sys.modules.get(module) if module and not own else None
    if plug_in is not None and plug_in.__file__:
        hasher.update(_hash(Path(plug_in.__file__)))
    return hasher.hexdigest()


@cache
def _code() -> tuple[Path, ...]:
    """Return the files of the package that a result may depend on."""
    return tuple(p for s in ("py", "json") for p in sorted(_PACKAGE.rglob(f"*.{s}")))


@cache
def _hash(path: Path) -> bytes:
    try:
        return hashlib.sha256(path.read_bytes()).digest()
    except OSError:  # just renamed by an editor
        return b""


def versions(libraries: Sequence[str]) -> Iterator[str]:
    """Yield "name=version" of distributions."""
    return map(_version, libraries)


@cache
def _version(library: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"{library}={version(library)}"
    except PackageNotFoundError:
        return f"{library}=none"


def installed() -> str:
    """Return the names of everything installed, which hold the versions; cheaper than asking."""
    names: set[str] = set()
    for folder in sys.path:
        try:
            names.update(n for n in os.listdir(folder or ".") if n.endswith((".dist-info", ".egg")))  # noqa: PTH208 - ten times faster than Path.iterdir
        except OSError:
            continue
    return " ".join((sys.version, *sorted(names)))
