"""Turn written pieces into galleys, laying out only what is not remembered."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence

from guide.backends.base import Context
from guide.backends.pdf.code import Chunk
from guide.backends.pdf.code_font import code_font
from guide.backends.pdf.galley import Galley, lay_out
from guide.backends.pdf.geometry import Geometry
from guide.backends.pdf.set_code import CodeSetting
from guide.backends.pdf.style import style_sheet
from guide.backends.pdf.topic import Written
from guide.backends.pdf.writer import LINE_PITCH

AT_ONCE = 16
"""Pieces laid out in one document: each costs less, all of them take memory."""


def typeset(
    pieces: Sequence[Written],
    context: Context,
    geometry: Geometry,
    pictures: Mapping[str, bytes],
) -> list[Galley]:
    """Return the galleys of pieces, in order; ``pictures`` are the theme's SVG drawings."""
    css = style_sheet(context, geometry)
    common = _digest(css, context.guide.language, *(f"{k}{v!r}" for k, v in pictures.items()))
    keys = [_digest(common, *_inputs(each)).encode() for each in pieces]
    found: dict[int, Galley] = {}
    for index, key in enumerate(keys):
        data = context.memo.get("galley", key)
        if data is not None:
            found[index] = Galley.unpack(data)
    missing = [index for index in range(len(pieces)) if index not in found]
    setting = code_setting(context)
    for start in range(0, len(missing), AT_ONCE):
        batch = missing[start : start + AT_ONCE]
        images = {address: (svg, "image/svg+xml") for address, svg in pictures.items()}
        for index in batch:
            for address, asset in pieces[index].images.items():
                images[address] = (asset.data, asset.media_type)
        made = lay_out(
            [pieces[index].piece for index in batch],
            [f"g{keys[index][:10].decode()}" for index in batch],
            css=css,
            width=geometry.paper.width,
            language=context.guide.language,
            images=images,
            setting=setting,
        )
        for index, galley in zip(batch, made, strict=True):
            context.memo.put("galley", keys[index], galley.pack())
            found[index] = galley
    return [found[index] for index in range(len(pieces))]


def code_setting(context: Context) -> CodeSetting | None:
    """Return how code is set, or None if the layout engine must do it."""
    font = code_font(context.theme.booklet.fonts.code[0])
    theme = context.theme
    if font is None:
        return None
    return CodeSetting(
        font, theme.code_light, LINE_PITCH, mark=theme.light.muted, bar=theme.light.mark
    )


def _inputs(written: Written) -> Iterator[str]:
    """Yield everything that a galley depends on beside the style."""
    yield written.piece.html
    for address, asset in sorted(written.images.items()):
        yield f"{address} {hashlib.sha256(asset.data).hexdigest()}"
    for chunk in written.piece.chunks:
        yield from _code(chunk)


def _code(chunk: Chunk) -> Iterator[str]:
    yield repr(chunk.marks)
    for piece in chunk.pieces:
        yield f"{piece.indent}" + "".join(f"\0{run.kind}\1{run.text}" for run in piece.runs)


def _digest(*values: str) -> str:
    hasher = hashlib.sha256()
    for value in values:
        hasher.update(f"{len(value)}:{value}".encode("utf-8", "surrogatepass"))
    return hasher.hexdigest()
