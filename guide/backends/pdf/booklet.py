"""Assemble the booklet: number pages, make front and back matter, join, describe."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from guide.backends.base import Context, Part
from guide.backends.pdf import backend as shared
from guide.backends.pdf.fonts import font_files
from guide.backends.pdf.geometry import MM, Geometry
from guide.backends.pdf.index import index_groups
from guide.backends.pdf.join import FolioStyle, Section, join
from guide.backends.pdf.layout import lay_out
from guide.backends.pdf.templates import render


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A topic's part and the printed number of its first page (arabic, from 1)."""

    part: Part
    first: int

    def page_of(self, anchor: str) -> int:
        return self.first + int(self.part.facts["anchors"][anchor][0])


def assemble(parts: Sequence[Part], context: Context, geometry: Geometry) -> tuple[bytes, int]:
    """Return the booklet and its number of pages."""
    numbered, after = _number(parts)
    places = {
        anchor: part.first + int(place[0])
        for part in numbered
        for anchor, place in part.part.facts["anchors"].items()
    }
    back = _lay_out("back", _back_values(numbered, places, context, geometry), context, geometry)
    front = _lay_out("front", _front_values(parts, places, after, context), context, geometry)

    front_pages = int(front.facts["pages"])
    body = front_pages + front_pages % 2  # the body begins on a recto
    sections = [Section(front.data, front.facts, 0, _roman_folios(front_pages))]
    for item in (*numbered, _Numbered(back, after)):
        count = int(item.part.facts["pages"])
        folios = tuple(str(item.first + i) for i in range(count))
        sections.append(Section(item.part.data, item.part.facts, body + item.first - 1, folios))
    return join(
        sections,
        _folio_style(context, geometry),
        body,
        context.guide.language,
        lambda pdf: _describe(pdf, context),
    )


def _number(parts: Sequence[Part]) -> tuple[list[_Numbered], int]:
    """Give each part its first page; each begins on a recto, an odd page."""
    numbered = []
    page = 1
    for part in parts:
        numbered.append(_Numbered(part, page))
        page += int(part.facts["pages"])
        page += 1 - page % 2
    return numbered, page


def _lay_out(name: str, values: dict[str, Any], context: Context, geometry: Geometry) -> Part:
    """Lay out front or back matter, or take it from the cache when nothing in it changed."""
    from guide.backends.pdf.coverage import replace_missing

    html = render(context.theme, f"pdf/{name}.html.j2", guide=context.guide, **values)
    html, _ = replace_missing(html)
    css = shared.style_sheet(context, geometry)
    images = shared.pictures(context)

    def make() -> bytes:
        laid = lay_out(html, css, images, lambda target: shared.name_of(target, context))
        head = json.dumps(laid.facts, sort_keys=True).encode()
        return len(head).to_bytes(8, "big") + head + laid.pdf

    inputs = "\0".join([html, css, *(str(image) for image in sorted(images.items()))])
    data = context.memo(f"pdf-{name}", inputs.encode(), make)
    size = int.from_bytes(data[:8], "big")
    return Part(data[8 + size :], json.loads(data[8 : 8 + size]))


def _front_values(
    parts: Sequence[Part], places: dict[str, int], index_page: int, context: Context
) -> dict[str, Any]:
    topics = [
        {
            "id": topic.id,
            "number": topic.number,
            "title": topic.title,
            "page": places[f"topic-{topic.id}"],
            "questions": [
                {"id": q.id, "number": q.number, "title": q.title, "page": places[f"q-{q.id}"]}
                for q in topic.questions
            ],
        }
        for topic in context.outline.topics
    ]
    features = {
        feature: any(part.facts["has"][feature] for part in parts)
        for feature in ("short", "points", "follow_ups", "links")
    }
    fonts = context.theme.booklet.fonts
    families = list(dict.fromkeys((*fonts.body[:1], *fonts.heading[:1], *fonts.code[:1])))
    return {
        "topics": topics,
        "has": features,
        "counts": counts(context),
        "edition": edition(context),
        "fonts": ", ".join(families[:-1]) + f" and {families[-1]}" if families[1:] else families[0],
        "index_page": index_page,
    }


def _back_values(
    numbered: Sequence[_Numbered],
    places: dict[str, int],
    context: Context,
    geometry: Geometry,
) -> dict[str, Any]:
    terms = {
        anchor: str(term) for item in numbered for anchor, term in item.part.facts["terms"].items()
    }
    groups = index_groups(context.outline, terms, places)
    columns, rows = geometry.index_columns, geometry.index_rows
    return {
        "groups": [
            # A tag may have a hundred pages: one column, with room.
            {"title": g.title, "wide": g.wide, "blocks": g.blocks(1 if g.wide else columns, rows)}
            for g in groups
        ]
    }


def counts(context: Context) -> str:
    """Return "100 questions in 10 topics"."""
    questions, topics = context.outline.question_count, len(context.outline.topics)
    return (
        f"{questions} question{'s' if questions != 1 else ''}"
        f" in {topics} topic{'s' if topics != 1 else ''}"
    )


def edition(context: Context) -> str:
    """Return the edition as printed: an ISO date as a month, other text as it is."""
    text = context.guide.edition
    date = context.guide.date
    if text in (f"{date:%Y-%m-%d}", f"{date:%Y-%m}"):
        month = _MONTHS[date.month - 1]
        return f"Edition of {month} {date.year}"
    return text


def _roman_folios(pages: int) -> tuple[str, ...]:
    """Return the front matter's folios; cover and imprint are counted, not printed."""
    return tuple("" if number <= UNNUMBERED else roman(number) for number in range(1, pages + 1))


UNNUMBERED = 2  # cover and imprint: counted, but no folio is printed
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def roman(number: int) -> str:
    """Return a number as lower-case roman numerals."""
    text = ""
    for value, numeral in (
        (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
        (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
    ):  # fmt: skip
        count, number = divmod(number, value)
        text += numeral * count
    return text


def _folio_style(context: Context, geometry: Geometry) -> FolioStyle:
    color = context.theme.light.muted
    red, green, blue = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return FolioStyle(
        file=_regular(context.theme.booklet.fonts.heading[0]),
        size=geometry.step(-0.5),
        color=(red, green, blue),
        outer=geometry.paper.outer * MM,
        bottom=geometry.paper.bottom * MM * 0.52,
    )


def _regular(family: str) -> str:
    """Return the digest of a family's regular font file."""
    stem = f"{family.replace(' ', '')}-Regular"
    return next(digest for digest, path in font_files().items() if path.stem == stem)


def _describe(pdf: Any, context: Context) -> None:
    """Write the metadata: document information and XMP with the PDF/UA-1 identifier."""
    guide = context.guide
    tags = sorted({tag for t in context.outline.topics for q in t.questions for tag in q.tags})
    date = f"{guide.date:%Y-%m-%dT%H:%M:%S}Z"
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=True) as meta:
        meta["dc:title"] = guide.title
        meta["dc:creator"] = list(guide.authors)
        meta["dc:language"] = [guide.language]
        if guide.subtitle:
            meta["dc:description"] = guide.subtitle
        if tags:
            meta["pdf:Keywords"] = ", ".join(tags)
        meta["xmp:CreatorTool"] = "guide"
        meta["pdf:Producer"] = "guide, WeasyPrint, pikepdf"
        meta["xmp:CreateDate"] = date
        meta["xmp:ModifyDate"] = date
        meta["pdfuaid:part"] = "1"
