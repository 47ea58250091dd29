"""Blocks → measured frames, in as many parts as their height needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from guide.backends.pptx.code import columns_of, rows_of, split_rows
from guide.backends.pptx.flow import CalloutItem, FigureItem, Para, Style, TableItem
from guide.backends.pptx.frames import (
    CALLOUT_BAR,
    CALLOUT_INSET,
    CAPTION,
    CODE_INSET,
    CODE_PITCH,
    CalloutFrame,
    CodeFrame,
    PictureFrame,
    TableFrame,
    TextFrame,
)
from guide.backends.pptx.geometry import INDENT
from guide.backends.pptx.measure import Ruler, Words
from guide.backends.pptx.metrics import CODE_CELL
from guide.backends.pptx.pieces import Piece, merge, pieces
from guide.backends.pptx.runs import Report, TextRun, clean
from guide.backends.pptx.tables import as_paragraphs, table_frames
from guide.markup.nodes import CodeBlock
from guide.theme import SlideTokens

_FEWEST_LINES = 4
"""Lines of code under a lead-in: with fewer, the code gets a slide of its own."""

_FAR_TOO_LARGE = 0.25
"""A picture that is shown at less than this share of its size is worth a note."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Where text is set: width and height in pt, and the means to measure it.

    ``sizes`` are the body sizes to try: (pt, penalty, only if all fits on one slide).
    """

    width: float
    height: float
    ruler: Ruler
    table_ruler: Ruler
    tokens: SlideTokens
    report: Report
    sizes: tuple[tuple[float, float, bool], ...]

    def words(self, para: Para) -> Words:
        """Measure a paragraph."""
        return self.ruler.words(para.runs, bold=para.style is Style.HEADING)

    def para_height(self, para: Para, size: float) -> float:
        """Return the height of a paragraph, at worst."""
        return self.height_of(self.words(para), para, size)

    def height_of(self, words: Words, para: Para, size: float) -> float:
        """Return the height of words in the measure of a paragraph."""
        return self.ruler.height(words, self.width - para.level * INDENT - para.hang, size)

    def text(self, paras: Sequence[Para], size: float) -> TextFrame:
        """Return paragraphs as a frame of just their height."""
        return TextFrame(tuple(paras), size, self.stack(paras, size))

    def stack(self, paras: Sequence[Para], size: float) -> float:
        """Return the height of paragraphs one below the other."""
        spaces = sum(para.before * size for para in paras[1:])
        return spaces + sum(self.para_height(para, size) for para in paras)

    def within(self, width: float) -> Setting:
        """Return the same, narrower."""
        return replace(self, width=width)


@dataclass(frozen=True, slots=True)
class Blocks:
    """Makes frames of blocks beside text of ``size`` pt."""

    setting: Setting
    size: float

    def code(self, block: CodeBlock, lead_in: float) -> list[CodeFrame]:
        """Return a code block as panels: in a large size if it fits beside its lead-in."""
        setting = self.setting
        label = (part for part in (block.title, block.label) if part)
        caption = clean("  ·  ".join(label), setting.report, block.line)
        above = (CAPTION if caption else 0.0) + 2 * CODE_INSET
        inner = setting.width - 2 * CODE_INSET
        wanted, longest = setting.tokens.code, columns_of(block)
        for size in sorted({s for s in (20.0, 18.0) if wanted <= s <= self.size}, reverse=True):
            pitch = round(size * CODE_PITCH, 1)
            fits = longest <= _columns(inner, size)
            if fits and above + len(block.lines) * pitch + lead_in <= setting.height:
                break
        else:
            size, pitch = wanted, round(wanted * CODE_PITCH, 1)
        rows = rows_of(block, _columns(inner, size), setting.report)
        rest = max(int((setting.height - above) / pitch), 1)
        first = max(int((setting.height - above - lead_in) / pitch), 1)
        if len(rows) > rest and first < _FEWEST_LINES:
            first = rest
        return [
            CodeFrame(part, size, above + len(part) * pitch, caption)
            for part in split_rows(rows, first, rest) or [rows]
        ]

    def table(self, item: TableItem, lead_in: float) -> list[TableFrame] | None:
        """Return a table in parts, or None if it is too wide or has too high a row."""
        setting = self.setting
        if not item.align:
            return None
        ruler = setting.table_ruler
        first = setting.height - lead_in
        return table_frames(
            item,
            ruler,
            setting.width,
            first=first,
            rest=setting.height,
            wanted=setting.tokens.table,
        )

    def table_as_text(self, item: TableItem) -> list[Para]:
        """Return such a table as text, and report it."""
        message = "a table that is too wide or has too long a cell stands as a list on slides"
        self.setting.report("G606", message, item.line)
        return as_paragraphs(item)

    def callout(self, item: CalloutItem) -> list[CalloutFrame]:
        """Return a call-out, in several parts if it is higher than a slide."""
        inner = self.setting.within(self.setting.width - CALLOUT_BAR - 2 * CALLOUT_INSET)
        size, room = self.size, self.setting.height - 2 * CALLOUT_INSET

        def frame(paras: Sequence[Para]) -> CalloutFrame:
            height = inner.stack(paras, size) + 2 * CALLOUT_INSET
            return CalloutFrame(item.kind, tuple(paras), size, height)

        whole = frame(item.paras)
        if whole.height <= self.setting.height:
            return [whole]
        label, parts, current = item.paras[0], [], list(item.paras[:1])
        for para in item.paras[1:]:
            held: list[Piece] = []
            for piece in pieces(para):
                if inner.stack([*current, merge([*held, piece])], size) > room and (
                    held or len(current) > 1
                ):
                    parts.append(frame([*current, merge(held)] if held else current))
                    more = TextRun(" (continued)")
                    current, held = [replace(label, runs=(*label.runs, more))], []
                held.append(piece)
            current.append(merge(held))
        return [*parts, frame(current)]

    def figure(self, item: FigureItem, lead_in: float) -> PictureFrame:
        """Return a picture as large as fits, but never blown up by more than half."""
        asset, setting = item.image.asset, self.setting
        caption = clean(item.image.title, setting.report, item.line)
        foot = CAPTION + 4 if caption else 0.0
        wide, high = max(asset.width, 1) * 0.75, max(asset.height, 1) * 0.75
        room = max(setting.height - lead_in - foot, setting.height / 2)
        scale = min(setting.width / wide, room / high, 1.5)
        if asset.media_type == "image/svg+xml":
            message = f"the SVG image `{asset.name}` shows as an empty frame outside PowerPoint"
            setting.report("G610", message, item.line)
        elif scale < _FAR_TOO_LARGE:
            message = f"the image `{asset.name}` is far larger than a slide shows it"
            setting.report("G607", message, item.line)
        return PictureFrame(asset, item.image.alt, wide * scale, high * scale + foot, caption)


def _columns(width: float, size: float) -> int:
    return int(width * 1000 / (size * CODE_CELL))
