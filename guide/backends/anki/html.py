"""Nodes → the HTML of a card's field.

Line feeds stand in code blocks only: AnkiDroid's editor makes ``<br>`` of any other.
What Anki would run (``[sound:…]``, ``[latex]``, cloze braces) is escaped.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import assert_never

from guide.backends.anki.cards import Card
from guide.backends.anki.looks import Looks, Role
from guide.backends.anki.words import WORDS
from guide.markup.nodes import (
    Asset,
    Block,
    Blocks,
    BulletList,
    Callout,
    Code,
    CodeBlock,
    CodeLine,
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
from guide.model import Reference

ImageSource = Callable[[Asset], str]
"""Returns what stands in ``src``: a file's name or a data URI; "" shows the text instead."""

_RUNS = re.compile(r"\[(?=/?(?:sound:|latex\]|\$|anki:))", re.IGNORECASE)
"""Brackets that make Anki play, typeset or speak what follows."""
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_BRACES = str.maketrans({"{": "&#123;", "}": "&#125;", ":": "&#58;"})


def escape_text(text: str, *, keep_lines: bool = False) -> str:
    """Return text as HTML that Anki shows as written, composed (NFC) as Anki stores it."""
    text = _CONTROL.sub("", unicodedata.normalize("NFC", text))
    if not keep_lines:
        text = text.replace("\n", " ")
    return _RUNS.sub("&#91;", escape(text))


