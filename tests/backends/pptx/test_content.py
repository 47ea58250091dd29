"""What a deck says, and how: every text is there, native, titled, linked and in sections."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from pptx import Presentation
from pptx.util import Pt

from guide.backends.pptx import PptxBackend
from guide.backends.pptx.flow import CodeItem, sections
from guide.diagnostics import Anchor, Severity
from guide.markup import nodes
from guide.markup.text import plain_text
from guide.model import Topic
from guide.source import KeyPointSource, ReferenceSource
from tests.backends.pptx.helpers import (
    INFO,
    context,
    parts_of,
    question,
    real_decks,
    real_topics,
    render,
    theme,
    themed,
    topic_of,
)
from tests.backends.pptx.hostile import hostile_questions


def opened(data: bytes) -> Any:
    return Presentation(BytesIO(data))


def texts(slide: Any) -> Iterator[str]:
    for shape in slide.shapes:
        yield from shape_texts(shape)


def shape_texts(shape: Any) -> Iterator[str]:
    if shape.has_text_frame:
        yield from (p.text for p in shape.text_frame.paragraphs)
    elif shape.has_table:
        yield from (cell.text for row in shape.table.rows for cell in row.cells)


def told(deck: Any) -> str:
    """Return the deck's titles, then the text below them from slide to slide, squeezed."""
    below = [
        "".join(text for shape in slide.shapes if is_body(shape) for text in shape_texts(shape))
        for slide in deck.slides
    ]
    return squeezed("".join([*slide_titles(deck), *below]))


def is_body(shape: Any) -> bool:
    """Tell whether a shape holds text of the answer: no title, running head, caption or footer."""
    if not shape.is_placeholder:
        return True
    kind = shape.placeholder_format.type.name
    return "TITLE" not in kind and shape.placeholder_format.idx not in (3, 10, 11, 12)


def slide_titles(deck: Any) -> list[str]:
    return [slide.shapes.title.text for slide in deck.slides]


def squeezed(text: str) -> str:
    """Return the visible characters only: slides break lines and sentences elsewhere."""
    return re.sub(r"[\s\u200b↪]", "", text)


def words_of(blocks: nodes.Blocks) -> Iterator[str]:
    """Yield the text of an answer, a sentence or line of code at a time."""
    for block in blocks:
        match block:
            case nodes.Paragraph(children) | nodes.Heading(_, children):
                yield from re.split(r"(?<=[.!?]) |\n", plain_text(children))
            case nodes.CodeBlock():
                yield from block.text.splitlines()
            case nodes.BulletList(items) | nodes.OrderedList(items):
                for item in items:
                    yield from words_of(item.blocks)
            case nodes.Table(header, rows):
                yield from (plain_text(cell) for row in (header, *rows) for cell in row)
            case nodes.Callout(_, inner) | nodes.Quote(inner):
                yield from words_of(inner)
            case _:
                continue


def test_all_of_each_answer_is_on_the_slides_and_in_the_notes() -> None:
    topics, _ = real_topics()
    for topic in topics:
        deck = opened(real_decks("serif")[topic.id])
        shown = told(deck)
        noted = squeezed(
            "".join(s.notes_slide.notes_text_frame.text for s in deck.slides if s.has_notes_slide)
        )
        checked = 0
        for asked in topic.questions:
            for sentence in words_of(asked.answer):
                assert squeezed(sentence) in shown, (asked.id, sentence)
                assert squeezed(sentence) in noted, (asked.id, sentence)
                checked += 1
        assert checked > 10 * len(topic.questions)


def test_there_is_no_picture_of_text() -> None:
    for data in real_decks("serif").values():
        images = [n for n in parts_of(data) if n.startswith("ppt/media/")]
        pictures = [s for slide in opened(data).slides for s in slide.shapes if s.shape_type == 13]
        assert len(images) <= len(pictures)
    assert not [n for n in parts_of(render(question("`code` and text")).data) if "media" in n]


