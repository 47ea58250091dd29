"""Writes an Anki package: a ZIP file with an SQLite collection and media.

The layout is that of schema 11 (``collection.anki2``), which every Anki since 2.1 and
its relatives on phones read. Source: the tables as Anki itself makes them, documented at
https://github.com/ankidroid/Anki-Android/wiki/Database-Structure.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import Any, TypeAlias

_SCHEMA = """
CREATE TABLE col (id integer PRIMARY KEY, crt integer NOT NULL, mod integer NOT NULL,
  scm integer NOT NULL, ver integer NOT NULL, dty integer NOT NULL, usn integer NOT NULL,
  ls integer NOT NULL, conf text NOT NULL, models text NOT NULL, decks text NOT NULL,
  dconf text NOT NULL, tags text NOT NULL);
CREATE TABLE notes (id integer PRIMARY KEY, guid text NOT NULL, mid integer NOT NULL,
  mod integer NOT NULL, usn integer NOT NULL, tags text NOT NULL, flds text NOT NULL,
  sfld integer NOT NULL, csum integer NOT NULL, flags integer NOT NULL, data text NOT NULL);
CREATE TABLE cards (id integer PRIMARY KEY, nid integer NOT NULL, did integer NOT NULL,
  ord integer NOT NULL, mod integer NOT NULL, usn integer NOT NULL, type integer NOT NULL,
  queue integer NOT NULL, due integer NOT NULL, ivl integer NOT NULL, factor integer NOT NULL,
  reps integer NOT NULL, lapses integer NOT NULL, left integer NOT NULL, odue integer NOT NULL,
  odid integer NOT NULL, flags integer NOT NULL, data text NOT NULL);
CREATE TABLE revlog (id integer PRIMARY KEY, cid integer NOT NULL, usn integer NOT NULL,
  ease integer NOT NULL, ivl integer NOT NULL, lastIvl integer NOT NULL, factor integer NOT NULL,
  time integer NOT NULL, type integer NOT NULL);
CREATE TABLE graves (usn integer NOT NULL, oid integer NOT NULL, type integer NOT NULL);
CREATE INDEX ix_notes_usn ON notes (usn);
CREATE INDEX ix_cards_usn ON cards (usn);
CREATE INDEX ix_revlog_usn ON revlog (usn);
CREATE INDEX ix_cards_nid ON cards (nid);
CREATE INDEX ix_cards_sched ON cards (did, queue, due);
CREATE INDEX ix_revlog_cid ON revlog (cid);
CREATE INDEX ix_notes_csum ON notes (csum);
"""
_SCHEMA_VERSION = 11
_DEFAULT_DECK = 1
_DEFAULT_OPTIONS = 1
_FIELD_SEPARATOR = "\x1f"
_TAG = re.compile(r"<[^>]*>")
_Values: TypeAlias = tuple[int | str, ...]
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Note:
    """A note with its cards: ``ordinals`` are those of its templates or gaps, from 0."""

    guid: str
    note_type: int
    deck: int
    modified: int  # s since 1970
    fields: tuple[str, ...]
    tags: tuple[str, ...] = ()
    ordinals: tuple[int, ...] = (0,)


@dataclass(frozen=True, slots=True)
class Collection:
    """Everything that goes into a package.

    ``note_types`` are JSON objects by id, ``decks`` names by id; ``created`` (UTC) dates
    the rest, and ``first_id`` is the first id of notes and cards.
    """

    note_types: Mapping[int, Mapping[str, Any]]
    decks: Mapping[int, str]
    notes: Sequence[Note]
    created: datetime
    first_id: int


def package(collection: Collection, media: Mapping[str, bytes]) -> bytes:
    """Return an ``.apkg``; ``media`` maps names in ``src`` to bytes.

    The same input gives the same bytes.
    """
    names = {str(number): name for number, name in enumerate(sorted(media))}
    entries = {
        "collection.anki2": database(collection),
        "media": json.dumps(names, ensure_ascii=False).encode(),
        **{number: media[name] for number, name in names.items()},
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in entries.items():
            info = zipfile.ZipInfo(name, _ZIP_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # Unix, wherever it is built
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)
    return buffer.getvalue()


def database(collection: Collection) -> bytes:
    """Return the SQLite file."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.executescript(_SCHEMA)
        connection.execute(
            "INSERT INTO col VALUES (1,?,?,?,?,0,0,0,?,?,?,?,'{}')", _col_row(collection)
        )
        rows = list(_rows(collection))
        connection.executemany(
            "INSERT INTO notes VALUES (?,?,?,?,-1,?,?,?,?,0,'')", (note for note, _ in rows)
        )
        connection.executemany(
            "INSERT INTO cards VALUES (?,?,?,?,?,-1,0,0,?,0,0,0,0,0,0,0,0,'')",
            (card for _, cards in rows for card in cards),
        )
        connection.commit()
        return _without_version(connection.serialize())
    finally:
        connection.close()


