"""Paint a galley as units: pieces of a content stream that each stand alone.

WeasyPrint paints a page as one stream in which a piece relies on the state that earlier
ones left. A galley is cut into pages after it was painted, so here every piece of marked
content (ISO 32000-1, 14.6) sets all that it needs, and its vertical extent is known.
Lengths are CSS pixels from the upper left corner.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

import pydyf
from weasyprint.draw import draw_stacking_context
from weasyprint.formatting_structure import boxes
from weasyprint.pdf.fonts import Font
from weasyprint.pdf.stream import Stream
from weasyprint.stacking import StackingContext
from weasyprint.text.fonts import get_pango_font_key

from guide.backends.pdf.extents import PAINTING, extent

ASCENT, DESCENT = 0.72, 0.22  # em: what of a line of text must not be cut by a page's edge
_SHOWING = (b" Tj", b" TJ", b" Do", b" sh")
ALPHA = re.compile(r"[Aa][0-9.]+")  # as WeasyPrint names a state that only sets an opacity
_NAME = re.compile(rb"/(\S+) (?:Do|gs|scn|SCN|sh)\b")


@dataclass(slots=True)
class Unit:
    """A piece of a galley. ``mcid`` is its number as tagged text or picture, None else.

    ``operators`` are those of the piece alone, without the marks around tagged content.
    ``page_of`` names the destination whose page number the text ends with.
    """

    top: float
    bottom: float
    operators: list[Any]
    mcid: int | None = None
    page_of: str = ""

    def as_artifact(self) -> None:
        """Take the meaning away: what no element holds is decoration."""
        self.mcid = None
        self.operators = ["/Artifact", b"BMC", *self.operators, b"EMC"]

    def data(self) -> bytes:
        """Return the operators as a content stream."""
        data = b"\n".join(
            operator if isinstance(operator, bytes) else pydyf._to_bytes(operator)  # noqa: SLF001
            for operator in self.operators
        )
        data = data.replace(b">0<", b"").replace(b">0]", b">]")  # kerning by nothing
        return data.replace(b"><", b"")  # runs of one font


class _Scope:
    """What ``with`` begins and ends; a generator would cost more than what it wraps."""

    __slots__ = ("_begin", "_end")

    def __init__(self, begin: Callable[[], None], end: Callable[[], None]) -> None:
        self._begin, self._end = begin, end

    def __enter__(self) -> None:
        self._begin()

    def __exit__(self, *_: object) -> None:
        self._end()


class GalleyStream(Stream):  # type: ignore[misc]
    """A stream that collects units. ``name`` makes the names of its resources unique."""

    def __init__(self, name: str, document: Any, width: float, height: float) -> None:
        self.resources = pydyf.Dictionary(
            {
                kind: pydyf.Dictionary()
                for kind in ("ExtGState", "XObject", "Pattern", "Shading", "ColorSpace")
            }
        )
        self.tags: dict[Any, Any] = {}
        self.fonts: dict[Any, Any] = {}
        self.pictures: dict[str, Any] = {}
        self.units: list[Unit] = []
        self.numbers: dict[Any, int] = {}  # of boxes of text and pictures
        self._name = name
        self._depth = 0  # of marked content
        self._start = 0  # of the unit that is being painted
        self._opened: list[int] = []  # where each state that is still open begins
        super().__init__(
            self.fonts,
            (0, 0, width, height),
            self.resources,
            self.pictures,
            self.tags,
            document.color_profiles,
            document.output_intent,
        )

    def clone(self, **options: Any) -> Any:
        """Return a stream for what is painted as one, such as a picture."""
        return _as_inner(super().clone(**options))

    # --- pieces -------------------------------------------------------------

    def marked(self, box: Any, tag: str) -> _Scope:
        """Begin a unit that holds a box of text, or a picture."""
        if self._depth:
            raise AssertionError("tagged content inside of other content")
        mcid = len(self.tags)
        self.tags[box] = {"tag": tag, "mcid": mcid}
        self.numbers[box] = mcid
        return _Scope(self._begin, lambda: self._end(box))

    def artifact(self) -> _Scope:
        """Begin a unit of decoration, or a part of a picture."""
        return _Scope(self._begin, self._end)

    def stacked(self) -> _Scope:
        """Save the state, and restore it at the end."""
        return _Scope(self.push_state, self.pop_state)

    def _begin(self) -> None:
        if not self._depth:
            self._forget_state()
            self._start = len(self.stream)
        self._depth += 1

    def _end(self, box: Any = None) -> None:
        self._depth -= 1
        if self._depth:
            return
        operators = self.stream[self._start :]
        del self.stream[self._start :]
        self._forget_state()
        if not _paints(operators):
            return
        if box is None:
            self._decoration(operators)
        else:
            top, bottom = _extent_of_box(box)
            self.units.append(
                Unit(top, bottom, self._closed(self._whole(operators)), self.numbers[box])
            )

    def _decoration(self, operators: list[Any]) -> None:
        whole = self._whole(operators)
        top, bottom = extent(whole)
        unit = Unit(top, bottom, self._closed(whole))
        unit.as_artifact()
        self.units.append(unit)

    def _whole(self, operators: list[Any]) -> list[Any]:
        """Return operators within the states that are open around them."""
        around: list[Any] = []
        levels = 0
        for start, end in pairwise([*self._opened, len(self.stream)]):
            state = [o for o in self.stream[start + 1 : end] if o != b"1 0 0 1 0 0 cm"]
            if state:
                around += [b"q", *state]
                levels += 1
        return [*around, *operators, *[b"Q"] * levels]

    def _closed(self, operators: list[Any]) -> list[Any]:
        """Return operators that leave no state behind, and that may be moved."""
        if any(o == b"/Pattern cs" for o in operators):
            return [f"/{self._form(operators)} Do".encode()]
        if any(isinstance(o, bytes) and o.endswith(b" gs") for o in operators):
            return [b"q", *operators, b"Q"]
        return operators

    def _form(self, operators: list[Any]) -> str:
        """Return the name of a form that paints operators.

        A pattern is placed in the coordinates of the stream that uses it (ISO 32000-1,
        8.7.3.1): only in a form of its own does it move together with what it fills.
        """
        used = {
            name.decode() for o in operators if isinstance(o, bytes) for name in _NAME.findall(o)
        }
        own = pydyf.Dictionary({"Font": None})
        for kind, items in self.resources.items():
            own[kind] = pydyf.Dictionary({n: item for n, item in items.items() if n in used})
            for name, item in own[kind].items():
                if item is not None and not ALPHA.fullmatch(name):
                    del items[name]  # nothing else names it
        name = f"{self._name}f{len(self.units)}"
        extra = {
            "Type": "/XObject",
            "Subtype": "/Form",
            "BBox": pydyf.Array([0, 0, *self.page_rectangle[2:]]),
            "Resources": own,
        }
        self.resources["XObject"][name] = pydyf.Stream(operators, extra)
        return name

    # --- state --------------------------------------------------------------

    def push_state(self) -> None:
        """Save the state; remember where."""
        if not self._depth:
            self._opened.append(len(self.stream))
        super().push_state()

    def pop_state(self) -> None:
        """Restore the state; what was painted outside of any unit becomes one."""
        if self._depth:
            super().pop_state()
            return
        start = self._opened.pop()
        loose = self.stream[start + 1 :]
        del self.stream[start + 1 :]
        if _paints(loose):
            self._decoration([b"q", *loose, b"Q"])
        super().pop_state()

    def _forget_state(self) -> None:
        """Begin with the state of a new page: nothing set, everything opaque."""
        self._current_color = self._current_color_stroke = None
        self._current_alpha, self._current_alpha_stroke = "a1.0", "A1.0"
        self._current_font = self._old_font = None

    # --- resources ----------------------------------------------------------

    def add_font(self, pango_font: Any) -> tuple[Any, float]:
        """Return a font that knows only the glyphs of this galley, and its size."""
        return _font(self.fonts, pango_font)

    def set_state(self, state: Any) -> None:
        """Set a state of its own, such as a mask."""
        name = f"{self._name}s{len(self.resources['ExtGState'])}"
        self.resources["ExtGState"][name] = state
        pydyf.Stream.set_state(self, name)

    def add_group(self, *rectangle: float) -> Any:
        """Add a group with a name that no other galley uses."""
        return self._renamed(super().add_group(*rectangle), "XObject")

    def add_pattern(self, *arguments: Any) -> Any:
        """Add a pattern with a name that no other galley uses."""
        return self._renamed(super().add_pattern(*arguments), "Pattern")

    def add_shading(self, *arguments: Any, **named: Any) -> Any:
        """Add a shading with a name that no other galley uses."""
        return self._renamed(super().add_shading(*arguments, **named), "Shading")

    def _renamed(self, item: Any, kind: str) -> Any:
        del self.resources[kind][item.id]
        item.id = f"{self._name}{item.id}"
        self.resources[kind][item.id] = item
        return item


class _Inner(Stream):  # type: ignore[misc]
    """A stream inside of a unit: what it holds has no meaning of its own."""

    def clone(self, **options: Any) -> Any:
        """Return a stream for what is painted as one."""
        return _as_inner(super().clone(**options))

    def marked(self, box: Any, tag: str) -> _Scope:
        """Paint without marks: the unit around has them."""
        del box, tag
        return _Scope(lambda: None, lambda: None)

    def add_font(self, pango_font: Any) -> tuple[Any, float]:
        """Return a font that knows only the glyphs of this galley, and its size."""
        return _font(self._fonts, pango_font)


def _as_inner(stream: Any) -> Any:
    stream.__class__ = _Inner  # WeasyPrint's own method makes one of its class
    return stream


def paint(document: Any, page: Any, name: str) -> tuple[GalleyStream, GalleyStream]:
    """Paint a page's content, and its margin boxes."""
    box = page._page_box  # noqa: SLF001 - the laid-out tree has no other name
    margins = [child for child in box.children if isinstance(child, boxes.MarginBox)]
    content = [child for child in box.children if not isinstance(child, boxes.MarginBox)]
    streams = []
    for suffix, children in (("", content), ("m", margins)):
        stream = GalleyStream(name + suffix, document, page.width, page.height)
        if children:
            context = StackingContext.from_page(box.copy_with_children(children))
            draw_stacking_context(stream, context)
        streams.append(stream)
    return streams[0], streams[1]


