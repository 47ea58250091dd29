"""A galley depends on its own text only, knows where it may be cut, and what it means."""

from __future__ import annotations

import re
from typing import Any

import pytest

from guide.backends.pdf.cutting import Section
from guide.backends.pdf.galley import Galley, Piece, lay_out
from guide.backends.pdf.pages import compose
from guide.backends.pdf.paginate import FORBIDDEN, Gap
from guide.errors import BackendError
from guide.packing import unpack

WIDTH, HEIGHT = 100.0, 80.0  # mm
SIZE = (WIDTH * 72 / 25.4, HEIGHT * 72 / 25.4)
CSS = """
@page { margin: 10mm }
@page recto { @top-right { content: string(question) } }
html { font: 10pt/12pt "Source Serif Pro" }
body, p, h2, ul, table { margin: 0; padding: 0 }
p { orphans: 2; widows: 2; margin-bottom: 6pt }
h2 { break-after: avoid; bookmark-level: 1; bookmark-label: attr(data-title); font-size: 12pt }
.kept { break-inside: avoid }
.named { page: recto; string-set: question attr(data-running) }
table { border-collapse: collapse; table-layout: fixed; width: 100% }
"""
LINE = 12 * 4 / 3  # px


def galleys(*texts: str, css: str = CSS, images: dict[str, Any] | None = None) -> list[Galley]:
    pieces = [Piece(f'<section class="galley">{text}</section>') for text in texts]
    names = [f"g{number}" for number in range(len(texts))]
    made = lay_out(
        pieces, names, css=css, width=WIDTH, language="en", images=images or {}, setting=None
    )
    return list(made)


def galley(text: str, css: str = CSS) -> Galley:
    (made,) = galleys(text, css=css)
    return made


def lines(count: int) -> str:
    return "<br/>".join(f"line {number}" for number in range(count))


def kinds(tree: list[Any]) -> list[Any]:
    """The types of elements, nested."""
    return [
        [element[0], *kinds([kid for kid in element[2:] if isinstance(kid, list)])]
        for element in tree
    ]


