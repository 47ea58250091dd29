"""The Markdown parser, set up once: CommonMark, tables, strikethrough and gaps.

Raw HTML is recognized only so that it can be reported. Links are checked by us and not
by markdown-it, which would show a link that it refuses as text.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from guide.markup.gaps import gap_rule

MAX_NESTING = 60
"""Where markdown-it stops reading. `guide.markup.blocks` reports an error long before."""


class _Markdown(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 - markdown-it's name
        del url
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - markdown-it's name
        return url


@cache
def _engine() -> MarkdownIt:
    engine = _Markdown("commonmark", {"maxNesting": MAX_NESTING})
    engine.enable(["table", "strikethrough"])
    engine.inline.ruler.before("link", "gap", gap_rule)
    return engine


def block_tokens(text: str) -> tuple[list[Token], dict[str, Any]]:
    """Return markdown-it's tokens for a text of blocks, and its reference definitions."""
    environment: dict[str, Any] = {}
    tokens = _engine().parse(text, environment)
    return tokens, environment.get("references", {})


def inline_tokens(text: str) -> list[Token]:
    """Return markdown-it's tokens for a text of one paragraph."""
    return _engine().parseInline(text)[0].children or []


def cloze_tokens(text: str) -> tuple[list[Token], str]:
    """Return the tokens of a text with gaps, and how its first broken gap begins, or ""."""
    environment: dict[str, Any] = {"gaps": True}
    tokens = _engine().parseInline(text, environment)[0].children or []
    return tokens, environment.get("broken", "")
