"""LibreOffice draws the decks, and every glyph stands where it should."""

from __future__ import annotations

import re
from collections.abc import Callable

from guide.backends.pptx import PptxBackend
from tests.backends.pptx.editing import edited, with_slide
from tests.backends.pptx.helpers import (
    context,
    question,
    real_decks,
    real_topics,
    render,
    theme,
    themed,
    topic_of,
)
from tests.backends.pptx.hostile import hostile_questions
from tests.backends.pptx.proof import areas, convert, drawn_twice, examine


def all_decks() -> dict[str, bytes]:
    """Return the guide's decks, one in the other theme, and hostile ones in many looks."""
    decks = {f"guide-{name}": data for name, data in real_decks("serif").items()}
    topics, outline = real_topics()
    decks["sans"] = PptxBackend().render(topics[0], context(outline, theme("sans"))).data
    topic, outline = topic_of(*hostile_questions())
    looks = {
        "serif": theme("serif"),
        "sans": theme("sans"),
        "narrow": themed(aspect="4:3"),
        "unknown-fonts": themed(body_font="Georgia", heading_font="Verdana"),
    }
    for name, look in looks.items():
        decks[f"hostile-{name}"] = PptxBackend().render(topic, context(outline, look)).data
    return decks


def test_no_text_leaves_its_box_shrinks_or_overlaps_also_in_fallback_fonts() -> None:
    decks = all_decks()
    found: dict[str, list[str]] = {}
    own, fallback = drawn_twice(decks)
    for name, deck in decks.items():
        shapes = list(areas(deck))
        found[name] = examine(shapes, own[name])
        found[f"{name} in fallback fonts"] = examine(shapes, fallback[name])
    assert {name: problems[:5] for name, problems in found.items() if problems} == {}


LINE = "A plain sentence that fills most of the line it stands on, and then some more of it."


def full_deck() -> bytes:
    """Return a deck whose answer is one slide of text, as full as it gets."""
    text = "\n\n".join([LINE] * 7)
    code = "\n".join(f"value_{i} = {i}" for i in range(8))
    table = "| a | b |\n|---|---|\n| one | two |\n"
    answer = (
        f"{text}\n\n<!-- slide -->\n\nLook:\n\n```python\n{code}\n```\n\n<!-- slide -->\n\n{table}"
    )
    return render(question(answer, short="Short.")).data


def _repeated(xml: str, what: str, times: int) -> str:
    """Repeat the paragraph that contains ``what``."""
    paragraph = next(p for p in re.findall("<a:p>.*?</a:p>", xml) if what in p)
    return xml.replace(paragraph, paragraph * times, 1)


def _code_line_widened(xml: str) -> str:
    return xml.replace("value_3", "value_3" + "x" * 90)


def _autofit(xml: str) -> str:
    fit = '<a:bodyPr><a:normAutofit fontScale="55000"/></a:bodyPr>'
    return _repeated(xml, "plain sentence", 10).replace("<a:bodyPr/>", fit)


def _moved(xml: str, what: str, x: int, y: int) -> str:
    """Move the shape that contains ``what``."""
    shape = next(s for s in re.findall("<p:sp>.*?</p:sp>", xml) if what in s)
    where = f'<a:off x="{x}" y="{y}"/><a:ext cx="9000000" cy="900000"/>'
    place = f"<p:spPr><a:xfrm>{where}</a:xfrm></p:spPr>"
    return xml.replace(shape, re.sub("<p:spPr>.*?</p:spPr>|<p:spPr/>", place, shape), 1)


TEXT, CODE, TABLE = 4, 5, 6
MUTATIONS: dict[str, tuple[int, Callable[[str], str], str]] = {
    "a page of text too full": (TEXT, lambda x: _repeated(x, "plain", 5), "outside its box"),
    "a line of text too many": (CODE, lambda x: _repeated(x, "Look:", 2), "outside its box"),
    "a line of code too many": (CODE, lambda x: _repeated(x, "value_3", 2), "outside its box"),
    "a line of code too wide": (CODE, _code_line_widened, "outside its box"),
    "text shrunk by autofit": (TEXT, _autofit, "shrunk"),
    "text too small": (
        TEXT,
        lambda x: re.sub(r'sz="(2200|2000|1800)"', 'sz="1000"', x),
        "too small",
    ),
    "code too small": (
        CODE,
        lambda x: re.sub(r'sz="(2000|1800|1600)"', 'sz="1100"', x),
        "too small",
    ),
    "table too small": (TABLE, lambda x: x.replace('sz="1800"', 'sz="1000"'), "too small"),
    "footer too small": (TEXT, lambda x: x.replace('sz="1200"', 'sz="800"'), "too small"),
    "text off the slide": (
        TEXT,
        lambda x: _moved(x, "plain sentence", 9_000_000, 0),
        "off the slide",
    ),
    "text over the title": (
        TEXT,
        lambda x: _moved(x, "plain sentence", 762_000, 900_000),
        "overlaps",
    ),
    "a title over the text": (
        TEXT,
        lambda x: _moved(x, 'type="title"', 762_000, 1_600_000),
        "overlaps",
    ),
    "a row of a table too high": (
        TABLE,
        lambda x: x.replace("<a:t>two</a:t>", f"<a:t>{'two ' * 900}</a:t>"),
        "outside its box",
    ),
    "a word too long for its column": (
        TABLE,
        lambda x: re.sub('<a:gridCol w="[0-9]+"/>', '<a:gridCol w="180000"/>', x),
        "Table",
    ),
}


def test_the_checker_finds_what_was_broken_on_purpose() -> None:
    deck = full_deck()
    broken = {
        f"broken-{index}": edited(deck, {with_slide(number): change})
        for index, (number, change, _) in enumerate(MUTATIONS.values())
    }
    drawn = convert({"sound": deck, **broken})
    assert examine(deck, drawn["sound"]) == []
    missed = []
    for (name, (number, _, expected)), (key, data) in zip(
        MUTATIONS.items(), broken.items(), strict=True
    ):
        found = [p for p in examine(data, drawn[key]) if p.startswith(f"slide {number}: ")]
        if not any(expected in problem for problem in found):
            missed.append((name, found[:3]))
    assert missed == []
