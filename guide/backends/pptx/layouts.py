"""The ten layouts of a deck."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from guide.backends.pptx.frames import (
    CALLOUT_BAR,
    CALLOUT_INSET,
    CAPTION,
    CODE_INSET,
)
from guide.backends.pptx.geometry import GAP, Box
from guide.backends.pptx.template import (
    Look,
    bar,
    body_properties,
    code_style,
    footers,
    one_level,
    placeholder,
    tree,
)
from guide.backends.pptx.xml import HEADER, NAMESPACES, fill

HEAD, BODY, BLOCK, CAPTION_TEXT, BELOW = 10, 1, 2, 3, 4
"""Indices of the placeholders: running head, text, block, its caption, text below it."""


class Layout(Enum):
    """The layouts, named as the user sees them."""

    TITLE = "Title"
    AGENDA = "Agenda"
    QUESTION = "Question"
    POINTS = "Key points"
    TEXT = "Text"
    CODE = "Code"
    TABLE = "Table"
    CALLOUT = "Call-out"
    PICTURE = "Picture"
    CLOSING = "Closing"


def layouts(look: Look) -> list[str]:
    """Return the layout parts, in the order of `Layout`."""
    return [_layout(look, layout, _MAKERS[layout]) for layout in Layout]


def _layout(look: Look, layout: Layout, make: Callable[[Look], str]) -> str:
    tinted = layout in (Layout.TITLE, Layout.QUESTION)
    background = f"<p:bg><p:bgPr>{fill('bg2')}<a:effectLst/></p:bgPr></p:bg>" if tinted else ""
    kind = ' type="title"' if layout is Layout.TITLE else ' userDrawn="1"'
    return (
        f'{HEADER}<p:sldLayout {NAMESPACES}{kind} preserve="1">'
        f'<p:cSld name="{layout.value}">{background}{tree(make(look) + footers(look, 40))}'
        "</p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
    )


def title_boxes(look: Look) -> dict[str, Box]:
    """Return the boxes of the title slide: above, title, below, foot."""
    g = look.geometry
    return {
        "above": Box(g.margin, 96, g.measure, 30),
        "title": Box(g.margin, 132, g.measure, 120),
        "below": Box(g.margin, 270, g.measure, 150),
        "foot": Box(g.margin, 436, g.measure, 44),
    }


def halves(look: Look) -> tuple[Box, Box, Box]:
    """Return the agenda's boxes: the full width, the left half, the right half."""
    g = look.geometry
    body = g.body(g.title)
    half = (body.width - 36) / 2
    left = Box(body.x, body.y, half, body.height)
    return body, left, Box(body.x + half + 36, body.y, half, body.height)


def _title(look: Look) -> str:
    boxes = title_boxes(look)
    return (
        bar(20, look)
        + placeholder(
            2,
            "Title",
            'type="ctrTitle"',
            boxes["title"],
            body_properties("t"),
            one_level(48, bold=True),
            "Topic",
        )
        + _line(3, "Guide", 1, boxes["above"], one_level(20, color="accent1", bold=True))
        + _line(4, "Summary", 2, boxes["below"], one_level(20))
        + _line(5, "Edition", 3, boxes["foot"], one_level(16, color="tx2"), anchor="b")
    )


def _agenda(look: Look) -> str:
    _, left, right = halves(look)
    levels = one_level(look.tokens.body)
    return (
        _heading(look)
        + _line(3, "Questions", 1, left, levels)
        + _line(4, "More questions", 2, right, levels)
    )


def _question(look: Look) -> str:
    g = look.geometry
    return (
        bar(20, look)
        + placeholder(
            2,
            "Question",
            'type="title"',
            g.question,
            body_properties("ctr"),
            one_level(look.tokens.question, bold=True),
            "The question",
        )
        + _line(3, "Number", 1, g.above_question, one_level(18, color="accent1", bold=True))
        + _line(4, "Level and tags", 2, g.below_question, one_level(16, color="tx2"))
    )


