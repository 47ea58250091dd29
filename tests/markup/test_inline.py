"""Markdown inside a paragraph becomes typed nodes."""

from __future__ import annotations

import pytest

from .helpers import line, parse_line

CASES = [
    ("plain", "plain"),
    ("  spaces   around  ", "spaces around"),
    ("*a* _b_ **c** __d__ ~~e~~", "em(a) em(b) strong(c) strong(d) s(e)"),
    ("***both***", "em(strong(both))"),
    ("snake_case_name and 2*3*4", "snake_case_name and 2em(3)4"),
    ("`code` and ``a ` b``", "code(code) and code(a ` b)"),
    (r"\*not\* \`marked\`", "*not* `marked`"),
    ("&amp; &lt;b&gt; &copy; &#8364;", "& <b> © €"),
    ("a&#10;b&Tab;c", "a b c"),
    ("soft\nbreak", "soft break"),
    ("hard  \nbreak", "hard<br>break"),
    ("hard\\\nbreak", "hard<br>break"),
    ("東京\n大阪", "東京大阪"),
    ("한국\n서울", "한국 서울"),
    ("東京\nTokyo", "東京 Tokyo"),
    ("one\n\ntwo", "one<br>two"),
    ("[t](https://a.b/c?d=e&f)", "link[https://a.b/c?d=e&f](t)"),
    ('[t](https://a.b "Title")', "link[https://a.b|Title](t)"),
    ("[](https://a.b)", "link[https://a.b](https://a.b)"),
    ("<https://a.b>", "link[https://a.b](https://a.b)"),
    ("https://a.b", "https://a.b"),
    ("<me@a.b>", "link[mailto:me@a.b](me@a.b)"),
    ("[mail](mailto:me@a.b)", "link[mailto:me@a.b](mail)"),
    ("[ä](https://a.b/ä)", "link[https://a.b/%C3%A4](ä)"),
    ("[*the* rules](question:iam-policies)", "see[iam-policies 1.2](em(the) rules)"),
    ("[](question:iam-policies)", "see[iam-policies 1.2](Policy evaluation)"),
    ("<question:iam-policies>", "see[iam-policies 1.2](Policy evaluation)"),
    ('![a *net*](net.png "Cap")', "image[net.png|Cap](a net)"),
    ("a <!-- note --> b", "a b"),
    ("<!-- note --> a", "a"),
    ("# not a heading", "# not a heading"),
    ("[ ] [x] [^", "[ ] [x] [^"),
    ("\U0001f600 é e\u0301 \u202bعربي", "\U0001f600 é e\u0301 \u202bعربي"),
]


@pytest.mark.parametrize(("markdown", "tree"), CASES)
def test_a_line_becomes_nodes(markdown: str, tree: str) -> None:
    nodes, diagnostics = parse_line(markdown)
    assert line(nodes) == tree
    assert diagnostics == ()


GAPS = [
    ("An SCP [[limits]] and never [[grants]].", "An SCP gap1[](limits) and never gap2[](grants)."),
    ("It is [[Regional::scope]].", "It is gap1[scope](Regional)."),
    ("[[`arn:aws:iam::1` *x*::what]]", "gap1[what](code(arn:aws:iam::1) em(x))"),
    ("[[a::b::c]]", "gap1[c](a::b)"),
    ("`[[x]]` is a [[test]]", "code([[x]]) is a gap1[](test)"),
    (r"\[[x]] is [[y]]", "[[x]] is gap1[](y)"),
    ("**[[strong]]** and *a [[b]]*", "strong(gap1[](strong)) and em(a gap2[](b))"),
    ("[[one\nline]]", "gap1[](one line)"),
    ("[[東京]]", "gap1[](東京)"),
    ("[[a]b]]", "gap1[](a]b)"),
    ("[[see](question:iam-policies)]]", "gap1[](see](question:iam-policies))"),
]


@pytest.mark.parametrize(("markdown", "tree"), GAPS)
def test_a_cloze_statement_has_numbered_gaps(markdown: str, tree: str) -> None:
    nodes, diagnostics = parse_line(markdown, gaps=True)
    assert line(nodes) == tree
    assert diagnostics == ()


def test_gaps_are_plain_text_elsewhere() -> None:
    nodes, _ = parse_line("bash has [[ and ]]")
    assert line(nodes) == "bash has [[ and ]]"


def test_marks_nested_beyond_reason_keep_their_text() -> None:
    nodes, diagnostics = parse_line("*" * 200 + "deep" + "*" * 200)
    assert line(nodes).count("strong(") <= 12
    assert "deep" in line(nodes)
    assert diagnostics == ()
