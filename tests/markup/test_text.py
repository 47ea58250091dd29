"""A tree reads well as plain text."""

from __future__ import annotations

from guide.markup.nodes import Paragraph, Table
from guide.markup.text import all_inlines, block_text, plain_text, without_gaps

from .helpers import line, parse, parse_line

ANSWER = """\
First *line*,
[linked](question:iam-policies).

## Part

1. one
   - inner `x`
   - inner two
2. two

> [!WARNING] Mind
> the gap

| a | b |
|---|---|
| 1 | **2** |

```py title="a.py"
def f():
    return 1
```

![The net](net.png "Caption")

<!-- slide -->
> quoted
"""

TEXT = """\
First line, linked.

Part

1. one
   • inner x
   • inner two
2. two

Mind: the gap

a | b
1 | 2

a.py
def f():
    return 1

The net
Caption

quoted"""


def test_blocks_read_as_plain_text() -> None:
    assert block_text(parse(ANSWER)[0]) == TEXT


def test_a_loose_list_has_blank_lines() -> None:
    assert block_text(parse("- a\n\n  b\n\n- c")[0]) == "• a\n\n  b\n\n• c"


def test_a_call_out_without_a_title_is_called_by_its_kind() -> None:
    assert block_text(parse("> [!TIP]\n> text")[0]) == "Tip: text"


def test_inlines_read_as_plain_text() -> None:
    assert plain_text(parse_line("a **b *c*** `d` ![e](net.png)")[0]) == "a b c d e"


def test_a_statement_without_its_gaps_is_whole() -> None:
    nodes, _ = parse_line("**It [[limits::what]]** and [[never `x`]] grants.", gaps=True)
    assert line(without_gaps(nodes)) == "strong(It limits) and never code(x) grants."


def test_inlines_of_a_whole_tree_are_walked_in_order() -> None:
    blocks, _ = parse("*a*\n\n> [!NOTE] b\n> c\n\n- d\n\n| e |\n|---|\n| f |\n\n![g](net.png)")
    texts = [plain_text((node,)) for node in all_inlines(blocks) if not hasattr(node, "children")]
    assert "".join(texts) == "abcdefg"
    assert isinstance(blocks[0], Paragraph)
    assert isinstance(blocks[3], Table)
