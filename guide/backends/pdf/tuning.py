"""Shorter ways through WeasyPrint's layout, for what a booklet's galleys consist of.

Each does what the code that it replaces does, with less work; `tests/backends/pdf/
test_tuning.py` holds that the results are the same. They are used only with the versions
that they were written for: with any other the booklet is the same and takes longer.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

WRITTEN_FOR = frozenset({"70.0"})
_LAYOUTS = (
    "absolute", "block", "column", "flex", "float", "grid", "inline", "page", "percent", "table"
)  # fmt: skip
MOST_STYLES = 5_000  # kept for one style sheet
_OWN = frozenset({"anchor", "link"})  # properties that name one element
_OF_NOTES = frozenset(
    {"footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"}
)
_SIDES = ("left", "right", "top", "bottom")
_LENGTHS = (
    *(f"{name}_{side}" for name in ("margin", "padding") for side in _SIDES),
    *(f"{kind}{axis}" for kind in ("", "min_", "max_") for axis in ("width", "height")),
)
_BORDERS = tuple(f"border_{side}_width" for side in _SIDES)
_CORNERS = tuple(f"border_{y}_{x}_radius" for y in ("top", "bottom") for x in ("left", "right"))


def tune(weasyprint: Any) -> None:
    """Replace the slow ways, if they are those that are known."""
    if weasyprint.__version__ not in WRITTEN_FOR:
        return
    from weasyprint import css
    from weasyprint import draw as drawing
    from weasyprint.draw import text
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout import background
    from weasyprint.text import line_break

    percent: Any = import_module("weasyprint.layout.percent")

    from guide.backends.pdf.glyphs import line_painter

    resolve = _resolve_percentages(percent)
    for name in _LAYOUTS:
        module: Any = import_module(f"weasyprint.layout.{name}")
        if hasattr(module, "resolve_percentages"):
            module.resolve_percentages = resolve
    background.resolve_radii_percentages = _resolve_radii(percent.resolve_radii_percentages)
    background.layout_box_backgrounds = _layout_backgrounds(background)
    css.StyleFor.set_computed_styles = _shared_styles(css)
    boxes.ParentBox.page_values = _page_values(boxes)
    _drop_notes(weasyprint.UA_STYLESHEET.matcher)
    _keep_layouts(line_break.Layout)
    text.draw_first_line = line_painter(text.draw_first_line)
    drawing.draw_text = _draw_text(text)


def _set(box: Any, values: Mapping[str, Any]) -> None:
    """Set attributes of a box, or of the one that a placeholder stands for."""
    own = box.__dict__
    (own["_box"].__dict__ if "_box" in own else own).update(values)


def _resolve_percentages(percent: Any) -> Any:
    """Resolve a style without percentages once, however many boxes have it."""
    original = percent.resolve_percentages

    def resolve_percentages(box: Any, containing_block: Any) -> None:
        style = box.style
        try:
            used = style.guide_fixed
        except AttributeError:
            used = style.guide_fixed = _fixed(style)
        if used is None:
            original(box, containing_block)
        else:
            _set(box, used)

    return resolve_percentages


def _fixed(style: Any) -> dict[str, Any] | None:
    """Return the used values of a style, or None if they depend on more than it."""
    if style["border_collapse"] == "collapse" or style["box_sizing"] != "content-box":
        return None
    used: dict[str, Any] = {}
    for name in _LENGTHS:
        value = style[name]
        if value is None or value == "auto":
            used[name] = value
        elif getattr(value, "unit", None) == "px":
            used[name] = value.value
        else:
            return None
    for name in ("min_width", "min_height"):
        if used[name] == "auto":
            used[name] = 0
    return used | {name: style[name] for name in _BORDERS}


def _page_values(boxes: Any) -> Any:
    """Look for the name of a page no deeper than in the piece that has the page for itself."""
    shallow, deep = boxes.Box.page_values, boxes.ParentBox.page_values

    def page_values(box: Any) -> Any:
        return deep(box) if box.element_tag in {"html", "body"} else shallow(box)

    return page_values


def _resolve_radii(original: Any) -> Any:
    """Resolve the corners of a style without round ones once."""
    square = dict.fromkeys(_CORNERS, (0, 0))

    def resolve_radii_percentages(box: Any) -> None:
        style = box.style
        try:
            is_square = style.guide_square
        except AttributeError:
            is_square = style.guide_square = all((0, "px") in style[name] for name in _CORNERS)
        if is_square:
            _set(box, square)
        else:
            original(box)

    return resolve_radii_percentages


def _drop_notes(matcher: Any) -> None:
    """Take away the rules for footnotes: they match every element, and galleys have none."""
    matcher.other_selectors[:] = [
        entry for entry in matcher.other_selectors if entry[3] not in _OF_NOTES
    ]


def _keep_layouts(layout: Any) -> None:
    """Keep what was shaped for measuring, and paint that.

    WeasyPrint frees it to save memory, and shapes each line again to paint it. A batch of
    galleys is small. Justified text is spaced only when it is painted, so that is made anew.
    """
    setup = layout.reactivate

    def deactivate(self: Any) -> None:
        del self

    def reactivate(self: Any, style: Any) -> None:
        if self.justification_spacing or style is not self.style:
            setup(self, style)

    layout.deactivate = deactivate
    layout.reactivate = reactivate


def _layout_backgrounds(background: Any) -> Any:
    """Look only once whether a style paints anything behind its boxes."""
    original = background.layout_box_backgrounds

    def is_plain(style: Any) -> bool:
        return bool(
            style["visibility"] != "hidden"
            and style["border_image_source"][0] == "none"
            and style["mask_border_source"][0] == "none"
            and not style["box_shadow"]
            and style["background_color"] != "currentcolor"
            and style["background_color"].alpha == 0
            and all(kind == "none" for kind, _ in style["background_image"])
        )

    def layout_box_backgrounds(
        page: Any, box: Any, get_image: Any, *more: Any, **named: Any
    ) -> None:
        if more or named or box is page:
            original(page, box, get_image, *more, **named)
            return
        own = box.style
        try:
            plain = own.guide_plain
        except AttributeError:
            plain = own.guide_plain = is_plain(own)
        if not plain:
            original(page, box, get_image)
            return
        background.resolve_radii_percentages(box)
        for child in box.all_children():
            layout_box_backgrounds(page, child, get_image)
        box.background = None

    return layout_box_backgrounds


def _style_key(styles: Any, element: Any, parent: Any, pseudo_type: Any) -> Any:
    """Return what a style depends on, or None if it is the style of one element only."""
    if not isinstance(getattr(element, "tag", None), str):
        return None  # a page
    above = None if parent is None else styles.get_computed_styles()[parent, None]
    if above is not None and not hasattr(above, "guide_shared"):
        return None
    cascaded = styles.get_cascaded_styles().get((element, pseudo_type), {})
    if not _OWN.isdisjoint(cascaded):
        return None
    values = tuple(
        (name, tuple(value) if isinstance(value, list) else value)
        for name, (value, _) in cascaded.items()
    )
    key = (id(above), pseudo_type, values)
    try:
        hash(key)
    except TypeError:
        return None
    return key


def _shared_styles(css: Any) -> Any:
    """Compute a style once for all documents: the galleys of a booklet have the same ones.

    A style depends on the declarations that apply and on the style of the parent; the page,
    on which the units of the viewport depend, is the same for all galleys of a paper.
    """
    original = css.StyleFor.set_computed_styles

    def set_computed_styles(  # noqa: PLR0917 - as WeasyPrint calls it
        self: Any, element: Any, parent: Any, root: Any = None, pseudo_type: Any = None,
        base_url: Any = None, target_collector: Any = None,
    ) -> None:  # fmt: skip
        if pseudo_type == "marker":
            display = self.get_computed_styles()[element, None]["display"]
            if "list-item" not in display:
                return  # nothing will ask for it
        sheet = self._sheets[-1][0]  # the theme's, which lives as long as its styles
        known = sheet.__dict__.setdefault("guide_styles", {})
        key = _style_key(self, element, parent, pseudo_type)
        style = known.get(key)
        if style is not None:
            self.get_computed_styles()[element, pseudo_type] = style
            return
        original(self, element, parent, root, pseudo_type, base_url, target_collector)
        if key is not None and len(known) < MOST_STYLES:
            style = known[key] = self.get_computed_styles()[element, pseudo_type]
            style.guide_shared = True

    return set_computed_styles


def _draw_text(text: Any) -> Any:
    """Paint text that has no line below, through or above it."""
    original = text.draw_text

    def draw_text(
        stream: Any, textbox: Any, offset_x: float, text_overflow: str, block_ellipsis: Any
    ) -> None:
        style = textbox.style
        if style["text_decoration_line"] != "none" or style["visibility"] != "visible":
            original(stream, textbox, offset_x, text_overflow, block_ellipsis)
            return
        x, y = textbox.position_x, textbox.position_y + textbox.baseline
        stream.set_color(style["color"])
        textbox.pango_layout.reactivate(style)
        stream.begin_text()
        matrix = text.Matrix(d=-1, e=x, f=y)
        emojis = text.draw_first_line(stream, textbox, text_overflow, block_ellipsis, matrix)
        stream.end_text()
        if emojis:
            text.draw_emojis(stream, style, x, y, emojis)
        textbox.pango_layout.deactivate()

    return draw_text
