"""What the elements of a card look like: inline styles or class names.

A CSV file carries no style sheet, so the notes of the stock type bring theirs along in
``style`` attributes; the package's note types have one, and their fields stay small.

Inline styles set a colour and its background together or neither: text takes both from
Anki, by day and by night; code stands on a dark box of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from html import escape
from typing import Protocol

from guide.markup.nodes import Align, CalloutKind, TokenKind
from guide.theme import CodeStyle, Theme


class Role(StrEnum):
    """An element whose looks are not those of its tag."""

    CARD = "card"  # the wrapper of a side
    QUESTION = "question"
    SHORT = "short"
    LABEL = "label"  # a small heading: "Key points"
    DETAILS = "details"
    SUMMARY = "summary"
    REFERENCES = "refs"
    GAP = "gap"
    PARAGRAPH = "p"
    HEADING = "h"
    LIST = "list"
    ITEM = "item"
    QUOTE = "quote"
    CALLOUT_LABEL = "callout-label"
    FIGURE = "figure"
    IMAGE = "img"
    CAPTION = "caption"
    RULE = "hr"
    LINK = "link"
    CODE = "code"  # a code span
    BLOCK = "block"  # a code block with its bar
    BAR = "bar"
    PRE = "pre"
    CODE_LINES = "lines"
    MARK = "mark"
    SCROLL = "scroll"  # what may be wider than the screen
    TABLE = "table"
    HEAD_CELL = "th"
    CELL = "td"


class Looks(Protocol):
    """Attributes for elements, each with a leading space, or nothing."""

    def of(self, role: Role) -> str:
        """Return the attribute of an element."""
        ...

    def cell(self, role: Role, align: Align) -> str:
        """Return the attribute of a table's cell."""
        ...

    def callout(self, kind: CalloutKind) -> str:
        """Return the attribute of a call-out."""
        ...

    def token(self, kind: TokenKind) -> str:
        """Return the attribute of a run of code; "" if it needs no element."""
        ...


TOKEN_CLASSES: Mapping[TokenKind, str] = {
    TokenKind.KEYWORD: "k",
    TokenKind.FUNCTION: "f",
    TokenKind.TYPE: "t",
    TokenKind.KEY: "a",
    TokenKind.STRING: "s",
    TokenKind.NUMBER: "n",
    TokenKind.CONSTANT: "c",
    TokenKind.VARIABLE: "v",
    TokenKind.COMMENT: "o",
    TokenKind.PROMPT: "p",
    TokenKind.INSERTED: "i",
    TokenKind.DELETED: "d",
}


class ClassLooks:
    """Short class names, for the package's own style sheet."""

    _CLASSES = frozenset(
        {
            Role.REFERENCES,
            Role.GAP,
            Role.BLOCK,
            Role.BAR,
            Role.MARK,
            Role.SCROLL,
            Role.LABEL,
        }
    )

    def of(self, role: Role) -> str:
        """Return a class where the tag alone does not tell."""
        name = "label" if role is Role.CALLOUT_LABEL else role
        return f' class="{name}"' if name in self._CLASSES else ""

    def cell(self, role: Role, align: Align) -> str:
        """Return a class for other alignments than left."""
        del role
        return "" if align is Align.LEFT else f' class="{align}"'

    def callout(self, kind: CalloutKind) -> str:
        """Return the kind as a class."""
        return f' class="callout {kind}"'

    def token(self, kind: TokenKind) -> str:
        """Return a class of one letter."""
        name = TOKEN_CLASSES.get(kind)
        return f' class="{name}"' if name else ""