def test_a_question_is_asked_alone_then_answered_then_followed_up() -> None:
    deck = opened(
        render(
            question(
                "The answer.",
                title="Mechanics",
                level="senior",
                tags=("aws",),
                short="It just works.",
                key_points=(KeyPointSource("k", point="A point."),),
                follow_ups=("And then?",),
                hints="Wait.",
                references=(ReferenceSource("Manual", "https://example.com/manual"),),
            )
        ).data
    )
    assert slide_titles(deck) == [
        "A topic",
        "Agenda",
        "How does it work?",
        "It just works.",
        "Mechanics",
        "Follow-up: Mechanics",
        "Recap",
    ]
    layouts = [slide.slide_layout.name for slide in deck.slides]
    assert layouts == ["Title", "Agenda", "Question", "Key points", "Text", "Text", "Closing"]
    asked = deck.slides[2]
    assert "Question 1 of 1" in list(texts(asked))
    assert "Senior  ·  aws" in list(texts(asked))
    assert "The answer." not in "".join(texts(asked))
    notes = asked.notes_slide.notes_text_frame.text
    for expected in ("Wait.", "The answer.", "And then?", "Manual", "https://example.com/manual"):
        assert expected in notes


def test_a_bare_question_gives_a_good_deck() -> None:
    deck = opened(render(question("An answer.", title="", question="What is it?")).data)
    assert slide_titles(deck) == [
        "A topic",
        "Agenda",
        "What is it?",
        "What is it? · Answer",
        "Recap",
    ]


def test_a_short_answer_without_key_points_leads_the_answer() -> None:
    deck = opened(render(question("Details.", short="In a word: yes.")).data)
    [answer] = [s for s in deck.slides if "Details." in list(texts(s))]
    paragraphs = [t for t in texts(answer) if t in ("In a word: yes.", "Details.")]
    assert paragraphs == ["In a word: yes.", "Details."]


def test_a_key_point_is_a_bullet_and_its_card_stays_in_the_notes() -> None:
    point = KeyPointSource("k", ask="Which one?", point="The second one wins.")
    deck = opened(render(question("Text.", key_points=(point,))).data)
    assert "The second one wins." in [t for slide in deck.slides for t in texts(slide)]
    assert "Which one?" not in "".join(t for slide in deck.slides for t in texts(slide))


def test_every_title_is_the_only_one_of_its_kind() -> None:
    same = [question("## Costs\n\nA.\n\n## Costs\n\nB.", f"q-{i}", title="Same") for i in range(4)]
    for data in (*real_decks("serif").values(), render(*same).data):
        titles = slide_titles(opened(data))
        assert len(set(titles)) == len(titles)


def test_every_slide_has_a_footer_with_a_way_back_and_a_number() -> None:
    deck = opened(render(question("Text.")).data)
    for slide in deck.slides:
        kinds = [s.placeholder_format.type for s in slide.placeholders]
        assert {"FOOTER", "SLIDE_NUMBER"} <= {kind.name for kind in kinds}
    footer = next(s for s in deck.slides[2].placeholders if s.placeholder_format.idx == 11)
    [link] = [r for p in footer.text_frame.paragraphs for r in p.runs if r.text == "Agenda"]
    number = link._r.rPr.hlinkClick.rId  # noqa: SLF001 - links to slides have no API
    assert deck.slides[2].part.related_part(number) is deck.slides[1].part


def linked_slides(slide: Any) -> dict[str, str]:
    """Return the texts of links to slides, and the titles of those."""
    found = {}
    for shape in slide.shapes:
        if not shape.has_text_frame or shape.placeholder_format.idx == 11:
            continue
        for run in (r for p in shape.text_frame.paragraphs for r in p.runs):
            click = run._r.rPr.hlinkClick  # noqa: SLF001 - links to slides have no API
            if click is not None and click.get("action") == "ppaction://hlinksldjump":
                target = slide.part.related_part(click.rId)
                found[run.text] = target.slide.shapes.title.text
    return found


def test_agenda_and_recap_link_to_the_questions() -> None:
    deck = opened(
        render(
            question("A.", "one", title="One", question="First?", short="Yes."),
            question("B.", "two", title="Two", question="Second?"),
        ).data
    )
    agenda, recap = deck.slides[1], deck.slides[len(deck.slides) - 1]
    assert linked_slides(agenda) == {
        "1.1": "First?",
        "One": "First?",
        "1.2": "Second?",
        "Two": "Second?",
    }
    assert linked_slides(recap) == {"1.1": "First?", "1.2": "Second?"}
    assert {"1.1\tYes.", "1.2\tTwo"} <= set(texts(recap))


def test_a_link_to_a_question_of_the_deck_goes_there_and_others_are_plain() -> None:
    topic, outline = topic_of(
        question("See [the other](question:two).", "one"),
        question("B.", "two", question="Second?"),
    )
    only_first = Topic(topic.id, 1, topic.title, topic.questions[:1], total=2)
    backend = PptxBackend()
    both = opened(backend.render(topic, context(outline)).data)
    found = [linked_slides(s).get("the other") for s in both.slides]
    assert [f for f in found if f] == ["Second?"]
    single = opened(backend.render(only_first, context(outline)).data)
    assert any("See the other." in list(texts(s)) for s in single.slides)
    assert not any("the other" in linked_slides(s) for s in single.slides)


