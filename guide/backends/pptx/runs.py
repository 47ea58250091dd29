"""Inline nodes → runs: pieces of text of one look, the unit that PowerPoint knows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias, assert_never

from guide.backends.pptx.addresses import address
from guide.markup import nodes

Report: TypeAlias = Callable[[str, str, int], None]
"""report(code, message, line): something could not be shown as written."""

BREAK = "\n"
"""The text of a run that is a line break."""


@dataclass(frozen=True, slots=True)
class TextRun:
    """Text of one look.

    ``url`` is an address outside; ``question`` the id of a question, which becomes a
    link if that is in the same deck; ``slide`` the key of a slide of this deck.
    ``color`` is a colour of the theme ("accent1", "tx2"), "" for that of the paragraph.
    """

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    strike: bool = False
    url: str = ""
    question: str = ""
    slide: str = ""
    color: str = ""

    def saying(self, text: str) -> TextRun:
        """Return a run of the same look with another text."""
        return TextRun(
            text,
            self.bold,
            self.italic,
            self.code,
            self.strike,
            self.url,
            self.question,
            self.slide,
            self.color,
        )

    def looks_like(self, other: TextRun) -> bool:
        """Tell whether two runs differ in nothing but their text."""
        return self.saying("") == other.saying("")


Runs: TypeAlias = tuple[TextRun, ...]

# Emoji that LibreOffice and some versions of PowerPoint draw as pictures, and the plain
# characters that say the same in the text's own colour.
_PLAIN_SIGNS = {
    "✅": "✔",
    "☑": "✔",
    "❌": "✘",
    "❎": "✘",
    "❗": "!",
    "❓": "?",
    "➕": "+",
    "➖": "−",
    "⭐": "★",
}
_SIGNS = re.compile(f"[{''.join(_PLAIN_SIGNS)}]\ufe0f?")
# Not allowed in XML 1.0, or (C1, line and paragraph separator, tab) without meaning on a slide.
_FORBIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\ufffe\uffff]")
_SPACE_LIKE = frozenset("\t\x0b\x0c\r\x85\u2028\u2029")


def clean(text: str, report: Report, line: int) -> str:
    """Return ``text`` with what a slide can show, and report what was taken out or replaced."""
    if text.isascii() and text.isprintable():
        return text
    if _FORBIDDEN.search(text):
        spaced = "".join(" " if c in _SPACE_LIKE else c for c in text)
        text = _FORBIDDEN.sub("", spaced)
        if len(text) < len(spaced):
            report("G601", "control characters are left out of the slides", line)
    if _SIGNS.search(text):
        text = _SIGNS.sub(lambda match: _PLAIN_SIGNS[match[0][0]], text)
        report("G602", "emoji such as ✅ stand as plain signs on slides", line)
    return text


def plain(text: str) -> Runs:
    """Return a text without any mark-up as runs."""
    return (TextRun(text),) if text else ()


def to_runs(children: nodes.Inlines, report: Report, line: int) -> Runs:
    """Return inline nodes as runs; neighbours of the same look are joined."""
    return join(_walk(children, TextRun(""), report, line))


def join(runs: Iterable[TextRun]) -> Runs:
    """Join neighbouring runs of the same look."""
    joined: list[TextRun] = []
    for run in runs:
        last = joined[-1] if joined else None
        if last is not None and BREAK not in (last.text, run.text) and last.looks_like(run):
            joined[-1] = last.saying(last.text + run.text)
        elif run.text:
            joined.append(run)
    return tuple(joined)


def text_of(runs: Iterable[TextRun]) -> str:
    """Return the characters of runs."""
    return "".join(run.text for run in runs)


def one_line(runs: Runs) -> Runs:
    """Return runs with line breaks turned to spaces: for titles."""
    return join(r.saying(" ") if r.text == BREAK else r for r in runs)


def images(children: nodes.Inlines) -> Iterator[nodes.Image]:
    """Yield the images among inline nodes."""
    for node in children:
        if isinstance(node, nodes.Image):
            yield node
        elif not isinstance(node, nodes.Text | nodes.LineBreak | nodes.Code):
            yield from images(node.children)


def _walk(  # noqa: C901, PLR0912 - one case a kind of node
    children: nodes.Inlines, look: TextRun, report: Report, line: int
) -> Iterator[TextRun]:
    for node in children:
        match node:
            case nodes.Text(text):
                yield look.saying(clean(text, report, line).replace("\n", " "))
            case nodes.LineBreak():
                yield look.saying(BREAK)
            case nodes.Code(text):
                yield replace(look, text=clean(text, report, line).replace("\n", " "), code=True)
            case nodes.Emphasis(inner):
                yield from _walk(inner, replace(look, italic=True), report, line)
            case nodes.Strong(inner):
                yield from _walk(inner, replace(look, bold=True), report, line)
            case nodes.Strikethrough(inner):
                yield from _walk(inner, replace(look, strike=True), report, line)
            case nodes.Link(inner, url):
                target = address(url)
                if not target:
                    message = "PowerPoint takes no such address; the text stands without its link"
                    report("G608", message, line)
                yield from _walk(inner, replace(look, url=target), report, line)
            case nodes.QuestionLink(inner, target):
                yield from _walk(inner, replace(look, question=target), report, line)
            case nodes.Gap(inner):
                yield from _walk(inner, look, report, line)
            case nodes.Image(_, alt):
                yield replace(look, text=clean(f"[{alt}]", report, line), italic=True)
            case _:  # pragma: no cover
                assert_never(node)
