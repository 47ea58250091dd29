"""What the real Anki engine makes of the files."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from guide.backends.anki.identity import guid
from tests.backends.anki.collection import anki
from tests.backends.anki.hostile import NASTY, card_count, hostile
from tests.backends.anki.sample import (
    INFO,
    build_csv,
    build_package,
    files,
    question,
    sample,
    topic,
    write,
)
from tests.backends.anki.steps import (
    CLEAN,
    FORMATS,
    composed_text,
    made,
    visible,
    without_images,
)


@pytest.mark.parametrize("language", ["en_US", "de", "ja"])
@FORMATS
def test_every_note_arrives_and_shows(kind: str, language: str, tmp_path: Path) -> None:
    step, _ = made(kind, without_images(sample()), tmp_path)

    log, cards, shown, check, types = anki(
        step, ("cards",), ("render",), ("check",), ("types",), language=language
    )

    assert log == {"new": 7, "found_notes": 7}
    assert len(cards) == len(shown) == (7 if kind == "csv" else 8)
    assert {card["deck"] for card in cards} == {
        "Cloud Architecture::IAM & Identity",
        "Cloud Architecture::Networks",
    }
    assert all(visible(card["front"]) and visible(card["back"]) for card in shown)
    assert {key: check[key] for key in CLEAN} == CLEAN, check["problems"]
    assert ("Basic" in types) == (language == "en_US")


def test_every_topics_file_arrives_with_its_tags(tmp_path: Path) -> None:
    places = write(build_csv(sample()), tmp_path)

    first, second, notes = anki(
        ("import_csv", places["01-iam.csv"]), ("import_csv", places["02-networks.csv"]), ("notes",)
    )

    assert (first["new"], second["new"]) == (5, 2)
    assert {tuple(note["tags"]) for note in notes} == {
        ("cloud", "cloud::iam"),
        ("cloud", "cloud::networks"),
    }


def test_the_guides_file_and_the_topics_files_hold_the_same_notes(tmp_path: Path) -> None:
    places = write(build_csv(sample()), tmp_path)

    log = anki(("import_csv", places["cloud.csv"]), ("import_csv", places["01-iam.csv"]))[1]

    assert "new" not in log
    assert log["found_notes"] == 5


@FORMATS
def test_fields_arrive_as_written(kind: str, tmp_path: Path) -> None:
    topics = (*without_images(sample()), replace(hostile(), number=3))
    step, output = made(kind, topics, tmp_path)

    log, notes, check = anki(step, ("notes",), ("check",))

    assert log["new"] == 7 + card_count()
    assert {key: check[key] for key in CLEAN} == CLEAN, check["problems"]
    if kind == "csv":
        lines = files(output)["anki/cloud.csv"].decode().split("\n", 7)[-1]
        written = {r[0]: r[1:3] for r in csv.reader(io.StringIO(lines, newline=""), strict=True)}
        assert {note["guid"]: note["fields"] for note in notes} == written
    else:
        update = files(output)["anki/cloud-update.csv"].decode().split("\n", 7)[-1]
        written = {r[0]: r[3:] for r in csv.reader(io.StringIO(update, newline=""), strict=True)}
        assert {note["guid"]: note["fields"][:6] for note in notes} == written


@FORMATS
def test_hostile_text_is_shown_and_never_run(kind: str, tmp_path: Path) -> None:
    step, _ = made(kind, (hostile(),), tmp_path)

    log, shown = anki(step, ("render",))

    assert log["new"] == len(shown) == card_count()
    assert {card["sounds"] for card in shown} == {0}
    composed = [" ".join(composed_text(value).split()) for value in NASTY]
    for number, value in enumerate(composed):
        fronts = {card["guid"]: card["front"] for card in shown}
        backs = {card["guid"]: card["back"] for card in shown}
        name = guid("cloud", f"q{number}")
        assert value in visible(fronts[name])
        assert visible(backs[name]).count(value) >= 5
        cloze = guid("cloud", f"q{number}#cloze")
        assert f"{number} {value} [" in visible(fronts[cloze])
        assert f"{number} {value} {value}." in visible(backs[cloze])
    assert not any("<script" in card["back"] or "<img" in card["back"] for card in shown)


def test_two_guides_of_the_same_day_share_a_collection(tmp_path: Path) -> None:
    first, _ = made("apkg", sample(), tmp_path / "1")
    info = replace(INFO, id="other", title="Other")
    (tmp_path / "2").mkdir()
    places = write(build_package(sample(), info=info), tmp_path / "2")

    _, log, check = anki(first, ("import_package", places["other.apkg"]), ("check",))

    assert log == {"new": 7, "found_notes": 7}
    assert {key: check[key] for key in CLEAN} == CLEAN, check["problems"]


@pytest.mark.parametrize("title", ["Cloud Architecture", "Default", "default"])
def test_topics_of_the_same_name_share_a_deck(title: str, tmp_path: Path) -> None:
    topics = [
        topic("a", 1, question("a"), title="Storage"),
        topic("b", 2, question("b"), title="STORAGE"),
    ]
    info = replace(INFO, title=title)
    for kind in ("csv", "apkg"):
        step, _ = made(kind, topics, tmp_path / kind, info=info)
        log, cards, check = anki(step, ("cards",), ("check",))
        assert log == {"new": 2, "found_notes": 2}
        assert {card["deck"].casefold() for card in cards} == {f"{title}::storage".casefold()}
        assert {key: check[key] for key in CLEAN} == CLEAN, check["problems"]


def test_images_travel_with_the_package(tmp_path: Path) -> None:
    step, _ = made("apkg", sample(), tmp_path)

    _, media, check = anki(step, ("media",), ("check",))

    assert media == ["guide-5533e7ceb197fbfc4cfc.png"]
    assert {key: check[key] for key in CLEAN} == CLEAN, check["problems"]


def test_a_bare_list_shows_its_answers_unfolded(tmp_path: Path) -> None:
    bare = topic("t", 1, question("q", short=(), key_points=()))
    for kind in ("csv", "apkg"):
        step, _ = made(kind, (bare,), tmp_path / kind)
        back = anki(step, ("render",))[1][0]["back"]
        assert "works well" in back
        assert "<details" not in back
