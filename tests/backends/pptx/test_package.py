"""Decks are valid packages, and the checks reject those that are not."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from io import BytesIO
from zipfile import ZipFile

import pytest

from guide.backends.pptx import PptxBackend
from guide.source import KeyPointSource
from tests.backends.pptx.editing import edited, packed, with_slide
from tests.backends.pptx.helpers import (
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
from tests.backends.pptx.package_check import audit, problems


def test_every_deck_of_the_guide_is_valid() -> None:
    for deck in real_decks("serif").values():
        assert problems(deck) == []
        assert audit(deck) == []


def test_a_deck_in_the_other_theme_is_valid() -> None:
    topics, outline = real_topics()
    deck = PptxBackend().render(topics[0], context(outline, theme("sans"))).data
    assert problems(deck) == []
    assert audit(deck) == []


@pytest.mark.parametrize("aspect", ["16:9", "4:3"])
def test_hostile_content_gives_valid_decks(aspect: str) -> None:
    topic, outline = topic_of(*hostile_questions())
    deck = PptxBackend().render(topic, context(outline, themed(aspect=aspect))).data
    assert problems(deck) == []
    assert audit(deck) == []


@cache
def deck() -> bytes:
    """Return a small deck with one of everything: slide 5 has a table, 6 a picture, 7 a link."""
    breaks = "\n\n<!-- slide -->\n\n"
    table = "| a | b |\n|---|---|\n| one | two |\n"
    answer = breaks.join([table, "![A picture](a.png)", "[out](https://example.com)"])
    return render(
        question(answer, "first", short="Short.", key_points=(KeyPointSource("k", point="One"),)),
        question("Text.", "second", question="And then?"),
    ).data


S = with_slide
MAIN, MAIN_RELS, TYPES = (
    "ppt/presentation.xml",
    "ppt/_rels/presentation.xml.rels",
    "[Content_Types].xml",
)
SLIDE_RELS = "ppt/slides/_rels/slide{}.xml.rels"


def sub(pattern: str, replacement: str, count: int = 1) -> Callable[[str], str]:
    """Return an edit of text by a regular expression."""
    return lambda text: re.sub(pattern, replacement, text, count=count, flags=re.DOTALL)


CORRUPTIONS: dict[str, tuple[str, Callable[[str], str]]] = {
    "a slide without content type": (
        TYPES,
        sub('<Override PartName="/ppt/slides/slide3.xml"[^>]*>', ""),
    ),
    "a type for no part": (TYPES, sub("slide3.xml", "slide33.xml")),
    "an unknown picture type": (TYPES, sub('<Default Extension="png"[^>]*>', "")),
    "a relationship to nothing": (
        SLIDE_RELS.format(3),
        sub("slideLayout3.xml", "slideLayout99.xml"),
    ),
    "a relationship's id twice": (SLIDE_RELS.format(3), sub('Id="rId2"', 'Id="rId1"')),
    "a link to no relationship": (S(7), sub('r:id="rId[0-9]+"', 'r:id="rId77"')),
    "a picture to no relationship": (S(6), sub('r:embed="rId[0-9]+"', 'r:embed="rId77"')),
    "an address that is none": (SLIDE_RELS.format(7), sub("https://example.com", "no address")),
    "slide ids alike": (MAIN, sub('<p:sldId id="257"', '<p:sldId id="256"')),
    "a slide id too small": (MAIN, sub('id="256"', 'id="7"', 0)),
    "a slide in no section": (MAIN, sub('<p14:sldId id="258"/>', "")),
    "a slide in two sections": (MAIN, sub('(<p14:sldId id="258"/>)', r"\1\1")),
    "sections out of order": (
        MAIN,
        sub(
            '<p14:sldId id="256"/><p14:sldId id="257"/>',
            '<p14:sldId id="257"/><p14:sldId id="256"/>',
        ),
    ),
    "a slide that is a master": (MAIN, sub('(<p:sldId id="258" r:id=")[^"]+', r"\1rId1")),
    "shape ids alike": (S(3), sub('<p:cNvPr id="3"', '<p:cNvPr id="2"')),
    "a placeholder that the layout lacks": (S(4), sub('idx="10"', 'idx="99"')),
    "a placeholder twice": (S(4), sub('idx="10"', 'idx="1"')),
    "no title": (S(4), sub(' type="title"', ' type="body" idx="1"')),
    "an empty title": (S(3), sub('(<p:ph type="title"/>.*?<a:t>)[^<]*', r"\1")),
    "titles alike": (S(7), sub(r"\(3/3\)", "(2/3)")),
    "no slide number": (
        S(3),
        sub('<p:sp><p:nvSpPr><p:cNvPr id="[0-9]+" name="Slide number.*?</p:sp>', ""),
    ),
    "a row wider than its grid": (S(5), sub("(<a:tc>.*?</a:tc>)", r"\1\1")),
    "a grid without a column": (S(5), sub("<a:gridCol[^>]*/>", "")),
    "text that shrinks": (S(3), sub("<a:bodyPr/>", "<a:bodyPr><a:normAutofit/></a:bodyPr>")),
    "a run without a size": (S(3), sub(' sz="[0-9]+"', "")),
    "a run too small": (S(3), sub(' sz="[0-9]+"', ' sz="800"')),
    "a picture without its text": (S(6), sub('descr="A picture"', 'descr=""')),
    "XML that does not end": (S(3), sub("</p:sld>", "")),
    "an element that the schema lacks": (S(3), sub("<p:clrMapOvr>", "<p:nonsense/><p:clrMapOvr>")),
    "elements out of order": (
        S(3),
        sub("(<p:cSld.*</p:cSld>)(<p:clrMapOvr>.*</p:clrMapOvr>)", r"\2\1"),
    ),
    "properties out of order": (
        S(7),
        sub("(<a:solidFill>.*?</a:solidFill>)(<a:hlinkClick [^>]*/>)", r"\2\1"),
    ),
    "a value that the schema lacks": (
        "ppt/slideLayouts/slideLayout3.xml",
        sub('anchor="ctr"', 'anchor="centre"'),
    ),
    "layout ids alike": ("ppt/slideMasters/slideMaster1.xml", sub("2147483650", "2147483649")),
    "a notes page of nobody": (
        SLIDE_RELS.format(3),
        sub("<Relationship [^>]*notesSlide[^>]*>", ""),
    ),
    "a theme without a colour": ("ppt/theme/theme1.xml", sub("<a:accent3>.*?</a:accent3>", "")),
}


def test_the_small_deck_is_sound() -> None:
    assert problems(deck()) == []
    assert audit(deck()) == []


@pytest.mark.parametrize("name", CORRUPTIONS)
def test_a_corrupted_deck_is_rejected(name: str) -> None:
    part, change = CORRUPTIONS[name]
    broken = edited(deck(), {part: change})
    assert problems(broken) or audit(broken)


def test_a_missing_part_is_rejected() -> None:
    for name in parts_of(deck()):
        parts = {other: data for other, data in parts_of(deck()).items() if other != name}
        assert problems(packed(parts)), name


def test_a_damaged_zip_is_rejected() -> None:
    assert problems(deck()[: len(deck()) // 2])
    buffer = BytesIO(deck())
    with pytest.warns(UserWarning, match="Duplicate name"), ZipFile(buffer, "a") as archive:
        archive.writestr(MAIN, parts_of(deck())[MAIN])
    assert problems(buffer.getvalue())
