"""Code blocks: what stands behind a fence, and the code itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown_it.token import Token

from guide.markup.field import Field
from guide.markup.highlight import highlight
from guide.markup.languages import known_languages, language_label, suggest_language
from guide.markup.nodes import CodeBlock

TAB = 4

_LANGUAGE = re.compile(r"[^\s{=\"']+(?=\s|\{|$)")
_TITLE = re.compile(r"""title=(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')(?=\s|\{|$)""")
_LINES = re.compile(r"\{([^{}]*)\}(?=\s|$)")
_RANGE = re.compile(r"\s*(\d{1,6})\s*(?:[-–]\s*(\d{1,6})\s*)?")
_FORM = '```language title="…" {2,4-6}'


@dataclass(frozen=True, slots=True)
class Fence:
    """What a fence says: ``ranges`` are pairs of lines; ``wrong`` is what is not understood."""

    language: str = ""
    title: str = ""
    ranges: tuple[tuple[int, int], ...] = ()
    wrong: str = ""


def parse_info(info: str) -> Fence:
    """Parse what follows the three backticks: ``hcl title="main.tf" {2,4-6}``."""
    rest = info.strip()
    language, title = "", ""
    ranges: tuple[tuple[int, int], ...] = ()
    match = _LANGUAGE.match(rest)
    if match:
        language, rest = match[0], rest[match.end() :].lstrip()
    while rest:
        if match := _TITLE.match(rest):
            title = re.sub(r"\\(.)", r"\1", match[1] or match[2] or "")
        elif match := _LINES.match(rest):
            ranges = _ranges(match[1])
            if not ranges:
                return Fence(language, title, (), match[0])
        else:
            return Fence(language, title, ranges, rest)
        rest = rest[match.end() :].lstrip()
    return Fence(language, " ".join(title.split()), ranges)


def _ranges(text: str) -> tuple[tuple[int, int], ...]:
    """Parse ``2,4-6``; return () if it is malformed."""
    ranges = []
    for part in text.split(","):
        match = _RANGE.fullmatch(part)
        if match is None:
            return ()
        first, last = int(match[1]), int(match[2] or match[1])
        if not 0 < first <= last:
            return ()
        ranges.append((first, last))
    return tuple(ranges)


def fence_block(token: Token, place: Field) -> CodeBlock:
    """Return a fenced code block."""
    start, end = token.map or (0, 1)
    line = start + 1
    fence = parse_info(token.info)
    if fence.wrong:
        mend = f"write {_FORM}"
        place.error(
            "G302", f"not understood behind the fence: `{fence.wrong}`", mend, line, fence.wrong
        )
    if fence.language and fence.language.lower() not in known_languages():
        close = suggest_language(fence.language)
        mend = f"did you mean `{close}`?" if close else "write `text` for code without a language"
        message = f"unknown language `{fence.language}`: the code is shown in one color"
        place.warn("G301", message, mend, line, fence.language)
    closing = place.raw(end).strip("> \t") if end - start > 1 else ""
    if not closing.startswith(token.markup):
        mend = f"close it with {token.markup} on a line of its own"
        place.error("G304", "this code block is never closed", mend, line, token.markup)
    return _code_block(token.content, fence, line, place)


def indented_block(token: Token, place: Field) -> CodeBlock:
    """Return a code block that is marked by four spaces; it has no language."""
    line = (token.map or [0])[0] + 1
    return _code_block(token.content, Fence(), line, place)


def _code_block(content: str, fence: Fence, line: int, place: Field) -> CodeBlock:
    code = content.removesuffix("\n")
    if "\t" in code:
        code = "\n".join(text.expandtabs(TAB) for text in code.split("\n"))
    if not code.strip():
        place.warn("G304", "this code block is empty", "write code into it, or take it out", line)
    lines = highlight(code, fence.language if place.resolver.highlighted else "")
    past = [last for _, last in fence.ranges if last > len(lines)]
    if past:
        message = f"line {past[0]} is marked, but the last line is {len(lines)}"
        mend = "count the lines of the code, without the fences"
        place.warn("G303", message, mend, line, str(past[0]))
    return CodeBlock(
        lines=lines,
        language=fence.language,
        label=language_label(fence.language) if fence.language else "",
        title=fence.title,
        marked=frozenset(
            number
            for first, last in fence.ranges
            for number in range(first, min(last, len(lines)) + 1)
        ),
        line=line,
    )
