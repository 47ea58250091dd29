"""Set code where the layout left room for it.

The layout engine sees a chunk of code as one short text: the chunk's number, in a block as
high as its lines. Here that text is replaced by the lines, in colour. So a booklet's
thousands of coloured runs cost the layout engine nothing, and the tags say Code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from guide.backends.pdf.code import Chunk, Piece
from guide.backends.pdf.code_font import ADVANCE, CodeFont, Face
from guide.backends.pdf.geometry import CODE_PADDING
from guide.backends.pdf.marks import Structure
from guide.theme import CodeStyles

MARK_SIZE = 0.62  # em: the mark of a continued line
BAR_OVERHANG = CODE_PADDING / 0.75  # px: a bar goes to the edges of the panel
_STATE = (b" rg", b" gs")
CHUNK_ANCHOR = "chunk-"  # of a chunk whose box must be known
MARK_GAP = 0.35  # em: between the mark and the code


@dataclass(frozen=True, slots=True)
class CodeSetting:
    """How code is set.

    ``styles`` are colour and weight by kind of token, ``pitch`` the distance of lines in em,
    ``mark`` the colour of the marks of continued lines, ``bar`` that behind marked ones.
    """

    font: CodeFont
    styles: CodeStyles
    pitch: float
    mark: str
    bar: str


@dataclass(frozen=True, slots=True)
class Box:
    """A box on a page, in CSS pixels from the upper left corner."""

    left: float
    top: float
    right: float


def set_code(
    structure: Structure,
    chunks: Sequence[Chunk],
    setting: CodeSetting,
    boxes: Mapping[int, Box],
) -> dict[str, Any]:
    """Replace each placeholder by its chunk; return the facts of the fonts that this used.

    ``boxes`` are the places of chunks with marked lines, by number.
    The facts are as in `layout.Laid`.
    """
    setter = _Setter(setting)
    for element, span, page in structure.placeholders():
        operators, start, end = structure.marked_content(page, span["K"][0])
        number, size, x, y = _placeholder(operators[start:end], structure)
        element["S"] = "/P"
        span["S"] = "/Code"
        # The page's later text relies on the graphics state that the placeholder set.
        state = [o for o in operators[start:end] if isinstance(o, bytes) and o[-3:] in _STATE]
        operators[start:end] = state + setter.chunk(
            chunks[number], span["K"][0], size, (x, y), boxes.get(number)
        )
    return setter.facts()


def _placeholder(operators: Sequence[Any], structure: Structure) -> tuple[int, float, float, float]:
    """Return a placeholder's number, font size and the place of its base line."""
    size = x = y = 0.0
    name = ""
    number = ""
    for operator in operators:
        if not isinstance(operator, bytes):
            continue
        if operator.endswith(b" Tm"):
            *_, left, base, _ = operator.split()
            x, y = float(left), float(base)
        elif operator.endswith(b" Tf"):
            font, em, _ = operator.split()
            name, size = font[1:].decode(), float(em)
        elif operator.endswith(b" TJ"):
            number += structure.text(name, operator)
    return int(number), size, x, y


class _Setter:
    def __init__(self, setting: CodeSetting) -> None:
        self.setting = setting
        self.used: dict[str, tuple[Face, set[str]]] = {}
        self.colors = {kind: _color(each.color) for kind, each in setting.styles.items()}

    def chunk(
        self, chunk: Chunk, mcid: int, size: float, start: tuple[float, float], box: Box | None
    ) -> list[Any]:
        """Return the operators of a chunk: bars behind marked lines, marks, the lines.

        ``start`` is the place of the first line's base line.
        """
        pitch = self.setting.pitch * size
        x, y = start
        tops = [(piece, y + index * pitch) for index, piece in enumerate(chunk.pieces)]
        operators: list[Any] = []
        if box is not None:
            for first, count in chunk.marks:
                operators += _bar(box, first * pitch, count * pitch, _color(self.setting.bar))
        for piece, base in tops:
            if piece.indent:
                right = x + (piece.indent * ADVANCE / 1000 - MARK_GAP) * size
                operators += _arrow(right, base, MARK_SIZE * size, _color(self.setting.mark))
        operators += ["/Code", f"<</MCID {mcid}>>", b"BDC", b"BT"]
        for piece, base in tops:
            if piece.runs:
                left = x + piece.indent * ADVANCE / 1000 * size
                operators.append(f"1 0 0 -1 {left:.2f} {base:.2f} Tm".encode())
                operators += self.line(piece, size)
        return [b"q", *operators, b"ET", b"EMC", b"Q"]

    def line(self, piece: Piece, size: float) -> Iterator[bytes]:
        """Yield the operators that show one line."""
        for run in piece.runs:
            style = self.setting.styles[run.kind]
            face = self.setting.font.face(style)
            self.used.setdefault(face.name, (face, set()))[1].update(run.text)
            glyphs = "".join(f"{face.glyphs[character]:04x}" for character in run.text)
            color = self.colors[run.kind]
            yield f"{color} rg /{face.name} {size:g} Tf <{glyphs}> Tj".encode()

    def facts(self) -> dict[str, Any]:
        """Return the fonts used, with text and width of each glyph."""
        return {
            name: {
                "file": face.file,
                "axes": {},
                "text": {str(face.glyphs[c]): c for c in sorted(characters)},
                "widths": {str(face.glyphs[c]): ADVANCE for c in sorted(characters)},
            }
            for name, (face, characters) in sorted(self.used.items())
        }


def _color(color: str) -> str:
    return " ".join(f"{int(color[i : i + 2], 16) / 255:.3f}" for i in (1, 3, 5))


def _bar(box: Box, top: float, height: float, color: str) -> list[Any]:
    """Fill the panel behind marked lines, from edge to edge."""
    left, width = box.left - BAR_OVERHANG, box.right - box.left + 2 * BAR_OVERHANG
    rectangle = f"{left:.2f} {box.top + top:.2f} {width:.2f} {height:.2f}"
    return [b"/Artifact BMC", f"q {color} rg {rectangle} re f Q".encode(), b"EMC"]


def _arrow(right: float, base: float, size: float, color: str) -> list[Any]:
    """Draw the mark of a continued line, ending at ``right``: down, then right."""
    left, top = right - size, base - size
    middle = base - size * 0.42
    barb = size * 0.26
    path = (
        f"{left:.2f} {top:.2f} m {left:.2f} {middle:.2f} l {right:.2f} {middle:.2f} l "
        f"{right - barb:.2f} {middle - barb:.2f} m {right:.2f} {middle:.2f} l "
        f"{right - barb:.2f} {middle + barb:.2f} l S"
    )
    return [
        b"/Artifact BMC",
        f"q {color} RG {size * 0.11:.2f} w {path} Q".encode(),
        b"EMC",
    ]