def _rows(
    collection: Collection,
) -> Iterable[tuple[_Values, list[_Values]]]:
    """Yield each note's row with those of its cards; ids and places in the queue count up."""
    card_id = collection.first_id
    for place, note in enumerate(collection.notes, start=1):
        note_id = collection.first_id + place - 1
        cards: list[_Values] = []
        for ordinal in note.ordinals:
            cards.append((card_id, note_id, note.deck, ordinal, note.modified, place))
            card_id += 1
        sort = collection.note_types[note.note_type]["sortf"]
        tags = f" {' '.join(note.tags)} " if note.tags else ""
        yield (
            (
                note_id,
                note.guid,
                note.note_type,
                note.modified,
                tags,
                _FIELD_SEPARATOR.join(note.fields),
                _plain(note.fields[sort]),
                _checksum(note.fields[0]),
            ),
            cards,
        )


def _col_row(collection: Collection) -> tuple[int | str, ...]:
    seconds = int(collection.created.timestamp())
    decks = dict(collection.decks)
    if "default" not in {name.casefold() for name in decks.values()}:
        decks[_DEFAULT_DECK] = "Default"
    conf = {
        "curDeck": _DEFAULT_DECK,
        "activeDecks": [_DEFAULT_DECK],
        "curModel": min(collection.note_types),
        "nextPos": len(collection.notes) + 1,
        "newSpread": 0,
        "collapseTime": 1200,
        "timeLim": 0,
        "estTimes": True,
        "dueCounts": True,
        "sortType": "noteFld",
        "sortBackwards": False,
        "addToCur": True,
    }
    documents = (
        conf,
        {str(key): value for key, value in collection.note_types.items()},
        {str(key): _deck(key, name, seconds) for key, name in decks.items()},
        {str(_DEFAULT_OPTIONS): _DECK_OPTIONS},
    )
    return (
        seconds,
        seconds * 1000,
        seconds * 1000,
        _SCHEMA_VERSION,
        *(json.dumps(document, ensure_ascii=False) for document in documents),
    )


def _deck(key: int, name: str, modified: int) -> dict[str, Any]:
    return {
        "id": key,
        "name": name,
        "desc": "",
        "mod": modified,
        "usn": -1,
        "collapsed": False,
        "browserCollapsed": False,
        "dyn": 0,
        "conf": _DEFAULT_OPTIONS,
        "extendNew": 0,
        "extendRev": 0,
        "newToday": [0, 0],
        "revToday": [0, 0],
        "lrnToday": [0, 0],
        "timeToday": [0, 0],
    }


_DECK_OPTIONS = {
    "id": _DEFAULT_OPTIONS,
    "name": "Default",
    "mod": 0,
    "usn": 0,
    "maxTaken": 60,
    "autoplay": True,
    "timer": 0,
    "replayq": True,
    "dyn": False,
    "new": {
        "delays": [1, 10],
        "ints": [1, 4, 0],
        "initialFactor": 2500,
        "order": 1,
        "perDay": 20,
        "bury": False,
    },
    "rev": {
        "perDay": 200,
        "ease4": 1.3,
        "ivlFct": 1,
        "maxIvl": 36500,
        "bury": False,
        "hardFactor": 1.2,
    },
    "lapse": {"delays": [10], "mult": 0, "minInt": 1, "leechFails": 8, "leechAction": 1},
}


def _plain(html: str) -> str:
    return unescape(_TAG.sub("", html))


def _checksum(field: str) -> int:
    """Return Anki's checksum of a first field: 32 bits of SHA-1, to find duplicates."""
    return int.from_bytes(hashlib.sha1(_plain(field).encode(), usedforsecurity=False).digest()[:4])


def _without_version(database_file: bytes) -> bytes:
    """Blank the writing library's version (bytes 96 to 99): another machine has another.

    Source: https://www.sqlite.org/fileformat.html#the_database_header; nothing reads it.
    """
    return database_file[:96] + bytes(4) + database_file[100:]