def costs(gaps: tuple[Gap, ...]) -> list[bool]:
    """For each gap, from top to bottom: whether it is allowed."""
    return [gap.cost < FORBIDDEN // 2 for gap in gaps]


def test_a_piece_is_the_same_alone_and_among_others() -> None:
    texts = [
        "<p>Some text.</p>",
        "<p>Other\N{NO-BREAK SPACE}text, <i>finally</i>.</p>",
        "<p>fi</p>",
    ]
    together = [each.pack() for each in galleys(*texts)]
    alone = [
        next(iter(lay_out([Piece(f'<section class="galley">{text}</section>')], [f"g{number}"],
             css=CSS, width=WIDTH, language="en", images={}, setting=None))).pack()
        for number, text in enumerate(texts)
    ]  # fmt: skip
    assert together == alone


def test_it_is_packed_and_unpacked() -> None:
    made = galley('<h2 id="a" data-title="A">A</h2><p><a href="https://a.example/">b</a></p>')
    assert Galley.unpack(made.pack()) == made


def test_lines_are_cut_but_for_orphans_and_widows() -> None:
    assert costs(galley(f"<p>{lines(6)}</p>").gaps) == [False, True, True, True, False]


def test_a_heading_stays_with_what_follows() -> None:
    assert costs(galley("<h2>A</h2><p>b</p><p>c</p>").gaps) == [False, True]


def test_nothing_inside_of_a_kept_block_is_a_good_place() -> None:
    text = f'<p>a</p><div class="kept"><p>{lines(4)}</p><p>b</p></div><p>c</p>'
    assert costs(galley(text).gaps) == [True, False, False, False, False, True]


def test_a_row_is_cut_only_where_no_cell_has_a_line() -> None:
    cells = f'<td style="font-size: 7pt">{lines(3)}</td><td>{lines(3)}</td>'
    found = galley(f"<table><tr>{cells}</tr></table>")
    assert found.gaps
    assert not any(costs(found.gaps))


def test_the_tags_say_what_the_text_is() -> None:
    text = (
        "<h2>A</h2><p>b <code>c</code> <b>d</b></p><ul><li>e<ul><li>f</li></ul></li></ul>"
        "<table><thead><tr><th>g</th></tr></thead><tbody><tr><td>h</td></tr></tbody></table>"
        "<div>i</div><blockquote><p>j</p></blockquote>"
    )
    (section,) = kinds(galley(text).tree)
    item = ["LI", ["Lbl"], ["LBody", ["P"]]]
    assert section == [
        "Sect",
        ["H2"],
        ["P", ["Code"]],
        ["L", ["LI", ["Lbl"], ["LBody", ["P"], ["L", item]]]],
        ["Table", ["THead", ["TR", ["TH"]]], ["TBody", ["TR", ["TD"]]]],
        ["P"],
        ["BlockQuote", ["P"]],
    ]


def test_text_stands_in_the_order_of_its_meaning() -> None:
    text = '<p style="position: relative">a<span style="position: absolute">b</span>c</p><p>d</p>'
    found = galley(text)
    numbers = [unit.mcid for unit in found.units if unit.mcid is not None]
    assert len(numbers) == 4
    assert numbers != sorted(numbers)  # painted in another order


def test_a_running_head_comes_with_the_piece() -> None:
    piece = Piece('<section class="galley named" data-running="Head"><p>a</p></section>')
    (made,) = lay_out([piece], ["g"], css=CSS, width=WIDTH, language="en", images={}, setting=None)
    assert len(made.head) == 1
    assert not galley("<p>a</p>").head


def test_a_forced_break_inside_is_refused() -> None:
    with pytest.raises(BackendError, match="page break"):
        galley('<p>a</p><p style="break-before: page">b</p>')


# --- pages ------------------------------------------------------------------


def pages(*sections: Section) -> tuple[list[bytes], dict[str, Any]]:
    """The contents of the pages, and the facts."""
    import zlib

    data, facts = compose(sections, SIZE, str)
    index, bodies = unpack(data)
    found = []
    for _, contents, _ in index["pages"]:
        assert isinstance(contents, int)
        stream = bodies[contents - 1].partition(b"stream\n")[2]
        found.append(zlib.decompressobj().decompress(stream))
    return found, facts


def shown(page: bytes) -> int:
    """How many texts a page shows."""
    return len(re.findall(rb"T[jJ]\b", page))


def test_every_line_is_on_one_page() -> None:
    made, facts = pages(Section([galley(f"<p>{lines(40)}</p>")]))
    area = (HEIGHT - 20) / 25.4 * 96
    full = int(area / LINE)
    assert [shown(page) for page in made] == [full, full, 40 - 2 * full]
    assert facts["pages"] == 3


def test_galleys_follow_each_other_and_sections_begin_a_page() -> None:
    first, second = galleys("<p>a</p>", "<p>b</p>")
    assert pages(Section([first, second]))[1]["pages"] == 1
    assert pages(Section([first]), Section([second]))[1]["pages"] == 2


def test_a_section_may_begin_on_a_recto() -> None:
    first, second = galleys('<p id="a">a</p>', '<p id="b">b</p>')
    _, facts = pages(Section([first]), Section([second], recto=True))
    assert [facts["anchors"][name][0] for name in "ab"] == [0, 2]


def test_the_head_of_a_table_is_repeated_as_an_artifact() -> None:
    rows = "".join(f"<tr><td>row {number}</td></tr>" for number in range(30))
    made, _ = pages(
        Section(
            [galley(f"<table><thead><tr><th>head</th></tr></thead><tbody>{rows}</tbody></table>")]
        )
    )
    assert len(made) > 2
    assert [page.count(b"/Artifact <</Type/Pagination>> BDC") for page in made] == [
        0,
        *[1] * (len(made) - 1),
    ]
    assert sum(map(shown, made)) == 31 + len(made) - 1


def test_a_background_is_painted_on_each_of_its_pages_and_cut_there() -> None:
    made, _ = pages(Section([galley(f'<p style="background: #eee">{lines(40)}</p>')]))
    assert all(re.search(rb"q 0\.00 [\d.]+ [\d.]+ [\d.]+ re W n", page) for page in made)


def test_a_picture_higher_than_a_page_loses_no_text() -> None:
    tall = '<p>a</p><div style="height: 200mm; background: #eee"></div><p>b</p>'
    made, _ = pages(Section([galley(tall)]))
    assert sum(map(shown, made)) == 2


SVG = b"""<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40" viewBox="0 0 80 40">
<linearGradient id="g"><stop stop-color="red"/><stop offset="1" stop-color="blue"/></linearGradient>
<rect width="80" height="20" fill="url(#g)"/><text x="5" y="35" font-size="9">drawn</text></svg>"""


def test_pictures_with_text_and_gradients_are_painted() -> None:
    images = {"guide-image:a": (SVG, "image/svg+xml")}
    text = '<p>a</p><img src="guide-image:a" alt="A drawing"/><p>b</p>'
    (made,) = galleys(text, images=images)
    assert kinds(made.tree) == [["Sect", ["P"], ["P", ["Figure"]], ["P"]]]
    assert made.objects
    assert Galley.unpack(made.pack()) == made
    tagged = [unit for unit in made.units if unit.mcid is not None]
    figure = max(tagged, key=lambda unit: unit.bottom - unit.top)
    assert figure.bottom - figure.top == pytest.approx(40, abs=0.5)
    assert b"Pattern" not in figure.data  # it is in a form, which moves with the picture
    assert len(made.fonts) == 2  # that of the text and that of the drawing


def test_a_transparent_block_keeps_its_text() -> None:
    made = galley('<p>a</p><p style="opacity: 0.5">b</p><p>c</p>')
    (page,), facts = pages(Section([made]))
    assert shown(page) == 2  # the third is in a group of its own
    assert made.objects
    assert facts["pages"] == 1


def test_a_repeated_background_moves_with_its_block() -> None:
    images = {"guide-image:a": (SVG, "image/svg+xml")}
    style = "background: url(guide-image:a) repeat-y left top / 20px 10px; height: 60px"
    (made,) = galleys(f'<p>{lines(12)}</p><div style="{style}"></div>', images=images)
    (pattern,) = (unit for unit in made.units if b"Do" in unit.data)
    assert pattern.bottom - pattern.top == pytest.approx(60, abs=1)
    assert b"Pattern" not in pattern.data  # a form of its own, as patterns do not move


def test_columns_are_filled_one_after_the_other() -> None:
    narrow = galley(f'<div style="width: 30mm"><p>{lines(24)}</p></div>')
    made, _ = pages(Section([narrow], columns=2, pitch=120))
    assert [shown(page) for page in made] == [24]
    assert len(re.findall(rb"q 1 0 0 1 160\.000", made[0])) == 1  # px


def test_anchors_and_bookmarks_know_their_page() -> None:
    heading = '<h2 id="late" data-title="Late">Late</h2><p>text</p>'
    _, facts = pages(Section([galley(f"<p>{lines(20)}</p>{heading}")]))
    page, x, y = facts["anchors"]["late"]
    assert page == 1
    assert 0 < x < SIZE[0]
    assert 0 < y < SIZE[1]
    assert [(level, label, at) for level, label, at, _ in facts["bookmarks"]] == [(1, "Late", 1)]
