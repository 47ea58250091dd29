"""What a galley means: the structure tree of its boxes (ISO 32000-1, 14.7 and 14.8).

An element is a list: its type, its attributes, then its kids. A kid is an element or the
number of a tagged piece of content. Boxes that mean nothing by themselves, such as
anonymous ones and those that only carry a style, leave their kids to the element around.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from guide.backends.pdf.structure import Kid, numbers_in

_TYPES = {
    "p": "P", "h1": "H1", "h2": "H2", "h3": "H3", "h4": "H4", "h5": "H5", "h6": "H6",
    "ul": "L", "ol": "L", "dl": "L", "li": "LI", "dt": "LI", "dd": "LI", "li::marker": "Lbl",
    "table": "Table", "thead": "THead", "tbody": "TBody", "tfoot": "TFoot",
    "tr": "TR", "th": "TH", "td": "TD", "caption": "Caption", "figcaption": "Caption",
    "img": "Figure", "figure": "Div", "blockquote": "BlockQuote",
    "article": "Art", "section": "Sect", "a": "Link", "code": "Code",
}  # fmt: skip
_GRID = frozenset({"TH", "TD"})  # a table keeps its grid even where a cell is empty
_HOLDS_TEXT = frozenset(_TYPES.values()) - {
    "L", "LI", "Table", "THead", "TBody", "TFoot", "TR", "BlockQuote", "Art", "Sect", "Div",
}  # fmt: skip


def structure(
    root: Any, painted: Collection[int], numbers: Mapping[Any, int], links: Mapping[Any, int]
) -> list[Kid]:
    """Return the elements of a tree of boxes.

    ``numbers`` are those of boxes of text and of pictures, ``painted`` the ones that
    left a mark. ``links`` are the places of boxes among all links: their attribute ``link``.
    """
    return _in_blocks(_Tree(painted, numbers, links).kids(root, None))


def texts_of_links(tree: Sequence[Kid]) -> Iterator[tuple[int, int]]:
    """Yield (place among all links, number of a text) for each text of each link."""
    for element in tree:
        if isinstance(element, list):
            if "link" in element[1]:
                yield from ((element[1]["link"], kid) for kid in numbers_in(element))
            else:
                yield from texts_of_links(element[2:])


class _Tree:
    def __init__(
        self, painted: Collection[int], numbers: Mapping[Any, int], links: Mapping[Any, int]
    ) -> None:
        self.painted = painted
        self.numbers = numbers
        self.links = links

    def kids(self, box: Any, parent: Any) -> Iterator[Kid]:
        """Yield what a box contributes to the element around it."""
        if isinstance(box, AbsolutePlaceholder):
            box = box._box  # noqa: SLF001
        own = [self.numbers[box]] if self.numbers.get(box) in self.painted else []
        if isinstance(box, boxes.TextBox):
            yield from own
            return
        kind = self._type(box, parent)
        inner = [kid for child in box.children for kid in self.kids(child, box)]
        if isinstance(box, boxes.ReplacedBox):
            inner += own
        if kind is None:
            yield from _in_blocks(inner) if isinstance(box, boxes.BlockBox) else inner
        elif kind == "LI":
            yield from _item(inner)
        elif inner or kind in _GRID:
            held = inner if kind in _HOLDS_TEXT else _in_blocks(inner)
            yield [kind, self._attributes(box, kind), *held]

    @staticmethod
    def _type(box: Any, parent: Any) -> str | None:
        if box.element is None:
            return None
        same = parent is not None and box.element is parent.element
        if same and box.element_tag == parent.element_tag:
            return None  # anonymous, or the table in its wrapper
        chunk = box.element.get("data-chunk")
        if chunk is not None and box.element_tag == "blockquote":
            return "Code"
        return _TYPES.get(box.element_tag)

    def _attributes(self, box: Any, kind: str) -> dict[str, Any]:
        if kind == "Link":
            return {"link": self.links[box]} if box in self.links else {}
        if kind == "Figure":
            x, y = box.content_box_x(), box.content_box_y()
            alt = box.element.get("alt") or ""
            return {"alt": alt, "box": [x, y, x + box.width, y + box.height]}
        if kind in _GRID:
            spans = {"ColSpan": box.colspan, "RowSpan": box.rowspan}
            found: dict[str, Any] = {name: span for name, span in spans.items() if span != 1}
            if kind == "TH":
                found["Scope"] = "Row" if box.element.get("scope") == "row" else "Column"
            return found
        return {}


def _item(inner: list[Kid]) -> Iterator[Kid]:
    """Yield an item of a list: its label, then all else as its body."""
    labels = [kid for kid in inner if isinstance(kid, list) and kid[0] == "Lbl"]
    body = [kid for kid in inner if not (isinstance(kid, list) and kid[0] == "Lbl")]
    kids: list[Kid] = [*labels]
    if body:
        kids.append(["LBody", {}, *body])
    if kids:
        yield ["LI", {}, *kids]


def _in_blocks(kids: list[Kid] | Iterator[Kid]) -> list[Kid]:
    """Return kids in which text that stands alone is put into paragraphs."""
    found: list[Kid] = []
    text: list[Kid] = []
    for kid in kids:
        if isinstance(kid, int) or kid[0] in {"Link", "Code", "Span", "Figure"}:
            text.append(kid)
            continue
        if text:
            found.append(["P", {}, *text])
            text = []
        found.append(kid)
    if text:
        found.append(["P", {}, *text])
    return found
