"""Set code where the layout left room for it.

The layout engine sees a chunk of code as one short text in a block as high as its lines.
Here that text is replaced by the lines, in colour. So a booklet's thousands of coloured
runs cost the layout engine nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from guide.backends.pdf.code import Chunk, Piece
from guide.backends.pdf.code_font import ADVANCE, CodeFont, Face
from guide.backends.pdf.geometry import CODE_PADDING
from guide.theme import CodeStyles

if TYPE_CHECKING:
    from guide.backends.pdf.painting import Unit

MARK_SIZE = 0.62  # em: the mark of a continued line
BAR_OVERHANG = CODE_PADDING / 0.75  # px: a bar goes to the edges of the panel
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


def set_chunks(
    units: Iterable[Unit],
    rooms: Mapping[int, tuple[Any, Any]],
    chunks: Sequence[Chunk],
    setting: CodeSetting,
) -> tuple[list[Unit], dict[str, Any]]:
    """Replace what stands in the rooms by code; return all units and the facts of the fonts.

    ``rooms`` are the box of each room and that of the text in it, by the number of the
    text's unit. The facts are as in `resources.facts_of_fonts`.
    """
    setter = _Setter(setting)
    found: list[Unit] = []
    for unit in units:
        if unit.mcid is None or unit.mcid not in rooms:
            found.append(unit)
            continue
        room, text = rooms[unit.mcid]
        chunk = chunks[int(room.element.get("data-chunk"))]
        found += setter.chunk(unit, chunk, room, text)
    return found, setter.facts()


class _Setter:
    def __init__(self, setting: CodeSetting) -> None:
        self.setting = setting
        self.used: dict[str, tuple[Face, set[str]]] = {}
        self.colors = {kind: _color(each.color) for kind, each in setting.styles.items()}

    def chunk(self, unit: Unit, chunk: Chunk, room: Any, text: Any) -> Iterator[Unit]:
        """Yield the units of a chunk: bars behind marked lines, marks, then the lines.

        ``unit`` is what the layout engine painted of ``text`` in ``room``.
        """
        size = room.style["font_size"]
        pitch = self.setting.pitch * size
        x, y = text.position_x, text.position_y + text.baseline
        top, bottom = room.content_box_y(), room.content_box_y() + room.height
        tops = [(piece, y + index * pitch) for index, piece in enumerate(chunk.pieces)]
        decoration: list[Any] = []
        for first, count in chunk.marks:
            bar = (room.content_box_x(), top + first * pitch, room.width, count * pitch)
            decoration += _bar(*bar, _color(self.setting.bar))
        for piece, base in tops:
            if piece.indent:
                right = x + (piece.indent * ADVANCE / 1000 - MARK_GAP) * size
                decoration += _arrow(right, base, MARK_SIZE * size, _color(self.setting.mark))
        if decoration:
            yield replace(unit, top=top, bottom=bottom, mcid=None, operators=decoration)
        yield replace(
            unit, top=top, bottom=bottom, operators=[b"BT", *self.lines(tops, x, size), b"ET"]
        )

    def lines(self, tops: Sequence[tuple[Piece, float]], x: float, size: float) -> Iterator[bytes]:
        """Yield the operators that show lines, given with their base lines."""
        color = font = ""
        for piece, base in tops:
            if piece.runs:
                left = x + piece.indent * ADVANCE / 1000 * size
                yield f"1 0 0 -1 {left:.2f} {base:.2f} Tm".encode()
            for run in piece.runs:
                face = self.setting.font.face(self.setting.styles[run.kind])
                self.used.setdefault(face.name, (face, set()))[1].update(run.text)
                if color != self.colors[run.kind]:
                    color = self.colors[run.kind]
                    yield f"{color} rg".encode()
                if font != face.name:
                    font = face.name
                    yield f"/{font} {size:g} Tf".encode()
                glyphs = "".join(f"{face.glyphs[character]:04x}" for character in run.text)
                yield f"<{glyphs}> Tj".encode()

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


def _bar(left: float, top: float, width: float, height: float, color: str) -> list[Any]:
    """Fill the panel behind marked lines, from edge to edge."""
    left, width = left - BAR_OVERHANG, width + 2 * BAR_OVERHANG
    rectangle = f"{left:.2f} {top:.2f} {width:.2f} {height:.2f}"
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
