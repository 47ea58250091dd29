"""Read a theme's folder into a `Theme`, trusting it no more than any other source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import cast

from guide.diagnostics import Diagnostic, Severity, Span
from guide.errors import SourceError, UsageError
from guide.reader.files import read_bytes, read_text, shown
from guide.reader.suggest import did_you_mean, list_of
from guide.reader.tokens import ThemeFile, build
from guide.reader.yaml_nodes import MapNode, Node, Scalar, read_yaml
from guide.theme import Palette, Theme, contrast

TOKENS = "theme.yaml"
LOWEST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3 (AA, text)
LARGEST_FILE = 2 * 1024 * 1024  # bytes of one style sheet or template
MOST_FILES = 500
_NAME = re.compile(r"[A-Za-z0-9][\w-]*")
_TEXTS = ("ink", "muted", "accent", "note", "tip", "important", "warning", "caution")


def themes(folders: Sequence[Path]) -> tuple[tuple[str, str], ...]:
    """Return name and summary of every theme, sorted; the first folder that has one counts.

    A theme that cannot be read is there with an empty summary.
    """
    found: dict[str, str] = {}
    for folder in folders:
        for name in _names(folder):
            if name not in found:
                node, _ = _tokens(folder / name)
                summary = node.items.get("summary") if node else None
                found[name] = summary.text if isinstance(summary, Scalar) else ""
    return tuple(sorted(found.items()))


def read_theme(name: str, folders: Sequence[Path]) -> Theme:
    """Read the theme ``name`` from the first of ``folders`` that has it.

    Raises UsageError if there is none, SourceError if something in it is wrong.
    """
    if _folder(name, folders) is None:
        known = [each for each, _ in themes(folders)]
        hint = did_you_mean(name, known) or f"; there are {list_of(known)}"
        raise UsageError(f"no theme `{name}`{hint}")
    node, files, found = _inherit(name, folders, None, ())
    errors = [each for each in found if each.severity is Severity.ERROR]
    if node is None or errors:
        raise SourceError(found)
    tokens, problems = build(ThemeFile, node)
    if tokens is None:
        raise SourceError((*found, *problems))
    theme = Theme(
        name=name,
        summary=" ".join(tokens.summary.split()),
        light=tokens.colors.light,
        dark=tokens.colors.dark,
        code_light=tokens.code.light,
        code_dark=tokens.code.dark,
        screen=tokens.screen,
        booklet=tokens.booklet,
        slides=tokens.slides,
        files=files,
    )
    faint = tuple(_faint(theme, node))
    if faint:
        raise SourceError((*found, *faint))
    return theme


def _names(folder: Path) -> list[str]:
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return []
    return [each.name for each in entries if _NAME.fullmatch(each.name) and _has(each)]


def _folder(name: str, folders: Sequence[Path]) -> Path | None:
    """Return a theme's folder; a name cannot lead anywhere else."""
    if not _NAME.fullmatch(name):
        return None
    return next((folder / name for folder in folders if _has(folder / name)), None)


def _has(folder: Path) -> bool:
    try:
        return (folder / TOKENS).exists() or (folder / TOKENS).is_symlink()
    except OSError:
        return False


def _tokens(folder: Path) -> tuple[MapNode | None, tuple[Diagnostic, ...]]:
    source, found = read_text(folder / TOKENS, folder)
    if source is None:
        return None, found
    node, problems = read_yaml(source)
    found += problems
    if not isinstance(node, MapNode):
        if not found:
            where = Span(source.path)
            found = (Diagnostic("G703", "a theme must be a mapping of tokens", where),)
        return None, found
    return node, found


def _inherit(
    name: str, folders: Sequence[Path], asker: Scalar | None, above: tuple[Path, ...]
) -> tuple[MapNode | None, dict[str, bytes], tuple[Diagnostic, ...]]:
    """Return a theme's tokens and files, laid over those of the theme that it inherits from."""
    where = asker.span if asker else None
    # A project's theme may have the name of the built-in one that it changes.
    apart = [each for each in folders if each / name not in above]
    folder = _folder(name, apart)
    if folder is None:
        if above and _folder(name, folders):
            message = f"the theme `{above[0].name}` inherits from itself"
            return None, {}, (Diagnostic("G705", message, where, "delete `inherits`"),)
        known = [each for each, _ in themes(folders)]
        message = f"there is no theme `{name}` to inherit from{did_you_mean(name, known)}"
        return None, {}, (Diagnostic("G705", message, where, f"there are {list_of(known)}"),)
    node, found = _tokens(folder)
    files, problems = _files(folder)
    found += problems
    if node is None:
        return None, files, found
    parent = node.items.pop("inherits", None)
    node.keys.pop("inherits", None)
    if parent is None:
        return node, files, found
    if not isinstance(parent, Scalar) or not parent.text:
        message = "`inherits` must be the name of a theme"
        return None, files, (*found, Diagnostic("G703", message, parent.span, "write `serif`"))
    base, inherited, problems = _inherit(parent.text, folders, parent, (*above, folder))
    found += problems
    return (_merge(base, node) if base else None), inherited | files, found


def _merge(base: MapNode, over: MapNode) -> MapNode:
    """Return the tokens of both, those of ``over`` first; each value keeps its place."""
    items = dict(base.items)
    for key, own in over.items.items():
        earlier = base.items.get(key)
        both = isinstance(earlier, MapNode) and isinstance(own, MapNode)
        items[key] = _merge(cast("MapNode", earlier), cast("MapNode", own)) if both else own
    return MapNode(over.source, over.start, over.end, base.keys | over.keys, items)


def _files(folder: Path) -> tuple[dict[str, bytes], tuple[Diagnostic, ...]]:
    """Read "<format>/<name>" files; a link that leads out of the theme is refused."""
    files: dict[str, bytes] = {}
    found: list[Diagnostic] = []
    for path in sorted(folder.glob("*/*")):
        if path.name.startswith(".") or path.is_dir():
            continue
        if len(files) >= MOST_FILES:
            message = f"a theme of more than {MOST_FILES} files"
            found.append(Diagnostic("G005", message, Span(shown(folder))))
            break
        data = read_bytes(path, folder, LARGEST_FILE)
        if isinstance(data, Diagnostic):
            found.append(data)
        else:
            files[path.relative_to(folder).as_posix()] = data
    return files, tuple(found)


def _faint(theme: Theme, node: MapNode) -> Iterator[Diagnostic]:
    """Report texts that cannot be read on their own background."""
    modes = (("light", theme.light, theme.code_light), ("dark", theme.dark, theme.code_dark))
    for mode, palette, styles in modes:
        for text in _TEXTS:
            yield from _compare(
                node, ("colors", mode, text), getattr(palette, text), palette, "paper panel tint"
            )
        for kind, style in styles.items():
            path = ("code", mode, kind.value, "color")
            yield from _compare(node, path, style.color, palette, "panel mark")


def _compare(
    node: MapNode, path: Sequence[str], color: str, palette: Palette, backgrounds: str
) -> Iterator[Diagnostic]:
    for name in backgrounds.split():
        ratio = contrast(color, getattr(palette, name))
        if ratio < LOWEST_CONTRAST:
            place: Node = node
            for key in path:
                place = place.items[key] if isinstance(place, MapNode) else place
            yield Diagnostic(
                "G704",
                f"`{'.'.join(path)}` on `{name}` has a contrast of {ratio:.2f}:1",
                place.span,
                f"choose a colour with at least {LOWEST_CONTRAST}:1",
            )
            return
