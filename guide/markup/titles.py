"""Titles made from questions, without a Markdown parser: cheap enough for an outline."""

from __future__ import annotations

import re
from html import unescape

LONGEST = 60

_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
_MARKS = re.compile(
    r"""
      (?P<ticks>`+)(?!`)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)  # `code`
    | \\(?P<escaped>[!-/:-@\[-`{-~])                        # \*
    | !?\[(?P<label>[^\]\[]*)\]\((?:[^()\s]|\([^()]*\))*(?:\s+(?:"[^"]*"|'[^']*'))?\)
    | <(?P<url>(?:https?|mailto):[^<>\s]+)>                 # <https://…>
    | \*{1,3}(?=\S) | (?<=\S)\*{1,3}                        # *emphasis*
    | (?<!\w)_{1,3}(?=\S) | (?<=\S)_{1,3}(?!\w)             # _emphasis_
    | ~~
    """,
    re.VERBOSE,
)
_SENTENCE_END = re.compile(r"[?!。？！](?=\s|$)|(?<=[。？！])|(?<=\w{3})\.(?=\s+[^\Wa-z])")


def strip_marks(markdown: str) -> str:
    """Return inline Markdown as plain text on one line.

    A close guess for what a title needs: `guide.markup.parser` is the real thing.
    """
    text = _MARKS.sub(_shown, _COMMENT.sub("", markdown))
    return " ".join(unescape(text).split())


def _shown(match: re.Match[str]) -> str:
    code, escaped, label, url = match.group("code", "escaped", "label", "url")
    if code is not None:
        return code
    return escaped or (strip_marks(label) if label else "") or url or ""


def default_title(question: str) -> str:
    """Return a title for a question that has none: its first sentence, plain, ≤ 60 characters.

    ``question`` is Markdown. A longer sentence is cut at a word and ends in "…"; a final
    full stop is dropped. Empty if the question has no text.
    """
    text = strip_marks(question)
    end = _SENTENCE_END.search(text)
    sentence = text[: end.end()] if end else text
    return shorten(sentence.removesuffix(".").rstrip())


def shorten(text: str, longest: int = LONGEST) -> str:
    """Return ``text`` cut at a word to at most ``longest`` characters, with "…" if cut."""
    if len(text) <= longest:
        return text
    head = text[:longest]
    cut = head.rfind(" ")
    # A single long word, or a script without spaces, is cut inside.
    head = head[:cut] if cut > longest // 3 else head[: longest - 1]
    return head.rstrip(" ,;:.-–") + "…"