def test_sections_are_the_questions() -> None:
    data = render(question("A.", "one", title="One"), question("B.", "two", title="Two")).data
    names = re.findall(
        '<p14:section name="([^"]+)"', parts_of(data)["ppt/presentation.xml"].decode()
    )
    assert names == ["Opening", "1.1 One", "1.2 Two", "Recap"]


def test_core_properties_are_the_guides() -> None:
    properties = opened(render(question("A.", tags=("aws", "iam"))).data).core_properties
    assert properties.title == "Test Guide: A topic"
    assert properties.subject == INFO.subtitle
    assert properties.author == "The authors"
    assert properties.keywords == "aws, iam"
    assert properties.created == INFO.date.replace(tzinfo=properties.created.tzinfo)


def test_lists_tables_code_and_styles_are_native() -> None:
    answer = (
        "- **bold** and *slanted* and `code` and ~~struck~~\n  1. inner\n\n"
        "| left | right |\n|---|--:|\n| a | 1 |\n\n"
        '```python title="a.py" {2}\nimport os\nprint(os)  # show\n```\n'
    )
    xml = "".join(
        d.decode()
        for n, d in parts_of(render(question(answer)).data).items()
        if "slides/slide" in n
    )
    assert re.search('<a:pPr lvl="1">.*?<a:t>bold</a:t>', xml)
    assert re.search('b="1"/><a:t>bold<', xml)
    assert re.search('i="1"/><a:t>slanted<', xml)
    assert 'strike="sngStrike"' in xml
    assert re.search('noProof="1"><a:latin typeface="Consolas"/>', xml)
    assert '<a:buAutoNum type="arabicPeriod"/>' in xml
    assert '<a:tblPr firstRow="1">' in xml
    assert 'algn="r"' in xml
    assert re.search('<a:rPr lang="en-US" sz="[0-9]+" noProof="1" b="1"><a:solidFill>', xml)
    assert "a.py  ·  Python" in xml
    assert 'name="Mark"' in xml


def code_parts(deck: Any) -> list[list[str]]:
    """Return the lines of each code panel."""
    return [
        [p.text for p in shape.text_frame.paragraphs]
        for slide in deck.slides
        for shape in slide.shapes
        if shape.name.startswith("Code")
    ]


def test_long_code_is_split_and_long_lines_wrap_with_a_mark() -> None:
    code = "\n".join(f"value_{i} = {i}" for i in range(60))
    deck = opened(render(question(f"Look:\n\n```python\n{code}\nlong = '{'x' * 200}'\n```\n")).data)
    parts = code_parts(deck)
    assert len(parts) == 4
    rows = [row for part in parts for row in part]
    assert [r for r in rows if "value" in r] == [f"value_{i} = {i}" for i in range(60)]
    assert sum(row.lstrip().startswith("↪ ") for row in rows) == 2
    assert min(map(len, parts)) > 8, "parts are balanced"
    [first] = [s for s in deck.slides if any("value_0" in t for t in texts(s))]
    assert "Look:" in list(texts(first)), "the lead-in stays with its code"
    assert [t for t in slide_titles(deck) if "Answer" in t] == [
        f"How does it work? · Answer ({i}/4)" for i in range(1, 5)
    ]


def test_a_long_table_repeats_its_header() -> None:
    rows = "".join(f"| row {i} | value |\n" for i in range(40))
    deck = opened(render(question(f"| name | what |\n|---|---|\n{rows}")).data)
    tables = [s.table for slide in deck.slides for s in slide.shapes if s.has_table]
    assert len(tables) > 1
    assert all(table.cell(0, 0).text == "name" for table in tables)
    shown = [row.cells[0].text for table in tables for row in list(table.rows)[1:]]
    assert shown == [f"row {i}" for i in range(40)]


def test_a_slide_break_breaks() -> None:
    deck = opened(render(question("Before.\n\n<!-- slide -->\n\nAfter.")).data)
    where = [i for i, s in enumerate(deck.slides) for t in texts(s) if t in ("Before.", "After.")]
    assert len(set(where)) == 2