def _font(fonts: dict[Any, Any], pango_font: Any) -> tuple[Any, float]:
    key, description, size = get_pango_font_key(pango_font)
    if key not in fonts:
        fonts[key] = _fresh(_prototype(key, pango_font, description, size))
    return fonts[key], size


@cache
def _prototypes() -> dict[Any, Any]:
    return {}


def _prototype(key: Any, pango_font: Any, description: Any, size: float) -> Any:
    """Return WeasyPrint's font; to make one reads its whole file."""
    fonts = _prototypes()
    if key not in fonts:
        font = fonts[key] = Font(pango_font, description, size)
        font.digest = hashlib.sha1(font.file_content, usedforsecurity=False).hexdigest()
    return fonts[key]


def _fresh(font: Any) -> Any:
    """Return a font with no glyphs in use."""
    new = Font.__new__(Font)
    new.__dict__.update(font.__dict__)
    new.widths, new.to_unicode, new.missing = {}, {}, {}
    return new


def _paints(operators: Sequence[Any]) -> bool:
    return any(isinstance(o, bytes) and (o in PAINTING or o[-3:] in _SHOWING) for o in operators)


def _extent_of_box(box: Any) -> tuple[float, float]:
    if isinstance(box, boxes.TextBox):
        base, size = box.position_y + box.baseline, box.style["font_size"]
        return base - ASCENT * size, base + DESCENT * size
    top = box.content_box_y()
    return top, top + box.height
