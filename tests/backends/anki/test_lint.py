from __future__ import annotations

from dataclasses import replace

import pytest

from guide.backends.anki.lint import check_cards
from guide.diagnostics import CODES, Anchor, Diagnostic, Severity
from guide.markup import nodes as n
from guide.model import KeyPoint
from tests.backends.anki.sample import INFO, point, question, sample, text, topic


def found(*points: KeyPoint, language: str = "en-US") -> list[Diagnostic]:
    info = replace(INFO, language=language)
    return list(check_cards([topic("t", 1, question("q", *points))], info))


def codes(*points: KeyPoint, language: str = "en-US") -> list[str]:
    return [problem.code for problem in found(*points, language=language)]


def test_good_cards_are_passed_in_silence() -> None:
    assert check_cards(sample(), INFO) == ()


def test_a_long_back_is_reported_at_the_point() -> None:
    (problem,) = found(point("a"), point("b", "word " * 41, ask="What?"))

    assert (problem.code, problem.severity) == ("G501", Severity.WARNING)
    assert problem.where == Anchor("t", "q", "key_points.1.point")
    assert "41 words" in problem.message
    assert codes(point("b", "word " * 40, ask="What?")) == []


def test_a_long_short_answer_is_reported() -> None:
    long = question("q", short=text("word " * 41))
    (problem,) = check_cards([topic("t", 1, long)], INFO)

    assert (problem.code, problem.where) == ("G501", Anchor("t", "q", "short"))


def test_a_point_without_a_card_may_be_long() -> None:
    assert codes(point("b", "word " * 41)) == []


@pytest.mark.parametrize(
    "ask",
    [
        "What is a role? Who assumes it?",
        "What is a role, and who assumes it?",
        "Where does it run and how does it fail?",
    ],
)
def test_two_questions_in_one_are_reported(ask: str) -> None:
    (problem,) = found(point("a", ask=ask))

    assert (problem.code, problem.where) == ("G502", Anchor("t", "q", "key_points.0.ask"))


@pytest.mark.parametrize(
    "ask",
    [
        "Which service issues and signs the tokens?",
        "What separates a user and a role?",
        "Does `a?b:c` parse?",
        "Name the limit of SCPs.",
    ],
)
def test_one_question_is_not(ask: str) -> None:
    assert codes(point("a", ask=ask)) == []


def test_english_words_join_questions_in_english_only() -> None:
    ask = "Hva er det, and who er det?"
    assert codes(point("a", ask=ask), language="nb") == []


def test_the_same_front_is_reported_over_the_whole_guide() -> None:
    first = topic("t", 1, question("a", point("p", ask="What limits?")))
    second = topic("u", 2, question("b", point("p", ask="what  LIMITS?")))
    (problem,) = check_cards([first, second], INFO)

    assert (problem.code, problem.where) == ("G503", Anchor("u", "b", "key_points.0.ask"))
    assert "`a#p`" in problem.message


def gaps(*values: str, between: str = ", ") -> n.Inlines:
    nodes: list[n.Inline] = [n.Text("It has ")]
    for number, value in enumerate(values, 1):
        nodes += [n.Gap(text(value), number), n.Text(between)]
    return tuple(nodes)


@pytest.mark.parametrize(
    "cloze",
    [
        gaps("a, b, and c"),
        gaps("a; b; c"),
        gaps("a", "b", "c"),
        gaps("a", "b", "c", between=" and "),
    ],
)
def test_a_cloze_that_asks_for_a_list_is_reported(cloze: n.Inlines) -> None:
    (problem,) = found(point("a", cloze=cloze))

    assert (problem.code, problem.where) == ("G504", Anchor("t", "q", "key_points.0.cloze"))


@pytest.mark.parametrize(
    "cloze", [gaps("a and b"), gaps("a", "b"), gaps("a", "b", "c", between=" limits what is ")]
)
def test_a_cloze_with_single_facts_is_not(cloze: n.Inlines) -> None:
    assert codes(point("a", cloze=cloze)) == []


def test_a_bare_list_gives_one_note_a_topic() -> None:
    bare = [question(f"q{i}", short=(), key_points=()) for i in range(70)]
    (note,) = check_cards([topic("t", 1, *bare)], INFO)

    assert (note.code, note.severity, note.where) == ("G505", Severity.NOTE, Anchor("t", "q0"))
    assert "70 questions have neither" in note.message


def test_every_code_is_described() -> None:
    assert all(len(title) > 10 for code, title in CODES.items() if code.startswith("G5"))