class InlineLooks:
    """Inline styles in a theme's colours and fonts, for Anki's stock note type."""

    def __init__(self, theme: Theme) -> None:
        """Compute the attributes once."""
        body, code = (
            ",".join(_family(name) for name in stack)
            for stack in (theme.screen.body, theme.screen.code)
        )
        dark = theme.dark
        small = "font-size:15px"
        styles = {
            Role.CARD: (
                f"max-width:42em;margin:0 auto;font-family:{body};font-size:18px;"
                "line-height:1.5;text-align:start;overflow-wrap:anywhere"
            ),
            Role.QUESTION: "font-size:20px;font-weight:600;line-height:1.4",
            Role.SHORT: "margin:.6em 0 .9em;font-weight:600",
            Role.LABEL: f"{small};font-weight:600;margin:1em 0 .2em",
            Role.CALLOUT_LABEL: f"{small};font-weight:600;margin:.5em 0 .1em",
            Role.DETAILS: "margin:1em 0",
            Role.SUMMARY: f"{small};font-weight:600;cursor:pointer",
            Role.REFERENCES: f"{small};margin:1.2em 0 0;padding-inline-start:1.2em",
            Role.GAP: "font-weight:700;border-bottom:2px solid",
            Role.PARAGRAPH: "margin:.6em 0",
            Role.HEADING: "font-size:18px;margin:1.2em 0 .4em",
            Role.LIST: "margin:.5em 0;padding-inline-start:1.4em",
            Role.ITEM: "margin:.25em 0",
            Role.QUOTE: (
                f"margin:.8em 0;padding-inline-start:.9em;border-inline-start:3px solid {_LINE}"
            ),
            Role.FIGURE: "margin:.9em 0",
            Role.IMAGE: "max-width:100%;height:auto",
            Role.CAPTION: small,
            Role.RULE: f"border:0;border-top:1px solid {_LINE};margin:1.2em 0",
            Role.LINK: "color:inherit",
            Role.CODE: (
                f"font-family:{code};font-size:max(.86em,14px);padding:.1em .3em;border-radius:3px;"
                "background:rgba(128,128,128,.18)"
            ),
            Role.BLOCK: (
                f"margin:.9em 0;border:1px solid {dark.rule};border-radius:6px;overflow:hidden;"
                f"background:{dark.panel};color:{dark.ink};direction:ltr;text-align:left"
            ),
            Role.BAR: (
                f"font-size:14px;line-height:1.3;padding:6px 12px;"
                f"border-bottom:1px solid {dark.rule};background:{dark.panel};color:{dark.muted}"
            ),
            Role.PRE: (
                f"margin:0;padding:10px 12px;overflow-x:auto;font-family:{code};font-size:14.5px;"
                "line-height:1.45;white-space:pre;overflow-wrap:normal;tab-size:4"
            ),
            Role.CODE_LINES: "display:block;width:max-content;min-width:100%;font:inherit",
            Role.MARK: (
                f"display:inline-block;min-width:100%;min-height:1.45em;background:{dark.mark};"
                f"color:{dark.ink};box-shadow:-9px 0 {dark.mark},-12px 0 {dark.accent},"
                f"12px 0 {dark.mark}"
            ),
            Role.SCROLL: "margin:.9em 0;overflow-x:auto",
            Role.TABLE: (
                "border-collapse:collapse;font-size:16px;line-height:1.4;margin:0;"
                "overflow-wrap:normal"
            ),
        }
        self._attributes = {role: _style(text) for role, text in styles.items()}
        self._callouts = {
            kind: _style(
                "margin:.9em 0;padding:.1em .9em;border-radius:4px;"
                "background:rgba(128,128,128,.12);border-inline-start:4px solid "
                + getattr(dark, kind)
            )
            for kind in CalloutKind
        }
        self._tokens: dict[TokenKind, str] = {
            kind: _style(_token(style))
            for kind, style in theme.code_dark.items()
            if kind is not TokenKind.PLAIN
        }

    def of(self, role: Role) -> str:
        """Return a ``style`` attribute."""
        return self._attributes[role]

    def cell(self, role: Role, align: Align) -> str:
        """Return a ``style`` attribute with the alignment."""
        weight = "font-weight:600;" if role is Role.HEAD_CELL else ""
        return _style(
            f"border:1px solid {_LINE};padding:.3em .6em;vertical-align:top;{weight}"
            f"text-align:{'start' if align is Align.LEFT else align}"
        )

    def callout(self, kind: CalloutKind) -> str:
        """Return a ``style`` attribute with the kind's colour."""
        return self._callouts[kind]

    def token(self, kind: TokenKind) -> str:
        """Return a ``style`` attribute for use on the dark box."""
        return self._tokens.get(kind, "")


_QUOTE = '"'
_LINE = "rgba(128,128,128,.5)"


def _family(name: str) -> str:
    return "'" + name.replace("'", "") + "'" if " " in name else name


def _token(style: CodeStyle) -> str:
    weight = ";font-weight:700" if style.bold else ""
    slant = ";font-style:italic" if style.italic else ""
    return f"color:{style.color}{weight}{slant}"


def _style(text: str) -> str:
    return f' style="{escape(text, quote=False).replace(_QUOTE, "&quot;")}"'
