"""From one format to the other, with the real Anki engine."""

from __future__ import annotations

from pathlib import Path

import pytest

from guide.backends.anki.identity import guid
from tests.backends.anki.collection import anki
from tests.backends.anki.sample import (
    sample,
)
from tests.backends.anki.steps import (
    CLEAN,
    ROLES,
    histories,
    made,
    without_images,
)


@pytest.mark.parametrize("order", [("csv", "apkg"), ("apkg", "csv")])
def test_the_other_format_never_makes_a_duplicate(order: tuple[str, str], tmp_path: Path) -> None:
    steps = [made(kind, without_images(sample()), tmp_path / kind)[0] for kind in order]

    _, log, notes, check = anki(*steps, ("notes",), ("check",))

    assert log == {"conflicting": 7, "found_notes": 7}
    assert len(notes) == 7
    assert {key: check[key] for key in CLEAN} == CLEAN, check["problems"]


def test_one_moves_from_csv_to_the_package_with_every_review(tmp_path: Path) -> None:
    """As docs/formats/anki.md says: import the package, change the note types, import it again."""
    by_csv, _ = made("csv", sample(), tmp_path / "csv")
    package, _ = made("apkg", sample(), tmp_path / "apkg")
    update = ("import_csv", str(tmp_path / "apkg" / "cloud-update.csv"))
    clozes, scp = "note:Basic tag:cloud back:*data-cloze*", guid("cloud", "policy#scp")
    none = [-1] * 6

    results = anki(
        by_csv,
        ("study", [ROLES, scp], 3),
        ("cards",),
        package,
        ("suggested_change", "note:Basic tag:cloud", "cloud: question"),
        ("change_type", clozes, "cloud: cloze", [-1, 0, 1, *none], []),
        (
            "change_type",
            "note:Basic tag:cloud",
            "cloud: question",
            [0, 1, -1, *none],
            [0],
        ),
        update,
        ("notes",),
        ("cards",),
        ("check",),
        package,
    )
    before, log, notes, after, check, last = results[2], *results[7:]

    assert log["updated"] == 7
    assert {note["type"] for note in notes} == {
        "cloud: question",
        "cloud: cloze",
    }
    assert {note["fields"][0] for note in notes} >= {"cloud/roles", "cloud/policy#scp"}
    kept = histories(before)
    assert {key: value for key, value in histories(after).items() if key in kept} == kept
    assert check["ok"]
    assert check["empty"] == 0
    assert "new" not in last
    assert "conflicting" not in last


def test_one_moves_from_the_package_to_csv_with_the_reviews_of_the_first_gap(
    tmp_path: Path,
) -> None:
    by_csv, _ = made("csv", sample(), tmp_path / "csv")
    package, _ = made("apkg", sample(), tmp_path / "apkg")
    types = [f"cloud: {kind}" for kind in ("question", "cloze")]

    results = anki(
        package,
        ("study", [ROLES, guid("cloud", "policy#scp")], 3),
        ("cards",),
        ("change_type", f'"note:{types[0]}"', "Basic", [1, 2], [0]),
        ("change_type", f'"note:{types[1]}"', "Basic", [1, 2], []),
        by_csv,
        ("notes",),
        ("cards",),
        ("check",),
    )
    before, log, notes, after, check = results[2], *results[5:]

    assert log["updated"] == 7
    assert {note["type"] for note in notes} == {"Basic"}
    kept = {key: value for key, value in histories(before).items() if key.endswith("/0")}
    now = histories(after)
    assert {key: now[key] for key in kept} == kept
    assert check["ok"]
