from __future__ import annotations

from datetime import UTC, datetime

import pytest

from guide.backends.anki.history import History
from tests.backends.anki.sample import EDITION, LATER

EARLIER = datetime(2020, 1, 1, tzinfo=UTC)


def test_what_is_new_has_the_date_of_the_edition() -> None:
    assert History({}, EDITION, LATER).modified("a", ("x",)) == EDITION.timestamp()


def test_what_is_unchanged_keeps_its_time() -> None:
    first = History({}, EDITION, LATER)
    first.modified("a", ("x",))
    second = History(first.remembered, LATER, LATER)

    assert second.modified("a", ("x",)) == EDITION.timestamp()
    assert second.remembered == first.remembered


def test_what_has_changed_has_the_time_of_the_build() -> None:
    first = History({}, EDITION, LATER)
    first.modified("a", ("x",))

    assert History(first.remembered, EDITION, LATER).modified("a", ("y",)) == LATER.timestamp()


def test_a_change_is_newer_even_if_the_clock_is_behind() -> None:
    first = History({}, EDITION, LATER)
    first.modified("a", ("x",))

    changed = History(first.remembered, EDITION, EARLIER).modified("a", ("y",))
    assert changed == EDITION.timestamp() + 1


def test_only_what_was_built_is_remembered() -> None:
    history = History({"other": "0123 2026-01-01T00:00:00Z"}, EDITION, LATER)
    history.modified("a", ("x",))

    assert list(history.remembered) == ["a"]


@pytest.mark.parametrize("damaged", ["", "abc", "abc yesterday", " 2026-01-01T00:00:00Z x"])
def test_a_damaged_memory_counts_as_none(damaged: str) -> None:
    assert History({"a": damaged}, EDITION, LATER).modified("a", ("x",)) == EDITION.timestamp()
