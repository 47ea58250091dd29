"""An answer's blocks → sections of paragraphs and blocks, nothing measured yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TypeAlias, assert_never

from guide.backends.pptx.runs import (
    Report,
    Runs,
    TextRun,
    images,
    join,
    one_line,
    plain,
    to_runs,
)
from guide.markup import nodes

DEEPEST = 8
"""Levels of lists that PowerPoint has below running text."""


class Style(Enum):
    """How a paragraph looks."""

    BODY = "body"
    HEADING = "heading"
    QUOTE = "quote"


class Marker(Enum):
    """What stands before a paragraph."""

    NONE = ""
    BULLET = "bullet"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph; ``before`` is the space above it in em; ``keep`` ties it to what follows.

    ``label`` stands before it in a column of ``hang`` pt and links to a slide (``slide``).
    """

    runs: Runs
    level: int = 0
    marker: Marker = Marker.NONE
    number: int = 0
    style: Style = Style.BODY
    before: float = 0.55
    keep: bool = False
    label: str = ""
    hang: float = 0.0
    slide: str = ""


@dataclass(frozen=True, slots=True)
class CodeItem:
    """A code block."""

    block: nodes.CodeBlock


@dataclass(frozen=True, slots=True)
class TableItem:
    """A table: cells as runs, the header first."""

    rows: tuple[tuple[Runs, ...], ...]
    align: tuple[nodes.Align, ...]
    line: int


@dataclass(frozen=True, slots=True)
class CalloutItem:
    """A call-out's label and paragraphs."""

    kind: nodes.CalloutKind
    paras: tuple[Para, ...]


@dataclass(frozen=True, slots=True)
class FigureItem:
    """A picture with its caption."""

    image: nodes.Image
    line: int


class Mark(Enum):
    """Places between items."""

    BREAK = "slide"
    PAUSE = "pause"


Item: TypeAlias = Para | CodeItem | TableItem | CalloutItem | FigureItem | Mark


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading; ``title`` is empty before the first."""

    title: Runs = ()
    items: list[Item] = field(default_factory=list)


LABELS = {
    nodes.CalloutKind.NOTE: "Note",
    nodes.CalloutKind.TIP: "Tip",
    nodes.CalloutKind.IMPORTANT: "Important",
    nodes.CalloutKind.WARNING: "Warning",
    nodes.CalloutKind.CAUTION: "Caution",
}


def sections(blocks: nodes.Blocks, report: Report) -> tuple[Section, ...]:
    """Return the blocks as sections: the highest headings in them become titles of slides."""
    top = min((b.level for b in blocks if isinstance(b, nodes.Heading)), default=0)
    done = [Section()]
    for block in blocks:
        if isinstance(block, nodes.Heading) and block.level == top:
            title = one_line(to_runs(block.children, report, block.line))
            if done[-1].title and not done[-1].items:  # a heading with nothing under it
                title = join((*done[-1].title, TextRun(": "), *title))
                done.pop()
            done.append(Section(title))
        else:
            done[-1].items.extend(_items((block,), 0, report))
    if done[-1].title and not done[-1].items:
        title = done.pop().title
        done = done or [Section()]
        done[-1].items.append(Para(title, style=Style.HEADING))
    return tuple(section for section in done if section.items)


def _items(  # noqa: C901, PLR0912 - one case a kind of node
    blocks: Sequence[nodes.Block], depth: int, report: Report
) -> Iterator[Item]:
    """Yield the blocks' items; paragraphs are indented to ``depth``, the depth of the list."""
    level = min(depth, DEEPEST)
    for block in blocks:
        match block:
            case nodes.Paragraph(children, line):
                runs = to_runs(children, report, line)
                if runs:
                    yield Para(runs, level)
                for image in images(children):
                    report("G603", "an image inside a line stands below it on slides", line)
                    yield FigureItem(image, line)
            case nodes.Heading(_, children, line):
                runs = one_line(to_runs(children, report, line))
                yield Para(runs, level, style=Style.HEADING, before=0.9, keep=True)
            case nodes.CodeBlock():
                yield CodeItem(block)
            case nodes.BulletList(items, tight):
                yield from _list(items, None, depth + 1, report, tight=tight)
            case nodes.OrderedList(items, start, tight):
                yield from _list(items, start, depth + 1, report, tight=tight)
            case nodes.Table():
                yield _table(block, report)
            case nodes.Callout():
                yield from _callout(block, report)
            case nodes.Quote(inner):
                for item in _items(inner, depth + 1, report):
                    if isinstance(item, Para) and item.style is Style.BODY:
                        yield replace(item, style=Style.QUOTE)
                    else:
                        yield item
            case nodes.Figure(image, line):
                yield FigureItem(image, line)
            case nodes.ThematicBreak():
                yield Mark.PAUSE
            case nodes.SlideBreak():
                yield Mark.BREAK
            case _:  # pragma: no cover
                assert_never(block)


def _list(
    items: Sequence[nodes.ListItem],
    start: int | None,
    depth: int,
    report: Report,
    *,
    tight: bool,
) -> Iterator[Item]:
    if depth > DEEPEST and items:
        message = f"lists deeper than {DEEPEST} levels are not indented further on slides"
        report("G604", message, items[0].line)
    marker = Marker.BULLET if start is None else Marker.NUMBER
    for index, item in enumerate(items):
        inner = list(_items(item.blocks, depth, report))
        first = inner[0] if inner else None
        number = (start or 0) + index
        before = 0.25 if tight else 0.55
        if isinstance(first, Para) and first.marker is Marker.NONE:
            inner[0] = replace(first, marker=marker, number=number, before=before)
        else:  # an item that begins with something else: its mark stands alone
            blank = Para(plain("\u200b"), min(depth, DEEPEST), marker, number, before=before)
            inner.insert(0, replace(blank, keep=True))
        for position, entry in enumerate(inner[1:], start=1):
            if isinstance(entry, Para) and entry.marker is Marker.NONE and tight:
                inner[position] = replace(entry, before=0.25)
        yield from inner


def _table(table: nodes.Table, report: Report) -> TableItem:
    for row in (table.header, *table.rows):
        if any(True for cell in row for _ in images(cell)):
            message = "an image in a table stands as its text on slides"
            report("G605", message, table.line)
            break
    rows = tuple(
        tuple(to_runs(cell, report, table.line) for cell in row)
        for row in (table.header, *table.rows)
    )
    return TableItem(rows, table.align, table.line)


def _callout(callout: nodes.Callout, report: Report) -> Iterator[Item]:
    """Yield the call-out; code, tables and pictures in it stand between its parts."""
    title = one_line(to_runs(callout.title, report, callout.line))
    label = title or plain(LABELS[callout.kind])
    paras: list[Para] = [Para(label, style=Style.HEADING, keep=True)]
    for item in _items(callout.blocks, 0, report):
        if isinstance(item, Para):
            paras.append(item)
            continue
        if len(paras) > 1 or not isinstance(item, Mark):
            yield CalloutItem(callout.kind, tuple(paras))
            paras = [Para(label, style=Style.HEADING, keep=True)]
        yield item
    if len(paras) > 1:
        yield CalloutItem(callout.kind, tuple(paras))