class HtmlWriter:
    """Writes nodes in the looks of one note type."""

    def __init__(self, looks: Looks, image: ImageSource) -> None:
        """Keep how elements look and where images come from."""
        self._looks = looks
        self._image = image

    # --- inline ---------------------------------------------------------------

    def inlines(self, nodes: Inlines) -> str:
        """Return running text. A gap is shown filled."""
        return "".join(self._inline(node, self._filled_gap) for node in nodes)

    def question_with_gaps(self, nodes: Inlines) -> str:
        """Return a cloze statement with every gap left open, for an ordinary card."""
        return "".join(self._inline(node, self._open_gap) for node in nodes)

    def cloze(self, nodes: Inlines) -> str:
        """Return a cloze statement in Anki's syntax: ``{{c1::text::hint}}``."""
        return "".join(self._inline(node, self._anki_gap, _cloze_text) for node in nodes)

    def _inline(  # noqa: C901, PLR0911 - one case a kind of node
        self,
        node: Inline,
        gap: Callable[[Gap], str],
        text: Callable[[str], str] = escape_text,
    ) -> str:
        def inner(children: Inlines) -> str:
            return "".join(self._inline(child, gap, text) for child in children)

        looks = self._looks
        match node:
            case Text(value):
                return text(value)
            case LineBreak():
                return "<br>"
            case Code(value):
                return f"<code{looks.of(Role.CODE)}>{text(value)}</code>"
            case Emphasis(children):
                return f"<em>{inner(children)}</em>"
            case Strong(children):
                return f"<strong>{inner(children)}</strong>"
            case Strikethrough(children):
                return f"<s>{inner(children)}</s>"
            case Link(children, url, title):
                tip = f' title="{text(title)}"' if title else ""
                return f'<a{looks.of(Role.LINK)} href="{text(url)}"{tip}>{inner(children)}</a>'
            case QuestionLink(children):
                return inner(children)
            case Image():
                return self._img(node, text)
            case Gap():
                return gap(node)
            case _:
                assert_never(node)

    def _img(self, image: Image, text: Callable[[str], str] = escape_text) -> str:
        source = self._image(image.asset)
        if not source:
            return text(f"[{image.alt or image.asset.name}]")
        tip = f' title="{text(image.title)}"' if image.title else ""
        return (
            f'<img{self._looks.of(Role.IMAGE)} src="{text(source)}" alt="{text(image.alt)}"{tip}'
            f' width="{image.asset.width}">'
        )

    def _filled_gap(self, gap: Gap) -> str:
        return f"<span{self._looks.of(Role.GAP)}>{self.inlines(gap.children)}</span>"

    def _open_gap(self, gap: Gap) -> str:
        shown = f"[{gap.hint or '…'}]"
        return f"<span{self._looks.of(Role.GAP)}>{escape_text(shown)}</span>"

    def _anki_gap(self, gap: Gap) -> str:
        hint = f"::{_cloze_text(gap.hint)}" if gap.hint else ""
        return f"{{{{c{gap.number}::{self.cloze(gap.children)}{hint}}}}}"

    # --- blocks ---------------------------------------------------------------

    def blocks(self, nodes: Blocks, *, tight: bool = False) -> str:
        """Return blocks one after the other; in a ``tight`` list paragraphs have no space."""
        return "".join(self._block(node, tight=tight) for node in nodes)

    def _block(self, node: Block, *, tight: bool) -> str:  # noqa: C901, PLR0911 - as above
        looks = self._looks
        match node:
            case Paragraph(children):
                text = self.inlines(children)
                return text if tight else f"<p{looks.of(Role.PARAGRAPH)}>{text}</p>"
            case Heading(level, children):
                tag = f"h{min(level + 1, 6)}"
                return f"<{tag}{looks.of(Role.HEADING)}>{self.inlines(children)}</{tag}>"
            case CodeBlock():
                return self._code_block(node)
            case BulletList(items, is_tight):
                return f"<ul{looks.of(Role.LIST)}>{self._items(items, tight=is_tight)}</ul>"
            case OrderedList(items, start, is_tight):
                first = "" if start == 1 else f' start="{start}"'
                inner = self._items(items, tight=is_tight)
                return f"<ol{looks.of(Role.LIST)}{first}>{inner}</ol>"
            case Table():
                return self._table(node)
            case Callout(kind, blocks, title):
                label = self.inlines(title) or str(kind).capitalize()
                return (
                    f"<div{looks.callout(kind)}><p{looks.of(Role.CALLOUT_LABEL)}>{label}</p>"
                    f"{self.blocks(blocks)}</div>"
                )
            case Quote(blocks):
                return f"<blockquote{looks.of(Role.QUOTE)}>{self.blocks(blocks)}</blockquote>"
            case Figure(image):
                return self._figure(image)
            case ThematicBreak():
                return f"<hr{looks.of(Role.RULE)}>"
            case SlideBreak():
                return ""
            case _:
                assert_never(node)

    def list(self, entries: Iterable[Inlines]) -> str:
        """Return a bulleted list of running texts."""
        item, look = self._looks.of(Role.ITEM), self._looks.of(Role.LIST)
        inner = "".join(f"<li{item}>{self.inlines(entry)}</li>" for entry in entries)
        return f"<ul{look}>{inner}</ul>"

    def _items(self, items: Iterable[ListItem], *, tight: bool) -> str:
        look = self._looks.of(Role.ITEM)
        return "".join(f"<li{look}>{self.blocks(item.blocks, tight=tight)}</li>" for item in items)

    def _table(self, table: Table) -> str:
        def row(cells: tuple[Inlines, ...], tag: str, role: Role) -> str:
            inner = "".join(
                f"<{tag}{self._looks.cell(role, align)}>{self.inlines(cell)}</{tag}>"
                for cell, align in zip(cells, table.align, strict=True)
            )
            return f"<tr>{inner}</tr>"

        head = row(table.header, "th", Role.HEAD_CELL)
        body = "".join(row(cells, "td", Role.CELL) for cells in table.rows)
        return (
            f"<div{self._looks.of(Role.SCROLL)}><table{self._looks.of(Role.TABLE)}>"
            f"<thead>{head}</thead><tbody>{body}</tbody></table></div>"
        )

    def _figure(self, image: Image) -> str:
        caption = ""
        if image.title:
            look = self._looks.of(Role.CAPTION)
            caption = f"<figcaption{look}>{escape_text(image.title)}</figcaption>"
        picture = self._img(Image(image.asset, image.alt))
        return f"<figure{self._looks.of(Role.FIGURE)}>{picture}{caption}</figure>"

    # --- parts of a card --------------------------------------------------------

    def details(self, card: Card) -> str:
        """Return the answer and what an interviewer asks next."""
        answer = self.blocks(card.answer)
        if not card.follow_ups:
            return answer
        label = f"<p{self._looks.of(Role.LABEL)}>{WORDS.follow_ups}</p>"
        return f"{answer}{label}{self.list(card.follow_ups)}"

    def references(self, references: Sequence[Reference]) -> str:
        """Return a list of references; "" if there are none."""
        if not references:
            return ""
        item = self._looks.of(Role.ITEM)
        inner = "".join(f"<li{item}>{self._reference(entry)}</li>" for entry in references)
        return f"<ul{self._looks.of(Role.REFERENCES)}>{inner}</ul>"

    def _reference(self, reference: Reference) -> str:
        title = escape_text(reference.title or reference.url)
        if not reference.url:
            return title
        return f'<a{self._looks.of(Role.LINK)} href="{escape_text(reference.url)}">{title}</a>'

    # --- code -----------------------------------------------------------------

    def _code_block(self, block: CodeBlock) -> str:
        looks = self._looks
        bar = " · ".join(escape_text(part) for part in (block.title, block.label) if part)
        head = f"<div{looks.of(Role.BAR)}>{bar}</div>" if bar else ""
        lines = "\n".join(
            self._code_line(line, marked=number in block.marked)
            for number, line in enumerate(block.lines, start=1)
        )
        return (
            f"<div{looks.of(Role.BLOCK)}>{head}<pre{looks.of(Role.PRE)}>"
            f"<code{looks.of(Role.CODE_LINES)}>{lines}</code></pre></div>"
        )

    def _code_line(self, line: CodeLine, *, marked: bool) -> str:
        runs = "".join(
            f"<span{look}>{escape_text(run.text, keep_lines=True)}</span>"
            if (look := self._looks.token(run.kind))
            else escape_text(run.text, keep_lines=True)
            for run in line
        )
        return f"<span{self._looks.of(Role.MARK)}>{runs}</span>" if marked else runs


def _cloze_text(text: str) -> str:
    return escape_text(text).translate(_BRACES)
