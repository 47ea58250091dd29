"""Whatever stands in a text: no exception, and nothing lost in silence."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from guide.diagnostics import Severity
from guide.markup.nodes import CodeBlock
from guide.markup.text import all_inlines, block_text, walk

from .helpers import parse, parse_line

MARKS = st.sampled_from(
    [
        *"*_`~[]()<>!#|-+.:\\&\"'\n\t {}^1x",
        *(
            "```",
            "~~~",
            "> ",
            "- ",
            "1. ",
            "    ",
            "[[",
            "]]",
            "::",
            "title=",
            "[r]: x\n",
            "[!NOTE]",
        ),
        *("](question:iam-policies)", "![](net.png)", "https://a.b", "| a | b |\n|---|---|\n"),
        *("<!-- slide -->", "<!--", "-->", "&amp;", "&#0;", "\0", "\r\n", "\u2028"),
        *("東", "한", "\U0001f600", "\u202e"),
    ]
)
MARKDOWN = st.lists(MARKS | st.text(max_size=5), max_size=60).map("".join)
WORDS = st.lists(
    st.from_regex(r"[a-zA-Zäöü東京0-9,;?]{1,12}", fullmatch=True), min_size=1, max_size=20
)
CODE = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40)


@given(MARKDOWN)
def test_any_answer_is_parsed(markdown: str) -> None:
    blocks, _ = parse(markdown)
    list(walk(blocks))
    list(all_inlines(blocks))
    assert isinstance(block_text(blocks), str)


@given(MARKDOWN)
def test_any_line_is_parsed(markdown: str) -> None:
    parse_line(markdown)
    parse_line(markdown, gaps=True)


@given(st.lists(CODE, max_size=8), st.sampled_from(["", "json", "python", "sh", "nonsense"]))
def test_code_is_kept_as_written(lines: list[str], language: str) -> None:
    code = "\n".join(line.replace("~", "-") for line in lines)
    blocks, _ = parse(f"~~~{language}\n{code}\n~~~")
    (block,) = blocks
    assert isinstance(block, CodeBlock)
    assert block.text == code


@given(st.lists(WORDS, min_size=1, max_size=4))
def test_the_words_of_paragraphs_are_kept(paragraphs: list[list[str]]) -> None:
    text = "\n\n".join(" ".join(words) for words in paragraphs)
    assert re.sub(r"\s", "", block_text(parse(text)[0])) == re.sub(r"\s", "", text)


@given(MARKDOWN)
def test_visible_words_are_kept_or_reported(markdown: str) -> None:
    """A word of letters put at the end is found again, unless an error says otherwise."""
    blocks, diagnostics = parse(f"{markdown}\n\nlastword")
    if not any(d.severity is Severity.ERROR for d in diagnostics):
        assert "lastword" in block_text(blocks) or any(d.code == "G212" for d in diagnostics)
