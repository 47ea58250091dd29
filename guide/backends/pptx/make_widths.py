"""Write ``data/widths.json``: how wide the characters of the decks' fonts are.

    python -m guide.backends.pptx.make_widths

Run by a developer, seldom; building decks needs only its result. The free fonts read
here have the metrics of those that PowerPoint has: Carlito those of Calibri, Liberation
Sans and Serif those of Arial and Times New Roman; DejaVu Sans, the widest fallback in
common use, stands for every font that is not known. On Debian they come with
fonts-crosextra-carlito, fonts-liberation2 and fonts-dejavu.

The file: ``ranges`` are the code points covered, first and last; ``families`` maps a
family to ``line``, the distance of two lines in em (by hhea, OS/2 win or typo metrics,
the largest, since programs differ), and
``faces``: regular, bold, italic and bold italic, each a list of advance widths in
1/1000 em, rounded up, in the order of the ranges, -1 where the font has no glyph.
"""

from __future__ import annotations

import json
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

FOLDER = Path("/usr/share/fonts/truetype")
FAMILIES = {
    "Calibri": ("crosextra/Carlito-{}.ttf", ("Regular", "Bold", "Italic", "BoldItalic")),
    "Arial": ("liberation2/LiberationSans-{}.ttf", ("Regular", "Bold", "Italic", "BoldItalic")),
    "Times New Roman": (
        "liberation2/LiberationSerif-{}.ttf",
        ("Regular", "Bold", "Italic", "BoldItalic"),
    ),
    "fallback": ("dejavu/DejaVuSans{}.ttf", ("", "-Bold", "-Oblique", "-BoldOblique")),
}
RANGES = (
    (0x20, 0x7E),
    (0xA0, 0x17F),
    (0x370, 0x3FF),
    (0x400, 0x45F),
    (0x590, 0x5FF),
    (0x600, 0x6FF),
    (0x2010, 0x2044),
    (0x20AC, 0x20AC),
    (0x2122, 0x2122),
    (0x2190, 0x21FF),
    (0x2200, 0x22FF),
    (0x2500, 0x25FF),
    (0x2713, 0x2718),
)


def family(pattern: str, styles: tuple[str, ...]) -> dict[str, object]:
    """Return one family's entry of the file."""
    faces, line = [], 0.0
    for style in styles:
        font = TTFont(FOLDER / pattern.format(style))
        em = font["head"].unitsPerEm
        cmap, advances = font.getBestCmap(), font["hmtx"]
        hhea, os2 = font["hhea"], font["OS/2"]
        line = max(
            line,
            (hhea.ascent - hhea.descent + hhea.lineGap) / em,
            (os2.usWinAscent + os2.usWinDescent) / em,
            (os2.sTypoAscender - os2.sTypoDescender + os2.sTypoLineGap) / em,
        )
        faces.append(
            [
                -(-advances[cmap[point]][0] * 1000 // em) if point in cmap else -1
                for first, last in RANGES
                for point in range(first, last + 1)
            ]
        )
    return {"line": round(line, 4), "faces": faces}


def main() -> None:
    """Read the fonts and write the file."""
    table = {
        "ranges": RANGES,
        "families": {name: family(*what) for name, what in FAMILIES.items()},
    }
    path = Path(__file__).with_name("data") / "widths.json"
    path.write_text(json.dumps(table, separators=(",", ":")) + "\n", encoding="ascii")


if __name__ == "__main__":
    main()
