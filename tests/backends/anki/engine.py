"""Runs the real Anki engine: this file is a program of its own.

The engine (`anki` from PyPI) is under the AGPL and for development only: tests start it
as a process, ``python engine.py``, that reads a list of steps from its input as JSON and
writes their results as JSON. See `tests.backends.anki.collection` for the caller.
"""

# ruff: noqa: SLF001 - the engine has no types for its messages, and hides its backend

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import anki.lang
from anki.collection import (
    Collection,
    ExportAnkiPackageOptions,
    ImportAnkiPackageRequest,
    ImportCsvRequest,
)

COUNTS = (
    "new",
    "updated",
    "duplicate",
    "conflicting",
    "first_field_match",
    "missing_notetype",
    "missing_deck",
    "empty_first_field",
)


class Steps:
    """What tests ask of a collection; each method is one step."""

    def __init__(self, language: str, folder: str) -> None:
        anki.lang.set_lang(language)
        self.col: Any = Collection(f"{folder}/collection.anki2")

    def import_csv(self, path: str) -> dict[str, Any]:
        """Import with what the dialog starts with: no click."""
        metadata = self.col.get_csv_metadata(path=path, delimiter=None)
        log = self.col.import_csv(ImportCsvRequest(path=path, metadata=metadata)).log
        return self._counts(log)

    def import_package(self, path: str) -> dict[str, Any]:
        options = self.col._backend.get_import_anki_package_presets()
        request = ImportAnkiPackageRequest(package_path=path, options=options)
        log = self.col.import_anki_package(request).log
        self.col.models._clear_cache()
        return self._counts(log)

    def _counts(self, log: Any) -> dict[str, Any]:
        counts: dict[str, Any] = {name: len(getattr(log, name)) for name in COUNTS}
        counts["found_notes"] = log.found_notes
        counts["updated_first_fields"] = sorted(note.fields[0] for note in log.updated)
        return {name: count for name, count in counts.items() if count}

    def notes(self, search: str = "") -> list[dict[str, Any]]:
        found = (self.col.get_note(nid) for nid in self.col.find_notes(search, order="n.id"))
        return [
            {
                "guid": note.guid,
                "type": self._type(note.mid)["name"],
                "fields": list(note.fields),
                "tags": list(note.tags),
                "mod": note.mod,
            }
            for note in found
        ]

    def cards(self) -> list[dict[str, Any]]:
        """Return every card with its history, in the order in which new ones come up."""
        ids = self.col.db.list("select id from cards order by due, id")
        result = []
        for cid in ids:
            card = self.col.get_card(cid)
            revlog = self.col.db.all("select ease, ivl, time from revlog where cid = ?", cid)
            result.append(
                {
                    "guid": card.note().guid,
                    "ord": card.ord,
                    "deck": self.col.decks.name(card.did),
                    "reps": card.reps,
                    "ivl": card.ivl,
                    "queue": int(card.queue),
                    "reviews": revlog,
                }
            )
        return result

    def render(self, search: str = "") -> list[dict[str, Any]]:
        result = []
        for cid in self.col.find_cards(search):
            card = self.col.get_card(cid)
            output = card.render_output()
            result.append(
                {
                    "guid": card.note().guid,
                    "ord": card.ord,
                    "front": output.question_text,
                    "back": output.answer_text,
                    "css": output.css,
                    "sounds": len(output.question_av_tags) + len(output.answer_av_tags),
                }
            )
        return result

    def study(self, guids: list[str], rating: int = 3) -> int:
        """Answer the first card of each note: 0 again, 1 hard, 2 good, 3 easy."""
        for guid in guids:
            nid = self.col.db.scalar("select id from notes where guid = ?", guid)
            card = self.col.get_card(self.col.get_note(nid).card_ids()[0])
            card.start_timer()
            states = self.col._backend.get_scheduling_states(card.id)
            self.col.sched.answer_card(
                self.col.sched.build_answer(card=card, states=states, rating=rating)
            )
        return len(guids)

    def tag(self, guid: str, tag: str) -> None:
        note = self._note(guid)
        note.add_tag(tag)
        self.col.update_note(note)

    def set_field(self, guid: str, field: str, value: str) -> None:
        note = self._note(guid)
        note[field] = value
        self.col.update_note(note)

    def add_field(self, note_type: str, field: str) -> None:
        kind = self.col.models.by_name(note_type)
        self.col.models.add_field(kind, self.col.models.new_field(field))
        self.col.models.update_dict(kind)

    def add_note(self, note_type: str, fields: list[str]) -> str:
        note = self.col.new_note(self.col.models.by_name(note_type))
        note.fields = fields
        self.col.add_note(note, 1)
        return str(note.guid)

    def change_type(self, search: str, name: str, fields: list[int], templates: list[int]) -> int:
        """Browse → Notes → Change Note Type, with the given mapping."""
        nids = self.col.find_notes(search)
        old = self.col.get_note(nids[0]).mid
        new = self.col.models.id_for_name(name)
        info = self.col.models.change_notetype_info(old_notetype_id=old, new_notetype_id=new)
        request = info.input
        request.note_ids.extend(nids)
        request.new_fields[:] = fields
        request.new_templates[:] = templates
        self.col.models.change_notetype_of_notes(request)
        return len(nids)

    def suggested_change(self, search: str, name: str) -> dict[str, Any]:
        """Return the mapping that the Change Note Type dialog starts with."""
        old = self.col.get_note(self.col.find_notes(search)[0]).mid
        new = self.col.models.id_for_name(name)
        info = self.col.models.change_notetype_info(old_notetype_id=old, new_notetype_id=new)
        return {
            "fields": list(info.input.new_fields),
            "templates": list(info.input.new_templates),
        }

    def types(self) -> list[str]:
        self.col.models._clear_cache()
        return sorted(entry.name for entry in self.col.models.all_names_and_ids())

    def css(self, name: str) -> str:
        self.col.models._clear_cache()
        return str(self.col.models.by_name(name)["css"])

    def decks(self) -> list[str]:
        return sorted(entry.name for entry in self.col.decks.all_names_and_ids())

    def media(self) -> list[str]:
        return sorted(path.name for path in Path(self.col.media.dir()).iterdir())

    def check(self) -> dict[str, Any]:
        """Tools → Check Database, Check Media and Empty Cards."""
        problems, ok = self.col.fix_integrity()
        media = self.col.media.check()
        return {
            "problems": problems,
            "ok": ok,
            "empty": len(self.col.get_empty_cards().notes),
            "missing_media": list(media.missing),
            "unused_media": list(media.unused),
        }

    def export(self, path: str) -> int:
        return int(
            self.col.export_anki_package(
                out_path=path, options=ExportAnkiPackageOptions(), limit=None
            )
        )

    def _note(self, guid: str) -> Any:
        return self.col.get_note(self.col.db.scalar("select id from notes where guid = ?", guid))

    def _type(self, mid: int) -> Any:
        return self.col.models.get(mid)


def main() -> None:
    request = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as folder:
        steps = Steps(request["language"], folder)
        results = [getattr(steps, name)(*arguments) for name, *arguments in request["steps"]]
        steps.col.close()
    json.dump(results, sys.stdout)


if __name__ == "__main__":
    main()
