"""The cards of the Cloud Architecture guide itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from guide.backends.anki.cards import topic_cards
from guide.backends.anki.lint import check_cards
from guide.diagnostics import Severity
from tests.backends.anki.browser import REVIEWERS, Side, measure
from tests.backends.anki.collection import anki
from tests.backends.anki.real import real_guide
from tests.backends.anki.sample import build_csv, build_package, write
from tests.backends.anki.steps import CLEAN, visible
from tests.backends.anki.test_rendering import problems


@pytest.mark.parametrize("language", ["en_US", "de", "ja"])
def test_every_file_arrives_whole(language: str, tmp_path: Path) -> None:
    info, topics = real_guide()
    count = sum(len(topic_cards(topic)) for topic in topics)
    by_csv = write(build_csv(topics, info=info), tmp_path)
    whole = by_csv.pop(f"{info.id}.csv")
    package = write(build_package(topics, info=info), tmp_path)[f"{info.id}.apkg"]

    *logs, check = anki(
        *(("import_csv", path) for path in by_csv.values()), ("check",), language=language
    )
    assert len(logs) == len(topics) >= 9
    assert sum(log["new"] for log in logs) == count
    assert all(log.keys() == {"new", "found_notes"} for log in logs)
    assert {key: check[key] for key in CLEAN} == CLEAN, check["problems"]

    for step in (("import_csv", whole), ("import_package", package)):
        log, check, shown = anki(step, ("check",), ("render",), language=language)
        assert log == {"new": count, "found_notes": count}
        assert {key: check[key] for key in CLEAN} == CLEAN, check["problems"]
        assert all(visible(card["front"]) and visible(card["back"]) for card in shown)


def test_its_longest_cards_are_readable_by_day_and_night(tmp_path: Path) -> None:
    info, topics = real_guide()
    package = write(build_package(topics, info=info), tmp_path)[f"{info.id}.apkg"]
    by_csv = write(build_csv(topics, info=info), tmp_path)[f"{info.id}.csv"]
    sides = []
    for step in (("import_csv", by_csv), ("import_package", package)):
        shown = sorted(anki(step, ("render",))[1], key=lambda card: -len(card["back"]))
        sides += [Side(card["guid"], card["back"], card["css"]) for card in shown[:15]]

    found = measure(sides, (390, 1200), REVIEWERS[:2])

    assert len(found) == 120
    assert problems(found) == []


def test_its_cards_are_good_ones() -> None:
    info, topics = real_guide()

    assert [p for p in check_cards(topics, info) if p.severity is Severity.WARNING] == []
