"""Lay out pieces of a booklet as galleys: columns of text that are not yet cut into pages.

A galley depends on its own HTML and on the style sheet only, never on what stands before
it, so it is made once and kept: an edit costs the layout of one question. WeasyPrint lays
out each piece on a page of its own that is high enough for all of it.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from guide.backends.pdf.engine import no_collection, quiet, render
from guide.backends.pdf.links import PAGE_JUMP
from guide.backends.pdf.paginate import Gap
from guide.backends.pdf.set_code import CodeSetting, set_chunks
from guide.backends.pdf.structure import numbers_in
from guide.errors import BackendError
from guide.packing import pack, unpack

if TYPE_CHECKING:
    from guide.backends.pdf.code import Chunk
    from guide.backends.pdf.painting import Unit

HIGH = 500_000  # mm: higher than any text
_STYLE = (
    "@page {{ size: {width}mm {high}mm }}"
    " .galley {{ break-before: page; break-after: page; break-inside: auto }}"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """What becomes a galley: its HTML, and the chunks of code that this leaves room for."""

    html: str
    chunks: Sequence[Chunk] = ()


@dataclass(frozen=True, slots=True)
class Painted:
    """A unit of a galley, as in `painting.Unit`; ``data`` is a part of a content stream."""

    top: float
    bottom: float
    data: bytes
    mcid: int | None
    page_of: str

    @property
    def center(self) -> float:
        """Half the way down."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Galley:
    """A laid-out column. Lengths are CSS pixels from the upper left corner of its page.

    The text reaches from ``top`` to ``bottom``, with ``margin`` below it; its pages have
    the margins ``area`` above and below and ``sides`` left and right, on a recto.
    ``head`` is painted on each of them. ``links`` have an address and a rectangle (left,
    top, right, bottom); ``anchors`` a name, x and y; ``bookmarks`` a level, a label and y.
    ``tree`` is as in `tags.structure`; ``fonts`` and ``alphas`` as in `resources`.
    ``resources``, ``objects`` and ``font_object`` are what else the units use, the names,
    objects and fonts of `resources.Resources`.
    """

    top: float
    bottom: float
    margin: float
    area: tuple[float, float]
    sides: tuple[float, float]
    units: tuple[Painted, ...]
    head: tuple[Painted, ...]
    gaps: tuple[Gap, ...]
    tree: list[Any]
    links: tuple[tuple[str, tuple[float, ...]], ...]
    anchors: tuple[tuple[str, float, float], ...]
    bookmarks: tuple[tuple[int, str, float], ...]
    fonts: Mapping[str, Any]
    alphas: tuple[str, ...]
    resources: Mapping[str, Mapping[str, int]]
    objects: tuple[bytes, ...]
    font_object: int

    def pack(self) -> bytes:
        """Return the galley as bytes, compressed."""
        painted = [*self.units, *self.head]
        head = {name: getattr(self, name) for name in _PLAIN}
        head["painted"] = [(each.top, each.bottom, each.mcid, each.page_of) for each in painted]
        head["units"] = len(self.units)
        head["gaps"] = [list(asdict(gap).values()) for gap in self.gaps]
        return zlib.compress(pack(head, *(each.data for each in painted), *self.objects), 1)

    @classmethod
    def unpack(cls, data: bytes) -> Galley:
        """Return the galley that `pack` packed."""
        head, streams = unpack(zlib.decompress(data))
        objects = streams[len(head["painted"]) :]
        painted = tuple(
            Painted(top, bottom, stream, mcid, page_of)
            for (top, bottom, mcid, page_of), stream in zip(head["painted"], streams, strict=False)
        )
        return cls(
            top=head["top"],
            bottom=head["bottom"],
            margin=head["margin"],
            area=tuple(head["area"]),
            sides=tuple(head["sides"]),
            units=painted[: head["units"]],
            head=painted[head["units"] :],
            gaps=tuple(
                Gap(end, start, cost, forced, None if header is None else tuple(header))
                for end, start, cost, forced, header in head["gaps"]
            ),
            tree=head["tree"],
            links=tuple((address, tuple(box)) for address, box in head["links"]),
            anchors=tuple((name, x, y) for name, x, y in head["anchors"]),
            bookmarks=tuple((level, label, y) for level, label, y in head["bookmarks"]),
            fonts=head["fonts"],
            alphas=tuple(head["alphas"]),
            resources=head["resources"],
            objects=tuple(objects),
            font_object=head["font_object"],
        )


_PLAIN = (
    "top", "bottom", "margin", "area", "sides", "tree", "links", "anchors", "bookmarks",
    "fonts", "alphas", "resources", "font_object",
)  # fmt: skip


