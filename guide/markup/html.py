"""HTML in a source: comments are the author's, one breaks a slide, the rest is refused."""

from __future__ import annotations

import re
from difflib import get_close_matches

from markdown_it.token import Token

from guide.markup.field import Field

_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_BREAK = "slide"
_LONGEST = 60  # characters of HTML in a message
_TAG = re.compile(r"<(/?)([A-Za-z][\w-]*)")
_MENDS = {
    "a": "write `[text](https://…)`",
    "b": "write `**text**`",
    "br": "end the line with a backslash for a line break",
    "code": "put it in backticks",
    "em": "write `*text*`",
    "i": "write `*text*`",
    "img": "write `![what it shows](file.png)`",
    "kbd": "put it in backticks",
    "s": "write `~~text~~`",
    "strong": "write `**text**`",
}


def html_block(token: Token, place: Field) -> int:
    """Check a block of HTML; return how many slides it breaks."""
    line = (token.map or [0])[0] + 1
    content = token.content
    if not content.lstrip().startswith("<!--"):
        refuse(content.strip(), place, line)
        return 0
    if "-->" not in content:
        mend = "end the comment with `-->`"
        place.error("G203", "this comment hides the rest of the text", mend, line, "<!--")
        return 0
    rest = _COMMENT.sub("", content).strip()
    if rest:
        mend = "begin a new line after `-->`, with a blank line between"
        place.error("G203", "text behind a comment would be lost", mend, line, rest)
    return sum(check_comment(m[0], place, line) for m in _COMMENT.finditer(content))


def refuse(html: str, place: Field, line: int) -> None:
    """Report raw HTML."""
    tag = _TAG.match(html)
    first = html.partition("\n")[0]
    shown = first if len(first) <= _LONGEST else f"{first[:_LONGEST]}…"
    mend = _MENDS.get(
        tag[2].lower() if tag else "", "write Markdown, or put it in backticks to show it as it is"
    )
    place.error("G202", f"raw HTML is not passed through: `{shown}`", mend, line, first)


def refuse_inline(html: str, place: Field, line: int) -> None:
    """Report raw HTML in a line; a closing tag not again after its opening one."""
    if not (html.startswith("</") and any(each.code == "G202" for each in place.problems)):
        refuse(html, place, line)


def check_comment(comment: str, place: Field, line: int, *, inline: bool = False) -> bool:
    """Tell whether a comment breaks a slide; report one that nearly does."""
    words = comment.removeprefix("<!--").removesuffix("-->").strip()
    if words.lower() == _BREAK:
        if inline:
            mend = "put `<!-- slide -->` on a line of its own, outside the paragraph"
            place.warn("G211", "a slide cannot break inside a paragraph", mend, line, comment)
        return not inline
    if get_close_matches(words.lower(), (_BREAK, "new slide", "slide break"), n=1, cutoff=0.8):
        mend = "write `<!-- slide -->` to begin a new slide"
        place.warn("G203", f"`{comment}` is an ordinary comment", mend, line, comment)
    return False
