"""The parts around the slides: presentation, properties, notes; and the whole package."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from uuid import NAMESPACE_URL, uuid5

from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT

from guide.backends.base import Context
from guide.backends.pptx import template
from guide.backends.pptx.frames import PictureFrame
from guide.backends.pptx.geometry import Box
from guide.backends.pptx.layouts import Layout, layouts
from guide.backends.pptx.package import Part, root, zipped
from guide.backends.pptx.pictures import fallback
from guide.backends.pptx.planning import AGENDA, question_key
from guide.backends.pptx.runs import Runs, TextRun, clean, plain
from guide.backends.pptx.slide_xml import Media, SlideWriter
from guide.backends.pptx.slides import Slide
from guide.backends.pptx.template import Look
from guide.backends.pptx.text_xml import Links, TextLook, Writer
from guide.backends.pptx.xml import HEADER, NAMESPACES, emu, escape, xfrm
from guide.markup.nodes import Asset
from guide.model import Topic

_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
_EXTENSIONS = {"image/png": "png", "image/jpeg": "jpg", "image/svg+xml": "svg"}


class Presentation:
    """Collects the parts of one deck."""

    def __init__(self, topic: Topic, context: Context, look: Look, slides: Sequence[Slide]) -> None:
        self._topic = topic
        self._context = context
        self._look = look
        self._slides = slides
        self._parts: list[Part] = []
        self._media: dict[str, Part] = {}
        self._text = TextLook(
            look.language, look.tokens.code_font, context.theme.code_light, look.scheme
        )

    def data(self, foot: Runs) -> bytes:
        """Return the deck as a file."""
        package, main = root(), self._add("/ppt/presentation.xml", CT.PML_PRESENTATION_MAIN)
        package.relate(RT.OFFICE_DOCUMENT, main)
        master, layout_parts = self._master()
        main.relate(RT.SLIDE_MASTER, master)
        notes_master = self._notes_master()
        main.relate(RT.NOTES_MASTER, notes_master)
        self._small_parts(package, main)
        parts = [
            self._add(f"/ppt/slides/slide{n}.xml", CT.PML_SLIDE)
            for n in range(1, len(self._slides) + 1)
        ]
        by_key = {slide.key: part for slide, part in zip(self._slides, parts, strict=True)}
        ids = [main.relate(RT.SLIDE, part) for part in parts]
        for number, (slide, part) in enumerate(zip(self._slides, parts, strict=True), start=1):
            self._slide(slide, part, layout_parts[slide.layout], by_key, foot)
            if slide.notes:
                self._notes(slide, part, notes_master, number)
        main.data = self._presentation(ids).encode()
        defaults = {
            e: t
            for t, e in _EXTENSIONS.items()
            if any(m.name.endswith(e) for m in self._media.values())
        }
        return zipped(package, self._parts, defaults)

    def _add(self, name: str, kind: str, text: str = "") -> Part:
        part = Part(name, kind, text.encode())
        self._parts.append(part)
        return part

    def _master(self) -> tuple[Part, dict[Layout, Part]]:
        texts = layouts(self._look)
        master = self._add(
            "/ppt/slideMasters/slideMaster1.xml",
            CT.PML_SLIDE_MASTER,
            template.master(self._look, len(texts)),
        )
        parts = {}
        for number, (layout, text) in enumerate(zip(Layout, texts, strict=True), start=1):
            name = f"/ppt/slideLayouts/slideLayout{number}.xml"
            parts[layout] = self._add(name, CT.PML_SLIDE_LAYOUT, text)
            master.relate(RT.SLIDE_LAYOUT, parts[layout])
            parts[layout].relate(RT.SLIDE_MASTER, master)
        theme = self._add("/ppt/theme/theme1.xml", CT.OFC_THEME, template.theme(self._look))
        master.relate(RT.THEME, theme)
        return master, parts

    def _slide(
        self, slide: Slide, part: Part, layout: Part, by_key: dict[str, Part], foot: Runs
    ) -> None:
        part.relate(RT.SLIDE_LAYOUT, layout)

        def outside(url: str) -> str:
            return part.relate(RT.HYPERLINK, url)

        def inside(key: str) -> str:
            target = by_key.get(key)
            return part.relate(RT.SLIDE, target) if target and target is not part else ""

        links = Links(outside, inside, lambda question: inside(question_key(question)))
        media = {
            frame.asset.name: self._picture(part, frame.asset)
            for _, frame in slide.placed
            if isinstance(frame, PictureFrame)
        }
        writer = Writer(self._text, links)
        if slide.layout in (Layout.TITLE, Layout.AGENDA):
            foot = foot[:1]
        part.data = SlideWriter(slide, self._look, writer, Media(media), foot).xml().encode()

    def _picture(self, slide: Part, asset: Asset) -> tuple[str, str]:
        if asset.media_type == "image/svg+xml":
            shown = self._image(asset.name + "#png", fallback(asset), "image/png")
            vector = self._image(asset.name, asset.data, asset.media_type)
            return slide.relate(RT.IMAGE, shown), slide.relate(RT.IMAGE, vector)
        shown = self._image(asset.name, asset.data, asset.media_type)
        return slide.relate(RT.IMAGE, shown), ""

    def _image(self, key: str, data: bytes, media_type: str) -> Part:
        if key not in self._media:
            name = f"/ppt/media/image{len(self._media) + 1}.{_EXTENSIONS[media_type]}"
            self._media[key] = part = Part(name, media_type, data)
            self._parts.append(part)
        return self._media[key]

    def _notes_master(self) -> Part:
        part = self._add(
            "/ppt/notesMasters/notesMaster1.xml", CT.PML_NOTES_MASTER, _notes_master(self._look)
        )
        theme = self._add("/ppt/theme/theme2.xml", CT.OFC_THEME, template.theme(self._look))
        part.relate(RT.THEME, theme)
        return part

    def _notes(self, slide: Slide, part: Part, master: Part, number: int) -> None:
        text = "".join(
            f'<a:p><a:r><a:rPr lang="{self._look.language}"/><a:t>{escape(line)}</a:t></a:r></a:p>'
            if line
            else "<a:p/>"
            for line in slide.notes
        )
        notes = self._add(
            f"/ppt/notesSlides/notesSlide{number}.xml",
            CT.PML_NOTES_SLIDE,
            f"{HEADER}<p:notes {NAMESPACES}><p:cSld>{template.tree(_NOTES_SHAPES.format(text))}"
            "</p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>",
        )
        notes.relate(RT.NOTES_MASTER, master)
        notes.relate(RT.SLIDE, part)
        part.relate(RT.NOTES_SLIDE, notes)

    def _small_parts(self, package: Part, main: Part) -> None:
        for name, kind, relation, element in (
            ("presProps", CT.PML_PRES_PROPS, RT.PRES_PROPS, "p:presentationPr"),
            ("viewProps", CT.PML_VIEW_PROPS, RT.VIEW_PROPS, "p:viewPr"),
        ):
            text = f"{HEADER}<{element} {NAMESPACES}/>"
            main.relate(relation, self._add(f"/ppt/{name}.xml", kind, text))
        styles = template.table_styles(self._look)
        main.relate(RT.TABLE_STYLES, self._add("/ppt/tableStyles.xml", CT.PML_TABLE_STYLES, styles))
        core = self._add("/docProps/core.xml", CT.OPC_CORE_PROPERTIES, self._core())
        package.relate(RT.CORE_PROPERTIES, core)
        app = self._add("/docProps/app.xml", CT.OFC_EXTENDED_PROPERTIES, self._app())
        package.relate(RT.EXTENDED_PROPERTIES, app)

    def _core(self) -> str:
        info = self._context.guide
        silent = _silent
        when = info.date.strftime("%Y-%m-%dT%H:%M:%SZ")
        tags = sorted({tag for question in self._topic.questions for tag in question.tags})
        title = escape(clean(f"{info.title}: {self._topic.title}", silent, 1))
        subject = escape(clean(info.subtitle or info.title, silent, 1))
        authors = escape(clean(", ".join(info.authors), silent, 1))
        return (
            f"{HEADER}<cp:coreProperties "
            'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"<dc:title>{title}</dc:title><dc:subject>{subject}</dc:subject><dc:creator>{authors}</dc:creator>"
            f"<cp:keywords>{escape(clean(', '.join(tags), silent, 1))}</cp:keywords>"
            f"<cp:lastModifiedBy>{authors}</cp:lastModifiedBy><cp:revision>1</cp:revision>"
            f'<dcterms:created xsi:type="dcterms:W3CDTF">{when}</dcterms:created>'
            f'<dcterms:modified xsi:type="dcterms:W3CDTF">{when}</dcterms:modified>'
            f"<cp:category>{escape(clean(self._topic.title, silent, 1))}</cp:category>"
            f"<dc:language>{escape(self._look.language)}</dc:language>"
            f"<cp:version>{escape(clean(info.edition, silent, 1))}</cp:version></cp:coreProperties>"
        )

    def _app(self) -> str:
        notes = sum(bool(slide.notes) for slide in self._slides)
        return (
            f"{HEADER}<Properties xmlns="
            '"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
            f"<Slides>{len(self._slides)}</Slides><Notes>{notes}</Notes>"
            "<Application>Microsoft Office PowerPoint</Application></Properties>"
        )

    def _presentation(self, ids: Sequence[str]) -> str:
        g = self._look.geometry
        listed = "".join(
            f'<p:sldId id="{256 + index}" r:id="{number}"/>' for index, number in enumerate(ids)
        )
        levels = "".join(
            f'<a:lvl{n}pPr marL="0" algn="l" rtl="0"><a:defRPr sz="1800" kern="1200">'
            '<a:solidFill><a:schemeClr val="tx1"/></a:solidFill><a:latin typeface="+mn-lt"/>'
            f'<a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr></a:lvl{n}pPr>'
            for n in range(1, 10)
        )
        kind = ' type="screen4x3"' if g.width < 800 else ""  # noqa: PLR2004 - between the two widths
        return (
            f'{HEADER}<p:presentation {NAMESPACES} saveSubsetFonts="1"><p:sldMasterIdLst>'
            '<p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst>'
            '<p:notesMasterIdLst><p:notesMasterId r:id="rId2"/></p:notesMasterIdLst>'
            f"<p:sldIdLst>{listed}</p:sldIdLst>"
            f'<p:sldSz cx="{emu(g.width)}" cy="{emu(g.height)}"{kind}/>'
            '<p:notesSz cx="6858000" cy="9144000"/>'
            f"<p:defaultTextStyle>{levels}</p:defaultTextStyle>"
            f'<p:extLst><p:ext uri="{_SECTIONS}">{self._section_list()}</p:ext></p:extLst>'
            "</p:presentation>"
        )

    def _section_list(self) -> str:
        space = f"{self._context.guide.id}/{self._topic.id}"
        text, number = "", 256
        for index, (name, slides) in enumerate(groupby(self._slides, key=lambda s: s.section)):
            entries = ""
            for _ in slides:
                entries += f'<p14:sldId id="{number}"/>'
                number += 1
            guid = str(uuid5(NAMESPACE_URL, f"guide:{space}/{index}/{name}")).upper()
            text += (
                f'<p14:section name="{escape(clean(name, _silent, 1))}" id="{{{guid}}}">'
                f"<p14:sldIdLst>{entries}</p14:sldIdLst></p14:section>"
            )
        return (
            '<p14:sectionLst xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main">'
            f"{text}</p14:sectionLst>"
        )


def footer(topic: Topic, context: Context) -> Runs:
    """Return the footer: guide, topic, and the way back to the agenda."""
    names = "  ·  ".join(x for x in (context.guide.title, topic.title) if x)
    agenda = (TextRun("    "), TextRun("Agenda", slide=f"{AGENDA}/1")) if topic.questions else ()
    return (*plain(names), *agenda)


def _silent(code: str, message: str, line: int) -> None:
    """Report nothing: the same text is reported where it is read."""


_NOTES_SHAPES = (
    '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" '
    'noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg"/></p:nvPr></p:nvSpPr><p:spPr/>'
    '</p:sp><p:sp><p:nvSpPr><p:cNvPr id="3" name="Notes"/><p:cNvSpPr><a:spLocks noGrp="1"/>'
    '</p:cNvSpPr><p:nvPr><p:ph type="body" idx="1"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody>'
    "<a:bodyPr/><a:lstStyle/>{}</p:txBody></p:sp>"
)


def _notes_master(look: Look) -> str:
    shapes = (
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" '
        'noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr>'
        f"</p:nvSpPr><p:spPr>{xfrm(Box(54, 54, 432, 243))}"
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr></p:sp>'
        '<p:sp><p:nvSpPr><p:cNvPr id="3" name="Notes"/><p:cNvSpPr><a:spLocks noGrp="1"/>'
        '</p:cNvSpPr><p:nvPr><p:ph type="body" sz="quarter" idx="1"/></p:nvPr></p:nvSpPr><p:spPr>'
        f"{xfrm(Box(54, 320, 432, 360))}"
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr/>'
        f'<a:lstStyle/><a:p><a:r><a:rPr lang="{look.language}"/><a:t>Notes</a:t></a:r></a:p>'
        "</p:txBody></p:sp>"
    )
    return (
        f"{HEADER}<p:notesMaster {NAMESPACES}><p:cSld><p:bg><p:bgPr><a:solidFill>"
        '<a:schemeClr val="bg1"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>'
        f"{template.tree(shapes)}</p:cSld>"
        '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" '
        'accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" '
        'folHlink="folHlink"/><p:notesStyle><a:lvl1pPr><a:defRPr sz="1200">'
        '<a:solidFill><a:schemeClr val="tx1"/></a:solidFill><a:latin typeface="+mn-lt"/>'
        "</a:defRPr></a:lvl1pPr></p:notesStyle></p:notesMaster>"
    )
