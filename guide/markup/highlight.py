"""Highlight code once, into merged runs that every backend can show.

Stock Pygments output gives each bracket a style of its own; a booklet of it takes
three times as long to lay out. Here neighbouring runs of one kind are one run, and
names, operators and punctuation are plain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache

from pygments.token import Token

from guide.markup.dialects import told
from guide.markup.languages import find_lexer
from guide.markup.nodes import CodeLine, Run, TokenKind

# Some lexers backtrack; beyond these sizes code stays plain. Characters.
_LONGEST_CODE = 40_000
_LONGEST_LINE = 2_000

K = TokenKind

_KINDS = {
    Token: K.PLAIN,
    Token.Comment: K.COMMENT,
    Token.Comment.Preproc: K.KEYWORD,
    Token.Comment.PreprocFile: K.STRING,
    Token.Keyword: K.KEYWORD,
    Token.Keyword.Constant: K.CONSTANT,
    Token.Keyword.Type: K.TYPE,
    Token.Operator.Word: K.KEYWORD,
    Token.Literal.Date: K.STRING,
    Token.Literal.Number: K.NUMBER,
    Token.Literal.String: K.STRING,
    Token.Literal.String.Interpol: K.VARIABLE,
    Token.Literal.String.Symbol: K.CONSTANT,
    Token.Name.Attribute: K.KEY,
    Token.Name.Builtin: K.CONSTANT,
    Token.Name.Class: K.TYPE,
    Token.Name.Constant: K.CONSTANT,
    Token.Name.Decorator: K.FUNCTION,
    Token.Name.Entity: K.CONSTANT,
    Token.Name.Exception: K.TYPE,
    Token.Name.Function: K.FUNCTION,
    Token.Name.Label: K.KEY,
    Token.Name.Property: K.KEY,
    Token.Name.Tag: K.KEY,
    Token.Name.Variable: K.VARIABLE,
    Token.Generic.Deleted: K.DELETED,
    Token.Generic.Heading: K.TYPE,
    Token.Generic.Inserted: K.INSERTED,
    Token.Generic.Prompt: K.PROMPT,
    Token.Generic.Subheading: K.TYPE,
}

# Where a lexer uses a token type in its own way: lexer's name → type → kind.
_OWN = {
    "Terraform": {
        Token.Name.Builtin: K.KEYWORD,  # types of nested blocks
        Token.Name.Variable: K.PLAIN,  # references such as aws_kms_key.data.arn
    },
    "YAML": {
        Token.Name.Variable: K.PLAIN,  # scalars of [flow] and {flow}
        Token.Name.Constant: K.STRING,  # lines of | and > blocks
    },
    "Bash": {Token.Name.Builtin: K.FUNCTION, Token.Literal.Number: K.PLAIN},
    "Bash Session": {Token.Name.Builtin: K.FUNCTION, Token.Literal.Number: K.PLAIN},
    "HTML": {Token.Name.Tag: K.TYPE},
    "XML": {Token.Name.Tag: K.TYPE},
    "INI": {Token.Keyword: K.TYPE},
    "PromQL": {Token.Keyword: K.FUNCTION, Token.Name.Variable: K.PLAIN, Token.Name.Label: K.KEY},
    "Rego": {Token.Name.Builtin: K.VARIABLE},
}


def highlight(code: str, language: str = "") -> tuple[CodeLine, ...]:
    """Return ``code`` as lines of runs; joined by line feeds they are ``code`` exactly.

    ``language`` is a name that a fence may carry; unknown ones leave the code plain.
    The code has no tabs and ends without a line feed; "" has no lines.
    """
    if not code:
        return ()
    lexer = find_lexer(language) if language else None
    if lexer is None or len(code) > _LONGEST_CODE or _longest_line(code) > _LONGEST_LINE:
        return _plain(code)
    try:
        tokens = list(lexer.get_tokens(code + "\n"))
    except Exception:  # noqa: BLE001 - a lexer's bug is no reason to lose the code
        return _plain(code)
    if "".join(text for _, text in tokens) != code + "\n":
        return _plain(code)
    lines = tuple(map(_merge, _lines(told(lexer.name, tokens), _kind_of(lexer.name))))
    return lines[:-1]  # what follows the final line feed


def _plain(code: str) -> tuple[CodeLine, ...]:
    return tuple((Run(line),) if line else () for line in code.split("\n"))


def _longest_line(code: str) -> int:
    return max(map(len, code.split("\n")))


@cache
def _kind_of(lexer: str) -> Callable[[object], TokenKind]:
    """Return the function token type → kind of a lexer."""
    kinds = _KINDS | _OWN.get(lexer, {})

    @cache
    def kind(token: object) -> TokenKind:
        while token not in kinds:
            token = token.parent  # type: ignore[attr-defined]  # a Pygments type
        return kinds[token]

    return kind


def _lines(
    tokens: Iterable[tuple[object, str]], kind_of: Callable[[object], TokenKind]
) -> Iterator[list[tuple[TokenKind, str]]]:
    line: list[tuple[TokenKind, str]] = []
    for token, text in tokens:
        kind = kind_of(token)
        first, *others = text.split("\n")
        if first:
            line.append((kind, first))
        for other in others:
            yield line
            line = [(kind, other)] if other else []
    yield line


def _merge(pieces: list[tuple[TokenKind, str]]) -> CodeLine:
    runs: list[Run] = []
    text, kind = "", K.PLAIN
    for next_kind, piece in pieces:
        # White space takes the kind of its neighbour: it looks alike in all of them.
        if next_kind is kind or piece.isspace():
            text += piece
        elif not text or text.isspace():
            text, kind = text + piece, next_kind
        else:
            runs.append(Run(text, kind))
            text, kind = piece, next_kind
    if text:
        runs.append(Run(text, kind))
    return tuple(runs)
