"""Markdown blocks become typed nodes that know their line."""

from __future__ import annotations

import pytest

from guide.markup.nodes import CodeBlock, Figure
from guide.markup.text import walk

from .helpers import parse, sketch

CASES = [
    ("a\nb\n\nc", "p(a b) p(c)"),
    ("## A\n\n### B\n\n## C", "h2(A) h3(B) h2(C)"),
    ("Under\n---\n\nx", "h2(Under) p(x)"),
    ("- a\n- b", "ul[li(p(a)) li(p(b))]"),
    ("- a\n\n- b", "ul+[li(p(a)) li(p(b))]"),
    ("- a\n  - b\n    - c", "ul[li(p(a) ul[li(p(b) ul[li(p(c))])])]"),
    ("- a\n\n  b", "ul+[li(p(a) p(b))]"),
    ("-\n- b", "ul[li() li(p(b))]"),
    ("3. a\n4. b", "ol3[li(p(a)) li(p(b))]"),
    ("- [ ] do\n- [x] done\n- [X] too", "ul[li(p(☐ do)) li(p(☑ done)) li(p(☑ too))]"),
    ("- [x](question:iam-policies)", "ul[li(p(see[iam-policies 1.2](x)))]"),
    ("> a\n>\n> b", "quote(p(a) p(b))"),
    ("> [!NOTE]\n> text", "note[](p(text))"),
    ("> [!warning] Mind *this*\n> text\n>\n> - a", "warning[Mind em(this)](p(text) ul[li(p(a))])"),
    ("> [!TIP] title only", "tip[title only]()"),
    ("> [!CAUTION]\n\nx", "caution[]() p(x)"),
    ("> [!IMPORTANT]\n> ```sh\n> ls\n> ```", "important[](code[sh]('ls'))"),
    ("| a | b |\n|:-:|--:|\n| 1 | `2` |", "table[center,right](a/b ; 1/code(2))"),
    ("a | b\n-|-\n1 | 2", "table[left,left](a/b ; 1/2)"),
    ("| a |\n|---|\n| x \\| `y\\|z` |", "table[left](a ; x | code(y|z))"),
    ("| a |\n|---|", "table[left](a)"),
    ("- | a |\n  |---|\n  | b |", "ul[li(table[left](a ; b))]"),
    ("> | a | b |\n> |---|---|\n> | c | d |", "quote(table[left,left](a/b ; c/d))"),
    ("***", "hr"),
    ("a\n\n<!-- slide -->\n\nb", "p(a) slide p(b)"),
    ("a\n<!--slide-->\nb", "p(a) slide p(b)"),
    ("a\n\n<!-- a note\nof mine -->\n\nb", "p(a) p(b)"),
    ("![net](net.png)", "figure(image[net.png|](net))"),
    ("see ![net](net.png)", "p(see image[net.png|](net))"),
    (
        "[r] and [t][r]\n\n[r]: https://a.b 'T'",
        "p(link[https://a.b|T](r) and link[https://a.b|T](t))",
    ),
    ("    indented\n      more", "code[]('indented\\n  more')"),
    ("```\na\n```", "code[]('a')"),
    ("~~~ json\n{}\n~~~", "code[json]('{}')"),
    ("```py\n\n a\n\n```", "code[py]('\\n a\\n')"),
    ("````md\n```\n````", "code[md]('```')"),
    ("- a\n\n  ```sh\n  ls\n    -l\n  ```", "ul+[li(p(a) code[sh]('ls\\n  -l'))]"),
    ("```sh\n\tif\n \tx\n```", "code[sh]('    if\\n    x')"),
    ("a\r\nb\r\n\r\nc", "p(a b) p(c)"),
]


@pytest.mark.parametrize(("markdown", "tree"), CASES)
def test_a_text_becomes_blocks(markdown: str, tree: str) -> None:
    blocks, diagnostics = parse(markdown)
    assert sketch(blocks) == tree
    assert [d.code for d in diagnostics if d.code != "G206"] == []


def test_every_block_knows_its_line() -> None:
    text = "a\n\n- b\n\n  c\n\n> [!NOTE]\n> d\n\n```\ne\n```\n\n| f |\n|---|\n\n***"
    blocks, _ = parse(text)
    assert [(type(block).__name__, block.line) for block in walk(blocks)] == [
        ("Paragraph", 1),
        ("BulletList", 3),
        ("Paragraph", 3),
        ("Paragraph", 5),
        ("Callout", 7),
        ("Paragraph", 8),
        ("CodeBlock", 10),
        ("Table", 14),
        ("ThematicBreak", 17),
    ]


def test_a_fence_has_a_language_a_label_a_title_and_marked_lines() -> None:
    blocks, diagnostics = parse('```hcl title="main \\"a\\".tf" {1,3-4}\na\nb\nc\nd\n```')
    (code,) = blocks
    assert isinstance(code, CodeBlock)
    assert (code.language, code.label, code.title) == ("hcl", "Terraform", 'main "a".tf')
    assert code.marked == {1, 3, 4}
    assert diagnostics == ()


@pytest.mark.parametrize("info", ["{2} title='a.py'", "python{2}", "python {2} title='a.py'"])
def test_the_attributes_of_a_fence_stand_in_any_order(info: str) -> None:
    blocks, diagnostics = parse(f"```{info}\na\nb\n```")
    (code,) = blocks
    assert isinstance(code, CodeBlock)
    assert code.marked == {2}
    assert diagnostics == ()


def test_an_empty_code_block_has_no_lines() -> None:
    blocks, _ = parse("```\n```")
    (code,) = blocks
    assert isinstance(code, CodeBlock)
    assert code.lines == ()
    assert code.text == ""


def test_a_figure_carries_the_image_that_the_loader_gave() -> None:
    (figure,), _ = parse('![The net](net.png "Caption")')
    assert isinstance(figure, Figure)
    assert (figure.image.asset.width, figure.image.title) == (40, "Caption")


def test_levels_of_headings_always_nest() -> None:
    blocks, _ = parse("# a\n\n### b\n\n## c\n\n###### d\n\n# e")
    assert sketch(blocks) == "h2(a) h3(b) h3(c) h4(d) h2(e)"


def test_cells_beyond_the_last_column_are_kept() -> None:
    blocks, diagnostics = parse("| a | b |\n|---|---|\n| 1 | 2 | *3* | 4 |")
    assert sketch(blocks) == "table[left,left](a/b ; 1/2 | em(3) | 4)"
    assert [d.code for d in diagnostics] == ["G207"]
