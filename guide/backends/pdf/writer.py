"""The booklet's HTML for the text of a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from guide.backends.html import HtmlWriter
from guide.backends.pdf.code import Chunk, Piece, chunks, split, wrap
from guide.backends.pdf.code_font import CodeFont
from guide.backends.pdf.columns import column_shares
from guide.backends.pdf.geometry import NESTING, Geometry
from guide.backends.pdf.links import JUMP, PAGE_JUMP
from guide.markup.nodes import (
    Asset,
    Blocks,
    CodeBlock,
    Image,
    Inline,
    ListItem,
    QuestionLink,
    Strong,
    Table,
)
from guide.markup.text import plain_text
from guide.model import Outline

LINE_PITCH = 1.34  # em, of code; the style sheet says the same
UNBROKEN = 14  # lines; shorter code stays on one page
LONGEST_CHUNK = 12  # lines of longer code that are better kept together
MOST_PRINTED = 20  # printed lines of a chunk: one line of a source may fill a page
UNBROKEN_ROWS = 8  # a shorter table stays on one page
DENSE_TABLE = 6  # columns; more are set small, in equal widths
WIDE_TABLE = 3  # columns that still fit beside the side heads
TABLE_STEP, DENSE_STEP = -0.75, -2.5  # sizes on the type scale; the style sheet says the same
CELL_PADDING, DENSE_PADDING = 9.0, 3.0  # pt; so does it of these
MIN_ROOM = 60.0  # pt: width of a table that is nested very deeply
LONGEST_TERM = 40  # characters; a longer bold passage is emphasis, not a term


@dataclass
class BookletWriter(HtmlWriter):
    """Writes the text of one topic's opening page, or of one question.

    ``place`` is the id that the anchors of terms are made of. ``images`` (address → asset)
    and ``terms`` (anchor → term) collect what the text contains; ``chunks`` are the groups
    of code lines that `set_code` will set, where ``code_font`` has all of their characters.
    """

    outline: Outline
    place: str
    geometry: Geometry
    heading_offset: int = 1
    code_font: CodeFont | None = None
    images: dict[str, Asset] = field(default_factory=dict)
    terms: dict[str, str] = field(default_factory=dict)
    chunks: list[Chunk] = field(default_factory=list)
    _depth: int = 0
    _in_answer: bool = False

    def answer(self, blocks: Blocks) -> str:
        """Return an answer; its bold terms go into the index."""
        self._in_answer = True
        try:
            return self.blocks(blocks)
        finally:
            self._in_answer = False

    def blocks(self, blocks: Blocks) -> str:
        """Return blocks; the first call is the outermost level."""
        self._depth += 1
        try:
            return super().blocks(blocks)
        finally:
            self._depth -= 1

    def item(self, item: ListItem, *, tight: bool) -> str:
        """Return what stands in an item of a list, one level deeper."""
        self._depth += 1
        try:
            return super().item(item, tight=tight)
        finally:
            self._depth -= 1

    def inline(self, node: Inline) -> str:
        """Anchor defined terms for the index; leave all else to the shared writer."""
        if isinstance(node, Strong) and self._in_answer:
            term = plain_text(node.children).strip(" .,:;!?")
            if term and len(term) <= LONGEST_TERM:
                anchor = f"t-{self.place}-{len(self.terms) + 1}"
                self.terms[anchor] = term
                return f'<strong id="{anchor}">{self.inlines(node.children)}</strong>'
        return super().inline(node)

    def question_link(self, node: QuestionLink) -> str:
        """Return a cross-reference with the number of its page."""
        text = self.inlines(node.children)
        if self.outline.find(node.target) is None:
            return text
        target = escape(node.target)
        return (
            f'<a href="{JUMP}q-{target}">{text}</a>'
            f'<span class="on-page"> ({self.page_reference(node.target)})</span>'
        )

    def page_reference(self, question: str, prefix: str = "p.\N{NO-BREAK SPACE}") -> str:
        """Return room for the number of a question's page, as many zeros as it may have digits."""
        found = self.outline.find(question)
        zeros = "0" * self.geometry.page_digits(found[1].rank if found else 0)
        return f'<a class="page" href="{PAGE_JUMP}q-{escape(question)}">{prefix}{zeros}</a>'

    def image_source(self, node: Image) -> str:
        """Return the address of an image and remember it."""
        address = f"guide-image:{node.asset.name}"
        self.images[address] = node.asset
        return address

    def code_block(self, block: CodeBlock) -> str:
        """Return a code block, wrapped, in chunks that are better kept on one page."""
        width = self.geometry.code_columns(self._depth)
        outer = " outer" if self._depth <= 1 else ""
        printed = [list(wrap(line, width)) or [Piece(())] for line in block.lines]
        whole = sum(map(len, printed)) <= UNBROKEN
        groups = [(0, len(printed))] if whole else chunks(block.lines, LONGEST_CHUNK)
        direct = self.code_font is not None and all(map(self.code_font.can_set, block.lines))
        panels = []
        above = 0.0
        for first, last in groups:
            start, end = first, last
            # Blank lines between two groups are space, half of it with each: so the panel
            # looks the same when a page ends there.
            while end - start > 1 and not any(block.lines[start]):
                start += 1
            while end - start > 1 and not any(block.lines[end - 1]):
                end -= 1
            below = _blank_after(block, end) * LINE_PITCH / 2
            numbered = list(enumerate(printed))[start:end]
            chunk = Chunk(
                tuple(piece for _, pieces in numbered for piece in pieces),
                _marked_ranges(numbered, block.marked),
            )
            parts = split(chunk, MOST_PRINTED)
            for place, part in enumerate(parts):
                body = self.room(part) if direct else self.lines(part)
                space = above if place == 0 else 0.0, below if part is parts[-1] else 0.0
                panels.append(f"<div{_padding(*space)}>{body}</div>")
            above = below
        kind = f"code{outer}{' whole' if whole else ''}"
        return f'<div class="{kind}">{_head(block)}<pre>{"".join(panels)}</pre></div>'

    def room(self, chunk: Chunk) -> str:
        """Return room for a chunk, in which `set_code` will set it."""
        number = len(self.chunks)
        self.chunks.append(chunk)
        height = len(chunk.pieces) * LINE_PITCH
        return f'<blockquote data-chunk="{number}" style="height:{height:.2f}em">0</blockquote>'

    def lines(self, chunk: Chunk) -> str:
        """Return a chunk as lines that the layout engine sets, as only it can."""
        rows = {row for first, count in chunk.marks for row in range(first, first + count)}
        return "".join(
            f'<span class="marked">{self.piece(piece)}</span>\n'
            if row in rows
            else f"{self.piece(piece)}\n"
            for row, piece in enumerate(chunk.pieces)
        )

    def piece(self, piece: Piece) -> str:
        """Return a printed line."""
        text = "".join(map(self.run, piece.runs))
        if not piece.indent:
            return text
        # The mark is a picture behind an empty box: it is never copied with the text.
        return f'<i class="wrapped" style="width:{piece.indent * 0.6:g}em"></i>{text}'

    def table(self, table: Table) -> str:
        """Return a table; one of many columns takes the side heads' column too."""
        wide = self._depth <= 1 and len(table.align) > WIDE_TABLE
        dense = len(table.align) > DENSE_TABLE
        kinds = {"wide": wide, "whole": len(table.rows) <= UNBROKEN_ROWS, "dense": dense}
        classes = " ".join(name for name, applies in kinds.items() if applies)
        geometry = self.geometry
        size = geometry.step(DENSE_STEP if dense else TABLE_STEP)
        padding = DENSE_PADDING if dense else CELL_PADDING
        room = geometry.width if wide else geometry.measure - (self._depth - 1) * NESTING
        shares = column_shares(
            table,
            geometry.tokens.fonts.heading[0],
            max(room, MIN_ROOM) / size,
            padding / size,
            geometry.tokens.code_size + 0.06,
        )
        columns = "".join(f'<col style="width:{100 * share:.2f}%"/>' for share in shares)
        group = f"<colgroup>{columns}</colgroup>"
        html = super().table(table)
        return html.replace("<table>", f'<table class="{classes}">{group}', 1)


