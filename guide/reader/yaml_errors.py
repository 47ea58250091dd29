"""The YAML parser's complaints in an author's words, each with its mend."""

from __future__ import annotations

import re

import yaml

from guide.diagnostics import Diagnostic
from guide.reader.files import SourceText

_QUOTE = "put the text in quotes, or begin it on the line below `|`"
# `key: value`, perhaps as an item of a list: what stands before the value.
_BEFORE_VALUE = re.compile(r"\s*(?:- +)*(?:[\w-]+:(?: +|$))?")
_COLON = "a colon and a blank end a text that has no quotes"
_TAB = re.compile(r"[ -]*\t")


def explain(error: yaml.YAMLError, source: SourceText) -> tuple[Diagnostic, int | None]:
    """Return the diagnostic for what stopped the parser.

    With it comes the offset of the one character without which the parser would have gone
    on, if there is one: so the rest of the file can be checked in the same run.
    """
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return Diagnostic("G010", "this is not YAML", source.span(0)), None
    offset = min(error.problem_mark.index, len(source.text))
    begin = min(error.context_mark.index, offset) if error.context_mark else offset
    problem = error.problem or ""
    diagnostic = _explain(problem, offset, begin, source)
    if "alphabetic or numeric character" in problem:
        return diagnostic, begin
    if "cannot start any token" in problem or _COLON in diagnostic.message:
        return diagnostic, offset
    return diagnostic, None


def _explain(problem: str, offset: int, begin: int, source: SourceText) -> Diagnostic:
    return (
        _tab(problem, offset, source)
        or _colon(problem, offset, source)
        or _scanner(problem, offset, begin, source)
        or _structure(problem, offset, begin, source)
        or _error(f"this is not valid YAML: {problem}", offset, source, "look at the line above")
    )


def _error(message: str, offset: int, source: SourceText, mend: str) -> Diagnostic:
    return Diagnostic("G010", message, source.span(offset, offset + 1), mend)


def _tab(problem: str, offset: int, source: SourceText) -> Diagnostic | None:
    where = source.span(offset)
    line = source.line(where.line)
    if "tab character" in problem or (
        "cannot start any token" in problem and _TAB.match(line[: where.column])
    ):
        column = line.find("\t")
        mend = "indent with spaces; most editors can replace tabs by spaces"
        return _error(
            "a tab in the indentation", source.starts[where.line - 1] + column, source, mend
        )
    return None


def _colon(problem: str, offset: int, source: SourceText) -> Diagnostic | None:
    if "mapping values are not allowed" not in problem:
        return None
    where = source.span(offset)
    line = source.line(where.line)
    before = _BEFORE_VALUE.match(line)
    start = before.end() if before else 0
    if start < where.column - 1:
        key = line[:start].strip(" -")
        text = line[start:].strip()
        quoted = "'" + text.replace("'", "''") + "'" if '"' in text or "\\" in text else f'"{text}"'
        mend = f"put the text in quotes: {key} {quoted}".replace(":  ", ": ")
        return _error(_COLON, offset, source, mend)
    mend = (
        "give the keys of one mapping the same indentation; put a text of several lines below `|`"
    )
    return _error("this key is indented deeper than the one above it", offset, source, mend)


def _scanner(  # noqa: PLR0911 - one return for each complaint
    problem: str, offset: int, begin: int, source: SourceText
) -> Diagnostic | None:
    text = source.text
    if "cannot start any token" in problem:
        character = text[offset : offset + 1]
        shown = "a backtick" if character == "`" else f"`{character}`"
        message = f"a text without quotes cannot begin with {shown}"
        return _error(message, offset, source, _QUOTE)
    if "alphabetic or numeric character" in problem:
        kind = "an alias" if text[begin : begin + 1] == "*" else "an anchor"
        message = f"a text that begins with `{text[begin : begin + 1]}` is read as {kind}"
        return _error(message, begin, source, _QUOTE)
    if "unexpected end of stream" in problem or "document indicator" in problem:
        mend = f"end the text with {text[begin : begin + 1]}"
        return _error("a quoted text that never ends", begin, source, mend)
    if "escape" in problem or "hexdecimal" in problem or "hexadecimal" in problem:
        mend = r"write `\\` for a backslash, or use single quotes"
        message = "between double quotes a backslash begins an escape, and this one is unknown"
        return _error(message, offset, source, mend)
    if "comment or line break" in problem:
        mend = f"begin the text on the line below `{text[begin : begin + 1]}`"
        message = f"nothing may follow `{text[begin : begin + 1]}` on its line"
        return _error(message, offset, source, mend)
    if "could not find expected ':'" in problem:
        mend = "write `key: text`; indent a text that goes on from the line above"
        return _error("a line that is neither a key nor part of a text", begin, source, mend)
    if "block sequence entries are not allowed" in problem:
        mend = "begin the list on the next line, or put the text in quotes"
        return _error("a list cannot begin on the line of its key", offset, source, mend)
    if "incompatible YAML document" in problem:
        return _error("this version of YAML is unknown", offset, source, "delete the line")
    return None


def _structure(problem: str, offset: int, begin: int, source: SourceText) -> Diagnostic | None:
    if "expected ',' or" in problem:
        bracket = source.text[begin : begin + 1]
        closing = {"[": "]", "{": "}"}.get(bracket, "a bracket")
        mend = f"end it with `{closing}`; put a text that begins with `{bracket}` in quotes"
        return _error(
            f"the `{bracket}` is never closed, or a comma is missing", begin, source, mend
        )
    if "expected key" in problem or "expected '-' indicator" in problem:
        return _unexpected(offset, source)
    if "expected node content" in problem:
        found = source.text[offset : offset + 1].strip()
        message = (
            f"a text without quotes cannot begin with `{found}`" if found else "a value is missing"
        )
        return _error(message, offset, source, _QUOTE)
    if "<document start>" in problem:
        mend = "give it the indentation of the keys above, and each key a colon and a blank"
        return _error("a line outside the document", offset, source, mend)
    return None


def _unexpected(offset: int, source: SourceText) -> Diagnostic:
    """Explain a token that nobody waits for: text behind a quote, or a wrong indentation."""
    where = source.span(offset)
    line = source.line(where.line)
    before = _BEFORE_VALUE.match(line)
    start = before.end() if before else 0
    first = line[start : start + 1]
    if first in ("'", '"') and start < where.column - 1:
        mend = f"put the whole text in {'double' if first == chr(39) else 'single'} quotes"
        return _error("text behind the closing quote", offset, source, mend)
    if first in ("[", "{", "*") and start < where.column - 1:
        message = f"a text without quotes cannot begin with `{first}`"
        return _error(message, source.starts[where.line - 1] + start, source, _QUOTE)
    mend = "give it the indentation of what it belongs to; inside a `|` text, of the first line"
    return _error("this line's indentation fits nothing above it", offset, source, mend)
