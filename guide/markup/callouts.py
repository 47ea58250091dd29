"""Call-outs: a block quotation that begins with ``[!NOTE]``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches

from markdown_it.token import Token

from guide.markup.field import Field
from guide.markup.nodes import CalloutKind

_MARKER = re.compile(r"\[!([^\]\n]*)\][ \t]*")
_SYNONYMS = {
    "info": "note",
    "abstract": "note",
    "example": "note",
    "hint": "tip",
    "success": "tip",
    "attention": "warning",
    "danger": "caution",
    "error": "caution",
    "bug": "caution",
}
_KINDS = ", ".join(f"`[!{kind.upper()}]`" for kind in CalloutKind)


def marker(tokens: Sequence[Token]) -> re.Match[str] | None:
    """Return the marker that begins an inline text, if it has one."""
    first = tokens[0] if tokens else None
    return _MARKER.match(first.content) if first is not None and first.type == "text" else None


def callout_kind(written: str, place: Field, line: int) -> CalloutKind:
    """Return the kind of a marker; an unknown one is reported and taken for a note."""
    kinds = [kind.value for kind in CalloutKind]
    name = written.strip().lower()
    if name in kinds:
        return CalloutKind(name)
    synonym = _SYNONYMS.get(name)
    close = [synonym] if synonym else get_close_matches(name, kinds, n=1, cutoff=0.5)
    mend = f"did you mean `[!{close[0].upper()}]`?" if close else f"write one of {_KINDS}"
    place.error("G206", f"unknown call-out `[!{written}]`", mend, line, f"[!{written}]")
    return CalloutKind.NOTE


def split_title(tokens: Sequence[Token], match: re.Match[str]) -> tuple[list[Token], list[Token]]:
    """Part a call-out's first paragraph into its title and what follows the first line."""
    first = tokens[0].copy(content=tokens[0].content[match.end() :])
    rest = [first, *tokens[1:]]
    depth = 0
    for index, token in enumerate(rest):
        depth += token.nesting
        if depth == 0 and token.type in {"softbreak", "hardbreak"}:
            return rest[:index], rest[index + 1 :]
    return rest, []
