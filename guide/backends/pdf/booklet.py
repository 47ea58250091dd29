"""Assemble the booklet: number pages, make front and back matter, join, describe."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from markupsafe import Markup

from guide.backends.base import Context, Part
from guide.backends.pdf import backend as shared
from guide.backends.pdf.art import cover, lines
from guide.backends.pdf.cutting import Section as Pages
from guide.backends.pdf.fonts import font_files
from guide.backends.pdf.galley import Galley
from guide.backends.pdf.geometry import MM, Geometry
from guide.backends.pdf.index import index_groups
from guide.backends.pdf.join import Document, FolioStyle, Section, join
from guide.backends.pdf.links import PAGE_JUMP
from guide.backends.pdf.metadata import described
from guide.backends.pdf.pages import compose
from guide.backends.pdf.style import style_sheet
from guide.backends.pdf.topic import Written, written
from guide.backends.pdf.typeset import typeset
from guide.packing import pack, unpack


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
    first, last = _front(parts, context, geometry), _back(numbered, places, context)
    front, back = _matter(first, last, context, geometry)

    front_pages = int(front.facts["pages"])
    body = front_pages + front_pages % 2  # the body begins on a recto
    sections = [Section(front.data, front.facts, 0, _roman_folios(front_pages))]
    for item in (*numbered, _Numbered(back, after)):
        count = int(item.part.facts["pages"])
        folios = tuple(str(item.first + i) for i in range(count))
        sections.append(Section(item.part.data, item.part.facts, body + item.first - 1, folios))
    info, metadata = described(context)
    document = Document(context.guide.language, body, geometry.size, info, metadata)
    return join(sections, _folio_style(context, geometry), document)


def _number(parts: Sequence[Part]) -> tuple[list[_Numbered], int]:
    """Give each part its first page; each begins on a recto, an odd page."""
    numbered = []
    page = 1
    for part in parts:
        numbered.append(_Numbered(part, page))
        page += int(part.facts["pages"])
        page += 1 - page % 2
    return numbered, page


def _matter(
    front: Sequence[Written], back: Sequence[Written], context: Context, geometry: Geometry
) -> tuple[Part, Part]:
    """Typeset front matter (cover, imprint, head, contents) and back (head, index, notes)."""
    colors = context.theme.light
    pictures = {
        "guide-art:lines": lines(colors).encode(),
        "guide-art:cover": cover(context.outline, colors).encode(),
    }
    part = partial(_part, context, geometry, pictures)
    return (
        part("front", front, lambda first, imprint, head, contents: (
            [
                Pages([first], heads_from=None),
                Pages([imprint], heads_from=None),
                Pages([contents], heads_from=1, recto=True),
            ],
            head,
        )),
        part("back", back, lambda head, title, index, notes: (
            [
                Pages(
                    [index],
                    heads_from=1,
                    columns=geometry.index_columns,
                    pitch=geometry.index_pitch,
                    title=title,
                ),
                Pages([notes], heads_from=None),
            ],
            head,
        )),
    )  # fmt: skip


def _part(  # noqa: PLR0917 - the first three are bound once
    context: Context,
    geometry: Geometry,
    pictures: Mapping[str, bytes],
    name: str,
    pieces: Sequence[Written],
    arrange: Callable[..., tuple[list[Pages], Galley]],
) -> Part:
    """Typeset and arrange pieces to a part, unless all are as they were."""

    def make() -> bytes:
        sections, head = arrange(*typeset(pieces, context, geometry, pictures))
        names = partial(shared.name_of, context=context)
        data, facts = compose(sections, geometry.size, names, head)
        return pack(facts, data)

    inputs = "\0".join(
        [
            name,
            repr((geometry, context.guide.language, context.outline)),
            style_sheet(context, geometry),
            *(each.piece.html for each in pieces),
            *(repr(picture) for picture in pictures.items()),
        ]
    )
    facts, [data] = unpack(context.memo("part", inputs.encode(), make))
    return Part(data, facts)


def _front(parts: Sequence[Part], context: Context, geometry: Geometry) -> list[Written]:
    features = {
        feature: any(part.facts["has"][feature] for part in parts)
        for feature in ("short", "points", "follow_ups", "links")
    }
    fonts = context.theme.booklet.fonts
    families = list(dict.fromkeys((*fonts.body[:1], *fonts.heading[:1], *fonts.code[:1])))
    values: dict[str, Any] = {
        "has": features,
        "counts": counts(context),
        "edition": edition(context),
        "fonts": ", ".join(families[:-1]) + f" and {families[-1]}" if families[1:] else families[0],
    }
    topics, last = _contents(context, geometry)
    return [
        written(context, "cover", **values),
        written(context, "imprint", **values),
        written(context, "head", title="Contents"),
        written(context, "contents", topics=topics, index_page=last),
    ]


def _contents(context: Context, geometry: Geometry) -> tuple[list[dict[str, Any]], Markup]:
    """Return topics and questions with room for their page numbers, and that of the index."""

    def room(anchor: str, rank: int) -> Markup:
        zeros = "0" * geometry.page_digits(rank)
        return Markup('<a class="page" href="{}{}">{}</a>').format(PAGE_JUMP, anchor, zeros)

    topics = []
    rank = 0
    for topic in context.outline.topics:
        first = room(f"topic-{topic.id}", topic.questions[0].rank if topic.questions else rank)
        questions = [
            {"id": q.id, "number": q.number, "title": q.title, "page": room(f"q-{q.id}", q.rank)}
            for q in topic.questions
        ]
        topics.append(
            {
                "id": topic.id,
                "number": topic.number,
                "title": topic.title,
                "page": first,
                "questions": questions,
            }
        )
        rank = topic.questions[-1].rank if topic.questions else rank
    return topics, room("topic-index", rank)


def _back(
    numbered: Sequence[_Numbered],
    places: dict[str, int],
    context: Context,
) -> list[Written]:
    terms = {
        anchor: str(term) for item in numbered for anchor, term in item.part.facts["terms"].items()
    }
    groups = index_groups(context.outline, terms, places)
    return [
        written(context, "head", title="Index"),
        written(context, "index-title"),
        written(context, "index", groups=groups),
        written(context, "notes"),
    ]


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
