"""The template of a deck, made from the theme's tokens: colours, fonts, master, layouts.

What a user restyles in PowerPoint is the real thing: the colours and fonts are the
file's theme, and each slide takes places and looks from its layout.
"""

from __future__ import annotations

from dataclasses import dataclass

from guide.backends.pptx.frames import CODE_PITCH
from guide.backends.pptx.geometry import INDENT, Box, Geometry
from guide.backends.pptx.xml import (
    HEADER,
    NAMESPACES,
    Scheme,
    emu,
    escape,
    fill,
    rectangle,
    size,
    xfrm,
)
from guide.theme import Palette, SlideTokens

TABLE_STYLE = "{7A5B6C3E-2D41-4F68-9B1A-5C0E8D3F2A17}"


@dataclass(frozen=True, slots=True)
class Look:
    """All that decides how a deck looks."""

    geometry: Geometry
    tokens: SlideTokens
    palette: Palette
    scheme: Scheme
    heading_percent: int  # line spacing of titles and of text, in %
    body_percent: int
    name: str
    language: str


def theme(look: Look) -> str:
    """Return the theme part: twelve colours, two fonts, the plainest of effects."""
    slots = look.scheme.slots
    names = {"dk1": "tx1", "lt1": "bg1", "dk2": "tx2", "lt2": "bg2"}
    names |= {f"accent{i}": f"accent{i}" for i in range(1, 7)}
    names |= {"hlink": "accent1", "folHlink": "accent1"}
    colors = "".join(
        f'<a:{slot}><a:srgbClr val="{slots[name][1:].upper()}"/></a:{slot}>'
        for slot, name in names.items()
    )
    major, minor = escape(look.tokens.heading_font), escape(look.tokens.body_font)
    solid = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="{{}}">{solid}<a:prstDash val="solid"/></a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'{HEADER}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        f'name="{escape(look.name)}"><a:themeElements><a:clrScheme name="{escape(look.name)}">'
        f'{colors}</a:clrScheme><a:fontScheme name="{escape(look.name)}">'
        f'<a:majorFont><a:latin typeface="{major}"/><a:ea typeface=""/><a:cs typeface=""/>'
        f'</a:majorFont><a:minorFont><a:latin typeface="{minor}"/><a:ea typeface=""/>'
        f'<a:cs typeface=""/></a:minorFont></a:fontScheme><a:fmtScheme name="Plain">'
        f"<a:fillStyleLst>{solid * 3}</a:fillStyleLst><a:lnStyleLst>"
        f"{''.join(line.format(w) for w in (9525, 12700, 19050))}</a:lnStyleLst>"
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{solid * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements>"
        "</a:theme>"
    )


def text_levels(look: Look, points: float, *, lead: str = "") -> str:
    """Return nine levels of text: running text, then lists; ``lead`` is for the first only."""
    spacing = f'<a:lnSpc><a:spcPct val="{look.body_percent * 1000}"/></a:lnSpc>'
    levels = []
    for level in range(9):
        margin = emu(level * INDENT)
        sign = "•" if level % 2 else "–"
        mark = (
            '<a:buClr><a:schemeClr val="accent1"/></a:buClr><a:buFont typeface="Arial"/>'
            f'<a:buChar char="{sign}"/>'
            if level
            else "<a:buNone/>"
        )
        levels.append(
            f'<a:lvl{level + 1}pPr marL="{margin}" indent="{-emu(INDENT) if level else 0}" '
            f'algn="l" rtl="0">{spacing}<a:spcBef><a:spcPts val="0"/></a:spcBef>{mark}'
            f'<a:defRPr sz="{size(points)}" kern="1200">{fill("tx1")}'
            '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/>'
            f"</a:defRPr></a:lvl{level + 1}pPr>"
        )
    return lead + "".join(levels)


def one_level(
    points: float,
    *,
    color: str = "tx1",
    bold: bool = False,
    align: str = "l",
    font: str = "",
    pitch: float = 0.0,
) -> str:
    """Return a list style for placeholders of one level."""
    spacing = f'<a:lnSpc><a:spcPts val="{size(pitch)}"/></a:lnSpc>' if pitch else ""
    face = f'<a:latin typeface="{escape(font)}"/><a:cs typeface="{escape(font)}"/>' if font else ""
    return (
        f'<a:lstStyle><a:lvl1pPr marL="0" indent="0" algn="{align}">{spacing}<a:buNone/>'
        f'<a:defRPr sz="{size(points)}" b="{int(bold)}">{fill(color)}{face}</a:defRPr>'
        "</a:lvl1pPr></a:lstStyle>"
    )


def body_properties(anchor: str = "t", inset: tuple[float, float] = (0, 0)) -> str:
    """Return the properties of a text body: no autofit, ever; ``inset`` is sides, then top."""
    x, y = emu(inset[0]), emu(inset[1])
    return (
        f'<a:bodyPr vert="horz" wrap="square" lIns="{x}" tIns="{y}" rIns="{x}" bIns="{y}" '
        f'anchor="{anchor}"><a:noAutofit/></a:bodyPr>'
    )


