"""Embed each font once, with the glyphs that all parts use.

WeasyPrint names a font by its description and keeps glyph ids, so the same name is the
same font in every part: the union of the parts' glyphs is subset from the font file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import uharfbuzz as hb

from guide.backends.pdf.fonts import font_files
from guide.backends.pdf.objects import Objects, array

PART_OF_CLUSTER = "\N{ZERO WIDTH NON-JOINER}"
"""Text of a glyph whose characters another glyph stands for: every code needs some."""

_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_-]")
_GLYPHS = re.compile(rb"<([0-9a-f]+)>")
_FIXED_PITCH, _SYMBOLIC, _ITALIC = 1, 4, 64  # font flags (ISO 32000-1, 9.8.2)
_DROPPED = ("BASE", "DSIG", "EBDT", "EBLC", "EBSC", "GPOS", "GSUB", "JSTF", "LTSH", "PCLT", "SVG ")


@dataclass
class _Font:
    file: str
    axes: Mapping[str, float]
    text: dict[int, str] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)


class Fonts:
    """The fonts of a booklet that is being joined."""

    def __init__(self, folio_file: str) -> None:
        self._fonts: dict[str, _Font] = {}
        self._files: dict[tuple[str, tuple[Any, ...]], _Font] = {}
        self._folio_file = folio_file
        self._shapers: dict[str, tuple[Any, int]] = {}

    # --- collecting ---------------------------------------------------------

    def add(self, facts: Mapping[str, Any]) -> None:
        """Add the glyphs that a part uses; ``facts`` as in `resources.facts_of_fonts`."""
        for name, fact in facts.items():
            same = (fact["file"], tuple(sorted(fact["axes"].items())))
            font = self._files.setdefault(same, _Font(fact["file"], fact["axes"]))
            self._fonts[name] = font
            font.text.update((int(glyph), text) for glyph, text in fact["text"].items())
            font.widths.update((int(glyph), width) for glyph, width in fact["widths"].items())

    # --- page numbers -------------------------------------------------------

    @property
    def folio_font(self) -> str:
        """The resource name of the font in which folios are printed."""
        return next(n for n, f in sorted(self._fonts.items()) if f.file == self._folio_file)

    def shape(self, text: str, name: str = "") -> tuple[str, float]:
        """Return a text's glyphs as hex and its width in em; they will be embedded."""
        name = name or self.folio_font
        font = self._fonts[name]
        shaper, upem = self._shaper(font.file)
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        hb.shape(shaper, buffer, {"kern": False})
        total = 0.0
        for character, info, position in zip(
            text, buffer.glyph_infos, buffer.glyph_positions, strict=True
        ):
            font.text.setdefault(info.codepoint, character)
            font.widths.setdefault(info.codepoint, round(position.x_advance * 1000 / upem))
            total += position.x_advance / upem
        return "".join(f"{info.codepoint:04x}" for info in buffer.glyph_infos), total

    def replace_zeros(self, stream: bytes, number: str) -> bytes:
        """Replace the zeros at the end of a shown text by a number, aligned right.

        The stream is one marked content, as `marks` left it.
        """
        name = re.search(rb"/(\w+) [\d.]+ Tf", stream)
        if name is None:
            return stream
        font = name[1].decode()
        zero, _ = self.shape("0", font)
        shown = stream.rindex(b"[")
        end = stream.index(b"]", shown)
        glyphs = b"".join(_GLYPHS.findall(stream[shown:end])).decode()
        text = glyphs
        room = 0
        while text.endswith(zero):
            text = text[:-4]
            room += 1
        new, width = self.shape(number, font)
        _, zero_width = self.shape("0", font)
        shift = round((room * zero_width - width) * 1000)
        array = f"<{text}> {-shift} <{new}>" if text else f"{-shift} <{new}>"
        return stream[: shown + 1] + array.encode() + stream[end:]

    def _shaper(self, file: str) -> tuple[Any, int]:
        if file not in self._shapers:
            face = hb.Face(hb.Blob(font_files()[file].read_bytes()))
            self._shapers[file] = (hb.Font(face), face.upem)
        return self._shapers[file]

    # --- writing ------------------------------------------------------------

    def write(self, out: Objects) -> str:
        """Subset and embed all fonts; return the dictionary that names them."""
        written: dict[int, int] = {}
        for name, font in sorted(self._fonts.items()):
            if id(font) not in written:
                written[id(font)] = _embed(out, name, font)
        names = (f"/{n} {written[id(font)]} 0 R" for n, font in sorted(self._fonts.items()))
        return f"<<{''.join(names)}>>"


