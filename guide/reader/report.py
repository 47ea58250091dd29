"""Diagnostics as text for people, JSON for editors and annotations for GitHub."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

from guide.diagnostics import Anchor, Diagnostic, Severity, Span
from guide.reader.files import SourceText, read_text

LineAt: TypeAlias = Callable[[str, int], str]
"""line_at(path, line): a line of a file, "" if there is none."""

_WIDEST = 96  # columns of a source line that are shown
_LEFT = 24  # columns before the place, when the line is cut there
_TAB = 4
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_COLORS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}


def ordered(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return diagnostics by file, line and column, each once; those without a place first."""

    def key(each: Diagnostic) -> tuple[str, int, int, str, str]:
        where = each.where
        if isinstance(where, Span):
            return where.path, where.line, where.column, each.code, each.message
        name = f"{where.topic}/{where.question}/{where.field}" if where else ""
        return name, where.line if where else 0, 0, each.code, each.message

    return tuple(dict.fromkeys(sorted(diagnostics, key=key)))


def as_text(
    diagnostics: Iterable[Diagnostic], line_at: LineAt | None = None, *, color: bool = False
) -> str:
    """Return messages with the source line, a caret and the mend; "" if there are none.

    ``line_at`` is a function that returns lines of the files (default: reads them).
    """
    line_at = line_at or _line_reader()
    return "".join(_text(each, line_at, color=color) for each in ordered(diagnostics))


def summary(diagnostics: Sequence[Diagnostic]) -> str:
    """Return "2 errors, 1 warning", or "no problems"."""
    counts = [(kind, sum(d.severity is kind for d in set(diagnostics))) for kind in Severity]
    parts = [f"{n} {kind}{'' if n == 1 else 's'}" for kind, n in counts if n]
    return ", ".join(parts) or "no problems"


def as_json(diagnostics: Iterable[Diagnostic]) -> str:
    """Return a JSON array of objects, one a line; every key is always there."""
    lines = []
    for each in ordered(diagnostics):
        where = each.where if isinstance(each.where, Span) else None
        anchor = each.where if isinstance(each.where, Anchor) else None
        values = {
            "severity": each.severity.value,
            "code": each.code,
            "message": each.message,
            "help": each.help,
            "file": where.path if where else None,
            "line": where.line if where else None,
            "column": where.column if where else None,
            "length": where.length if where else None,
            "topic": anchor.topic if anchor else None,
            "question": anchor.question if anchor else None,
        }
        lines.append(json.dumps(values, ensure_ascii=False))
    return "[\n" + ",\n".join(lines) + "\n]\n" if lines else "[]\n"


def as_github(diagnostics: Iterable[Diagnostic]) -> str:
    """Return workflow commands that GitHub shows beside the lines of a change.

    Escaping as in its toolkit (packages/core/src/command.ts).
    """
    lines = []
    for each in ordered(diagnostics):
        command = {Severity.NOTE: "notice"}.get(each.severity, each.severity.value)
        values = {"title": each.code}
        if isinstance(each.where, Span):
            values = {
                "file": each.where.path,
                "line": str(each.where.line),
                "col": str(each.where.column),
                **values,
            }
        properties = ",".join(f"{key}={_property(value)}" for key, value in values.items())
        message = each.message + (f"\nhelp: {each.help}" if each.help else "")
        lines.append(f"::{command} {properties}::{_data(message)}\n")
    return "".join(lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _text(each: Diagnostic, line_at: LineAt, *, color: bool) -> str:
    def paint(text: str, style: str) -> str:
        return f"\x1b[{style}m{text}\x1b[0m" if color else text

    place = ""
    if isinstance(each.where, Span):
        place = f"{each.where.path}:{each.where.line}:{each.where.column}: "
    elif each.where:
        names = [each.where.topic or "guide.yaml", each.where.question, each.where.field]
        place = "/".join(name for name in names if name) + ": "
    kind = paint(f"{each.severity.value}[{each.code}]", f"1;{_COLORS[each.severity]}")
    lines = [f"{paint(_safe(place), '1')}{kind}: {_safe(each.message)}"]
    if isinstance(each.where, Span):
        raw = line_at(each.where.path, each.where.line)
        if raw.strip():
            source, caret = _excerpt(raw, each.where)
            number = str(each.where.line)
            bar = paint("|", "2")
            lines.append(f" {paint(number, '2')} {bar} {source}")
            lines.append(f" {' ' * len(number)} {bar} {paint(caret, _COLORS[each.severity])}")
    if each.help:
        first, *more = each.help.split("\n")
        lines.append(f"  {paint('help:', '1')} {_safe(first)}")
        lines.extend(f"        {_safe(line)}" for line in more)
    return "\n".join(lines) + "\n"


def _excerpt(raw: str, where: Span) -> tuple[str, str]:
    """Return the part of a line around a place, and the caret under it."""
    start = min(where.column - 1, len(raw))
    end = min(start + max(where.length, 1), max(len(raw), start + 1))
    before, marked, after = (_expand(part) for part in (raw[:start], raw[start:end], raw[end:]))
    if _width(before + marked + after) > _WIDEST and _width(before) > _LEFT:
        while _width(before) > _LEFT:
            before = before[max(1, (_width(before) - _LEFT) // 2) :]
        before = "…" + before
    room = _WIDEST - _width(before)
    shown = _cut(marked + after, room)
    caret = "^" * max(1, min(_width(marked), _width(shown)))
    return before + shown, " " * _width(before) + caret


def _cut(text: str, room: int) -> str:
    if _width(text) <= room:
        return text
    width = 0
    for index, character in enumerate(text):
        width += _width(character)
        if width >= room:
            return text[:index] + "…"
    return text


def _expand(text: str) -> str:
    return _safe(text.replace("\t", " " * _TAB))


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def _safe(text: str) -> str:
    """Return a text that cannot steer a terminal, nor turn its own order around."""
    return _UNSAFE.sub("\ufffd", text).replace("\n", " ")


def _line_reader() -> LineAt:
    @lru_cache(maxsize=64)
    def source(path: str) -> SourceText | None:
        file = Path(path)
        # The root bounds links; here a message already names the file itself.
        return read_text(file, file.absolute().parent)[0]

    def line_at(path: str, line: int) -> str:
        text = source(path)
        return text.line(line) if text else ""

    return line_at