def master(look: Look, layouts: int) -> str:
    """Return the slide master."""
    g, tokens = look.geometry, look.tokens
    percent = f'<a:lnSpc><a:spcPct val="{look.heading_percent * 1000}"/></a:lnSpc>'
    title = (
        f'<a:lvl1pPr algn="l">{percent}<a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/>'
        f'<a:defRPr sz="{size(tokens.title)}" b="1" kern="1200">{fill("tx1")}'
        '<a:latin typeface="+mj-lt"/><a:ea typeface="+mj-ea"/><a:cs typeface="+mj-cs"/>'
        "</a:defRPr></a:lvl1pPr>"
    )
    other = "".join(
        f'<a:lvl{n}pPr><a:defRPr sz="1800">{fill("tx1")}<a:latin typeface="+mn-lt"/>'
        f"</a:defRPr></a:lvl{n}pPr>"
        for n in range(1, 10)
    )
    body_box = g.body(g.title)
    shapes = (
        placeholder(2, "Title", 'type="title"', g.title, body_properties("b"), "", "Title")
        + placeholder(3, "Text", 'type="body" idx="1"', body_box, body_properties(), "", "Text")
        + footers(look, 4)
    )
    ids = "".join(
        f'<p:sldLayoutId id="{2147483649 + i}" r:id="rId{i + 1}"/>' for i in range(layouts)
    )
    return (
        f"{HEADER}<p:sldMaster {NAMESPACES}><p:cSld><p:bg><p:bgPr>{fill('bg1')}<a:effectLst/>"
        f"</p:bgPr></p:bg>{tree(shapes)}</p:cSld>"
        '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" '
        'accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" '
        f'folHlink="folHlink"/><p:sldLayoutIdLst>{ids}</p:sldLayoutIdLst>'
        f"<p:txStyles><p:titleStyle>{title}</p:titleStyle>"
        f"<p:bodyStyle>{text_levels(look, tokens.body)}</p:bodyStyle>"
        f"<p:otherStyle>{other}</p:otherStyle></p:txStyles></p:sldMaster>"
    )


def tree(shapes: str) -> str:
    """Return a slide's tree of shapes."""
    return (
        '<p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
        '<p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/>'
        f'<a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>{shapes}</p:spTree>'
    )


def placeholder(  # noqa: PLR0917 - in the order of the file
    number: int,
    name: str,
    kind: str,
    box: Box,
    properties: str,
    style: str,
    prompt: str,
    *,
    paint: str = "",
) -> str:
    """Return a placeholder of a master or layout."""
    custom = ' hasCustomPrompt="1"' if style and "body" in kind else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr>'
        f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph {kind}{custom}/></p:nvPr></p:nvSpPr>'
        f'<p:spPr>{xfrm(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{paint}</p:spPr>'
        f"<p:txBody>{properties}{style or '<a:lstStyle/>'}<a:p><a:r>"
        f'<a:rPr lang="en-US"/><a:t>{prompt}</a:t></a:r></a:p></p:txBody></p:sp>'
    )


def footers(look: Look, number: int) -> str:
    """Return the footer and slide number placeholders of a master or layout."""
    g, points = look.geometry, look.tokens.footer
    field = (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number + 1}" name="Slide number"/><p:cNvSpPr>'
        '<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldNum" sz="quarter" idx="12"/>'
        f"</p:nvPr></p:nvSpPr><p:spPr>{xfrm(g.number)}"
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        f"<p:txBody>{body_properties('ctr')}{one_level(points, color='tx2', align='r')}<a:p>"
        '<a:fld id="{0B6A1F0C-6C1E-4C55-9D0A-3B6D0B2C7E11}" type="slidenum">'
        '<a:rPr lang="en-US"/><a:t>‹#›</a:t></a:fld></a:p></p:txBody></p:sp>'
    )
    return (
        placeholder(
            number,
            "Footer",
            'type="ftr" sz="quarter" idx="11"',
            g.footer,
            body_properties("ctr"),
            one_level(points, color="tx2"),
            "Footer",
        )
        + field
    )


def code_style(look: Look) -> str:
    """Return the list style of a code panel."""
    points = look.tokens.code
    return one_level(points, font=look.tokens.code_font, pitch=points * CODE_PITCH)


def bar(number: int, look: Look) -> str:
    """Return the thin bar that the slides with a large title have at their left edge."""
    return rectangle(number, "Bar", Box(0, 0, 12, look.geometry.height), "accent1")


def table_styles(look: Look) -> str:
    """Return the deck's own table style: a tinted header, hairlines between rows."""
    rule = look.scheme.name(look.palette.rule)
    color = rule[1:].upper() if rule.startswith("#") else ""
    paint = f'<a:srgbClr val="{color}"/>' if color else f'<a:schemeClr val="{rule}"/>'
    hair = f'<a:ln w="9525"><a:solidFill>{paint}</a:solidFill></a:ln>'
    none = "<a:ln><a:noFill/></a:ln>"
    strong = '<a:ln w="19050"><a:solidFill><a:schemeClr val="accent1"/></a:solidFill></a:ln>'
    font = '<a:fontRef idx="minor"><a:prstClr val="black"/></a:fontRef>'
    return (
        f'{HEADER}<a:tblStyleLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        f'def="{TABLE_STYLE}"><a:tblStyle styleId="{TABLE_STYLE}" styleName="Guide">'
        f'<a:wholeTbl><a:tcTxStyle>{font}<a:schemeClr val="tx1"/></a:tcTxStyle><a:tcStyle>'
        f"<a:tcBdr><a:left>{none}</a:left><a:right>{none}</a:right><a:top>{none}</a:top>"
        f"<a:bottom>{hair}</a:bottom><a:insideH>{hair}</a:insideH><a:insideV>{none}</a:insideV>"
        "</a:tcBdr><a:fill><a:noFill/></a:fill></a:tcStyle></a:wholeTbl>"
        f'<a:firstRow><a:tcTxStyle b="on">{font}<a:schemeClr val="tx1"/></a:tcTxStyle><a:tcStyle>'
        f"<a:tcBdr><a:bottom>{strong}</a:bottom></a:tcBdr>"
        '<a:fill><a:solidFill><a:schemeClr val="bg2"/></a:solidFill></a:fill>'
        "</a:tcStyle></a:firstRow></a:tblStyle></a:tblStyleLst>"
    )
