"""Links: which ones may stand in a guide, and where they lead."""

from __future__ import annotations

from difflib import get_close_matches
from urllib.parse import urlsplit

from markdown_it.common.normalize_url import normalizeLink

from guide.markup.field import Field
from guide.markup.nodes import Inline, Inlines, Link, QuestionLink, Text
from guide.markup.text import plain_text

_QUESTION = "question:"
_WEB = ("http", "https")


def make_link(children: Inlines, href: str, title: str, field: Field, line: int) -> Inlines:
    """Return the node of a link, or its bare text after a report if it leads nowhere.

    ``href`` is as written. A link without a text shows its target's title or its address.
    """
    if href.lower().startswith(_QUESTION):
        return _question_link(children, href, field, line)
    problem = _why_not(href)
    if problem:
        message = f"link to `{_short(href)}`: {problem}" if href else problem
        field.error("G222", message, _MEND, line, href or "]()")
        return children
    if not plain_text(children).strip() and not children:
        children = (Text(href),)
    return (Link(children, normalizeLink(href), title),)


_MEND = (
    "write `https://…`, `http://…`, `mailto:…`, or `[text](question:id)` for another question; "
    "an address to read as text goes into backticks"
)


def _question_link(children: Inlines, href: str, field: Field, line: int) -> Inlines:
    target = href[len(_QUESTION) :]
    found = field.resolver.outline.find(target)
    if found is None:
        ids = [q.id for topic in field.resolver.outline.topics for q in topic.questions]
        close = get_close_matches(target, ids, n=1, cutoff=0.5)
        mend = f"did you mean `question:{close[0]}`?" if close else _NO_SUCH
        field.error("G220", f"no question `{_short(target)}`", mend, line, href)
        return children
    if target == field.anchor.question:
        mend = "link to another question, or leave the text without a link"
        field.warn("G221", "this question links to itself", mend, line, href)
    question = found[1]
    # An autolink, <question:id>, shows its address; a reader wants the title.
    if not children or plain_text(children) in ("", href):
        children = (Text(question.title),)
    link: Inline = QuestionLink(children, target, question.number, question.title)
    return (link,)


_NO_SUCH = "write the id of a question of this guide; `guide list` shows them all"


def _why_not(href: str) -> str:
    """Return why a reader cannot follow ``href``; "" if he can."""
    try:
        parts = urlsplit(href)
        host = parts.hostname
    except ValueError:
        return "the address is malformed"
    if any(c.isspace() or not c.isprintable() for c in href):
        return "the address holds spaces or invisible characters"
    if parts.scheme in _WEB:
        return "" if host else "the address names no host"
    if parts.scheme == "mailto":
        return "" if "@" in parts.path else "the address names no mailbox"
    if not parts.scheme:
        return "it works neither on paper nor on a card" if href else "a link without an address"
    return f"`{_short(parts.scheme)}:` cannot be followed from paper, slides and cards"


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"  # noqa: PLR2004 - fits a terminal