def test_no_slide_of_a_split_answer_is_nearly_empty() -> None:
    sentence = "This sentence is as long as sentences are in an ordinary answer of the guide. "
    deck = opened(render(question("\n\n".join([sentence * 4] * 5))).data)
    lengths = [
        sum(len(t) for t in texts(s))
        for s in deck.slides
        if any(sentence[:20] in t for t in texts(s))
    ]
    assert len(lengths) > 1
    assert min(lengths) > max(lengths) / 2


def test_an_aspect_of_four_to_three_works() -> None:
    deck = opened(render(question("Text."), look=themed(aspect="4:3")).data)
    assert deck.slide_width / deck.slide_height == pytest.approx(4 / 3)
    wide = opened(render(question("Text.")).data)
    assert wide.slide_width / wide.slide_height == pytest.approx(16 / 9)
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left + shape.width <= deck.slide_width


def test_colors_and_fonts_are_the_files_theme() -> None:
    look = theme("sans")
    parts = parts_of(render(question("Text."), look=look).data)
    xml = parts["ppt/theme/theme1.xml"].decode()
    assert f'<a:accent1><a:srgbClr val="{look.light.accent[1:].upper()}"/>' in xml
    assert xml.count('<a:latin typeface="Arial"/>') == 2
    layouts = [d.decode() for n, d in parts.items() if n.startswith("ppt/slideLayouts/slide")]
    assert len(layouts) == 10
    assert not any("srgbClr" in x for x in layouts if 'name="Code"' not in x)


def test_an_agenda_of_many_questions_has_several_slides() -> None:
    many = [question("Text.", f"q-{i}", title=f"Title {i}") for i in range(100)]
    deck = opened(render(*many).data)
    agenda = [s for s in deck.slides if s.slide_layout.name == "Agenda"]
    assert len(agenda) > 2
    shown = [t.split("\t")[1] for s in agenda for t in texts(s) if "\t" in t]
    assert shown == [f"Title {i}" for i in range(100)]


def test_hostile_content_loses_nothing_but_what_is_reported() -> None:
    part = render(*hostile_questions())
    shown = told(opened(part.data))
    for expected in ("x" * 300, "W" * 300, "S" * 400, "漢字仮名交じり文", "مرحبا", "level10", "🚀"):
        assert expected in shown
    assert shown.count("column29:") == 1
    assert "</a:t><b>" in shown
    found = {(d.code, d.where.question) for d in part.diagnostics if isinstance(d.where, Anchor)}
    assert {
        ("G601", "control"),
        ("G602", "emoji"),
        ("G603", "images"),
        ("G604", "deep"),
        ("G606", "wide-table"),
        ("G606", "high-cell"),
        ("G609", "long-word"),
        ("G610", "images"),
    } <= found
    assert all(d.severity is Severity.NOTE and d.help for d in part.diagnostics)


def test_a_heading_that_is_too_long_for_a_title_stands_above_its_text() -> None:
    heading = "A heading that goes on " * 12
    part = render(question(f"## {heading}\n\nText."))
    assert squeezed(heading) in told(opened(part.data))
    assert part.diagnostics == ()


def test_a_note_says_the_line() -> None:
    part = render(question("One.\n\nTwo ✅.\n"))
    assert [d.where for d in part.diagnostics] == [Anchor("topic", "q-1", "answer", 3)]


def test_files_are_named_by_topic() -> None:
    topic, outline = topic_of(question("Text."), id="iam")
    backend, where = PptxBackend(), context(outline)
    output = backend.assemble([backend.render(topic, where)], where)
    [file] = output.files
    assert (file.path, file.count) == ("slides/01-iam.pptx", "5 slides")


def test_sections_of_an_answer_follow_its_highest_headings() -> None:
    topic, _ = topic_of(question("Intro.\n\n## One\n\n### Inner\n\nText.\n\n## Two\n\n`x`\n"))
    found = sections(topic.questions[0].answer, lambda _code, _message, _line: None)
    assert ["".join(r.text for r in s.title) for s in found] == ["", "One", "Two"]
    assert not any(isinstance(item, CodeItem) for s in found for item in s.items)


def test_code_is_at_least_16_points_and_text_18() -> None:
    for data in real_decks("serif").values():
        for slide in opened(data).slides:
            for shape in slide.placeholders:
                code = shape.name.startswith("Code")
                if not code and not shape.name.startswith(("Text", "Call-out")):
                    continue
                sizes = [r.font.size for p in shape.text_frame.paragraphs for r in p.runs]
                assert all(size >= Pt(16) for size in sizes)
