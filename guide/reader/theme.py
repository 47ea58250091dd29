"""Read a theme's folder into a `Theme`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from guide.errors import UsageError
from guide.markup.nodes import TokenKind
from guide.theme import (
    BookletTokens,
    CodeStyle,
    FontStacks,
    Palette,
    Paper,
    SlideTokens,
    Theme,
)


def read_theme(name: str, folders: Sequence[Path]) -> Theme:
    """Read the theme ``name`` from the first of ``folders`` that has it.

    Raises UsageError if there is none.
    """
    tokens, files = _inherit(name, folders)
    booklet = tokens["booklet"]
    return Theme(
        name=name,
        summary=tokens["summary"],
        light=Palette(**tokens["colors"]["light"]),
        dark=Palette(**tokens["colors"]["dark"]),
        code_light=_code(tokens["code"]["light"]),
        code_dark=_code(tokens["code"]["dark"]),
        screen=_fonts(tokens["screen"]),
        booklet=BookletTokens(
            fonts=_fonts(booklet["fonts"]),
            papers={k: Paper(**v) for k, v in booklet["papers"].items()},
            scale=booklet["scale"],
            code_size=booklet["code_size"],
        ),
        slides=SlideTokens(**tokens["slides"]),
        files=files,
    )


def _inherit(name: str, folders: Sequence[Path]) -> tuple[dict[str, Any], dict[str, bytes]]:
    folder = next((f / name for f in folders if (f / name / "theme.yaml").is_file()), None)
    if folder is None:
        raise UsageError(f"no theme `{name}`")
    own = yaml.safe_load((folder / "theme.yaml").read_text(encoding="utf-8"))
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.glob("*/*"))
        if path.is_file()
    }
    if "inherits" not in own:
        return own, files
    tokens, inherited = _inherit(own.pop("inherits"), folders)
    return _merge(tokens, own), inherited | files


def _merge(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in over.items():
        merged[key] = (
            _merge(base[key], value)
            if isinstance(value, dict) and isinstance(base.get(key), dict)
            else value
        )
    return merged


def _fonts(tokens: Mapping[str, Any]) -> FontStacks:
    return FontStacks(**{kind: tuple(stack) for kind, stack in tokens.items()})


def _code(tokens: Mapping[str, Any]) -> dict[TokenKind, CodeStyle]:
    return {TokenKind(kind): CodeStyle(**style) for kind, style in tokens.items()}
