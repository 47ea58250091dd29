"""The Cloud Architecture guide keeps its own rules (docs/style.md)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from guide.markup.assets import asset_loader
from guide.markup.compile import compile_topic
from guide.model import Question, Topic
from guide.project import find_project
from guide.reader.guide import read_guide
from guide.reader.report import as_text

from .core import CORE
from .rules import PARSERS, RULES, code_blocks, cross_references

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def topics() -> list[Topic]:
    """Every topic that guide.yaml lists, compiled; the source has no problem of any kind."""
    project = find_project(ROOT)
    read = read_guide(project)
    assert not read.diagnostics, as_text(read.diagnostics)
    compiled = []
    for source in read.complete().topics:
        topic, diagnostics = compile_topic(source, read.outline, asset_loader(project.source))
        assert not diagnostics, as_text(read.locate(diagnostics))
        compiled.append(topic)
    return compiled


@pytest.fixture(scope="module")
def questions(topics: list[Topic]) -> list[Question]:
    return [question for topic in topics for question in topic.questions]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_question_keeps_the_rule(
    questions: list[Question], rule: Callable[[Question], str]
) -> None:
    wrong = [f"{question.id}: {found}" for question in questions if (found := rule(question))]
    assert not wrong, "\n".join(wrong)


def test_all_core_questions_of_the_listed_topics_are_there(topics: list[Topic]) -> None:
    for topic in topics:
        there = {question.id for question in topic.questions}
        assert set(CORE[topic.id]) <= there, sorted(set(CORE[topic.id]) - there)


def test_the_guide_is_complete_once_all_topics_are_listed(
    topics: list[Topic], questions: list[Question]
) -> None:
    assert {topic.id for topic in topics} <= set(CORE)
    if len(topics) == len(CORE):
        assert len(questions) >= 100


def test_answers_refer_to_each_other(questions: list[Question]) -> None:
    count = sum(map(cross_references, questions))
    assert count >= len(questions), f"{count} cross-references in {len(questions)} answers"


def test_no_title_or_question_is_used_twice(questions: list[Question]) -> None:
    for texts in ([q.title for q in questions], [q.question for q in questions]):
        assert len(set(texts)) == len(texts)


def test_most_examples_are_parsed(questions: list[Question]) -> None:
    languages = [block.language for question in questions for block in code_blocks(question)]
    parsed = [language for language in languages if language in PARSERS]
    assert len(parsed) >= 0.85 * len(languages), sorted(set(languages) - set(PARSERS))
