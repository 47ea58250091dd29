from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from guide.backends.anki.html import HtmlWriter, escape_text
from guide.backends.anki.looks import ClassLooks, InlineLooks, Looks
from guide.markup import nodes as n
from guide.markup.text import block_text
from tests.backends.anki.sample import CLOZE, EVERYTHING, code, paragraph, text, theme

VOID = {"br", "hr", "img"}
LOOKS = pytest.mark.parametrize(
    "looks", [ClassLooks(), InlineLooks(theme())], ids=["class", "inline"]
)


class Reading(HTMLParser):
    """Reads HTML strictly: every element is closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text = ""
        self.alts: list[str] = []
        self.newlines_outside_pre = 0
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        if tag == "img":
            self.alts.append(dict(attrs)["alt"] or "")
        assert all("\n" not in (value or "") for _, value in attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        if "pre" not in self.open:
            self.newlines_outside_pre += data.count("\n")


def writer(looks: Looks) -> HtmlWriter:
    return HtmlWriter(looks, lambda asset: asset.name)


@LOOKS
def test_everything_that_an_answer_says_is_in_the_field(looks: Looks) -> None:
    reading = Reading(writer(looks).blocks(EVERYTHING))

    squeezed = re.sub(r"\s", "", reading.text)
    words = re.findall(r"[A-Za-z_]{2,}", block_text(EVERYTHING))
    assert len(words) > 100
    assert [word for word in words if word not in squeezed and word not in reading.alts[0]] == []


@LOOKS
def test_line_feeds_stand_in_code_only(looks: Looks) -> None:
    blocks = (*EVERYTHING, paragraph("a\nb"), n.Paragraph((n.Code("c\nd"),)))

    assert Reading(writer(looks).blocks(blocks)).newlines_outside_pre == 0


@LOOKS
def test_code_is_shown_as_written(looks: Looks) -> None:
    source = "if a < b && c > d:\n\n\treturn '\"' # {{x}} [sound:a.mp3]"
    marked = writer(looks).blocks((code(source, n.TokenKind.STRING, marked=frozenset({1, 3})),))

    assert Reading(marked).text == source


@LOOKS
def test_markup_in_the_text_stays_text(looks: Looks) -> None:
    evil = "<script>alert(1)</script> \" ' & <img src=x onerror=y>"
    link = n.Link(text(evil), 'https://example.org/"onmouseover="x', 'a "title"')
    image = n.Image(n.Asset("a.png", "image/png", b"", 5, 5), 'x" onload="y')
    html = writer(looks).inlines((n.Text(evil), n.Code(evil), link, image))

    reading = Reading(html)
    assert reading.text == evil * 3
    assert "<script" not in html
    assert reading.alts == ['x" onload="y']


@pytest.mark.parametrize(
    "evil",
    ["[sound:a.mp3]", "[SOUND:a]", "[latex]x[/latex]", "[$]x[/$]", "[$$]x[/$$]", "[anki:tts x]"],
)
def test_what_anki_would_run_is_escaped(evil: str) -> None:
    html = escape_text(evil)

    assert "[" not in html
    assert Reading(html).text == evil


def test_other_brackets_stay_readable_in_the_editor() -> None:
    assert escape_text("a[0] [x](y) [[ ]]") == "a[0] [x](y) [[ ]]"


def test_text_is_composed_and_free_of_control_characters() -> None:
    assert escape_text("e\u0301\x00\x07") == "\u00e9"


def test_a_cloze_has_ankis_syntax() -> None:
    assert writer(ClassLooks()).cloze(CLOZE) == (
        "An SCP {{c1::limits}} and never {{c2::<strong>grants</strong>::verb}}."
    )


def test_braces_and_colons_cannot_end_a_gap() -> None:
    gap = n.Gap((n.Code("std::map<K, V>{}"),), 1, "a::b}}")
    html = writer(ClassLooks()).cloze((n.Text("Use {{c9::x}} "), gap))

    outside, _, inside = html.partition("{{c1::")
    assert "{{" not in outside
    assert inside.count("}}") == 1
    assert inside.count("::") == 1
    assert Reading(html).text == "Use {{c9::x}} {{c1::std::map<K, V>{}::a::b}}}}"


def test_an_ordinary_card_asks_for_all_gaps_and_shows_hints() -> None:
    asked = Reading(writer(ClassLooks()).question_with_gaps(CLOZE)).text

    assert asked == "An SCP […] and never [verb]."


def test_an_image_that_cannot_be_shown_leaves_its_text() -> None:
    image = n.Image(n.Asset("a/b.png", "image/png", b"", 5, 5), "A diagram")
    html = HtmlWriter(ClassLooks(), lambda _: "").inlines((image,))

    assert html == "[A diagram]"


def test_inline_styles_set_a_colour_with_its_background_or_inherit_both() -> None:
    html = writer(InlineLooks(theme())).blocks(EVERYTHING)
    allowed = (r"color:inherit", r"background:rgba\([^)]*\)", r"background:#\w+;color:#\w+")
    run = r'<span style="color:#\w+[^"]*">'  # on the box of its block
    rest = re.sub("|".join((run, *allowed)), "", html)

    assert rest != html
    assert not re.search(r"(?<![-\w])(color|background):", rest)
