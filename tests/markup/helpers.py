"""A small guide to parse against, and a notation for trees that is short enough to read."""

from __future__ import annotations

from typing import assert_never

from guide.diagnostics import Anchor, Diagnostic
from guide.markup.field import AssetProblem, Resolver
from guide.markup.nodes import (
    Asset,
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
from guide.markup.parser import parse_blocks, parse_inlines
from guide.model import Outline, OutlineQuestion, OutlineTopic

OUTLINE = Outline(
    (
        OutlineTopic(
            "iam",
            1,
            "IAM",
            (
                OutlineQuestion("iam-roles", "1.1", "Roles"),
                OutlineQuestion("iam-policies", "1.2", "Policy evaluation"),
            ),
        ),
    )
)


def load(name: str) -> Asset | AssetProblem:
    """Know one image."""
    if name == "net.png":
        return Asset("net.png", "image/png", b"png", 40, 30)
    return AssetProblem("G402", f"there is no image `{name}`", "draw it")


RESOLVER = Resolver(OUTLINE, load)


def parse(text: str) -> tuple[Blocks, tuple[Diagnostic, ...]]:
    """Parse the answer of the question `iam-roles`."""
    return parse_blocks(text, Anchor("iam", "iam-roles", "answer"), RESOLVER)


def parse_line(text: str, *, gaps: bool = False) -> tuple[Inlines, tuple[Diagnostic, ...]]:
    """Parse the first key point of the question `iam-roles`."""
    path = "key_points.0.cloze" if gaps else "key_points.0.point"
    return parse_inlines(text, Anchor("iam", "iam-roles", path), RESOLVER, gaps=gaps)


def places(diagnostics: tuple[Diagnostic, ...]) -> list[str]:
    """Return "code severity line:column" of each message."""
    found = []
    for d in diagnostics:
        assert isinstance(d.where, Anchor)
        assert d.help, f"{d.code} does not say what to write instead"
        found.append(f"{d.code} {d.severity} {d.where.line}:{d.where.column}")
    return found


def sketch(blocks: Blocks) -> str:
    """Write blocks as ``p(text) ul[li(p(a)) li(p(b))]``."""
    return " ".join(_block(block) for block in blocks)


def line(inlines: Inlines) -> str:
    """Write inlines as ``text em(text) code(x)``, each text as it is."""
    return "".join(_inline(node) for node in inlines)


def _block(block: Block) -> str:  # noqa: PLR0911, C901 - one case a node
    match block:
        case Paragraph():
            return f"p({line(block.children)})"
        case Heading():
            return f"h{block.level}({line(block.children)})"
        case CodeBlock():
            return f"code[{block.language}]({block.text!r})"
        case BulletList() | OrderedList():
            name = "ul" if isinstance(block, BulletList) else f"ol{block.start}"
            items = " ".join(f"li({sketch(item.blocks)})" for item in block.items)
            return f"{name}{'' if block.tight else '+'}[{items}]"
        case Table():
            rows = ["/".join(line(cell) for cell in row) for row in (block.header, *block.rows)]
            return f"table[{','.join(block.align)}]({' ; '.join(rows)})"
        case Callout():
            return f"{block.kind}[{line(block.title)}]({sketch(block.blocks)})"
        case Quote():
            return f"quote({sketch(block.blocks)})"
        case Figure():
            return f"figure({_inline(block.image)})"
        case ThematicBreak():
            return "hr"
        case SlideBreak():
            return "slide"
        case _:
            assert_never(block)


def _inline(node: Inline) -> str:  # noqa: PLR0911, C901 - one case a node
    match node:
        case Text():
            return node.text
        case LineBreak():
            return "<br>"
        case Code():
            return f"code({node.text})"
        case Emphasis():
            return f"em({line(node.children)})"
        case Strong():
            return f"strong({line(node.children)})"
        case Strikethrough():
            return f"s({line(node.children)})"
        case Link():
            return (
                f"link[{node.url}{'|' + node.title if node.title else ''}]({line(node.children)})"
            )
        case QuestionLink():
            return f"see[{node.target} {node.number}]({line(node.children)})"
        case Image():
            return f"image[{node.asset.name}|{node.title}]({node.alt})"
        case Gap():
            return f"gap{node.number}[{node.hint}]({line(node.children)})"
        case _:
            assert_never(node)
