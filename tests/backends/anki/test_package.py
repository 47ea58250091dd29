from __future__ import annotations

import io
import json
import os
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from guide.backends.anki.apkg_backend import ApkgBackend
from guide.backends.anki.note_types import FIELDS, style_sheet
from guide.errors import BackendError
from guide.theme import contrast
from tests.backends.anki.sample import (
    EDITION,
    INFO,
    LATER,
    PIXEL,
    build_package,
    changed,
    context,
    files,
    sample,
    text,
    theme,
)


def opened(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def query(data: bytes, sql: str) -> list[Any]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(opened(data)["collection.anki2"])
        return connection.execute(sql).fetchall()


def sample_package() -> bytes:
    return files(build_package(sample()))["anki/cloud.apkg"]


def times(memory: dict[str, str] | None, topics: Any = None) -> dict[str, int]:
    data = files(build_package(topics or sample(), memory=memory))["anki/cloud.apkg"]
    return dict(query(data, "select substr(flds, 1, instr(flds, char(31)) - 1), mod from notes"))


def test_the_fields_are_fixed_for_good() -> None:
    assert FIELDS == (
        "Identity",
        "Question",
        "Short",
        "Points",
        "Details",
        "Source",
        "My notes",
        "Spare 1",
        "Spare 2",
    )
    models = json.loads(query(sample_package(), "select models from col")[0][0])
    assert {model["name"]: model["id"] for model in models.values()} == {
        "cloud: question": 1343308120459,
        "cloud: cloze": 2118226126316,
    }
    for model in models.values():
        assert tuple(field["name"] for field in model["flds"]) == FIELDS
        assert len({field["id"] for field in model["flds"]}) == len(FIELDS)
        assert len(model["tmpls"]) == 1


def test_the_learners_fields_are_never_written() -> None:
    for (fields,) in query(sample_package(), "select flds from notes"):
        assert fields.split("\x1f")[6:] == ["", "", ""]


def test_media_is_named_by_its_content() -> None:
    entries = opened(sample_package())

    assert json.loads(entries["media"]) == {"0": "guide-5533e7ceb197fbfc4cfc.png"}
    assert entries["0"] == PIXEL
    fields = query(sample_package(), "select flds from notes limit 1")[0][0]
    assert 'src="guide-5533e7ceb197fbfc4cfc.png"' in fields


def test_a_gap_is_a_card() -> None:
    found = query(
        sample_package(),
        "select n.flds like 'cloud/policy#scp%', group_concat(c.ord) from notes n "
        "join cards c on c.nid = n.id group by n.id order by n.id",
    )
    assert [ords for is_cloze, ords in found if is_cloze] == ["0,1"]
    assert {ords for is_cloze, ords in found if not is_cloze} == {"0"}


def test_new_cards_come_up_in_the_guides_order() -> None:
    found = query(sample_package(), "select due, nid from cards order by id")

    assert [due for due, _ in found] == [1, 2, 3, 3, 4, 5, 6, 7]
    assert [nid for _, nid in found] == sorted(nid for _, nid in found)


def test_only_what_changed_has_a_new_time() -> None:
    memory = dict(build_package(sample()).memory)
    assert set(times({}).values()) == {EDITION.timestamp()}
    assert set(times(memory).values()) == {EDITION.timestamp()}

    after = times(memory, changed(sample(), "roles", short=text("Changed.")))
    assert [name for name, time in after.items() if time == LATER.timestamp()] == ["cloud/roles"]


def test_the_memory_names_what_was_built_and_nothing_else() -> None:
    whole = build_package(sample())
    part = build_package(sample()[1:], memory=whole.memory)

    assert set(part.memory) == {
        "subnets",
        "subnets#zone",
        "note type/question",
        "note type/cloze",
    }
    assert part.memory.items() <= whole.memory.items()


def test_note_types_have_a_new_time_only_with_new_looks() -> None:
    def model_times(**more: Any) -> set[int]:
        data = files(build_package(sample(), **more))["anki/cloud.apkg"]
        models = json.loads(query(data, "select models from col")[0][0])
        return {model["mod"] for model in models.values()}

    memory = build_package(sample()).memory
    assert model_times(memory=memory) == {EDITION.timestamp()}
    assert model_times(memory=memory, look="sans") == {LATER.timestamp()}


def test_the_same_guide_gives_the_same_bytes_in_any_process() -> None:
    program = (
        "import hashlib, sys; from tests.backends.anki.sample import *;"
        "made = {**files(build_package(sample())), **files(build_csv(sample()))};"
        "sys.stdout.write(str(sorted((n, hashlib.sha256(d).hexdigest()) for n, d in made.items())))"
    )
    found = set()
    for seed, zone, language in (("1", "UTC", "C.UTF-8"), ("2", "Asia/Tokyo", "POSIX")):
        process = subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": language},
            cwd=Path(__file__).parents[3],
            capture_output=True,
            text=True,
            check=True,
        )
        found.add(process.stdout)
    assert len(found) == 1
    assert "anki/cloud.apkg" in found.pop()


def test_the_database_does_not_tell_which_library_wrote_it() -> None:
    assert opened(sample_package())["collection.anki2"][96:100] == bytes(4)


def test_retired_cards_are_listed_with_a_search_for_anki() -> None:
    output = build_package(sample(), info=replace(INFO, retired=("gone", "policy#old")))

    (note,) = output.diagnostics
    assert note.code == "G551"
    assert '"re:(^|=.)cloud/(gone|policy#old)[^a-z0-9-]"' in note.help
    listed = files(output)["anki/retired.txt"].decode()
    assert '"re:(^|=.)cloud/(gone)[^a-z0-9-]"' in listed
    assert "anki/retired.txt" not in files(build_package(sample()))


def test_a_part_is_cacheable_json() -> None:
    backend = ApkgBackend()
    part = backend.render(sample()[0], context(backend, sample()))

    assert json.loads(part.data)["notes"][0]["identity"] == "policy"
    assert json.loads(json.dumps(dict(part.facts))) == part.facts


@pytest.mark.parametrize("name", ["serif", "sans"])
def test_the_style_sheet_is_complete_in_every_theme(name: str) -> None:
    css = style_sheet(theme(name))

    assert css.count("{") == css.count("}")
    used = {part.partition(")")[0] for part in css.split("var(")[1:]}
    defined = {line.partition(":")[0].strip() for line in css.replace("{", ";").split(";")}
    assert used - defined == set()
    for palette in (theme(name).light, theme(name).dark):
        assert contrast(palette.ink, palette.tint) >= 4.5


def test_a_theme_without_cards_is_told_what_it_lacks() -> None:
    bare = replace(theme(), name="bare", files={})

    with pytest.raises(BackendError, match=r"`bare` has no file `anki/card\.css`"):
        style_sheet(bare)
