"""What Pygments' lexers leave untold of some languages, told by context.

Each function takes a lexer's tokens and gives the same text with better types; lexers of
our own would be more to keep than they are worth.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from pygments.token import Token

Tokens = Iterable[tuple[object, str]]

_CONSTANT = re.compile(r"(?i:true|false|yes|no|on|off|null|~)\Z")
_NUMBER = re.compile(r"[-+]?(?:0x[0-9a-fA-F]+|\d[\d_]*(?:\.\d+)?(?:[eE][-+]?\d+)?)\Z")
_COMMAND = re.compile(r"[A-Za-z_./~][\w./~+-]*\Z")
_OPTION = re.compile(r"--?[A-Za-z][\w-]*\Z")
_COMMAND_FOLLOWS = frozenset(
    {"|", "||", "&&", ";", "&", "(", "$(", "`", "{", "!"}
    | {"then", "do", "else", "elif", "if", "while", "until", "time"}
)


def _yaml(tokens: Tokens) -> Iterator[tuple[object, str]]:
    """Tell constants and numbers from other scalars."""
    for token, text in tokens:
        if token in (Token.Literal.Scalar.Plain, Token.Name.Variable):
            if _CONSTANT.match(text):
                yield Token.Keyword.Constant, text
                continue
            if _NUMBER.match(text):
                yield Token.Literal.Number, text
                continue
        yield token, text


def _hcl(tokens: Tokens) -> Iterator[tuple[object, str]]:
    """Tell a block's quoted name from a reference, and null from a type."""
    for token, text in tokens:
        if token is Token.Name.Variable and text.startswith('"'):
            yield Token.Literal.String, text
        elif text == "null":
            yield Token.Keyword.Constant, text
        else:
            yield token, text


def _shell(tokens: Tokens) -> Iterator[tuple[object, str]]:
    """Tell commands and options from other words."""
    starts = True  # whether a command may begin here
    begins = True  # whether a word begins here
    for token, text in tokens:
        word = token is Token.Text and begins
        if word and starts and _COMMAND.match(text):
            yield Token.Name.Function, text
        elif word and not starts and _OPTION.match(text):
            yield Token.Name.Attribute, text
        else:
            yield token, text
        blank = not text.strip()
        if "\n" in text and token is not Token.Literal.String.Escape:  # not a `\` at the end
            starts = True
        elif not blank:
            starts = text in _COMMAND_FOLLOWS or token in (
                Token.Comment.Single,
                Token.Generic.Prompt,
            )
        begins = blank or text in _COMMAND_FOLLOWS or text.endswith("\n")


_DIALECTS: dict[str, Callable[[Tokens], Iterator[tuple[object, str]]]] = {
    "Bash": _shell,
    "Bash Session": _shell,
    "Terraform": _hcl,
    "YAML": _yaml,
}


def told(lexer: str, tokens: Tokens) -> Tokens:
    """Return a lexer's tokens, the better told ones of its language if there are any."""
    dialect = _DIALECTS.get(lexer)
    return dialect(tokens) if dialect else tokens
