"""What the page says, as HTML: before any script runs."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from guide.backends.web.runs import runs_attribute
from guide.backends.web.text import clean, is_safe_url
from guide.markup.nodes import Run, TokenKind
from guide.source import GuideInfo, QuestionSource, ReferenceSource
from tests.backends.web.sample import (
    GUIDE,
    PIXEL,
    ROOT,
    TOPICS,
    context,
    many,
    page,
    question,
    topic,
)

VALIDATOR = ROOT / "node_modules/vnu-jar/build/dist/vnu.jar"

FALSE_ALARM = ".*Resource violates Content Security Policy .*image .data:image.*"
"""The validator does not know what `img-src data:` allows; test_reading sees the image load."""


class Reader(HTMLParser):
    """Collects the start tags and the text of a page, style and scripts left out."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self._raw = ""
        self.feed(html)
        self.text = " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        self._raw = tag if tag in {"style", "script"} else ""

    def handle_endtag(self, tag: str) -> None:
        self._raw = "" if tag == self._raw else self._raw

    def handle_data(self, data: str) -> None:
        if not self._raw:
            self.words.append(data)

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]


def html(*questions: QuestionSource, guide: GuideInfo = GUIDE) -> str:
    return page((topic(1, "only", "Only", *questions),), guide).data.decode()


@pytest.fixture(scope="module")
def sample() -> str:
    return page().data.decode()


EVERYTHING = """\
Sample Guide
Questions on kitchens & clouds
10 questions in 3 topics
Edition 2026-11-23
A. Author
Basics & more
3 questions
1.1
All the parts
What may an answer hold?
Senior
parts
Everything that Markdown has.
How many kinds?
Nine.
A cell is a box.
And what not?
The manual
A book
Reviewed 2026-11-01
struck
second
with a paragraph
Deeper than it should be
zebra
a < b
Warning
Mind the gap.
Someone said so.
shop.py
Python
return 1 + len("<b>😀") # a comment
The dot
xylophone""".splitlines()


def test_the_file_is_named_for_the_guide_and_counts_its_questions() -> None:
    file = page()
    assert (file.path, file.count) == ("sample.html", "10 questions")
    assert page(many(1)).count == "1 question"


def test_everything_that_a_question_has_is_found_again(sample: str) -> None:
    text = Reader(sample).text
    for words in EVERYTHING:
        assert words in text, words
    assert "Only for the presenter" not in text


def test_headings_never_skip_a_level(sample: str) -> None:
    levels = [int(tag[1]) for tag, _ in Reader(sample).tags if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert {2, 3, 4, 5} <= set(levels)
    outline = levels[levels.index(1) :]
    assert all(after - before <= 1 for before, after in pairwise(outline))


def test_every_question_has_a_permanent_link_and_links_lead_to_questions(sample: str) -> None:
    reader = Reader(sample)
    targets = {attributes["id"] for _, attributes in reader.tags if "id" in attributes}
    links = [a["href"] for a in reader.all("a") if a["href"].startswith("#")]
    assert links.count("#q-queues") == 2  # its own, and the reference in `everything`
    assert {f"#q-{q.id}" for t in TOPICS for q in t.questions} <= set(links)
    assert {link[1:] for link in links} <= targets


def test_a_reference_to_a_question_that_is_not_in_the_build_is_plain_text() -> None:
    both = (question("a", "See [the other](question:b)."), question("b", "Other?"))
    assert 'href="#q-b"' in html(*both)
    assert 'href="#q-b"' not in html(both[0])


def test_hostile_text_stays_text() -> None:
    nasty = "</script></style><script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    guide = GuideInfo(id="sample", title=nasty, subtitle=nasty, authors=(nasty,), edition=nasty)
    source = QuestionSource(
        id="nasty", question=f"`{nasty}`", answer=f"```\n{nasty}\n```\n\n[x](javascript:alert(1))",
        title=nasty, tags=(nasty,), reviewed=nasty,
        references=(ReferenceSource("Bad", "javascript:alert(1)"), ReferenceSource(nasty, "https://e.com")),
    )  # fmt: skip
    plain = Reader(html(question("fine", "Fine?", tags=["x"])))
    reader = Reader(html(source, guide=guide))
    assert reader.text.count("<img src=x onerror=alert(1)>") >= 6
    assert len(reader.all("script")) == len(plain.all("script"))
    assert not reader.all("img")
    assert not [a for _, a in reader.tags if any(name.startswith("on") for name in a)]
    assert not [a for a in reader.all("a") if a["href"].lower().startswith("javascript")]
    assert "Bad (javascript:alert(1))" in reader.text


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://e.com", True),
        ("HTTP://e.com", True),
        ("mailto:a@b.c", True),
        ("javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,x", False),
        ("//e.com", False),
        ("", False),
        ("http://[", False),
    ],
)
def test_only_web_and_mail_addresses_become_links(url: str, safe: bool) -> None:
    assert is_safe_url(url) is safe


