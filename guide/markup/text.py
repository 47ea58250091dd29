"""Walk a document tree, and read it as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import assert_never

from guide.markup.nodes import (
    Block,
    Blocks,
    BulletList,
    Callout,
    Code,
    CodeBlock,
    Emphasis,
    Figure,
    Gap,
    Heading,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    ListItem,
    OrderedList,
    Paragraph,
    QuestionLink,
    Quote,
    SlideBreak,
    Strikethrough,
    Strong,
    Table,
    Text,
    ThematicBreak,
)

_LINE = re.compile(r"\n(?!\n|\Z)")  # the beginning of a line that is not empty


def plain_text(inlines: Inlines) -> str:
    """Return what a reader sees of ``inlines``: no marks; an image as its alt text."""
    return "".join(_inline_text(node) for node in inlines)


def _inline_text(node: Inline) -> str:
    match node:
        case Text() | Code():
            return node.text
        case LineBreak():
            return "\n"
        case Emphasis() | Strong() | Strikethrough() | Link() | QuestionLink() | Gap():
            return plain_text(node.children)
        case Image():
            return node.alt
        case _:
            assert_never(node)


def block_text(blocks: Blocks) -> str:
    """Return ``blocks`` as readable plain text, for presenter's notes and search.

    Lists have "•" and numbers, a table's row is "cell | cell", code is as written.
    Blocks are parted by a blank line, the items of a tight list by a line feed.
    """
    texts = (_block_text(block) for block in blocks)
    return "\n\n".join(text for text in texts if text)


def _block_text(block: Block) -> str:  # noqa: PLR0911 - one case a node
    match block:
        case Paragraph() | Heading():
            return plain_text(block.children)
        case CodeBlock():
            return "\n".join(part for part in (block.title, block.text) if part)
        case BulletList():
            return _list_text(block.items, ["•"] * len(block.items), tight=block.tight)
        case OrderedList():
            numbers = [f"{block.start + i}." for i in range(len(block.items))]
            return _list_text(block.items, numbers, tight=block.tight)
        case Table():
            rows = (block.header, *block.rows)
            return "\n".join(" | ".join(plain_text(cell) for cell in row) for row in rows)
        case Callout():
            title = plain_text(block.title) or block.kind.capitalize()
            body = block_text(block.blocks)
            return f"{title}: {body}" if body else title
        case Quote():
            return block_text(block.blocks)
        case Figure():
            parts = (block.image.alt, block.image.title)
            return "\n".join(part for part in parts if part)
        case ThematicBreak() | SlideBreak():
            return ""
        case _:
            assert_never(block)


def _list_text(items: tuple[ListItem, ...], markers: list[str], *, tight: bool) -> str:
    texts = []
    for item, marker in zip(items, markers, strict=True):
        parts = [text for text in map(_block_text, item.blocks) if text]
        body = ("\n" if tight else "\n\n").join(parts)
        indent = " " * (len(marker) + 1)
        texts.append(_LINE.sub(f"\n{indent}", f"{marker} {body}").rstrip())
    return ("\n" if tight else "\n\n").join(texts)


def walk(blocks: Blocks) -> Iterator[Block]:
    """Yield every block in reading order, an outer one before those inside it."""
    for block in blocks:
        yield block
        match block:
            case BulletList() | OrderedList():
                for item in block.items:
                    yield from walk(item.blocks)
            case Callout() | Quote():
                yield from walk(block.blocks)
            case (
                Paragraph()
                | Heading()
                | CodeBlock()
                | Table()
                | Figure()
                | ThematicBreak()
                | SlideBreak()
            ):
                pass
            case _:
                assert_never(block)


def block_inlines(block: Block) -> tuple[Inlines, ...]:
    """Return the inline texts that stand directly in ``block``, in reading order."""
    match block:
        case Paragraph() | Heading():
            return (block.children,)
        case Table():
            return tuple(cell for row in (block.header, *block.rows) for cell in row)
        case Callout():
            return (block.title,) if block.title else ()
        case Figure():
            return ((block.image,),)
        case CodeBlock() | BulletList() | OrderedList() | Quote() | ThematicBreak() | SlideBreak():
            return ()
        case _:
            assert_never(block)


def walk_inlines(inlines: Inlines) -> Iterator[Inline]:
    """Yield every inline node in reading order, an outer one before those inside it."""
    for node in inlines:
        yield node
        match node:
            case Emphasis() | Strong() | Strikethrough() | Link() | QuestionLink() | Gap():
                yield from walk_inlines(node.children)
            case Text() | Code() | LineBreak() | Image():
                pass
            case _:
                assert_never(node)


def all_inlines(blocks: Blocks) -> Iterator[Inline]:
    """Yield every inline node of ``blocks`` in reading order."""
    for block in walk(blocks):
        for inlines in block_inlines(block):
            yield from walk_inlines(inlines)


def join_text(inlines: Inlines) -> Inlines:
    """Return ``inlines`` with neighbouring texts made one, and empty ones left out."""
    joined: list[Inline] = []
    for node in inlines:
        last = joined[-1] if joined else None
        if isinstance(node, Text) and isinstance(last, Text):
            joined[-1] = Text(last.text + node.text)
        elif node != Text(""):
            joined.append(node)
    return tuple(joined)


def without_gaps(inlines: Inlines) -> Inlines:
    """Return a cloze statement as a plain statement: each gap is replaced by its text."""
    flat: list[Inline] = []
    for node in inlines:
        match node:
            case Gap():
                flat.extend(without_gaps(node.children))
            case Emphasis() | Strong() | Strikethrough():
                flat.append(type(node)(without_gaps(node.children)))
            case Link():
                flat.append(Link(without_gaps(node.children), node.url, node.title))
            case QuestionLink():
                children = without_gaps(node.children)
                flat.append(QuestionLink(children, node.target, node.number, node.title))
            case Text() | Code() | LineBreak() | Image():
                flat.append(node)
            case _:
                assert_never(node)
    return join_text(tuple(flat))