def _head(block: CodeBlock) -> str:
    if not block.title and not block.label:
        return ""
    title = f'<p class="title">{escape(block.title)}</p>' if block.title else ""
    label = f'<p class="language">{escape(block.label)}</p>' if block.label else ""
    return f'<div class="code-head">{title}{label}</div>'


def _blank_after(block: CodeBlock, end: int) -> int:
    """Return how many blank lines follow line ``end``, if any other line does."""
    blank = 0
    while end + blank < len(block.lines) and not any(block.lines[end + blank]):
        blank += 1
    return blank if end + blank < len(block.lines) else 0


def _marked_ranges(
    numbered: Sequence[tuple[int, list[Piece]]], marked: frozenset[int]
) -> tuple[tuple[int, int], ...]:
    """Return (first, count) of runs of printed lines whose source line is marked."""
    ranges: list[tuple[int, int]] = []
    row = 0
    for index, pieces in numbered:
        if index + 1 in marked:
            if ranges and sum(ranges[-1]) == row:
                first, count = ranges.pop()
                ranges.append((first, count + len(pieces)))
            else:
                ranges.append((row, len(pieces)))
        row += len(pieces)
    return tuple(ranges)


def _padding(above: float, below: float) -> str:
    sides = (("top", above), ("bottom", below))
    style = ";".join(f"padding-{side}:{space:.2f}em" for side, space in sides if space)
    return f' style="{style}"' if style else ""
