"""A project becomes a guide, with a place for every text."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime
from pathlib import Path

import pytest

from guide.diagnostics import Anchor, Diagnostic, Span
from guide.errors import SourceError, UsageError
from guide.reader.guide import read_guide
from guide.reader.outline import make_outline
from guide.source import KeyPointSource, QuestionSource, ReferenceSource

from .helpers import GUIDE, TOPIC, codes, project, read

FULL = """\
id: topic
title: IAM  &
  Identity
summary: Who may do what.
questions:
  - id: policy-evaluation
    question: >-
      How does AWS decide,
      and *why*?
    title: Policy evaluation
    level: senior
    tags: [aws, iam, aws]
    short: Denied by default.
    key_points:
      - {id: deny-wins, point: "It wins.", ask: "And a deny?", replaces: [deny]}
      - {id: ceiling, cloze: "An SCP [[limits]]."}
      - A plain point.
      - point: Another one.
    answer: |

      First.

      - a
      - b

    follow_ups: [And now?, "1.10"]
    hints: Ask around.
    references:
      - {title: Docs, url: "https://example.com/a"}
      - https://example.com/b
      - A book, 2nd edition
    reviewed: 2026-11-23
    replaces: [old-id]
"""


def test_every_field_of_a_question_is_read(tmp_path: Path) -> None:
    topic = read(tmp_path, topic=FULL).complete().topics[0]
    assert (topic.id, topic.number, topic.title) == ("topic", 1, "IAM & Identity")
    assert topic.summary == "Who may do what."
    assert topic.questions == (
        QuestionSource(
            id="policy-evaluation",
            question="How does AWS decide, and *why*?",
            answer="\nFirst.\n\n- a\n- b",
            title="Policy evaluation",
            level="senior",
            tags=("aws", "iam"),
            short="Denied by default.",
            key_points=(
                KeyPointSource("deny-wins", "It wins.", "And a deny?", replaces=("deny",)),
                KeyPointSource("ceiling", cloze="An SCP [[limits]]."),
                KeyPointSource("3", "A plain point."),
                KeyPointSource("4", "Another one."),
            ),
            follow_ups=("And now?", "1.10"),
            hints="Ask around.",
            references=(
                ReferenceSource("Docs", "https://example.com/a"),
                ReferenceSource("", "https://example.com/b"),
                ReferenceSource("A book, 2nd edition"),
            ),
            reviewed="2026-11-23",
            replaces=("old-id",),
        ),
    )


def test_a_bare_list_of_questions_and_answers_is_a_guide(tmp_path: Path) -> None:
    result = read(tmp_path)
    assert result.diagnostics == ()
    guide = result.complete()
    assert guide.topics[0].questions == (QuestionSource("a", "What?", "This."),)
    assert (guide.info.id, guide.info.language, guide.info.theme) == ("g", "en", "serif")


@pytest.mark.parametrize("word", ["no", "1.10", "12:30:45", "2024-01-01", "null", "0755"])
def test_words_that_yaml_would_turn_into_something_else_stay(word: str, tmp_path: Path) -> None:
    text = TOPIC.replace("What?", word).replace("This.", word).replace("title: T", f"title: {word}")
    topic = read(tmp_path, topic=text).complete().topics[0]
    assert (topic.title, topic.questions[0].question, topic.questions[0].answer) == (word,) * 3


@pytest.mark.parametrize(
    ("field", "line", "column"),
    [
        ("", 6, 9),
        ("question", 8, 7),
        ("tags.1", 12, 17),
        ("key_points.0.ask", 15, 50),
        ("key_points.2", 17, 9),
        ("answer", 20, 7),
        ("follow_ups.1", 26, 29),
        ("references.0.url", 29, 29),
        ("references.1", 30, 9),
    ],
)
def test_every_text_has_its_place(field: str, line: int, column: int, tmp_path: Path) -> None:
    topic = read(tmp_path, topic=FULL).complete().topics[0]
    place = topic.places["policy-evaluation", field]
    assert (place.line, place.column) == (line, column)
    assert place.path.endswith("topic.yaml")


@pytest.mark.parametrize(
    ("anchor", "line", "column"),
    [
        (Anchor("topic", "policy-evaluation", "answer", 4, 3), 23, 9),
        (Anchor("topic", "policy-evaluation", "question", 1, 1), 8, 7),
        (Anchor("topic", "policy-evaluation", "question", 1, 22), 9, 7),
        (Anchor("topic", "policy-evaluation", "question", 1, 26), 9, 11),
        (Anchor("topic", "policy-evaluation", "key_points.7.ask"), 6, 9),
        (Anchor("topic", field="summary"), 4, 10),
        (Anchor("topic"), 1, 1),
    ],
)
def test_a_place_in_a_text_is_a_place_in_the_file(
    anchor: Anchor, line: int, column: int, tmp_path: Path
) -> None:
    (found,) = read(tmp_path, topic=FULL).locate([Diagnostic("G201", "m", anchor)])
    assert isinstance(found.where, Span)
    assert (found.where.line, found.where.column) == (line, column)


def test_a_place_in_guide_yaml_is_found_too(tmp_path: Path) -> None:
    result = read(tmp_path, guide=GUIDE + "retired: [old]\n")
    (found,) = result.locate([Diagnostic("G353", "m", Anchor("", field="retired.0"))])
    assert isinstance(found.where, Span)
    assert (Path(found.where.path).name, found.where.line) == ("guide.yaml", 4)


def test_comments_quotes_and_order_of_keys_do_not_change_a_fingerprint(tmp_path: Path) -> None:
    one = read(tmp_path / "1").complete().topics[0]
    text = '# new\nquestions:\n  - answer: |\n      This.\n    id: "a"\n    question: What?\n'
    two = read(tmp_path / "2", topic=text + "title: 'T'\nid: topic\n").complete().topics[0]
    assert one.fingerprint == two.fingerprint
    assert one.places != two.places


def test_a_topic_can_go_to_another_process(tmp_path: Path) -> None:
    topic = read(tmp_path, topic=FULL).complete().topics[0]
    copy = pickle.loads(pickle.dumps(topic))  # noqa: S301 - our own bytes
    assert copy == topic
    assert copy.places == topic.places


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_line_ends_do_not_matter(line_end: str, tmp_path: Path) -> None:
    same = read(tmp_path / "1", topic=FULL).complete()
    other = read(tmp_path / "2", topic=b"\xef\xbb\xbf" + FULL.replace("\n", line_end).encode())
    assert other.complete().topics == same.topics
    assert [(p.line, p.column) for p in other.complete().topics[0].places.values()] == [
        (p.line, p.column) for p in same.topics[0].places.values()
    ]


@pytest.mark.parametrize("entry", ["topic", "topic.yaml", "iam"])
def test_a_topic_is_named_by_its_file_or_its_id(entry: str, tmp_path: Path) -> None:
    text = TOPIC.replace("id: topic", "id: iam")
    result = read(tmp_path, guide=GUIDE.replace("[topic]", f"[{entry}]"), topic=text)
    assert result.diagnostics == ()
    assert result.complete().topics[0].id == "iam"


def test_topics_are_numbered_as_the_guide_lists_them(tmp_path: Path) -> None:
    other = TOPIC.replace("id: topic", "id: other").replace("id: a", "id: b")
    guide = read(tmp_path, guide="id: g\ntitle: G\ntopics: [other, topic]\n", other=other)
    assert [(t.number, t.id) for t in guide.complete().topics] == [(1, "other"), (2, "topic")]


def test_a_question_with_an_error_is_known_but_not_readable(tmp_path: Path) -> None:
    result = read(tmp_path, topic=TOPIC + "    level: boss\n  - {id: b, question: B, answer: B}\n")
    assert result.guide is None
    assert [q.id for q in result.readable.topics[0].questions] == ["b"]
    found = result.outline.find("b"), result.outline.find("a")
    assert [entry[1].number for entry in found if entry] == ["1.2", "1.1"]
    assert not result.hidden
    with pytest.raises(SourceError) as error:
        result.complete()
    assert [each.code for each in error.value.diagnostics] == ["G106"]


def test_a_warning_alone_stops_nothing(tmp_path: Path) -> None:
    result = read(tmp_path, topic=TOPIC + "    title: " + "x" * 61 + "\n")
    assert codes(result) == ["G108"]
    assert result.guide is not None


def test_the_outline_of_a_read_guide_is_that_of_the_guide(tmp_path: Path) -> None:
    result = read(tmp_path, topic=FULL)
    assert result.outline == make_outline(result.complete())


@pytest.mark.parametrize(
    ("edition", "date"),
    [
        ("2026-11-23", (2026, 11, 23)),
        ("2026-11, revised", (2026, 11, 1)),
        ("2026 edition", (2026, 1, 1)),
        ("20261 pages", (2001, 9, 9)),
        ("Third", (2001, 9, 9)),
        ("1970-01-01", (1980, 1, 1)),
    ],
)
def test_an_edition_that_begins_with_a_date_dates_the_guide(
    edition: str, date: tuple[int, int, int], tmp_path: Path
) -> None:
    found = project(tmp_path, guide=f"{GUIDE}edition: {edition}\n")
    info = read_guide(found, {"SOURCE_DATE_EPOCH": "1000000000"}).complete().info
    assert info.edition == edition
    assert info.date.timetuple()[:3] == date
    assert info.date.tzinfo is UTC


def test_without_a_date_the_guide_has_always_the_same_one(tmp_path: Path) -> None:
    assert read(tmp_path).complete().info.date == datetime(1980, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("value", ["soon", "9" * 30])
def test_a_malformed_source_date_epoch_is_wrong_usage(value: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="SOURCE_DATE_EPOCH"):
        read_guide(project(tmp_path), {"SOURCE_DATE_EPOCH": value})


def test_options_of_formats_are_kept_as_written(tmp_path: Path) -> None:
    text = GUIDE + "anki: {tags: yes}\nslides: {aspect: '4:3'}\nformats: {mine: {x: 1.10}}\n"
    options = read(tmp_path, guide=text).complete().info.options
    assert options == {"anki": {"tags": "yes"}, "pptx": {"aspect": "4:3"}, "mine": {"x": "1.10"}}


def test_the_cost_grows_with_the_number_of_questions(tmp_path: Path) -> None:
    body = "".join(
        f"  - id: q-{n}\n    question: What is {n}?\n    answer: It is {n}.\n"
        for n in range(10_000)
    )
    guide = read(tmp_path, topic="id: topic\ntitle: T\nquestions:\n" + body).complete()
    assert len(guide.topics[0].questions) == 10_000
    assert make_outline(guide).topics[0].questions[-1].number == "1.10000"
