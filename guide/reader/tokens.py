"""Design tokens as text → the dataclasses of `guide.theme`, guided by their types.

A dataclass is a mapping with its fields as keys, a tuple a list, a number a text that is
one; a field without a default is required.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from guide.diagnostics import Diagnostic
from guide.markup.nodes import TokenKind
from guide.reader.suggest import did_you_mean, list_of, nearest
from guide.reader.yaml_nodes import ListNode, MapNode, Node, Scalar, short
from guide.theme import (
    BookletTokens,
    CodeStyles,
    FontStacks,
    Palette,
    Paper,
    SlideTokens,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Palettes:
    """The colours by day and by night."""

    light: Palette
    dark: Palette


@dataclass(frozen=True, slots=True)
class CodePalettes:
    """The looks of code by day and by night."""

    light: CodeStyles
    dark: CodeStyles


@dataclass(frozen=True, slots=True)
class ThemeFile:
    """theme.yaml as written, parents included."""

    summary: str
    colors: Palettes
    code: CodePalettes
    screen: FontStacks
    booklet: BookletTokens
    slides: SlideTokens = field(default_factory=SlideTokens)


_COLOR = re.compile(r"#[0-9a-fA-F]{6}")
_FONT = re.compile(r"[\w .,'+-]+")  # goes into style sheets and XML
_TRUTH = {"true": True, "yes": True, "false": False, "no": False}
_ASPECTS = ("16:9", "4:3")
_SMALLEST_AREA = 40.0  # mm
_LARGEST_NUMBER = 10_000.0


def build(shape: type[T], node: Node) -> tuple[T | None, tuple[Diagnostic, ...]]:
    """Make an instance of the dataclass ``shape``; None and all that is wrong otherwise."""
    found: list[Diagnostic] = []
    value = _value(shape, node, "", found)
    return (None if found else cast("T", value)), tuple(found)


def _value(kind: type[Any], node: Node, name: str, found: list[Diagnostic]) -> object:
    """Return what a node says; after a problem, something of no use."""
    if is_dataclass(kind):
        return _dataclass(kind, node, name, found)
    origin = get_origin(kind)
    if origin is not None and issubclass(origin, Mapping):
        key, item = get_args(kind)
        return _mapping(key, item, node, name, found)
    if origin is tuple:
        return _list(node, name, found)
    if not isinstance(node, Scalar):
        found.append(_malformed(node, f"`{name}` must be a single value"))
        return None
    return _scalar(kind, node, name, found)


def _dataclass(kind: type[Any], node: Node, name: str, found: list[Diagnostic]) -> object:
    if not isinstance(node, MapNode):
        found.append(_malformed(node, f"`{name or 'this file'}` must be a mapping"))
        return None
    before = len(found)
    hints = _hints(kind)
    values = {}
    for each in fields(kind):
        if each.name in node.items:
            path = f"{name}.{each.name}".lstrip(".")
            values[each.name] = _value(hints[each.name], node.items[each.name], path, found)
        elif each.default is MISSING and each.default_factory is MISSING:
            found.append(_missing(node, name, each.name))
    found += _unknown(node, name, tuple(hints))
    if len(found) > before:
        return None
    value = kind(**values)
    if isinstance(value, Paper) and (problem := _too_small(value)):
        found.append(_malformed(node, f"`{name}`: {problem}"))
    return value


def _mapping(
    key: type[Any], kind: type[Any], node: Node, name: str, found: list[Diagnostic]
) -> object:
    if not isinstance(node, MapNode):
        found.append(_malformed(node, f"`{name}` must be a mapping"))
        return {}
    known = tuple(each.value for each in TokenKind) if key is TokenKind else tuple(node.items)
    found += [_missing(node, name, each) for each in known if each not in node.items]
    found += _unknown(node, name, known)
    return {
        key(each): _value(kind, node.items[each], f"{name}.{each}", found)
        for each in node.items
        if each in known
    }


def _list(node: Node, name: str, found: list[Diagnostic]) -> tuple[str, ...]:
    if not isinstance(node, ListNode) or not node.items:
        found.append(_malformed(node, f"`{name}` must be a list", "write `[Source Serif Pro]`"))
        return ()
    return tuple(str(_value(str, item, f"{name}.{n}", found)) for n, item in enumerate(node.items))


def _scalar(kind: type[Any], node: Scalar, name: str, found: list[Diagnostic]) -> object:
    last = name.rpartition(".")[2]
    if kind is float:
        return _number(node, name, found)
    if kind is bool:
        if node.text.lower() not in _TRUTH:
            found.append(_malformed(node, f"`{name}` must be `true` or `false`"))
        return _TRUTH.get(node.text.lower(), False)
    check, what, mend = _form(name, last)
    if not check(node.text):
        message = f"`{name}`: `{short(node.text)}` is not {what}"
        found.append(_malformed(node, message, mend))
    return node.text


def _form(name: str, last: str) -> tuple[Callable[[str], object], str, str]:
    """Return the form of a text: its test, what it is called, and an example."""
    if name.startswith("colors.") or last == "color":
        return _COLOR.fullmatch, "a colour", 'write six digits in quotes: `"#1f5485"`'
    if last == "aspect":
        return _ASPECTS.__contains__, "an aspect", 'write `"16:9"` or `"4:3"`'
    if last == "summary":
        return str.strip, "a text", "write one line that describes the theme"
    return _FONT.fullmatch, "the name of a font", "write `Source Serif Pro`"


def _number(node: Scalar, name: str, found: list[Diagnostic]) -> float:
    try:
        value = float(node.text)
    except ValueError:
        value = math.nan
    if not 0 <= value <= _LARGEST_NUMBER:
        message = f"`{name}`: `{short(node.text)}` is not a number of at least 0"
        found.append(_malformed(node, message, "write a number without a unit, such as 10.5"))
    return value


def _too_small(paper: Paper) -> str:
    wide = paper.width - paper.inner - paper.outer
    high = paper.height - paper.top - paper.bottom
    if min(wide, high) < _SMALLEST_AREA:
        return f"the margins leave {wide:g} mm by {high:g} mm for the text"
    return ""


def _missing(node: Node, name: str, key: str) -> Diagnostic:
    message = f"the token `{f'{name}.{key}'.lstrip('.')}` is missing"
    mend = "add it, or inherit it from a theme that has it: `inherits: serif`"
    return Diagnostic("G702", message, node.span, mend)


def _unknown(node: MapNode, name: str, known: Sequence[str]) -> list[Diagnostic]:
    return [
        Diagnostic(
            "G701",
            f"unknown token `{f'{name}.{short(key)}'.lstrip('.')}`{did_you_mean(key, known)}",
            node.keys[key].span,
            f"write `{nearest(key, known)}`"
            if nearest(key, known)
            else f"known tokens: {list_of(known, 20)}",
        )
        for key in node.items
        if key not in known
    ]


def _malformed(node: Node, message: str, mend: str = "") -> Diagnostic:
    return Diagnostic("G703", message, node.span, mend)


def _hints(kind: type[Any]) -> Mapping[str, Any]:
    return get_type_hints(kind)
