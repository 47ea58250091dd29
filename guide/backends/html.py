"""Semantic HTML from the document tree; formats override what their medium shows otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import assert_never

from guide.markup.nodes import (
    Align,
    Block,
    Blocks,
    BulletList,
    Callout,
    CalloutKind,
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
    Row,
    Run,
    SlideBreak,
    Strikethrough,
    Strong,
    Table,
    Text,
    ThematicBreak,
    TokenKind,
)

CALLOUT_NAMES = {
    CalloutKind.NOTE: "Note",
    CalloutKind.TIP: "Tip",
    CalloutKind.IMPORTANT: "Important",
    CalloutKind.WARNING: "Warning",
    CalloutKind.CAUTION: "Caution",
}


class HtmlWriter:
    """Write nodes as HTML. All text is escaped; nothing of the source gets through as markup.

    ``heading_offset`` is added to the level of an answer's headings, so that they fit
    below the heading of their question.
    """

    heading_offset = 0

    # --- inline -------------------------------------------------------------

    def inlines(self, nodes: Inlines) -> str:
        """Return running text as HTML."""
        return "".join(map(self.inline, nodes))

    def inline(self, node: Inline) -> str:  # noqa: C901, PLR0911 - one case a kind of node
        """Return one inline node as HTML."""
        match node:
            case Text(text):
                return escape(text)
            case LineBreak():
                return "<br>"
            case Code(text):
                return self.code(text)
            case Emphasis(children):
                return f"<em>{self.inlines(children)}</em>"
            case Strong(children):
                return f"<strong>{self.inlines(children)}</strong>"
            case Strikethrough(children):
                return f"<s>{self.inlines(children)}</s>"
            case Link():
                return self.link(node)
            case QuestionLink():
                return self.question_link(node)
            case Image():
                return self.image(node)
            case Gap(children):
                return self.inlines(children)
            case _:
                assert_never(node)

    def code(self, text: str) -> str:
        """Return a code span."""
        return f"<code>{escape(text)}</code>"

    def link(self, node: Link) -> str:
        """Return a link to the outside."""
        title = f' title="{escape(node.title)}"' if node.title else ""
        return f'<a href="{escape(node.url)}"{title}>{self.inlines(node.children)}</a>'

    def question_link(self, node: QuestionLink) -> str:
        """Return a cross-reference."""
        return f'<a href="#{escape(node.target)}">{self.inlines(node.children)}</a>'

    def image_source(self, node: Image) -> str:
        """Return the address of an image."""
        return node.asset.name

    def image(self, node: Image) -> str:
        """Return an image in running text."""
        return (
            f'<img src="{escape(self.image_source(node))}" alt="{escape(node.alt)}"'
            f' width="{node.asset.width}" height="{node.asset.height}">'
        )

    # --- blocks -------------------------------------------------------------

    def blocks(self, blocks: Blocks) -> str:
        """Return blocks as HTML."""
        return "\n".join(filter(None, map(self.block, blocks)))

    def block(self, block: Block) -> str:  # noqa: C901, PLR0911 - one case a kind of node
        """Return one block as HTML."""
        match block:
            case Paragraph(children):
                return f"<p>{self.inlines(children)}</p>"
            case Heading(level, children):
                tag = f"h{min(level + self.heading_offset, 6)}"
                return f"<{tag}>{self.inlines(children)}</{tag}>"
            case CodeBlock():
                return self.code_block(block)
            case BulletList(items, tight):
                return f"<ul{_loose(tight=tight)}>{self.items(items, tight=tight)}</ul>"
            case OrderedList(items, start, tight):
                first = f' start="{start}"' if start != 1 else ""
                return f"<ol{first}{_loose(tight=tight)}>{self.items(items, tight=tight)}</ol>"
            case Table():
                return self.table(block)
            case Callout():
                return self.callout(block)
            case Quote(blocks):
                return f"<blockquote>{self.blocks(blocks)}</blockquote>"
            case Figure(image):
                return self.figure(image)
            case ThematicBreak():
                return "<hr>"
            case SlideBreak():
                return ""
            case _:
                assert_never(block)

    def items(self, items: Iterable[ListItem], *, tight: bool) -> str:
        """Return the items of a list; a tight item's paragraphs are plain text."""
        return "".join(f"<li>{self.item(item, tight=tight)}</li>" for item in items)

    def item(self, item: ListItem, *, tight: bool) -> str:
        """Return what stands in one item of a list."""
        return "\n".join(
            self.inlines(block.children)
            if tight and isinstance(block, Paragraph)
            else self.block(block)
            for block in item.blocks
        )

    def code_block(self, block: CodeBlock) -> str:
        """Return a code block."""
        lines = "\n".join("".join(map(self.run, line)) for line in block.lines)
        return f"<pre><code>{lines}</code></pre>"

    def run(self, run: Run) -> str:
        """Return a run of highlighted code; plain code carries no element."""
        if run.kind is TokenKind.PLAIN:
            return escape(run.text)
        return f'<span class="{run.kind}">{escape(run.text)}</span>'

    def table(self, table: Table) -> str:
        """Return a table with a header row."""
        head = self.row(table.header, table.align, "th", ' scope="col"')
        body = "".join(self.row(row, table.align, "td") for row in table.rows)
        return f"<table><thead>{head}</thead><tbody>{body}</tbody></table>"

    def row(self, row: Row, align: tuple[Align, ...], tag: str, attributes: str = "") -> str:
        """Return a row of a table."""
        cells = "".join(
            f"<{tag}{attributes}{_align(side)}>{self.inlines(cell)}</{tag}>"
            for cell, side in zip(row, align, strict=True)
        )
        return f"<tr>{cells}</tr>"

    def callout(self, callout: Callout) -> str:
        """Return a call-out with its label."""
        label = self.inlines(callout.title) or CALLOUT_NAMES[callout.kind]
        return (
            f'<div class="callout {callout.kind}"><p class="label">{label}</p>'
            f"{self.blocks(callout.blocks)}</div>"
        )

    def figure(self, image: Image) -> str:
        """Return an image that stands alone, with its caption."""
        caption = f"<figcaption>{escape(image.title)}</figcaption>" if image.title else ""
        return f"<figure>{self.image(image)}{caption}</figure>"


def _align(side: Align) -> str:
    return "" if side is Align.LEFT else f' class="{side}"'


def _loose(*, tight: bool) -> str:
    return "" if tight else ' class="loose"'
