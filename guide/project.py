"""Where a project's files are: its source, its themes and where its results go."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from guide.errors import UsageError

GUIDE_FILE = "guide.yaml"
SOURCE_FOLDER = "source"
_PACKAGE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Project:
    """A project's folders, absolute.

    ``root`` bounds what may be read; ``source`` holds ``guide.yaml`` and the topics;
    ``themes`` are looked through in order; results go to ``build``.
    """

    root: Path
    source: Path
    themes: tuple[Path, ...]
    build: Path

    @property
    def guide_file(self) -> Path:
        """The guide's own file."""
        return self.source / GUIDE_FILE

    @property
    def lock_file(self) -> Path:
        """The file of all ids ever published."""
        return self.source / "guide.lock"


def find_project(start: Path, source: Path | None = None, output: Path | None = None) -> Project:
    """Find the project that ``start`` is in, or the one whose source is given.

    ``source`` is a folder with a guide.yaml (or that file, or a project's root);
    ``output`` replaces the build folder. Relative paths count from ``start``. Raises
    UsageError if there is no project.
    """
    start = _absolute(start.absolute())
    folder = _nearest(start) if source is None else _given(_absolute(start / source))
    root = folder.parent if folder.name == SOURCE_FOLDER else folder
    themes = dict.fromkeys((root / "themes", built_in_themes()))
    build = _absolute(start / output) if output else root / "build"
    return Project(root, folder, tuple(themes), build)


def built_in_themes() -> Path:
    """Return the folder of the themes that come with the program."""
    packaged = _PACKAGE / "_data" / "themes"
    return packaged if _is(packaged) else _PACKAGE.parent / "themes"


def _absolute(path: Path) -> Path:
    """Return a path without ``..``, whose last part is then its name."""
    return Path(os.path.normpath(path))


def _nearest(start: Path) -> Path:
    for folder in (start, *start.parents):
        for candidate in (folder / SOURCE_FOLDER, folder):
            if _has_guide(candidate):
                return candidate
    raise UsageError(
        f"no guide here: neither {start} nor a folder above it has a {SOURCE_FOLDER}/{GUIDE_FILE}; "
        "run `guide init DIR` to begin one, or name one with --source"
    )


def _given(path: Path) -> Path:
    if path.name == GUIDE_FILE and _has_guide(path.parent):
        return path.parent
    for candidate in (path, path / SOURCE_FOLDER):
        if _has_guide(candidate):
            return candidate
    raise UsageError(
        f"--source {path}: there is no {GUIDE_FILE}; run `guide init DIR` to begin a guide"
    )


def _has_guide(folder: Path) -> bool:
    """Tell whether a folder has a guide.yaml, be it a broken one: that is reported later."""
    path = folder / GUIDE_FILE
    return _is(path) or path.is_symlink()


def _is(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # no permission to look
        return False
