"""Runs and paragraphs → DrawingML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from guide.backends.pptx.code import WRAP_MARK, CodeRow
from guide.backends.pptx.flow import Marker, Para, Style
from guide.backends.pptx.geometry import INDENT
from guide.backends.pptx.runs import BREAK, Runs, TextRun, text_of
from guide.backends.pptx.xml import Scheme, emu, escape, fill, size
from guide.markup.nodes import TokenKind
from guide.theme import CodeStyles

_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Links:
    """Resolves links of one slide: ids of relationships, "" for what cannot be linked."""

    outside: Callable[[str], str]
    slide: Callable[[str], str]
    question: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class TextLook:
    """What runs need to know of the deck."""

    language: str
    code_font: str
    code: CodeStyles
    scheme: Scheme


def is_rtl(text: str) -> bool:
    """Tell whether a text's first letter is written from right to left."""
    if text.isascii():
        return False
    first = _LETTER.search(text)
    return bool(first and _RTL.match(first[0]))


class Writer:
    """Writes text of one slide."""

    def __init__(self, look: TextLook, links: Links) -> None:
        self._look = look
        self._links = links
        face = escape(look.code_font)
        self._code_face = f'<a:latin typeface="{face}"/><a:cs typeface="{face}"/>'
        self._colors = {
            kind: fill(look.scheme.name(style.color)) for kind, style in look.code.items()
        }

    def para(self, para: Para, points: float, *, first: bool) -> str:
        """Return a paragraph of text."""
        bold = para.style is Style.HEADING
        return (
            f"<a:p>{self._properties(para, points, first=first)}"
            f"{self._label(para, points)}"
            f"{self.runs(para.runs, points, bold=bold, italic=para.style is Style.QUOTE)}</a:p>"
        )

    def paras(self, paras: Iterable[Para], points: float) -> str:
        """Return paragraphs one below the other; at least one, as the schema wants it."""
        text = "".join(
            self.para(para, points, first=index == 0) for index, para in enumerate(paras)
        )
        return (
            text or f'<a:p><a:endParaRPr lang="{self._look.language}" sz="{size(points)}"/></a:p>'
        )

    def line(self, runs: Runs, points: float, *, bold: bool = False, align: str = "") -> str:
        """Return one paragraph of runs in the look of its placeholder."""
        right = is_rtl(text_of(runs))
        attributes = ' algn="r" rtl="1"' if right else (f' algn="{align}"' if align else "")
        properties = f"<a:pPr{attributes}/>" if attributes else ""
        end = "" if runs else f'<a:endParaRPr lang="{self._look.language}" sz="{size(points)}"/>'
        return f"<a:p>{properties}{self.runs(runs, points, bold=bold)}{end}</a:p>"

    def runs(self, runs: Runs, points: float, *, bold: bool = False, italic: bool = False) -> str:
        """Return runs of text."""
        return "".join(self._run(run, points, bold=bold, italic=italic) for run in runs)

    def code(self, row: CodeRow, points: float) -> str:
        """Return a row of code: its tokens as runs, never spell-checked."""
        attributes = f'lang="{self._look.language}" sz="{size(points)}" noProof="1"'
        if not row.runs:
            return f"<a:p><a:endParaRPr {attributes}/></a:p>"
        mark = ""
        if not row.first:
            lead = escape(" " * row.indent + WRAP_MARK)
            mark = f"<a:r><a:rPr {attributes}>{fill('tx2')}</a:rPr><a:t>{lead}</a:t></a:r>"
        return (
            "<a:p>"
            + mark
            + "".join(self._token(run.text, run.kind, attributes) for run in row.runs)
            + "</a:p>"
        )

    def _token(self, text: str, kind: TokenKind, attributes: str) -> str:
        style = self._look.code.get(kind)
        weight = ' b="1"' if style and style.bold else ""
        slant = ' i="1"' if style and style.italic else ""
        # noProof comes after b and i in no particular order: attributes have none.
        return (
            f"<a:r><a:rPr {attributes}{weight}{slant}>{self._colors.get(kind, '')}</a:rPr>"
            f"<a:t>{escape(text)}</a:t></a:r>"
        )

    def _properties(self, para: Para, points: float, *, first: bool) -> str:
        attributes = []
        inner = ""
        if not first and para.before:
            inner = f'<a:spcBef><a:spcPts val="{size(round(para.before * points))}"/></a:spcBef>'
        if para.label:
            indent = emu(para.hang)
            attributes.append(f'marL="{indent}" indent="-{indent}"')
        elif para.marker is Marker.NONE and para.level:
            attributes.append(f'marL="{emu(para.level * INDENT)}" lvl="{para.level}" indent="0"')
            inner += "<a:buNone/>"
        elif para.level:
            attributes.append(f'lvl="{para.level}"')
            if para.marker is Marker.NUMBER:
                start = f' startAt="{para.number}"' if 1 < para.number <= 32767 else ""  # noqa: PLR2004 - the schema's limit
                inner += f'<a:buFont typeface="+mj-lt"/><a:buAutoNum type="arabicPeriod"{start}/>'
        if is_rtl(text_of(para.runs)):
            attributes.append('algn="r" rtl="1"')
        if not attributes and not inner:
            return ""
        space = " " if attributes else ""
        return f"<a:pPr{space}{' '.join(attributes)}>{inner}</a:pPr>"

    def _label(self, para: Para, points: float) -> str:
        if not para.label:
            return ""
        number = self._run(TextRun(para.label, slide=para.slide), points)
        return number + self._run(TextRun("\t"), points)

    def _run(self, run: TextRun, points: float, *, bold: bool = False, italic: bool = False) -> str:
        shown = size(code_size(points) if run.code else points)
        look = f'lang="{self._look.language}" sz="{shown}"'
        if bold or run.bold:
            look += ' b="1"'
        if italic or run.italic:
            look += ' i="1"'
        if run.text == BREAK:
            return f"<a:br><a:rPr {look}/></a:br>"
        if run.strike:
            look += ' strike="sngStrike"'
        link = self._link(run)
        color = "accent1" if link else run.color
        inner = fill(color) if color else ""
        if run.code:
            look += ' noProof="1"'
            inner += self._code_face
        inner += link
        properties = f"<a:rPr {look}>{inner}</a:rPr>" if inner else f"<a:rPr {look}/>"
        return f"<a:r>{properties}<a:t>{escape(run.text)}</a:t></a:r>"

    def _link(self, run: TextRun) -> str:
        if run.url:
            number = self._links.outside(run.url)
            return f'<a:hlinkClick r:id="{number}"/>' if number else ""
        number = ""
        if run.question:
            number = self._links.question(run.question)
        elif run.slide:
            number = self._links.slide(run.slide)
        return f'<a:hlinkClick r:id="{number}" action="ppaction://hlinksldjump"/>' if number else ""


def code_size(points: float) -> float:
    """Return the size of code spans in text of ``points``: x-heights match, 14 pt at least."""
    return max(14.0, float(int(points * 0.9)))
