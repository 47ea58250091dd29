"""Tables: every row has as many cells as the header, or says so."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from markdown_it.token import Token

from guide.markup.engine import inline_tokens
from guide.markup.field import Field
from guide.markup.nodes import Align, Inlines, Row, Table, Text

_CONTAINER = re.compile(r"(?:\s*>)*\s*")
_BAR = re.compile(r"(?<!\\)\|")
_LAST_BAR = re.compile(r"(?<!\\)\|$")
_DASHES = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-*:?\s*)*")


def build_table(
    tokens: Sequence[Token],
    build: Callable[[Sequence[Token], Field, int], Inlines],
    place: Field,
) -> Table:
    """Return a table from the tokens between ``table_open`` and ``table_close``."""
    rows: list[Row] = []
    align: list[Align] = []
    cells: list[Inlines] = []
    row_line = 1
    for index, token in enumerate(tokens):
        line = token.map[0] + 1 if token.map else 1
        if token.type == "th_open":
            align.append(_align(str(token.attrs.get("style", ""))))
        elif token.type == "inline":
            cells.append(build(token.children or (), place, line))
        elif token.type == "tr_open":
            cells, row_line = [], line
        elif token.type in {"th_close", "td_close"} and tokens[index - 1].type != "inline":
            cells.append(())
        elif token.type == "tr_close":
            if rows:
                cells[-1] = (*cells[-1], *_beyond(len(align), build, place, row_line))
            rows.append(tuple(cells))
    first = tokens[0].map[0] + 1 if tokens[0].map else 1
    return Table(rows[0], tuple(rows[1:]), tuple(align), first)


def _align(style: str) -> Align:
    if "center" in style:
        return Align.CENTER
    return Align.RIGHT if "right" in style else Align.LEFT


def _beyond(
    columns: int,
    build: Callable[[Sequence[Token], Field, int], Inlines],
    place: Field,
    line: int,
) -> Inlines:
    """Return what stands in a row beyond its last column, where Markdown would drop it."""
    row = _CONTAINER.sub("", place.raw(line), count=1).strip().removeprefix("|")
    cells = _BAR.split(_LAST_BAR.sub("", row))
    if len(cells) == columns:
        return ()
    if len(cells) < columns:
        problem = f"this row has {len(cells)} of {columns} cells"
        place.warn("G207", problem, "add empty cells: `| a | |`", line)
        return ()
    problem = f"this row has {len(cells)} cells, the header has {columns}"
    mend = r"write `\|` for a bar inside a cell, in code too"
    place.warn("G207", problem, mend, line)
    rest = " | ".join(cell.strip() for cell in cells[columns:])
    return (Text(" | "), *build(inline_tokens(rest.replace("\\|", "|")), place, line))


def check_missed_table(text: str, place: Field, line: int) -> None:
    """Report a paragraph that was meant as a table: rows between bars, no line of dashes."""
    rows = text.split("\n")
    if len(rows) > 1 and all(row.strip().startswith("|") for row in rows):
        columns = len(_BAR.split(rows[0].strip().strip("|")))
        dashes = next((row for row in rows if _DASHES.fullmatch(row)), None)
        problem = (
            "this table has no line of dashes below its header"
            if dashes is None
            else "the line of dashes and the header differ in their number of cells"
        )
        mend = f"write `|{' --- |' * columns}` as its second line"
        place.warn("G208", problem, mend, line)
