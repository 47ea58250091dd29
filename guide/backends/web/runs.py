"""How code is colored, in few bytes.

A page of a hundred answers has thousands of colored runs; an element for each would be a
sixth of the file and most of its nodes. So the code stands in the page as plain text, and
the page's script makes the elements when an answer is opened.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guide.markup.nodes import CodeLine, TokenKind

RUN_CLASSES = {
    TokenKind.KEYWORD: "k",
    TokenKind.FUNCTION: "f",
    TokenKind.TYPE: "t",
    TokenKind.KEY: "y",
    TokenKind.STRING: "s",
    TokenKind.NUMBER: "n",
    TokenKind.CONSTANT: "c",
    TokenKind.VARIABLE: "v",
    TokenKind.COMMENT: "m",
    TokenKind.PROMPT: "p",
    TokenKind.INSERTED: "i",
    TokenKind.DELETED: "d",
}


def runs_attribute(lines: Sequence[CodeLine]) -> str:
    """Return ``lines``'s colors as `` data-runs="k3 1f5s2"``, or "" if all is plain.

    This says: 3 characters of class ``k``, then 1 plain one, 5 of ``f`` and 2 of ``s``.
    Characters are UTF-16 code units, as scripts count them, the line feeds included.
    """
    runs = "".join(_runs(lines))
    return f' data-runs="{runs}"' if runs else ""


def _runs(lines: Sequence[CodeLine]) -> Iterator[str]:
    gap = 0
    for line in lines:
        for run in line:
            length = len(run.text.encode("utf-16-le", "surrogatepass")) // 2
            if run.kind is TokenKind.PLAIN:
                gap += length
            else:
                yield f"{f' {gap}' if gap else ''}{RUN_CLASSES[run.kind]}{length}"
                gap = 0
        gap += 1
