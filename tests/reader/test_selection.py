"""Values of one option widen a selection, options narrow it; numbers stay."""

from __future__ import annotations

import pytest

from guide.errors import UsageError
from guide.reader.outline import make_outline, restrict
from guide.reader.selection import Selection, parse_selection, select
from guide.source import GuideInfo, GuideSource, QuestionSource, TopicSource


def question(name: str, level: str, *tags: str) -> QuestionSource:
    return QuestionSource(name, f"What is {name}?", "This.", level=level, tags=tags)


GUIDE = GuideSource(
    GuideInfo("g", "G"),
    (
        TopicSource("iam", "IAM", 1, (question("a", "mid", "aws"), question("b", "senior", "gcp"))),
        TopicSource("network", "Network", 2, (question("c", "senior", "aws", "dns"),)),
        TopicSource("cost", "Cost", 3, (question("d", ""),)),
    ),
)


def chosen(**options: list[str]) -> list[str]:
    topics = select(GUIDE, parse_selection(GUIDE, **options))
    return [q.id for topic in topics for q in topic.questions]


@pytest.mark.parametrize(
    ("options", "questions"),
    [
        ({}, "abcd"),
        ({"topics": ["iam"]}, "ab"),
        ({"topics": ["iam,cost"]}, "abd"),
        ({"topics": ["cost", " iam "]}, "abd"),
        ({"topics": ["2"]}, "c"),
        ({"tags": ["aws"]}, "ac"),
        ({"tags": ["dns", "gcp"]}, "bc"),
        ({"tags": ["AWS"]}, "ac"),
        ({"levels": ["senior"]}, "bc"),
        ({"topics": ["iam"], "levels": ["senior"]}, "b"),
        ({"tags": ["aws"], "levels": ["mid,senior"], "topics": ["network", "iam"]}, "ac"),
        ({"tags": ["", ","]}, "abcd"),
    ],
)
def test_options_choose_questions(options: dict[str, list[str]], questions: str) -> None:
    assert chosen(**options) == list(questions)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"topics": ["netwrok"]}, "no topic `netwrok`; did you mean `network`"),
        ({"topics": ["zzz"]}, "no topic `zzz`; there are iam, network, cost"),
        ({"tags": ["awz"]}, "no tag `awz`; did you mean `aws`"),
        ({"levels": ["expert"]}, "no level `expert`"),
        ({"levels": ["staff"]}, "no question"),
        ({"topics": ["cost"], "tags": ["aws"]}, "no question"),
    ],
)
def test_what_the_guide_does_not_have_is_wrong_usage(
    options: dict[str, list[str]], message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        chosen(**options)


def test_the_outline_of_a_selection_keeps_the_guide_s_numbers() -> None:
    whole = make_outline(GUIDE)
    part = restrict(whole, select(GUIDE, Selection(levels=frozenset({"senior"}))))
    assert [(t.number, [q.number for q in t.questions]) for t in part.topics] == [
        (1, ["1.2"]),
        (2, ["2.1"]),
    ]
    assert part.find("a") is None


def test_the_outline_takes_titles_from_questions_that_have_none() -> None:
    assert make_outline(GUIDE).topics[0].questions[0].title == "What is a?"
