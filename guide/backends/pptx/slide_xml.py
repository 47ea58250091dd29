"""A planned slide → its part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from guide.backends.pptx.frames import (
    CALLOUT_BAR,
    CALLOUT_INSET,
    CAPTION,
    CELL_X,
    CELL_Y,
    CODE_INSET,
    CalloutFrame,
    CodeFrame,
    Frame,
    PictureFrame,
    TableFrame,
    TextFrame,
)
from guide.backends.pptx.geometry import Box
from guide.backends.pptx.layouts import BELOW, BLOCK, BODY, CAPTION_TEXT, HEAD, Layout, halves
from guide.backends.pptx.runs import Runs, TextRun, plain, text_of
from guide.backends.pptx.slides import Slide
from guide.backends.pptx.template import (
    TABLE_STYLE,
    Look,
    body_properties,
    one_level,
    text_levels,
    tree,
)
from guide.backends.pptx.text_xml import Writer
from guide.backends.pptx.xml import (
    DECORATIVE,
    HEADER,
    NAMESPACES,
    emu,
    escape,
    fill,
    rectangle,
    size,
    xfrm,
)
from guide.markup.nodes import Align, CalloutKind

CALLOUT_COLORS = {
    CalloutKind.NOTE: "accent1",
    CalloutKind.TIP: "accent2",
    CalloutKind.IMPORTANT: "accent3",
    CalloutKind.WARNING: "accent4",
    CalloutKind.CAUTION: "accent5",
}
_ALIGN = {Align.LEFT: "l", Align.CENTER: "ctr", Align.RIGHT: "r"}
_BLOCK_LAYOUTS = {
    CodeFrame: Layout.CODE,
    TableFrame: Layout.TABLE,
    CalloutFrame: Layout.CALLOUT,
    PictureFrame: Layout.PICTURE,
}


@dataclass(frozen=True, slots=True)
class Media:
    """Relationships of a slide to its pictures, by the asset's name: (shown, SVG or "")."""

    ids: dict[str, tuple[str, str]]