def lay_out(
    pieces: Sequence[Piece],
    names: Sequence[str],
    *,
    css: str,
    width: float,
    language: str,
    images: Mapping[str, tuple[bytes, str]],
    setting: CodeSetting | None,
) -> Iterator[Galley]:
    """Lay out pieces, each an element of the class ``galley``, on paper of a width in mm.

    ``names`` are letters and digits that make the pieces' resources unique in a booklet.
    ``images`` maps addresses to bytes and media type; nothing else is read. ``setting``
    says how code is set.
    """
    body = "\n".join(piece.html for piece in pieces)
    html = (
        f'<html lang="{escape(language)}"><head><meta charset="utf-8">'
        f"<title>.</title></head><body>{body}</body></html>"
    )
    style = css + _STYLE.format(width=width, high=HIGH)
    with quiet(), no_collection():
        document = render(html, style, images)
        if len(document.pages) != len(pieces):
            raise BackendError("the theme's booklet must not force a page break inside a piece")
        for piece, name, page in zip(pieces, names, document.pages, strict=True):
            yield _galley(document, page, piece, name, setting)
        del document, page  # before the collector looks at what is left


def _galley(
    document: Any, page: Any, piece: Piece, name: str, setting: CodeSetting | None
) -> Galley:
    from guide.backends.pdf.breaks import gaps
    from guide.backends.pdf.painting import paint
    from guide.backends.pdf.resources import alphas, facts_of_fonts, resources
    from guide.backends.pdf.tags import structure, texts_of_links

    box = page._page_box  # noqa: SLF001 - the laid-out tree has no other name
    root = _root(box)
    content, margins = paint(document, page, name)
    units, fonts = content.units, facts_of_fonts(content, margins)
    if setting is not None and piece.chunks:
        units, more = set_chunks(units, _rooms(root, content.numbers), piece.chunks, setting)
        fonts |= more
    used = resources(document, content, margins)
    tagged = {unit.mcid: unit for unit in units if unit.mcid is not None}
    links = [
        (address, rectangle, getattr(owner, "_box", owner))  # placeholders wrap a box
        for kind, address, rectangle, owner in page.links
        if kind in {"internal", "external"} and owner.link
    ]
    places = {owner: place for place, (_, _, owner) in enumerate(links)}
    tree = structure(root, tagged, content.numbers, places)
    meant = [number for element in tree for number in numbers_in(element)]
    order = {number: place for place, number in enumerate(meant)}
    for unit in units:
        if unit.mcid is not None and unit.mcid not in order:
            unit.as_artifact()
    # Text in the order of its meaning, whatever the order of painting; all else below it.
    units.sort(key=lambda unit: -1 if unit.mcid is None else order[unit.mcid])
    for place, mcid in texts_of_links(tree):
        if links[place][0].startswith(PAGE_JUMP):
            tagged[mcid].page_of = links[place][0].removeprefix(PAGE_JUMP)
    return Galley(
        top=root.border_box_y(),
        bottom=root.border_box_y() + root.border_height(),
        margin=root.margin_bottom,
        area=(box.content_box_y(), box.margin_bottom),
        sides=(box.margin_left, box.margin_right),
        units=tuple(map(_painted, units)),
        head=tuple(map(_painted, margins.units)),
        gaps=tuple(gaps(root, ((unit.top, unit.bottom) for unit in tagged.values()))),
        tree=tree,
        links=tuple((address, tuple(rectangle)) for address, rectangle, _ in links),
        anchors=tuple((key, x, y) for key, (x, y, *_) in page.anchors.items()),
        bookmarks=tuple((level, label, y) for level, label, (_, y), _ in page.bookmarks),
        fonts=fonts,
        alphas=tuple(alphas(content, margins)),
        resources=used.names if used else {},
        objects=used.objects if used else (),
        font_object=used.fonts if used else 0,
    )


def _root(page_box: Any) -> Any:
    """Return the box of the piece: the only child of the body."""
    (html,) = (child for child in page_box.children if child.element_tag == "html")
    (body,) = html.children
    (root,) = body.children
    return root


def _rooms(root: Any, numbers: Mapping[Any, int]) -> dict[int, tuple[Any, Any]]:
    """Return the rooms for code with the text in each, by the number of the text."""
    rooms: dict[int, tuple[Any, Any]] = {}
    for box in root.descendants():
        if box.element_tag == "blockquote" and box.element.get("data-chunk") is not None:
            for text in box.descendants():
                if text in numbers:  # boxes of lines have the same tag: the outermost is meant
                    rooms.setdefault(numbers[text], (box, text))
    return rooms


def _painted(unit: Unit) -> Painted:
    return Painted(round(unit.top, 2), round(unit.bottom, 2), unit.data(), unit.mcid, unit.page_of)
