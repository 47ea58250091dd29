"""Answers as HTML for the page: shared semantic HTML, and what is particular to a screen."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from html import escape
from itertools import groupby

from markupsafe import Markup

from guide.backends.html import CALLOUT_NAMES, HtmlWriter
from guide.backends.web.runs import runs_attribute
from guide.backends.web.text import is_safe_url, question_href
from guide.markup.nodes import (
    Align,
    Asset,
    Block,
    Blocks,
    Callout,
    CodeBlock,
    Heading,
    Image,
    Inline,
    Inlines,
    Link,
    ListItem,
    Paragraph,
    QuestionLink,
    Row,
    Strong,
    Table,
    Text,
)
from guide.model import Outline

FIRST_HEADING = 4
"""Headings of an answer stand below the question's, which is an h3."""


class WebWriter(HtmlWriter):
    """Write one question's nodes; make a new one for each question.

    A line feed parts cells and items, so that the text that the search reads from the
    page has no words run together. Where HTML needs no end tag, there is none: the pages
    are large.
    """

    def __init__(self, outline: Outline) -> None:
        """Keep ``outline``, which tells which questions can be linked to."""
        self._outline = outline
        self._deepest = FIRST_HEADING

    def inlines(self, nodes: Inlines) -> Markup:
        """Return running text as HTML that needs no more escaping."""
        return Markup(super().inlines(nodes))  # noqa: S704 - escaped below

    def blocks(self, blocks: Blocks) -> Markup:
        """Return blocks as HTML that needs no more escaping."""
        return Markup(super().blocks(blocks))  # noqa: S704 - escaped below

    def inline(self, node: Inline) -> str:
        """Return one inline node; what is bold in an answer is a key word, hence ``b``."""
        match node:
            case Text(text):
                return escape(text, quote=False)
            case Strong(children):
                return f"<b>{self.inlines(children)}</b>"
            case _:
                return super().inline(node)

    def code(self, text: str) -> str:
        """Return a code span."""
        return f"<code>{escape(text, quote=False)}</code>"

    def block(self, block: Block) -> str:
        """Return one block; headings never skip a level, whatever the source says."""
        if isinstance(block, Paragraph):
            return Markup("<p>{}").format(self.inlines(block.children))
        if isinstance(block, Heading):
            level = min(block.level - 2 + FIRST_HEADING, self._deepest, 6)
            self._deepest = level + 1
            return Markup("<h{0}>{1}</h{0}>").format(level, self.inlines(block.children))
        return super().block(block)

    def link(self, node: Link) -> str:
        """Return a link to the outside; an address that is none stands as text."""
        text = self.inlines(node.children)
        if not is_safe_url(node.url):
            return text
        title = Markup(' title="{}"').format(node.title) if node.title else ""
        return Markup('<a href="{}"{}>{}</a>').format(node.url, title, text)

    def question_link(self, node: QuestionLink) -> str:
        """Return a link within the page, or its text if the page has no such question."""
        text = self.inlines(node.children)
        if self._outline.find(node.target) is None:
            return text
        return Markup('<a href="{}">{}</a>').format(question_href(node.target), text)

    def image(self, node: Image) -> Markup:
        """Return an image, its data in the page itself."""
        title = Markup(' title="{}"').format(node.title) if node.title else ""
        return Markup('<img src="{}" alt="{}"{} width="{}" height="{}" decoding="async">').format(
            data_uri(node.asset), node.alt, title, node.asset.width, node.asset.height
        )

    def figure(self, image: Image) -> str:
        """Return an image that stands alone; its title is the caption."""
        plain = self.image(Image(image.asset, image.alt))
        caption = Markup("\n<figcaption>{}</figcaption>").format(image.title) if image.title else ""
        return Markup('<figure class="image">{}{}</figure>').format(plain, caption)

    def items(self, items: Iterable[ListItem], *, tight: bool) -> str:
        """Return the items of a list, a line each."""
        return "".join(f"\n<li>{self.item(item, tight=tight)}" for item in items)

    def table(self, table: Table) -> str:
        """Return a table in a box that scrolls where the screen is narrow."""
        head = self.row(table.header, table.align, "th")
        body = "".join(self.row(row, table.align, "td") for row in table.rows)
        body = f"\n<tbody>{body}" if body else ""
        return f"<div class=table><table>\n<thead>{head}{body}\n</table></div>"

    def row(self, row: Row, align: tuple[Align, ...], tag: str, attributes: str = "") -> str:
        """Return a row of a table, a line each cell."""
        cells = (
            f"\n<{tag}{attributes}{'' if side is Align.LEFT else f' class={side}'}>"
            f"{self.inlines(cell)}"
            for cell, side in zip(row, align, strict=True)
        )
        return f"<tr>{''.join(cells)}"

    def callout(self, callout: Callout) -> str:
        """Return a call-out, announced as a note."""
        label = self.inlines(callout.title) or CALLOUT_NAMES[callout.kind]
        return (
            f'<div class="callout {callout.kind}" role="note"><p class="label">{label}</p>\n'
            f"{self.blocks(callout.blocks)}</div>"
        )

    def code_block(self, block: CodeBlock) -> str:
        """Return a code block; title (``b``) and language stand above, ``mark``s are marked lines.

        How the code is colored stands in ``data-runs`` (see `guide.backends.web.runs`).
        """
        title = Markup("<b>{}</b>").format(block.title) if block.title else ""
        caption = Markup("\n").join(filter(None, (title, block.label)))
        head = Markup("<figcaption>{}</figcaption>\n").format(caption) if caption else ""
        lines = enumerate(escape(block.text, quote=False).split("\n"), start=1)
        parts = groupby(lines, key=lambda line: line[0] in block.marked)
        code = ""
        for marked, group in parts:
            text = "".join(f"{line}\n" for _, line in group)
            code += f"<mark>{text}</mark>" if marked else text
        runs = runs_attribute(block.lines)
        return f"<figure class=code>{head}<pre><code{runs}>{code}</code></pre></figure>"


def data_uri(asset: Asset) -> str:
    """Return the image as a ``data:`` address."""
    return f"data:{asset.media_type};base64,{b64encode(asset.data).decode()}"
