"""No id that was published disappears in silence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from guide.diagnostics import Diagnostic, Severity
from guide.errors import OutputError
from guide.reader.lock import Lock, check_lock, dumps, read_lock, updated, write_lock
from guide.source import (
    GuideInfo,
    GuideSource,
    KeyPointSource,
    QuestionSource,
    TopicSource,
    identity_of,
    point_identity_of,
)


def point(name: str, *, card: bool = True, replaces: tuple[str, ...] = ()) -> KeyPointSource:
    return KeyPointSource(name, "P.", "Q?" if card else "", replaces=replaces)


def question(name: str, *points: KeyPointSource, replaces: tuple[str, ...] = ()) -> QuestionSource:
    return QuestionSource(name, "What?", "This.", key_points=points, replaces=replaces)


def guide(*questions: QuestionSource, retired: tuple[str, ...] = ()) -> GuideSource:
    info = GuideInfo("g", "G", retired=retired)
    return GuideSource(info, (TopicSource("topic", "T", 1, questions),))


def errors(now: GuideSource, *ids: str) -> list[str]:
    found = check_lock(now, Lock(frozenset(ids)))
    return [each.message for each in found if each.severity is Severity.ERROR]


def only(found: tuple[Diagnostic, ...]) -> Diagnostic:
    assert len(found) == 1, found
    return found[0]


def test_the_first_build_publishes_questions_and_the_key_points_that_are_cards() -> None:
    now = guide(question("a", point("p"), point("q", card=False)), question("b"))
    assert updated(now, None).ids == {"a", "a#p", "b"}
    assert check_lock(now, None) == ()
    assert check_lock(now, updated(now, None)) == ()


def test_moving_and_reordering_is_no_change() -> None:
    before = updated(guide(question("a", point("p"), point("q")), question("b")), None)
    info = GuideInfo("g", "G")
    after = GuideSource(
        info,
        (
            TopicSource("new", "N", 1, (question("b"),)),
            TopicSource("topic", "T", 2, (question("a", point("q"), point("p")),)),
        ),
    )
    assert check_lock(after, before) == ()
    assert updated(after, before) == before


def test_a_removed_question_shows_both_lines_to_write() -> None:
    found = only(check_lock(guide(question("a"), retired=("x",)), Lock(frozenset({"a", "gone"}))))
    assert found.code == "G353"
    assert "`gone`" in found.message
    assert "replaces: [gone]" in found.help
    assert "retired: [x, gone]" in found.help


def test_a_renamed_question_is_guessed_from_what_is_new() -> None:
    now = guide(question("policy-evaluations"), question("policy-evaluation-2"), question("z"))
    found = only(check_lock(now, Lock(frozenset({"policy-evaluation", "policy-evaluation-2"}))))
    assert "`policy-evaluations` is its new name" in found.help


def test_removing_a_question_is_one_message_not_one_for_each_key_point() -> None:
    assert len(errors(guide(question("a")), "a", "b", "b#p", "b#q")) == 1


@pytest.mark.parametrize(
    "now",
    [
        guide(question("b", point("p"), replaces=("a",))),
        guide(question("c", point("p"), replaces=("a", "b"))),
        guide(question("c"), retired=("a",)),
        guide(question("a"), retired=("a#p",)),
        guide(question("a", point("q", replaces=("p",)))),
        guide(question("a"), question("b", point("p", replaces=("a#p",)))),
        guide(question("z", point("r", replaces=("p", "q")), replaces=("a",))),
    ],
    ids=[
        "renamed",
        "renamed twice",
        "question retired",
        "key point retired",
        "key point renamed",
        "key point moved to another question",
        "both renamed",
    ],
)
def test_what_became_of_an_id_can_be_said(now: GuideSource) -> None:
    assert errors(now, "a", "a#p") == []


def test_a_renamed_question_keeps_its_identity_and_that_of_its_points() -> None:
    renamed = question("c", point("p"), point("r", replaces=("q",)), replaces=("a", "b"))
    assert identity_of(renamed) == "a"
    assert [point_identity_of(renamed, p) for p in renamed.key_points] == ["a#p", "a#q"]
    assert point_identity_of(renamed, point("r", replaces=("x#y",))) == "x#y"
    assert updated(guide(renamed), Lock(frozenset({"a", "a#p", "a#q"}))).ids == {"a", "a#p", "a#q"}


def test_a_key_point_that_is_no_longer_a_card_counts_as_removed() -> None:
    assert len(errors(guide(question("a", point("p", card=False))), "a", "a#p")) == 1


def test_replacing_what_was_never_published_is_a_warning() -> None:
    found = only(check_lock(guide(question("b", replaces=("a",))), Lock(frozenset({"x"}) - {"x"})))
    assert (found.code, found.severity) == ("G354", Severity.WARNING)


def test_giving_a_published_question_another_identity_is_an_error() -> None:
    now = guide(question("a", replaces=("b",)))
    found = [each for each in check_lock(now, Lock(frozenset({"a"}))) if each.code == "G353"]
    assert "replaces: [a, b]" in found[0].help


def test_a_selection_never_takes_anything_out() -> None:
    lock = Lock(frozenset({"a", "b#p", "b"}), {"apkg": {"b": "1"}})
    after = updated(guide(question("a")), lock, {"anki": {"a": "2"}})
    assert after.ids == lock.ids
    assert after.memory == {"apkg": {"b": "1"}, "anki": {"a": "2"}}


def test_a_thousand_removed_ids_are_reported_without_much_ado() -> None:
    now = guide(*(question(f"new-{n}") for n in range(1000)))
    assert len(errors(now, *(f"old-{n}" for n in range(1000)))) == 1000


def test_the_lock_has_one_id_a_line_and_reads_back(tmp_path: Path) -> None:
    lock = Lock(frozenset({"b", "a#p", "a"}), {"apkg": {"é": "2", "a": "1"}})
    path = tmp_path / "guide.lock"
    assert write_lock(path, lock)
    assert path.read_text("utf-8").splitlines()[1:5] == [' "ids": [', '  "a",', '  "a#p",', '  "b"']
    assert read_lock(path, tmp_path) == (lock, ())
    assert [each.name for each in tmp_path.iterdir()] == ["guide.lock"]


def test_an_unchanged_lock_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "guide.lock"
    write_lock(path, Lock(frozenset({"a"})))
    before = path.stat().st_ino
    assert not write_lock(path, Lock(frozenset({"a"})))
    assert path.stat().st_ino == before


def test_a_lock_that_cannot_be_written_is_an_output_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"cannot write the lock .*guide\.lock"):
        write_lock(tmp_path / "missing" / "guide.lock", Lock())
    (tmp_path / "guide.lock").mkdir()
    with pytest.raises(OutputError):
        write_lock(tmp_path / "guide.lock", Lock())


def test_no_lock_is_no_problem_and_a_bad_one_is(tmp_path: Path) -> None:
    path = tmp_path / "guide.lock"
    assert read_lock(path, tmp_path) == (None, ())
    for text in ("", "{", "[]", "null", '{"version": "1"}', '{"version": 1, "ids": 3}', "[" * 9999):
        path.write_text(text)
        lock, found = read_lock(path, tmp_path)
        assert lock is None, text
        assert [each.code for each in found] == ["G358"], text


def test_the_same_lock_is_the_same_bytes() -> None:
    one = Lock(frozenset({"a", "b"}), {"x": {"1": "1", "2": "2"}, "w": {"1": "1"}})
    two = Lock(frozenset({"b", "a"}), {"w": {"1": "1"}, "x": {"2": "2", "1": "1"}})
    assert dumps(one) == dumps(two)
    assert json.loads(dumps(one))["version"] == 1