def _embed(out: Objects, name: str, font: _Font) -> int:
    """Add a composite font (ISO 32000-1, 9.7) with its file; return its number."""
    data = subset(font.file, font.axes, font.text)
    is_cff = data[:4] == b"OTTO"
    face = hb.Face(hb.Blob(font_files()[font.file].read_bytes()))
    metrics = hb.Font(face).get_font_extents("ltr")
    ascent, descent = (
        round(value * 1000 / face.upem) for value in (metrics.ascender, metrics.descender)
    )
    postscript = face.get_name(6) or name  # name 6: the PostScript name
    tag = "".join(chr(65 + byte % 26) for byte in sha256(name.encode()).digest()[:6])
    base = f"/{tag}+{_NOT_IN_NAMES.sub('', postscript)}"
    widest = max(font.widths.values(), default=0)
    fixed = len(set(font.widths.values())) == 1
    italic = "Italic" in postscript or postscript.endswith("It")
    flags = _SYMBOLIC | (_FIXED_PITCH if fixed else 0) | (_ITALIC if italic else 0)
    file = out.stream(data, "/Subtype/OpenType" if is_cff else f"/Length1 {len(data)}")
    descriptor = out.add(
        f"<</Type/FontDescriptor/FontName{base}/Flags {flags}"
        f"/FontBBox[0 {descent} {widest:g} {ascent}]/ItalicAngle {-12 if italic else 0}"
        f"/Ascent {ascent}/Descent {descent}/CapHeight {ascent}/StemV 80"
        f"/{'FontFile3' if is_cff else 'FontFile2'} {file} 0 R>>"
    )
    descendant = out.add(
        f"<</Type/Font/Subtype/{'CIDFontType0' if is_cff else 'CIDFontType2'}/BaseFont{base}"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        f"/W{_widths(font.widths)}/FontDescriptor {descriptor} 0 R"
        f"{'' if is_cff else '/CIDToGIDMap/Identity'}>>"
    )
    text = out.stream(_to_unicode(font.text))
    return out.add(
        f"<</Type/Font/Subtype/Type0/BaseFont{base}/Encoding/Identity-H"
        f"/DescendantFonts[{descendant} 0 R]/ToUnicode {text} 0 R>>"
    )


def subset(file: str, axes: Mapping[str, float], glyphs: Mapping[int, str]) -> bytes:
    """Return a font file (by digest) with the given glyphs only, their ids kept.

    ``axes`` pins the axes of a variable font.
    """
    face = hb.Face(hb.Blob(font_files()[file].read_bytes()))
    for keep_empty in (True, False):  # the second pass drops what follows the last glyph
        request = hb.SubsetInput()
        last = max(glyphs, default=0)
        request.glyph_set.update(glyphs if keep_empty else range(last + 1))
        request.flags = (
            hb.SubsetFlags.NO_HINTING
            | hb.SubsetFlags.PASSTHROUGH_UNRECOGNIZED
            | hb.SubsetFlags.DESUBROUTINIZE
            | hb.SubsetFlags.NOTDEF_OUTLINE
        )
        if keep_empty:
            request.flags |= hb.SubsetFlags.RETAIN_GIDS
            if axes:
                request.pin_all_axes_to_default(face)
                for tag, value in axes.items():
                    request.pin_axis_location(face, tag, value)
        request.drop_table_tag_set.update(hb_tag(table) for table in _DROPPED)
        face = request.subset(face)
    return bytes(face.blob.data)


def hb_tag(name: str) -> int:
    """Return a table's name as HarfBuzz's number."""
    return int.from_bytes(name.encode("ascii"), "big")


def _widths(widths: Mapping[int, float]) -> str:
    """Return the W array (ISO 32000-1, 9.7.4.3): runs of consecutive glyphs."""
    runs: list[list[int]] = []
    for glyph in sorted(widths):
        if runs and glyph == runs[-1][-1] + 1:
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    return array(f"{run[0]}{array(f'{widths[glyph]:g}' for glyph in run)}" for run in runs)


def _to_unicode(text: Mapping[int, str]) -> bytes:
    """Return a ToUnicode CMap (ISO 32000-1, 9.10.3)."""
    entries = [
        f"<{glyph:04x}> <{(characters or PART_OF_CLUSTER).encode('utf-16-be').hex()}>"
        for glyph, characters in sorted(text.items())
    ]
    blocks = [
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar"
        for block in (entries[i : i + 100] for i in range(0, len(entries), 100))
    ]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<0000> <ffff>",
            "endcodespacerange",
            *blocks,
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    ).encode()