def test_characters_that_html_forbids_are_made_visible() -> None:
    assert (
        clean("a\x00b\x1bc\x7fd\x85e\ufffff\ud800g\tok\n") == "a␀b␛c␡d\ufffde\ufffdf\ufffdg\tok\n"
    )
    shown = html(QuestionSource(id="control", question="A\x07bell?", answer="An answer."))
    assert "A␇bell?" in shown
    assert "\x07" not in shown


def test_code_runs_count_in_utf_16_and_over_lines() -> None:
    lines = (
        (
            Run("if", TokenKind.KEYWORD),
            Run(" 😀 "),
            Run("1", TokenKind.NUMBER),
            Run("x", TokenKind.TYPE),
        ),
        (),
        (Run('"é"', TokenKind.STRING),),
    )
    assert runs_attribute(lines) == ' data-runs="k2 4n1t1 2s3"'
    assert runs_attribute(((Run("plain"),),)) == ""


def test_images_are_in_the_page(sample: str) -> None:
    (image,) = Reader(sample).all("img")
    kind, _, data = image["src"].partition(",")
    assert kind == "data:image/svg+xml;base64"
    assert base64.b64decode(data) == PIXEL.data
    assert (image["alt"], image["width"], image["height"]) == ("A dot", "4", "4")


def test_the_policy_allows_exactly_the_inline_style_and_scripts(sample: str) -> None:
    (policy,) = [m["content"] for m in Reader(sample).all("meta") if m.get("http-equiv")]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    for tag, rule in (("script", "script-src"), ("style", "style-src")):
        bodies = re.findall(rf"<{tag}[^>]*>(.*?)</{tag}>", sample, re.DOTALL)
        hashes = [base64.b64encode(hashlib.sha256(b.encode()).digest()).decode() for b in bodies]
        assert rules[rule].split() == [f"'sha256-{h}'" for h in hashes]
    assert rules["default-src"] == "'none'"
    assert rules["img-src"] == "data:"
    assert "unsafe" not in policy
    assert sample.index("Content-Security-Policy") < sample.index("<script")


def test_nothing_is_loaded_from_anywhere(sample: str) -> None:
    loaded = [
        attributes[name]
        for tag, attributes in Reader(sample).tags
        for name in ("src", "srcset", "poster", "data", "action", "href")
        if name in attributes and tag != "a"
    ]
    assert loaded
    assert all(address.startswith(("data:", "#")) for address in loaded)
    assert "@import" not in sample
    assert "url(" not in sample


def test_the_same_bytes_on_every_build() -> None:
    assert page().data == page().data


def test_a_selection_says_how_many_questions_the_topic_has() -> None:
    whole = topic(1, "only", "Only", question("a", "A?"), question("b", "B?"))
    shown = html(question("a", "A?"))
    assert "1 question</p>" in shown
    assert "2 questions</p>" in page((whole,)).data.decode()


def test_a_bare_list_of_questions_has_no_empty_filters() -> None:
    reader = Reader(html(question("a", "A?")))
    assert not [a for _, a in reader.tags if a.get("class") in {"chip", "filters needs-js"}]
    assert not reader.all("select")


@pytest.mark.parametrize("language", ["ar", "he-IL", "en"])
def test_the_page_runs_in_the_direction_of_its_language(language: str) -> None:
    (root,) = Reader(
        html(question("a", "A?"), guide=GuideInfo(id="x", title="X", language=language))
    ).all("html")
    assert (root["lang"], root["dir"]) == (language, "ltr" if language == "en" else "rtl")


def validate(*paths: Path) -> str:
    """Return what the validator finds."""
    assert VALIDATOR.is_file(), "npm ci installs the validator"
    command: list[str | Path] = ["java", "-jar", VALIDATOR, "--stdout", "--format", "gnu"]
    command += ["--filterpattern", FALSE_ALARM, *paths]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    return run.stdout


@pytest.mark.parametrize("theme", ["serif", "sans"])
def test_the_page_is_standard_html(theme: str, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(page(theme=theme).data)
    bare = tmp_path / "bare.html"
    bare.write_bytes(
        page((topic(1, "t", "T", question("a", "س؟", "١\x00")),), GuideInfo(id="x", title="X")).data
    )
    assert validate(path, bare) == ""


def test_the_validator_finds_errors_when_there_are_some(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<!DOCTYPE html><title>x</title><p><blink>", encoding="utf-8")
    assert "blink" in validate(path)


def test_tokens_of_both_color_schemes_are_in_the_style(sample: str) -> None:
    theme = context(TOPICS).theme
    assert f"--ink:light-dark({theme.light.ink},{theme.dark.ink})" in sample
