"""A question without a title gets one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.markup.titles import LONGEST, default_title, strip_marks

TITLES = [
    ("What is a VPC?", "What is a VPC?"),
    ("Explain roles.", "Explain roles"),
    ("What is **this**? And *that*?", "What is this?"),
    ("Use `a_b` and [links](https://a.b/(c)).", "Use a_b and links"),
    ("Does S3 v1.2 work? Say why.", "Does S3 v1.2 work?"),
    ("Compare SQS, e.g. FIFO. Then choose.", "Compare SQS, e.g. FIFO"),
    ("東京とは何ですか？大阪は？", "東京とは何ですか？"),
    ("a\n  b\tc", "a b c"),
    ("&lt;b&gt; \\*x\\*", "<b> *x*"),
    ("<https://a.b> <!-- x --> c", "https://a.b c"),
    ("snake_case and __dunder__", "snake_case and dunder"),
    (
        "How would you design identity federation for three hundred engineers and vendors?",
        "How would you design identity federation for three hundred…",
    ),
    ("x" * 80, "x" * 59 + "…"),
    ("", ""),
]


@pytest.mark.parametrize(("question", "title"), TITLES)
def test_a_title_is_the_first_sentence_shortened(question: str, title: str) -> None:
    assert default_title(question) == title


@given(st.text())
def test_a_title_is_one_short_line(question: str) -> None:
    title = default_title(question)
    assert len(title) <= LONGEST
    assert title == " ".join(title.split())


def test_marks_inside_code_are_kept() -> None:
    assert strip_marks("`a *b* _c_`") == "a *b* _c_"