def _points(look: Look) -> str:
    g = look.geometry
    return (
        placeholder(
            2, "Title", 'type="title"', g.tall_title, body_properties("b"), "", "The short answer"
        )
        + _head(look)
        + _line(4, "Key points", BODY, g.body(g.tall_title), "")
    )


def _text(look: Look) -> str:
    g = look.geometry
    return _heading(look) + _head(look) + _line(4, "Text", BODY, g.body(g.title), "")


def _code(look: Look) -> str:
    above, block, below = _thirds(look)
    caption = Box(block.x, block.y, block.width, CAPTION)
    panel = Box(block.x, block.y + CAPTION, block.width, block.height - CAPTION)
    return (
        _around(look, above, below)
        + _line(6, "Caption", CAPTION_TEXT, caption, one_level(14, color="tx2"))
        + placeholder(
            7,
            "Code",
            f'type="body" sz="quarter" idx="{BLOCK}"',
            panel,
            body_properties("t", (CODE_INSET, CODE_INSET)),
            code_style(look),
            "Code",
            paint=fill(look.scheme.name(look.palette.panel)),
        )
    )


def _table(look: Look) -> str:
    above, block, below = _thirds(look)
    return _around(look, above, below) + placeholder(
        7, "Table", f'type="tbl" idx="{BLOCK}"', block, body_properties(), "", "Table"
    )


def _callout(look: Look) -> str:
    above, block, below = _thirds(look)
    box = Box(block.x + CALLOUT_BAR, block.y, block.width - CALLOUT_BAR, block.height)
    return _around(look, above, below) + placeholder(
        7,
        "Call-out",
        f'type="body" sz="quarter" idx="{BLOCK}"',
        box,
        body_properties("ctr", (CALLOUT_INSET, CALLOUT_INSET)),
        "",
        "Call-out",
        paint=fill("bg2"),
    )


def _picture(look: Look) -> str:
    above, block, below = _thirds(look)
    caption = Box(block.x, block.y + block.height - CAPTION, block.width, CAPTION)
    picture = Box(block.x, block.y, block.width, block.height - CAPTION - 4)
    return (
        _around(look, above, below)
        + placeholder(
            7, "Picture", f'type="pic" idx="{BLOCK}"', picture, body_properties(), "", "Picture"
        )
        + _line(6, "Caption", CAPTION_TEXT, caption, one_level(14, color="tx2"))
    )


def _closing(look: Look) -> str:
    body, _, _ = halves(look)
    return _heading(look) + _line(3, "Recap", BODY, body, one_level(look.tokens.body))


def _thirds(look: Look) -> tuple[Box, Box, Box]:
    """Return boxes for text, a block and text: where they stand until a slide says otherwise."""
    body = look.geometry.body(look.geometry.title)
    above = Box(body.x, body.y, body.width, 54)
    top = above.y + above.height + GAP
    below = Box(body.x, body.y + body.height - 54, body.width, 54)
    return above, Box(body.x, top, body.width, below.y - GAP - top), below


def _around(look: Look, above: Box, below: Box) -> str:
    return (
        _heading(look)
        + _head(look)
        + _line(4, "Text above", BODY, above, "")
        + _line(5, "Text below", BELOW, below, "")
    )


def _heading(look: Look) -> str:
    return placeholder(
        2, "Title", 'type="title"', look.geometry.title, body_properties("b"), "", "Title"
    )


def _head(look: Look) -> str:
    return _line(3, "Running head", HEAD, look.geometry.head, one_level(14, color="tx2"))


def _line(number: int, name: str, index: int, box: Box, style: str, *, anchor: str = "t") -> str:
    kind = f'type="body" sz="quarter" idx="{index}"'
    return placeholder(number, name, kind, box, body_properties(anchor), style, name)


_MAKERS: dict[Layout, Callable[[Look], str]] = {
    Layout.TITLE: _title,
    Layout.AGENDA: _agenda,
    Layout.QUESTION: _question,
    Layout.POINTS: _points,
    Layout.TEXT: _text,
    Layout.CODE: _code,
    Layout.TABLE: _table,
    Layout.CALLOUT: _callout,
    Layout.PICTURE: _picture,
    Layout.CLOSING: _closing,
}
