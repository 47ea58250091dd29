"""Where a galley may be cut into pages, and what each cut costs.

The rules are those of CSS Fragmentation Level 3: between lines (`orphans`, `widows`) and
between blocks (`break-before`, `break-after`, `break-inside`). What they forbid is not
left out but made dear, as a block that is higher than a page must be cut somewhere.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.layout.block import block_level_page_break

from guide.backends.pdf.paginate import (
    BETWEEN_BLOCKS,
    BETWEEN_LINES,
    BETWEEN_ROWS,
    FORBIDDEN,
    LEAD_IN,
    THROUGH_TEXT,
    Gap,
)

TOLERANCE = 1.5  # px by which text may reach over a cut


def gaps(root: Any, texts: Iterable[tuple[float, float]]) -> list[Gap]:
    """Return all places where a tree of boxes may be cut, from top to bottom.

    ``texts`` are the vertical extents of text and pictures, none of which should be cut.
    """
    found = sorted(_Walk().inside(root, 0, None), key=lambda gap: (gap.end, gap.start))
    return _spare(found, texts)


class _Walk:
    def inside(self, box: Any, dear: int, header: tuple[float, float] | None) -> Iterator[Gap]:
        """Yield the gaps inside of a box; ``dear`` is what its ancestors add to their cost."""
        if box.is_monolithic() or not isinstance(box, boxes.ParentBox):
            return
        if box.style["break_inside"] in {"avoid", "avoid-page"}:
            dear += FORBIDDEN
        if isinstance(box, boxes.TableRowBox):
            yield from self._row(box, dear, header)
            return
        if isinstance(box, boxes.TableBox):
            yield from self._table(box, dear)
            return
        if isinstance(box, (boxes.FlexContainerBox, boxes.GridContainerBox)):
            return
        children = _in_flow(box)
        if children and all(isinstance(child, boxes.LineBox) for child in children):
            yield from _between_lines(box, children, dear, header)
            return
        for index, child in enumerate(children):
            if index:
                yield _between_blocks(children[index - 1], child, dear, header)
            if isinstance(child, boxes.BlockLevelBox):
                yield from self.inside(child, dear, header)

    def _table(self, table: Any, dear: int) -> Iterator[Gap]:
        rows = []
        header = None
        for group in table.children:
            if group.is_header and group.children:
                header = (group.children[0].position_y, _bottom(group.children[-1]))
                top = min(table.border_box_y(), header[0])
                header = (top, header[1])
            rows += [(row, group.is_header) for row in group.children]
        for index, (row, in_header) in enumerate(rows):
            repeated = None if in_header else header
            if index:
                before, was_header = rows[index - 1]
                forbidden = FORBIDDEN if was_header else 0
                gap = _between_blocks(before, row, dear + forbidden, None)
                cost = gap.cost + BETWEEN_ROWS - BETWEEN_BLOCKS
                yield replace(gap, cost=cost, header=None if was_header else repeated)
            yield from self.inside(row, dear + (FORBIDDEN if in_header else 0), repeated)

    def _row(self, row: Any, dear: int, header: tuple[float, float] | None) -> Iterator[Gap]:
        """Yield gaps through a row: where lines end in one cell; others may forbid them."""
        for cell in row.children:
            yield from self.inside(cell, dear, header)


def _in_flow(box: Any) -> list[Any]:
    return [
        child
        for child in box.children
        if not isinstance(child, AbsolutePlaceholder) and child.is_in_normal_flow()
    ]


def _between_blocks(before: Any, after: Any, dear: int, header: tuple[float, float] | None) -> Gap:
    rule = block_level_page_break(before, after)
    cost = dear + BETWEEN_BLOCKS
    if rule in {"avoid", "avoid-page"}:
        cost += FORBIDDEN
    elif _leads_in(before):
        cost += LEAD_IN
    forced = rule in {"page", "left", "right", "recto", "verso", "always"}
    return Gap(_bottom(before), _top(after), cost, forced, header)


def _between_lines(
    box: Any, lines: Sequence[Any], dear: int, header: tuple[float, float] | None
) -> Iterator[Gap]:
    orphans, widows = box.style["orphans"], box.style["widows"]
    for index in range(1, len(lines)):
        stranded = index < orphans or len(lines) - index < widows
        cost = dear + BETWEEN_LINES + (FORBIDDEN // 2 if stranded else 0)
        before, after = lines[index - 1], lines[index]
        yield Gap(_bottom(before), _top(after), cost, forced=False, header=header)


def _top(box: Any) -> float:
    return float(box.position_y if isinstance(box, boxes.LineBox) else box.border_box_y())


def _bottom(box: Any) -> float:
    if isinstance(box, boxes.LineBox):
        return float(box.position_y + box.height)
    return float(box.border_box_y() + box.border_height())


def _leads_in(box: Any) -> bool:
    """Tell whether a block's text ends with a colon: what it announces should follow."""
    while isinstance(box, boxes.ParentBox) and box.children:
        box = box.children[-1]
    return isinstance(box, boxes.TextBox) and box.text.rstrip().endswith(":")


def _spare(found: Sequence[Gap], texts: Iterable[tuple[float, float]]) -> list[Gap]:
    """Make those gaps dear that would cut through text, such as that of another cell."""
    gaps = list(found)
    ends = [gap.end for gap in gaps]
    for top, bottom in texts:
        first = bisect_right(ends, top + TOLERANCE)
        last = bisect_left(ends, bottom - TOLERANCE)
        for index in range(first, last):
            if gaps[index].start > top + TOLERANCE and not gaps[index].forced:
                gaps[index] = replace(gaps[index], cost=gaps[index].cost + THROUGH_TEXT)
    return gaps
