"""A topic as written becomes a topic of the tree."""

from __future__ import annotations

import pickle

from guide.diagnostics import Anchor
from guide.markup.compile import compile_topic
from guide.markup.nodes import Text
from guide.model import Level
from guide.source import KeyPointSource, QuestionSource, ReferenceSource, TopicSource

from .helpers import OUTLINE, line, load, sketch

BARE = TopicSource("iam", "IAM", 1, (QuestionSource("iam-roles", "What is *it*? Why?", "It is."),))

FULL = TopicSource(
    "iam",
    "IAM",
    3,
    (
        QuestionSource(
            id="b",
            question="What?",
            answer="A [link](question:iam-policies).",
            title="Title",
            level="senior",
            tags=("aws",),
            short="A *short* one.",
            key_points=(
                KeyPointSource("one", point="The point", ask="Which?"),
                KeyPointSource("two", cloze="It [[limits]].", replaces=("old-two",)),
            ),
            follow_ups=("And `then`?",),
            hints="Ask **twice**.",
            references=(ReferenceSource("Docs", "https://a.b"),),
            reviewed="2026-11-23",
            replaces=("a", "z"),
        ),
    ),
    summary="About *roles*.",
)


def test_a_bare_question_gets_sensible_defaults() -> None:
    topic, diagnostics = compile_topic(BARE, OUTLINE, load)
    (question,) = topic.questions
    assert diagnostics == ()
    assert (question.number, question.title, question.identity) == (
        "1.1",
        "What is it?",
        "iam-roles",
    )
    assert (question.level, question.short, question.key_points) == (None, (), ())
    assert sketch(question.answer) == "p(It is.)"


def test_every_field_is_parsed() -> None:
    topic, diagnostics = compile_topic(FULL, OUTLINE, load)
    (question,) = topic.questions
    assert diagnostics == ()
    assert line(topic.summary) == "About em(roles)."
    assert (topic.total, question.number, question.level) == (1, "3.1", Level.SENIOR)
    assert sketch(question.answer) == "p(A see[iam-policies 1.2](link).)"
    assert line(question.short) == "A em(short) one."
    assert [line(text) for text in question.follow_ups] == ["And code(then)?"]
    assert line(question.hints) == "Ask strong(twice)."
    assert question.references[0].url == "https://a.b"


def test_a_cloze_alone_gives_its_point() -> None:
    topic, _ = compile_topic(FULL, OUTLINE, load)
    one, two = topic.questions[0].key_points
    assert (line(one.point), line(one.ask), one.cloze) == ("The point", "Which?", ())
    assert two.point == (Text("It limits."),)
    assert line(two.cloze) == "It gap1[](limits)."


def test_an_identity_is_the_id_as_first_published() -> None:
    question = compile_topic(FULL, OUTLINE, load)[0].questions[0]
    assert question.identity == "a"
    assert [point.identity for point in question.key_points] == ["a#one", "a#old-two"]


def test_a_diagnostic_names_the_field() -> None:
    source = TopicSource(
        "t",
        "T",
        1,
        (
            QuestionSource(
                "q",
                "What <b>?",
                "ok",
                key_points=(
                    KeyPointSource("k", point="p", ask="<i>?"),
                    KeyPointSource("l", cloze="x"),
                ),
                follow_ups=("ok", "a [l](x.md)"),
            ),
        ),
        summary="<u>",
    )
    _, diagnostics = compile_topic(source, OUTLINE, load)
    places = {
        (d.where.question, d.where.field, d.where.column)
        for d in diagnostics
        if isinstance(d.where, Anchor)
    }
    assert places == {
        ("", "summary", 1),
        ("q", "question", 6),
        ("q", "key_points.0.ask", 1),
        ("q", "key_points.1.cloze", 1),
        ("q", "follow_ups.1", 7),
    }


def test_a_topic_can_be_sent_to_a_process() -> None:
    result = compile_topic(FULL, OUTLINE, load)
    assert pickle.loads(pickle.dumps(result)) == result  # noqa: S301 - our own bytes


def test_the_same_source_gives_the_same_tree() -> None:
    assert compile_topic(FULL, OUTLINE, load) == compile_topic(FULL, OUTLINE, load)
