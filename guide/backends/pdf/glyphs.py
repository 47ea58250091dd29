"""Show a shaped line: what WeasyPrint does glyph by glyph, for lines without surprises."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.text.ffi import FROM_UNITS, ffi, pango

_SIZE = ffi.sizeof("PangoGlyphInfo")
_FIELDS = _SIZE // ffi.sizeof("gint")  # glyph, width, x offset, y offset, attributes
_SPECIAL = 0x0FFFFFFF  # a glyph that is empty, or that stands for a missing one (Pango)


def line_painter(original: Any) -> Any:
    """Return a function that paints a line; ``original`` is used for all but the common case."""

    def draw_first_line(
        stream: Any, textbox: Any, text_overflow: str, block_ellipsis: Any, matrix: Any
    ) -> list[Any]:
        whole = (stream, textbox, text_overflow, block_ellipsis, matrix)
        if text_overflow != "clip" or block_ellipsis != "none" or not textbox.text.strip():
            return list(original(*whole))
        layout = textbox.pango_layout
        pango.pango_layout_set_single_paragraph_mode(layout.layout, 1)
        first_line, _ = layout.get_first_line()
        runs = [_Run(stream, item) for item in _items(first_line)]
        if not all(run.is_common for run in runs):
            return list(original(*whole))
        stream.set_text_matrix(*matrix.values)
        text = layout.text.encode()
        shown = ""
        font = size = None
        for run in runs:
            if (run.font, run.size) != (font, size):
                if shown:
                    stream.show_text(shown)
                    shown = ""
                font, size = run.font, run.size
                stream.set_font_size(font.hash, size)
            shown += run.shown(stream, text)
        stream.show_text(shown)
        return []

    return draw_first_line


def _items(line: Any) -> Iterator[Any]:
    run = line.runs[0]
    while run != ffi.NULL:
        yield run.data
        run = run.next


class _Run:
    """Glyphs of one font. Widths and offsets are in Pango's units."""

    def __init__(self, stream: Any, item: Any) -> None:
        self.item = item
        self.pango_font = item.item.analysis.font
        self.font, self.size = stream.add_font(self.pango_font)
        self.count = item.glyphs.num_glyphs
        data = memoryview(ffi.buffer(item.glyphs.glyphs, self.count * _SIZE)).cast("I")
        self.glyphs = data[0::_FIELDS].tolist()
        self.widths = data[1::_FIELDS].tolist()
        self.is_common = not (
            any(data[2::_FIELDS].tolist())
            or any(data[3::_FIELDS].tolist())
            or max(self.glyphs, default=0) >= _SPECIAL
            or max(self.widths, default=0) >= _SPECIAL  # negative
            or self.font.bitmap
            or self.font.svg
            or self.font.png
            or self.font.colr
        )

    def shown(self, stream: Any, text: bytes) -> str:
        """Return the operand that shows the glyphs, kerning included."""
        names, advances, size = self.font.to_unicode, self.font.widths, self.size
        parts = ["<"]
        for index, (glyph, width) in enumerate(zip(self.glyphs, self.widths, strict=True)):
            if glyph not in names:
                names[glyph] = self._text(index, text)
            if glyph not in advances:
                pango.pango_font_get_glyph_extents(
                    self.pango_font, glyph, stream.ink_rect, stream.logical_rect
                )
                extent = stream.logical_rect.width
                advances[glyph] = round(extent * 1000 * FROM_UNITS / size)
            kerning = int(advances[glyph] - width * 1000 * FROM_UNITS / size)
            parts.append(f"{glyph:04x}>{kerning}<" if kerning else f"{glyph:04x}")
        parts.append(">")
        return "".join(parts)

    def _text(self, index: int, text: bytes) -> str:
        """Return the text of a glyph's cluster."""
        clusters, item = self.item.glyphs.log_clusters, self.item.item
        begin = clusters[index]
        if item.analysis.level % 2:  # from right to left
            end = item.length if index == 0 else clusters[index - 1]
        else:
            end = item.length if index == self.count - 1 else clusters[index + 1]
        return text[item.offset + begin : item.offset + end].decode()
