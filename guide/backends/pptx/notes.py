"""Speaker notes: hints, the full answer as plain text, references."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from guide.backends.pptx.flow import LABELS
from guide.backends.pptx.runs import Report, text_of, to_runs
from guide.markup import nodes
from guide.model import Question


def notes(question: Question, report: Report) -> tuple[str, ...]:
    """Return the notes of a question's first slide, a string a paragraph."""
    lines: list[str] = []

    def inline(children: nodes.Inlines) -> str:
        return text_of(to_runs(children, report, 1))

    def part(title: str, text: Sequence[str]) -> None:
        if text:
            lines.extend(["", title] if lines else [title])
            lines.extend(text)

    part("For the presenter", [inline(question.hints)] if question.hints else [])
    part("In short", [inline(question.short)] if question.short else [])
    part("Answer", list(blocks_text(question.answer, report)))
    asks = [
        f"{inline(point.ask)} – {inline(point.point)}" for point in question.key_points if point.ask
    ]
    part("To ask the group", asks)
    part("Follow-up questions", [inline(follow_up) for follow_up in question.follow_ups])
    part(
        "References",
        [" – ".join(x for x in (ref.title, ref.url) if x) for ref in question.references],
    )
    if question.reviewed:
        part("Facts checked", [question.reviewed])
    return tuple(lines)


def blocks_text(  # noqa: C901, PLR0912 - one case a kind of node
    blocks: nodes.Blocks, report: Report, indent: str = ""
) -> Iterator[str]:
    """Yield the lines of blocks as plain text."""

    def inline(children: nodes.Inlines, line: int) -> str:
        return text_of(to_runs(children, report, line))

    for block in blocks:
        match block:
            case nodes.Paragraph(children, line) | nodes.Heading(_, children, line):
                yield indent + inline(children, line)
            case nodes.CodeBlock():
                for code in block.lines:
                    yield indent + "".join(run.text for run in code)
            case nodes.BulletList(items):
                for item in items:
                    yield from _item(item, "• ", report, indent)
            case nodes.OrderedList(items, start):
                for number, item in enumerate(items, start=start):
                    yield from _item(item, f"{number}. ", report, indent)
            case nodes.Table(header, rows, _, line):
                for row in (header, *rows):
                    yield indent + " | ".join(inline(cell, line) for cell in row)
            case nodes.Callout():
                title = inline(block.title, block.line) or LABELS[block.kind]
                yield f"{indent}{title}:"
                yield from blocks_text(block.blocks, report, indent)
            case nodes.Quote(inner):
                yield from blocks_text(inner, report, indent + "  ")
            case nodes.Figure(image, line):
                yield indent + inline((image,), line)
            case nodes.ThematicBreak() | nodes.SlideBreak():
                continue
            case _:  # pragma: no cover
                assert_never(block)


def _item(item: nodes.ListItem, mark: str, report: Report, indent: str) -> Iterator[str]:
    lines = list(blocks_text(item.blocks, report, indent + "  "))
    first = lines[0].removeprefix(indent + "  ") if lines else ""
    yield f"{indent}{mark}{first}"
    yield from lines[1:]
