"""What a shell offers after an option. Never fails: a shell has nowhere to show a message."""

from __future__ import annotations

from pathlib import Path

from guide.errors import GuideError


def format_names() -> list[str]:
    """Return the names of all formats."""
    from guide.backends.registry import names

    return [*names(), "all"]


def theme_names() -> list[str]:
    """Return the names of all themes of this project."""
    from guide.project import built_in_themes, find_project

    try:
        folders = find_project(Path.cwd()).themes
    except GuideError:
        folders = (built_in_themes(),)
    return sorted({path.parent.name for folder in folders for path in folder.glob("*/theme.yaml")})


def topic_ids() -> list[str]:
    """Return the names of this project's topic files."""
    from guide.project import GUIDE_FILE, find_project

    try:
        files = sorted(find_project(Path.cwd()).source.glob("*.yaml"))
    except GuideError:
        return []
    return [path.stem for path in files if path.name != GUIDE_FILE]
