"""markdown-it's block tokens → block nodes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from markdown_it.token import Token

from guide.markup.callouts import callout_kind, marker, split_title
from guide.markup.fences import fence_block, indented_block
from guide.markup.field import Field
from guide.markup.headings import Headings
from guide.markup.html import html_block
from guide.markup.inline import build_inlines
from guide.markup.nodes import (
    Block,
    Blocks,
    BulletList,
    Callout,
    Figure,
    Image,
    Inlines,
    ListItem,
    OrderedList,
    Paragraph,
    Quote,
    SlideBreak,
    Text,
    ThematicBreak,
)
from guide.markup.tables import build_table, check_missed_table

# Levels of nested containers; a list counts two. Nobody can read what is deeper on paper.
_DEEPEST = 20

_TASK = re.compile(r"\[([ xX])\](?=\s)")


def build_blocks(tokens: Sequence[Token], place: Field) -> Blocks:
    """Return the nodes of a text of blocks."""
    return _Builder(tokens, place).blocks("")


class _Builder:
    """Reads the tokens from left to right, one container by recursion."""

    def __init__(self, tokens: Sequence[Token], place: Field) -> None:
        self.tokens = tokens
        self.place = place
        self.next = 0
        self.headings = Headings()
        self.too_deep = False

    def blocks(self, close: str) -> Blocks:
        """Return the blocks up to the token ``close``, which is taken too."""
        found: list[Block] = []
        while self.next < len(self.tokens):
            token = self._take()
            if token.type == close:
                break
            found.extend(self._block(token))
        return tuple(found)

    def _take(self) -> Token:
        token = self.tokens[self.next]
        self.next += 1
        return token

    def _until(self, close: str) -> list[Token]:
        """Return the tokens before the next ``close``, which is taken too."""
        start = self.next
        while self._take().type != close:
            pass
        return list(self.tokens[start : self.next - 1])

    def _block(self, token: Token) -> Blocks:  # noqa: C901, PLR0911 - one case a token
        line = _line(token)
        if token.level > _DEEPEST and not self.too_deep:
            self.too_deep = True
            mend = "write a flatter text; what is deeper may be lost"
            self.place.error("G209", "lists or quotations are nested too deeply", mend, line)
        match token.type:
            case "paragraph_open":
                return self._paragraph(self._until("paragraph_close"), line)
            case "heading_open":
                return self._heading(token, line)
            case "fence":
                return (fence_block(token, self.place),)
            case "code_block":
                return (indented_block(token, self.place),)
            case "bullet_list_open":
                tight, items = self._items("bullet_list_close")
                return (BulletList(items, tight, line),)
            case "ordered_list_open":
                tight, items = self._items("ordered_list_close")
                return (OrderedList(items, int(token.attrs.get("start", 1)), tight, line),)
            case "blockquote_open":
                return self._quote(line)
            case "table_open":
                rows = self._until("table_close")
                return (build_table(rows, build_inlines, self.place),)
            case "html_block":
                return self._html(token)
            case "hr":
                return (ThematicBreak(line),)
            case other:  # markdown-it has no other blocks in this set-up
                raise AssertionError(other)

    def _inlines(self, tokens: Sequence[Token], line: int) -> Inlines:
        return build_inlines(tokens, self.place, line)

    def _paragraph(self, tokens: Sequence[Token], line: int) -> Blocks:
        inline = tokens[0]
        check_missed_table(inline.content, self.place, line)
        return _paragraph_of(self._inlines(inline.children or (), line), line)

    def _heading(self, token: Token, line: int) -> Blocks:
        inline = self._until("heading_close")[0]
        children = self._inlines(inline.children or (), line)
        return self.headings.make(token, children, self.place)

    def _items(self, close: str) -> tuple[bool, tuple[ListItem, ...]]:
        items = []
        tight = True
        while (token := self._take()).type != close:
            for child in self.tokens[self.next :]:
                if child.type == "list_item_close" and child.level == token.level:
                    break
                if child.type == "paragraph_open" and child.level == token.level + 1:
                    tight = tight and child.hidden
            items.append(ListItem(_with_box(self.blocks("list_item_close")), _line(token)))
        return tight, tuple(items)

    def _quote(self, line: int) -> Blocks:
        first = self.tokens[self.next]
        inline = self.tokens[self.next + 1] if first.type == "paragraph_open" else first
        match = marker(inline.children or ()) if inline.type == "inline" else None
        if match is None:
            return (Quote(self.blocks("blockquote_close"), line),)
        self._until("paragraph_close")
        kind = callout_kind(match[1], self.place, line)
        head, body = split_title(inline.children or (), match)
        title = self._inlines(head, line)
        opening = _paragraph_of(self._inlines(body, line + 1), line + 1)
        blocks = (*opening, *self.blocks("blockquote_close"))
        if not title and not blocks:
            mend = "write its text on the next lines, each behind `>`"
            self.place.warn("G206", "this call-out is empty", mend, line)
        return (Callout(kind, blocks, title, line),)

    def _html(self, token: Token) -> Blocks:
        breaks = html_block(token, self.place)
        if breaks and token.level > 0:
            mend = "put `<!-- slide -->` between paragraphs, outside lists and quotations"
            self.place.warn("G211", "a slide cannot break here", mend, _line(token))
            return ()
        return (SlideBreak(_line(token)),) if breaks else ()


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 1


def _paragraph_of(children: Inlines, line: int) -> Blocks:
    if len(children) == 1 and isinstance(children[0], Image):
        return (Figure(children[0], line),)
    return (Paragraph(children, line),) if children else ()


def _with_box(blocks: Blocks) -> Blocks:
    """Return an item's blocks with ``[ ]`` and ``[x]`` at their beginning as ☐ and ☑."""
    first = blocks[0] if blocks else None
    if not isinstance(first, Paragraph) or not isinstance(first.children[0], Text):
        return blocks
    text = first.children[0].text
    boxed = _TASK.sub(lambda m: "☐" if m[1] == " " else "☑", text, count=1)
    if not _TASK.match(text):
        return blocks
    children = (Text(boxed), *first.children[1:])
    return (replace(first, children=children), *blocks[1:])
