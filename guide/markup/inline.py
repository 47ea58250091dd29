"""markdown-it's inline tokens → inline nodes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from unicodedata import category, east_asian_width, name

from markdown_it.token import Token

from guide.markup.field import Field
from guide.markup.html import check_comment, refuse_inline
from guide.markup.images import make_image
from guide.markup.links import make_link
from guide.markup.nodes import (
    Code,
    Emphasis,
    Gap,
    Inline,
    Inlines,
    LineBreak,
    Strikethrough,
    Strong,
    Text,
)
from guide.markup.text import join_text, plain_text

# Marks deeper than this are dropped, their text is kept: nobody sees the twelfth.
_DEEPEST = 12

_MARKS: dict[str, type[Emphasis | Strong | Strikethrough]] = {
    "em": Emphasis,
    "strong": Strong,
    "s": Strikethrough,
}
_SPACES = re.compile(r"[ \t\n\f\r]+")
_FOOTNOTE = re.compile(r"\[\^[\w-]+\]")


@dataclass(slots=True)
class _Frame:
    """An element that is open: its token, and the nodes inside it so far."""

    token: Token | None
    nodes: list[Inline] = field(default_factory=list)
    flat: bool = False


def build_inlines(tokens: Sequence[Token], place: Field, line: int) -> Inlines:
    """Return the nodes of one inline text whose first line is ``line`` of the field."""
    return _Builder(place, line).build(tokens)


class _Builder:
    def __init__(self, place: Field, line: int) -> None:
        self.place = place
        self.line = line
        self.gaps = 0
        self.before = ""  # the last character that is seen
        self.breaks = 0  # soft line breaks since then

    def build(self, tokens: Sequence[Token]) -> Inlines:
        frames = [_Frame(None)]
        for index, token in enumerate(tokens):
            if token.type == "softbreak":
                self.breaks += 1
                self.line += 1
                continue
            if self.breaks:
                frames[-1].nodes.extend(self._soft_break(islice(tokens, index, None)))
            if token.nesting > 0:
                self._open(frames, token)
            elif token.nesting < 0:
                self._close(frames)
            else:
                frames[-1].nodes.extend(self._leaf(token))
        return _trimmed(join_text(tuple(frames[0].nodes)))

    def _open(self, frames: list[_Frame], token: Token) -> None:
        if token.type == "gap_open":
            self.gaps += 1
            token.meta["number"] = self.gaps
            if any(f.token is not None and f.token.type == "gap_open" for f in frames):
                self._bad_gap(token)
        if len(frames) > _DEEPEST:
            frames.append(_Frame(token, frames[-1].nodes, flat=True))
            if token.type not in {"em_open", "strong_open", "s_open"}:
                self.place.error(
                    "G209", "nested too deeply", "take some of the marks away", self.line
                )
        else:
            frames.append(_Frame(token))

    def _close(self, frames: list[_Frame]) -> None:
        frame = frames.pop()
        if not frame.flat and frame.token is not None:
            children = join_text(tuple(frame.nodes))
            frames[-1].nodes.extend(self._element(frame.token, children))

    def _element(self, token: Token, children: Inlines) -> Inlines:
        kind = token.type.removesuffix("_open")
        if kind == "link":
            title = _clean(str(token.attrs.get("title", "")))
            href = str(token.attrs.get("href", ""))
            return make_link(children, href, title, self.place, self.line)
        if kind == "gap":
            if not plain_text(children).strip():
                self._bad_gap(token)
            return (Gap(children, token.meta["number"], _clean(token.meta["hint"])),)
        mark: Inline = _MARKS[kind](children)
        return (mark,) if children else ()

    def _leaf(self, token: Token) -> Inlines:
        match token.type:
            case "text":
                return self._text(token.content)
            case "code_inline":
                self.before = "`"
                return (Code(_clean(token.content)),)
            case "hardbreak":
                self.line += 1
                self.before = ""
                return (LineBreak(),)
            case "html_inline":
                return self._html(token.content)
            case "image":
                self.before = "!"
                return make_image(token, build_inlines, self.place, self.line)
            case other:  # markdown-it has no other leaves in this set-up
                raise AssertionError(other)

    def _text(self, content: str) -> Inlines:
        text = _SPACES.sub(" ", content)
        if self.before == " ":  # a comment stood between two spaces
            text = text.lstrip(" ")
        if not text:
            return ()
        self.before = text[-1]
        for match in _FOOTNOTE.finditer(text) if "[^" in text else ():
            self.place.warn(
                "G210",
                f"footnotes are not supported: `{match[0]}` is shown as it stands",
                "say it in the text, in a call-out or in `references`",
                self.line,
                match[0],
            )
        return (Text(text),)

    def _html(self, content: str) -> Inlines:
        if content.startswith("<!--"):
            check_comment(content, self.place, self.line, inline=True)
            return ()
        refuse_inline(content, self.place, self.line)
        return (Text(_SPACES.sub(" ", content)),)

    def _soft_break(self, rest: Iterator[Token]) -> Inlines:
        breaks, self.breaks = self.breaks, 0
        if breaks > 1:  # a blank line in a field of one paragraph
            self.before = ""
            return (LineBreak(),)
        content = next((t.content for t in rest if t.content), "")
        after = content[:1]
        if _no_space(self.before) and _no_space(after):
            return ()
        self.before = " "
        return (Text(" "),)

    def _bad_gap(self, token: Token) -> None:
        self.place.error(
            "G230",
            f"a gap needs text, and no gap inside it: `{token.content}`",
            "write `[[text]]` or `[[text::hint]]`",
            self.line,
            token.content,
        )


def _no_space(character: str) -> bool:
    """Tell whether a script is written without spaces: CJK, but not Korean and not emoji."""
    return (
        character != ""
        and east_asian_width(character) in "WFH"
        and category(character)[0] in "LPN"
        and "HANGUL" not in name(character, "")
    )


def _clean(text: str) -> str:
    return _SPACES.sub(" ", text) if "\n" in text or "\t" in text or "\r" in text else text


def _trimmed(nodes: Inlines) -> Inlines:
    """Return ``nodes`` without white space or line breaks at both ends."""
    kept = list(nodes)
    while kept and (kept[0] == LineBreak() or _is_space(kept[0])):
        kept.pop(0)
    while kept and (kept[-1] == LineBreak() or _is_space(kept[-1])):
        kept.pop()
    if kept and isinstance(kept[0], Text):
        kept[0] = Text(kept[0].text.lstrip(" "))
    if kept and isinstance(kept[-1], Text):
        kept[-1] = Text(kept[-1].text.rstrip(" "))
    return tuple(kept)


def _is_space(node: Inline) -> bool:
    return isinstance(node, Text) and not node.text.strip(" ")
