"""The package: note types of its own, styled, with media."""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from guide.backends.anki.cards import Card, CardKind, topic_cards
from guide.backends.anki.collection import Collection, Note, package
from guide.backends.anki.csv_file import csv_file
from guide.backends.anki.decks import deck_name, deck_part, topic_tags
from guide.backends.anki.history import History
from guide.backends.anki.html import HtmlWriter
from guide.backends.anki.identity import full_identity, guid, stable_id
from guide.backends.anki.looks import ClassLooks
from guide.backends.anki.note_types import FIELDS, note_types
from guide.backends.anki.retired import retired_file, retired_note
from guide.backends.base import Context, Output, OutputFile, Part
from guide.markup.nodes import Asset
from guide.model import Topic
from guide.source import GuideInfo

_ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/svg+xml": "svg"}
_GAP = re.compile(r"\{\{c(\d+)::")
_MS_PER_DAY = 86_400_000


@dataclass(frozen=True, slots=True)
class ApkgOptions:
    """The package has no settings."""


class ApkgBackend:
    """One package with everything that is built."""

    name: ClassVar[str] = "apkg"
    summary: ClassVar[str] = "Cards for Anki as a package, with styling, clozes and images"
    version: ClassVar[int] = 1
    libraries: ClassVar[tuple[str, ...]] = ()
    options: ClassVar[type[ApkgOptions]] = ApkgOptions

    def render(self, topic: Topic, context: Context) -> Part:
        """Return the topic's notes and media as JSON."""
        guide = context.guide
        media: dict[str, str] = {}

        def image(asset: Asset) -> str:
            name = _media_name(asset)
            media[name] = b64encode(asset.data).decode()
            return name

        writer = HtmlWriter(ClassLooks(), image)
        tags = topic_tags(guide, topic)
        notes = [
            {
                "identity": card.identity,
                "cloze": card.kind is CardKind.CLOZE,
                "fields": _fields(card, guide, writer),
                "tags": sorted({*tags, *card.tags}),
            }
            for card in topic_cards(topic)
        ]
        data = json.dumps({"notes": notes, "media": media}, ensure_ascii=False).encode()
        return Part(data, {"id": topic.id, "deck": deck_name(guide, topic.title)})

    def assemble(self, parts: Sequence[Part], context: Context) -> Output:
        """Return ``anki/<guide>.apkg`` and the times of its notes to remember."""
        guide = context.guide
        history = History(context.memory, guide.date, context.now)
        question, cloze = note_types(guide, context.theme)
        root = stable_id(guide.id, "deck")
        decks = {root: deck_part(guide.title)}
        ids = {decks[root].casefold(): root}  # Anki has one deck a name, whatever its case
        notes: list[Note] = []
        media: dict[str, bytes] = {}
        for part in parts:
            name = str(part.facts["deck"])
            own = stable_id(guide.id, "deck", str(part.facts["id"]))
            deck = ids.setdefault(name.casefold(), own)
            decks.setdefault(deck, name)
            content = json.loads(part.data)
            media |= {name: b64decode(data) for name, data in content["media"].items()}
            for note in content["notes"]:
                kind = cloze if note["cloze"] else question
                notes.append(_note(note, kind.id, deck, guide, history))
        types = {
            kind.id: kind.as_json(history.modified(name, kind.content), root)
            for name, kind in (("note type/question", question), ("note type/cloze", cloze))
        }
        # Ids of another guide from the same day must differ.
        offset = stable_id(guide.id, "notes") % _MS_PER_DAY
        first_id = int(guide.date.timestamp()) * 1000 + offset
        data = package(Collection(types, decks, notes, guide.date, first_id), media)
        cards = sum(len(note.ordinals) for note in notes)
        count = f"{cards} card{'' if cards == 1 else 's'}"
        names = {question.id: question.name, cloze.id: cloze.name}
        return Output(
            (
                OutputFile(f"anki/{guide.id}.apkg", data, count),
                _update_file(guide, notes, names, decks),
                *retired_file(guide),
            ),
            retired_note(guide),
            history.remembered,
        )


def _update_file(
    guide: GuideInfo, notes: Sequence[Note], types: Mapping[int, str], decks: Mapping[int, str]
) -> OutputFile:
    """Return a CSV file that brings the package's notes up to date in a collection.

    A package overwrites a changed note with all its tags and fields; this file leaves
    tags, "My notes" and the spares alone, as it does not name them.
    """
    written = FIELDS.index("My notes")
    rows = [
        (note.guid, types[note.note_type], decks[note.deck], *note.fields[:written])
        for note in notes
    ]
    header = ("#notetype column:2", "#deck column:3", f"#tags:{guide.id}", "#guid column:1")
    return csv_file(f"anki/{guide.id}-update.csv", header, rows)


def _fields(card: Card, guide: GuideInfo, writer: HtmlWriter) -> list[str]:
    cloze = card.kind is CardKind.CLOZE
    values = {
        "Identity": full_identity(guide.id, card.identity),
        "Question": writer.cloze(card.front) if cloze else writer.inlines(card.front),
        "Short": writer.inlines(card.short),
        "Points": writer.list(card.points) if card.points else "",
        "Details": writer.details(card),
        "Source": writer.references(card.references),
    }
    return [values.get(name, "") for name in FIELDS]


def _note(
    note: dict[str, Any], note_type: int, deck: int, guide: GuideInfo, history: History
) -> Note:
    fields, tags = tuple(note["fields"]), tuple(note["tags"])
    gaps = _GAP.findall(fields[FIELDS.index("Question")]) if note["cloze"] else ["1"]
    return Note(
        guid(guide.id, note["identity"]),
        note_type,
        deck,
        history.modified(note["identity"], (str(note_type), *fields, *tags)),
        fields,
        tags,
        tuple(sorted({int(number) - 1 for number in gaps})),
    )


def _media_name(asset: Asset) -> str:
    """Return a name that changes with the image, so that Anki never keeps an old one."""
    digest = hashlib.sha256(asset.data).hexdigest()[:20]
    return f"guide-{digest}.{_ENDINGS.get(asset.media_type, 'bin')}"
