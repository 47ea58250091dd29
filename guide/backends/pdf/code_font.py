"""The code font's faces: which characters they have, and their glyphs.

Code is set by `set_code`, not by the layout engine: one advance for all characters makes
that simple, and it saves half of the time that a booklet of code costs.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from guide.backends.pdf.fonts import font_files
from guide.markup.nodes import CodeLine
from guide.theme import CodeStyle

ADVANCE = 600  # thousandths of an em that every glyph must have
_FACES = {
    (False, False): "Regular",
    (True, False): "SemiBold",
    (False, True): "Italic",
    (True, True): "SemiBoldItalic",
}


@dataclass(frozen=True, slots=True)
class Face:
    """One face of the code font: its name in a PDF's resources, file and glyphs by character."""

    name: str
    file: str
    glyphs: dict[str, int]


@dataclass(frozen=True, slots=True)
class CodeFont:
    """A monospaced family. ``characters`` are those that all of its faces have."""

    faces: dict[tuple[bool, bool], Face]
    characters: frozenset[str]

    def face(self, style: CodeStyle) -> Face:
        """Return the face for a style."""
        return self.faces[style.bold, style.italic]

    def can_set(self, line: CodeLine) -> bool:
        """Tell whether the font has every character of a line."""
        return all(self.characters.issuperset(run.text) for run in line)


@cache
def code_font(family: str) -> CodeFont | None:
    """Return a family by name, or None if it is not there with four faces of one advance."""
    import uharfbuzz as hb

    stem = family.replace(" ", "")
    files = {path.stem: (digest, path) for digest, path in font_files().items()}
    faces = {}
    for key, style in _FACES.items():
        if f"{stem}-{style}" not in files:
            return None
        digest, path = files[f"{stem}-{style}"]
        faces[key] = Face(f"Code{style}", digest, _glyphs(hb, path))
    common = frozenset.intersection(*(frozenset(face.glyphs) for face in faces.values()))
    return CodeFont(faces, common)


def _glyphs(hb: Any, path: Path) -> dict[str, int]:
    """Return the glyphs of the usual width, by character."""
    face = hb.Face(hb.Blob(path.read_bytes()))
    font = hb.Font(face)
    glyphs = {}
    for point in face.unicodes:
        glyph = font.get_nominal_glyph(point)
        if glyph and font.get_glyph_h_advance(glyph) * 1000 == ADVANCE * face.upem:
            glyphs[chr(point)] = glyph
    return glyphs