class SlideWriter:
    """Writes one slide. Shapes stand in reading order, the title first."""

    def __init__(self, slide: Slide, look: Look, writer: Writer, media: Media, foot: Runs) -> None:
        self._slide = slide
        self._look = look
        self._writer = writer
        self._media = media
        self._foot = foot
        self._shapes = 1
        self._used: set[int] = set()

    def xml(self) -> str:
        """Return the slide's part."""
        slide = self._slide
        kind = "ctrTitle" if slide.layout is Layout.TITLE else "title"
        title = self._writer.line(slide.title, slide.title_size)
        shapes = [self._placeholder("Title", f'type="{kind}"', title)]
        for line in slide.lines:
            name = "Running head" if line.index == HEAD else "Text"
            shapes.append(
                self._placeholder(
                    name,
                    f'type="body" sz="quarter" idx="{line.index}"',
                    self._writer.line(line.runs, line.size),
                    line.box,
                )
            )
        for index, column in enumerate(slide.columns, start=1):
            shapes.append(self._column(column, index))
        for box, frame in slide.placed:
            shapes.extend(self._frame(box, frame))
        shapes.append(
            self._placeholder(
                "Footer",
                'type="ftr" sz="quarter" idx="11"',
                self._writer.line(self._foot, self._look.tokens.footer),
            )
        )
        shapes.append(self._number())
        return (
            f'{HEADER}<p:sld {NAMESPACES}><p:cSld name="{escape(slide.key)}">'
            f"{tree(''.join(shapes))}</p:cSld>"
            "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>"
        )

    # --- frames ---------------------------------------------------------------

    def _frame(self, box: Box, frame: Frame) -> Iterator[str]:
        match frame:
            case TextFrame():
                yield self._text(box, frame)
            case CodeFrame():
                yield from self._code(box, frame)
            case TableFrame():
                yield self._table(box, frame)
            case CalloutFrame():
                yield from self._callout(box, frame)
            case PictureFrame():
                yield from self._picture(box, frame)

    def _column(self, frame: TextFrame, index: int) -> str:
        paragraphs = self._writer.paras(frame.paras, frame.size)
        kind = f'type="body" sz="quarter" idx="{index}"'
        wide = self._slide.layout is Layout.AGENDA and len(self._slide.columns) == 1
        box = halves(self._look)[0 if frame.size >= self._look.tokens.body else 1]
        return self._placeholder("Questions", kind, paragraphs, box if wide else None)

    def _text(self, box: Box, frame: TextFrame) -> str:
        paragraphs = self._writer.paras(frame.paras, frame.size)
        block = self._slide.layout not in (Layout.TEXT, Layout.POINTS)
        alone = len(self._slide.placed) == 1
        above = bool(frame is self._slide.placed[0][1])
        index = BODY if above or not block else BELOW
        if index in self._used:
            return self._box(
                "Text", box, paragraphs, f"<a:lstStyle>{self._levels(frame.size)}</a:lstStyle>"
            )
        self._used.add(index)
        kind = f'type="body" sz="quarter" idx="{index}"'
        return self._placeholder("Text", kind, paragraphs, None if alone else box)

    def _code(self, box: Box, frame: CodeFrame) -> Iterator[str]:
        panel = box
        if frame.caption:
            top = Box(box.x, box.y, box.width, CAPTION)
            panel = Box(box.x, box.y + CAPTION, box.width, box.height - CAPTION)
            yield self._caption(top, frame.caption)
        pitch = size(frame.pitch)
        style = (
            f'<a:lstStyle><a:lvl1pPr><a:lnSpc><a:spcPts val="{pitch}"/></a:lnSpc></a:lvl1pPr>'
            "</a:lstStyle>"
        )
        rows = "".join(self._writer.code(row, frame.size) for row in frame.rows)
        name = f"Code {frame.caption}".strip()
        if self._take(frame):
            kind = f'type="body" sz="quarter" idx="{BLOCK}"'
            yield self._placeholder(name, kind, rows, panel, style)
        else:
            paint = fill(self._look.scheme.name(self._look.palette.panel))
            font = self._look.tokens.code_font
            own = one_level(frame.size, font=font, pitch=frame.pitch)
            inset = body_properties("t", (CODE_INSET, CODE_INSET))
            yield self._box(name, panel, rows, own, properties=inset, paint=paint)
        yield from self._marks(panel, frame)

    def _marks(self, panel: Box, frame: CodeFrame) -> Iterator[str]:
        """Yield bars at the panel's edge beside the lines that the fence points at."""
        start = None
        for index in range(len(frame.rows) + 1):
            marked = index < len(frame.rows) and frame.rows[index].marked
            if marked and start is None:
                start = index
            elif not marked and start is not None:
                y = panel.y + CODE_INSET + start * frame.pitch
                bar = Box(panel.x, y, 5, (index - start) * frame.pitch)
                yield rectangle(self._next(), "Mark", bar, "accent1")
                start = None

    def _table(self, box: Box, frame: TableFrame) -> str:
        columns = "".join(f'<a:gridCol w="{emu(width)}"/>' for width in frame.widths)
        rows = []
        for number, (row, height) in enumerate(zip(frame.rows, frame.heights, strict=True)):
            cells = "".join(
                self._cell(cell, align, frame.size, header=number == 0)
                for cell, align in zip(row, frame.align, strict=True)
            )
            rows.append(f'<a:tr h="{emu(height)}">{cells}</a:tr>')
        number = self._next()
        holder = f'<p:ph type="tbl" idx="{BLOCK}"/>' if self._take(frame) else ""
        header = " | ".join(text_of(cell) for cell in frame.rows[0])
        place = Box(box.x, box.y, sum(frame.widths), sum(frame.heights))
        return (
            f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="{number}" name="Table {number}" '
            f'descr="{escape(f"Table: {header}")}"/><p:cNvGraphicFramePr>'
            f'<a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr>{holder}</p:nvPr>'
            f"</p:nvGraphicFramePr>{xfrm(place, 'p:xfrm')}<a:graphic>"
            '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl>'
            f'<a:tblPr firstRow="1"><a:tableStyleId>{TABLE_STYLE}</a:tableStyleId></a:tblPr>'
            f"<a:tblGrid>{columns}</a:tblGrid>{''.join(rows)}</a:tbl></a:graphicData></a:graphic>"
            "</p:graphicFrame>"
        )

    def _cell(self, runs: Runs, align: Align, points: float, *, header: bool) -> str:
        text = self._writer.line(runs, points, bold=header, align=_ALIGN[align])
        percent = self._look.body_percent * 1000
        spacing = (
            f'<a:lstStyle><a:lvl1pPr><a:lnSpc><a:spcPct val="{percent}"/></a:lnSpc></a:lvl1pPr>'
            "</a:lstStyle>"
        )
        x, y = emu(CELL_X), emu(CELL_Y)
        return (
            f"<a:tc><a:txBody><a:bodyPr/>{spacing}{text}</a:txBody>"
            f'<a:tcPr marL="{x}" marR="{x}" marT="{y}" marB="{y}"/></a:tc>'
        )

    def _callout(self, box: Box, frame: CalloutFrame) -> Iterator[str]:
        color = CALLOUT_COLORS[frame.kind]
        label, *rest = frame.paras
        runs = tuple(TextRun(r.text, r.bold, r.italic, r.code, color=color) for r in label.runs)
        colored = (type(label)(runs, style=label.style), *rest)
        inner = Box(box.x + CALLOUT_BAR, box.y, box.width - CALLOUT_BAR, box.height)
        bar = Box(box.x, box.y, CALLOUT_BAR, box.height)
        paragraphs = self._writer.paras(colored, frame.size)
        if self._take(frame):
            kind = f'type="body" sz="quarter" idx="{BLOCK}"'
            yield self._placeholder("Call-out", kind, paragraphs, inner)
        else:
            levels = f"<a:lstStyle>{self._levels(frame.size)}</a:lstStyle>"
            inset = body_properties("ctr", (CALLOUT_INSET, CALLOUT_INSET))
            yield self._box(
                "Call-out", inner, paragraphs, levels, properties=inset, paint=fill("bg2")
            )
        yield rectangle(self._next(), "Call-out bar", bar, color)

    def _picture(self, box: Box, frame: PictureFrame) -> Iterator[str]:
        foot = CAPTION + 4 if frame.caption else 0
        number = self._next()
        shown, vector = self._media.ids[frame.asset.name]
        extension = (
            '<a:extLst><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}"><asvg:svgBlip '
            'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" '
            f'r:embed="{vector}"/></a:ext></a:extLst>'
            if vector
            else ""
        )
        holder = f'<p:ph type="pic" idx="{BLOCK}"/>' if self._take(frame) else ""
        place = Box(box.x, box.y, box.width, box.height - foot)
        yield (
            f'<p:pic><p:nvPicPr><p:cNvPr id="{number}" name="Picture {number}" '
            f'descr="{escape(frame.alt)}">{"" if frame.alt else DECORATIVE}</p:cNvPr>'
            f'<p:cNvPicPr><a:picLocks noGrp="1" noChangeAspect="1"/></p:cNvPicPr>'
            f'<p:nvPr>{holder}</p:nvPr></p:nvPicPr><p:blipFill><a:blip r:embed="{shown}">'
            f"{extension}</a:blip><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr>"
            f'{xfrm(place)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
        )
        if frame.caption:
            measure = self._look.geometry.measure
            where = Box(box.x, box.y + box.height - CAPTION, measure, CAPTION)
            yield self._caption(where, frame.caption)

    # --- shapes -----------------------------------------------------------------

    def _caption(self, box: Box, text: str) -> str:
        paragraph = self._writer.line(plain(text), 14)
        if CAPTION_TEXT in self._used:
            return self._box("Caption", box, paragraph, one_level(14, color="tx2"))
        if self._slide.layout not in (Layout.CODE, Layout.PICTURE):
            return self._box("Caption", box, paragraph, one_level(14, color="tx2"))
        self._used.add(CAPTION_TEXT)
        kind = f'type="body" sz="quarter" idx="{CAPTION_TEXT}"'
        return self._placeholder("Caption", kind, paragraph, box)

    def _take(self, frame: Frame) -> bool:
        """Tell whether the layout has a placeholder for this block that is still free."""
        if _BLOCK_LAYOUTS.get(type(frame)) is not self._slide.layout or BLOCK in self._used:
            return False
        self._used.add(BLOCK)
        return True

    def _placeholder(
        self, name: str, kind: str, paragraphs: str, box: Box | None = None, style: str = ""
    ) -> str:
        number = self._next()
        place = xfrm(box) if box else ""
        return (
            f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{escape(name)} {number}"/><p:cNvSpPr>'
            f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr>'
            f"<p:spPr>{place}</p:spPr><p:txBody><a:bodyPr/>{style or '<a:lstStyle/>'}"
            f"{paragraphs}</p:txBody></p:sp>"
        )

    def _box(
        self,
        name: str,
        box: Box,
        paragraphs: str,
        style: str,
        *,
        properties: str = "",
        paint: str = "",
    ) -> str:
        number = self._next()
        return (
            f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{escape(name)} {number}"/>'
            '<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
            f'<p:spPr>{xfrm(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
            f"{paint or '<a:noFill/>'}</p:spPr>"
            f"<p:txBody>{properties or body_properties()}{style}{paragraphs}</p:txBody></p:sp>"
        )

    def _number(self) -> str:
        points = size(self._look.tokens.footer)
        paragraph = (
            '<a:p><a:fld id="{0B6A1F0C-6C1E-4C55-9D0A-3B6D0B2C7E11}" type="slidenum">'
            f'<a:rPr lang="{self._look.language}" sz="{points}"/><a:t>‹#›</a:t></a:fld></a:p>'
        )
        return self._placeholder("Slide number", 'type="sldNum" sz="quarter" idx="12"', paragraph)

    def _levels(self, points: float) -> str:
        return text_levels(self._look, points)

    def _next(self) -> int:
        self._shapes += 1
        return self._shapes
