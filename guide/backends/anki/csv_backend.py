"""CSV files for Anki's stock note type."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from guide.backends.anki.cards import Card, CardKind, topic_cards
from guide.backends.anki.csv_file import csv_file
from guide.backends.anki.decks import deck_name, topic_tags
from guide.backends.anki.html import ImageSource
from guide.backends.anki.identity import guid
from guide.backends.anki.looks import InlineLooks
from guide.backends.anki.retired import retired_file, retired_note
from guide.backends.anki.stock import StockNote
from guide.backends.base import Context, Output, Part
from guide.diagnostics import Anchor, Diagnostic, Severity
from guide.markup.nodes import Asset
from guide.model import Topic

LARGEST_IMAGE = 1 << 19
"""Bytes of an image that still goes into a field; larger ones make Anki's editor slow."""


@dataclass(frozen=True, slots=True)
class CsvOptions:
    """Settings of the CSV files.

    ``tags``: also write each question's tags. Anki's import then *replaces* all tags of a
    note on every update: a learner's own tags, ``marked`` and ``leech`` are lost.
    """

    tags: bool = False


@dataclass(frozen=True, slots=True)
class _Row:
    guid: str
    deck: str
    front: str
    back: str
    tags: str


class AnkiCsvBackend:
    """One file a topic and one for the guide, ready for Anki's import."""

    name: ClassVar[str] = "anki"
    summary: ClassVar[str] = "Cards for Anki as CSV files: one a topic and one for the guide"
    version: ClassVar[int] = 1
    libraries: ClassVar[tuple[str, ...]] = ()
    options: ClassVar[type[CsvOptions]] = CsvOptions

    def render(self, topic: Topic, context: Context) -> Part:
        """Return the topic's rows as JSON."""
        guide = context.guide
        note = StockNote(guide, InlineLooks(context.theme))
        deck = deck_name(guide, topic.title)
        tags = topic_tags(guide, topic)
        problems: list[Diagnostic] = []
        cards = topic_cards(topic)
        rows = [
            (
                guid(guide.id, card.identity),
                deck,
                *note.fields(card, _images(topic.id, card, problems)),
                " ".join((*tags, *card.tags)),
            )
            for card in cards
        ]
        return Part(
            json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode(),
            {
                "path": f"anki/{topic.number:02}-{topic.id}.csv",
                "deck": deck,
                "tags": " ".join(tags),
                "clozes": sum(card.kind is CardKind.CLOZE for card in cards),
            },
            tuple(problems),
        )

    def assemble(self, parts: Sequence[Part], context: Context) -> Output:
        """Return ``anki/01-<topic>.csv`` … and ``anki/<guide>.csv``."""
        guide = context.guide
        with_tags: bool = context.options.tags
        topics = [[_Row(*row) for row in json.loads(part.data)] for part in parts]
        files = [
            csv_file(
                str(part.facts["path"]),
                _header(f"#deck:{part.facts['deck']}", 4 if with_tags else str(part.facts["tags"])),
                [_cells(row, with_tags=with_tags) for row in rows],
            )
            for part, rows in zip(parts, topics, strict=True)
        ]
        everything = csv_file(
            f"anki/{guide.id}.csv",
            _header("#deck column:4", 5 if with_tags else guide.id),
            [
                (row.guid, row.front, row.back, row.deck, *((row.tags,) if with_tags else ()))
                for rows in topics
                for row in rows
            ],
        )
        clozes = sum(int(str(part.facts["clozes"])) for part in parts)
        return Output(
            (*files, everything, *retired_file(guide)),
            (*_cloze_note(clozes), *retired_note(guide)),
        )


def _cells(row: _Row, *, with_tags: bool) -> tuple[str, ...]:
    return (row.guid, row.front, row.back, *((row.tags,) if with_tags else ()))


def _header(deck: str, tags: str | int) -> tuple[str, ...]:
    """Return the directives; ``tags`` are tags to add, or the number of the tags column.

    `#columns` is left out on purpose: it names fields, and the stock type's fields have
    other names in other languages; by position they fit.
    """
    return (
        "#notetype:Basic",
        deck,
        f"#tags column:{tags}" if isinstance(tags, int) else f"#tags:{tags}",
        "#guid column:1",
    )


def _cloze_note(count: int) -> tuple[Diagnostic, ...]:
    if not count:
        return ()
    return (
        Diagnostic(
            "G552",
            "the CSV files show clozes as ordinary cards, all gaps of a statement at once "
            f"({count} {'statement' if count == 1 else 'statements'})",
            help="the package asks each gap by itself: `--format apkg`",
            severity=Severity.NOTE,
        ),
    )


def _images(topic: str, card: Card, problems: list[Diagnostic]) -> ImageSource:
    """Return images as data URIs; a CSV file carries no other files."""
    field = "answer" if card.kind is CardKind.OVERVIEW else card.field

    def source(asset: Asset) -> str:
        if len(asset.data) <= LARGEST_IMAGE:
            return f"data:{asset.media_type};base64,{b64encode(asset.data).decode()}"
        problems.append(
            Diagnostic(
                "G553",
                f"the image `{asset.name}` is too large for a CSV file "
                f"({len(asset.data) >> 10} of at most {LARGEST_IMAGE >> 10} KiB); "
                "its text is shown instead",
                Anchor(topic, card.question, field),
                "make it smaller, or use the package: `--format apkg`",
                Severity.NOTE,
            )
        )
        return ""

    return source
