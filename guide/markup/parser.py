"""Markdown → typed nodes, with all that is wrong in it.

The only place where Markdown is read. Input is the text of one field; a text never
raises, whatever stands in it: what cannot be shown as meant is shown as written, and
reported with its line and column.
"""

from __future__ import annotations

import re

from guide.diagnostics import Anchor, Diagnostic
from guide.markup.blocks import build_blocks
from guide.markup.engine import block_tokens, cloze_tokens, inline_tokens
from guide.markup.field import Field, Resolver
from guide.markup.inline import build_inlines
from guide.markup.nodes import Blocks, Gap, Inlines, Text
from guide.markup.references import check_references
from guide.markup.text import walk_inlines

# Everything that means something in a text of one paragraph; most texts have none of it.
_INLINE_MARK = re.compile(r"[\\`*_~\[\]<&\n\r\t\0]|  ")
_BLOCK_MARK = re.compile(r"(?:```|~~~|#{1,6} |> |\|.*\|$|[-*+] |\d{1,3}[.)] )")

BlocksResult = tuple[Blocks, tuple[Diagnostic, ...]]
InlinesResult = tuple[Inlines, tuple[Diagnostic, ...]]


def parse_blocks(text: str, anchor: Anchor, resolver: Resolver) -> BlocksResult:
    """Parse a text of paragraphs, lists, code …; ``anchor`` is its field's place."""
    place = Field(text, anchor, resolver)
    tokens, references = block_tokens(text)
    blocks = build_blocks(tokens, place)
    check_references(tokens, references, place)
    if not blocks and not place.problems and text.strip():  # the reader reports an empty value
        place.error("G201", "the text is empty", "write the answer", 1)
    return blocks, tuple(place.problems)


def parse_inlines(
    text: str, anchor: Anchor, resolver: Resolver, *, gaps: bool = False
) -> InlinesResult:
    """Parse a text of one paragraph; a blank line in it becomes a line break.

    With ``gaps`` the text is a cloze statement: ``[[text]]`` and ``[[text::hint]]`` are
    gaps, numbered from 1, and there must be one.
    """
    text = text.rstrip()
    if not text:
        return (), ()
    if not gaps and not _INLINE_MARK.search(text):
        return (Text(text.strip()),), ()
    place = Field(text, anchor, resolver)
    _check_block_marks(place)
    if gaps:
        tokens, broken = cloze_tokens(text)
        nodes = build_inlines(tokens, place, 1)
        _check_gaps(nodes, broken, place)
    else:
        nodes = build_inlines(inline_tokens(text), place, 1)
        if "[[" in text and re.search(r"\.(?:point|ask)$", anchor.field):
            _check_stray_gaps(nodes, place)
    if not nodes and not place.problems:
        place.warn("G201", "the text is empty", "write a text, or take the key out", 1)
    return nodes, tuple(place.problems)


def _check_block_marks(place: Field) -> None:
    lines = place.text.split("\n")
    marked = [i for i, line in enumerate(lines, 1) if _BLOCK_MARK.match(line.lstrip())]
    # One line may well begin with a number or a dash; two make a list.
    if len(lines) > 1 and len(marked) > 1:
        mend = "write sentences; lists, headings, tables and code blocks belong in `answer`"
        place.warn("G213", "only one paragraph can stand here", mend, marked[0])


def _check_gaps(nodes: Inlines, broken: str, place: Field) -> None:
    if broken:
        mend = "write `[[text]]` or `[[text::hint]]`, without a gap inside; or `\\[[` for brackets"
        place.error("G230", f"this gap is not closed: `{broken}`", mend, 1, broken)
    elif not any(isinstance(node, Gap) for node in walk_inlines(nodes)):
        mend = "put the word to be recalled into `[[…]]`, or write `point` in place of `cloze`"
        place.error("G231", "this cloze statement has no gap", mend, 1)


def _check_stray_gaps(nodes: Inlines, place: Field) -> None:
    texts = "".join(node.text for node in walk_inlines(nodes) if isinstance(node, Text))
    match = re.search(r"\[\[[^\[\]]+\]\]", texts)
    if match:
        mend = "write the statement under `cloze`, or put it into backticks"
        place.warn("G232", "a gap works only in `cloze`", mend, 1, match[0])
