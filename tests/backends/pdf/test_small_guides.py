"""Booklets of small guides: papers and themes, bare lists, hostile text, selections."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from guide.backends.pdf.geometry import MM
from guide.cli import main
from tests.backends.pdf.reading import Booklet

Write = Callable[..., Path]
GUIDE = "id: small\ntitle: Small guide\nedition: 2026-11-23\ntopics: [one]\n"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a guide of one topic, from the YAML of its questions, and return its folder."""

    def run(questions: str, guide: str = GUIDE) -> Path:
        source = tmp_path / "source"
        source.mkdir()
        (source / "guide.yaml").write_text(guide, encoding="utf-8")
        text = f"id: one\ntitle: One\nquestions:\n{questions}"
        (source / "one.yaml").write_text(text, encoding="utf-8")
        return tmp_path

    return run


def booklet(project: Path, *arguments: str) -> Booklet:
    assert main(["build", "--source", str(project), "-j", "1", *arguments]) == 0
    return Booklet(project / "build" / "small.pdf")


def question(answer: str, identifier: str = "q", **fields: str) -> str:
    lines = "".join(f"      {line}\n" if line else "\n" for line in answer.splitlines())
    more = "".join(f"    {key}: {value}\n" for key, value in fields.items())
    return (
        f"  - id: {identifier}\n    question: What is {identifier}?\n{more}    answer: |\n{lines}"
    )


BARE = "".join(
    f"  - {{id: q{n}, question: What is item {n}?, answer: Item {n}.}}\n" for n in (1, 2, 3)
)


@pytest.mark.parametrize(
    ("paper", "width", "height"), [("A4", 210, 297), ("Letter", 215.9, 279.4), ("A5", 148, 210)]
)
@pytest.mark.parametrize("theme", ["serif", "sans"])
def test_every_paper_and_theme_makes_a_sound_file(
    write: Write, theme: str, paper: str, width: float, height: float
) -> None:
    made = booklet(write(BARE), "--theme", theme, "--paper", paper)
    for page in made.pdf.pages:
        assert float(page.MediaBox[2]) == pytest.approx(width * MM, abs=0.1)
        assert float(page.MediaBox[3]) == pytest.approx(height * MM, abs=0.1)
    subprocess.run(["qpdf", "--check", made.path], check=True, capture_output=True)


def test_a_paper_that_the_theme_lacks_is_wrong_usage(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "--source", str(write(BARE)), "--paper", "A3"]) == 2
    assert "A4, Letter, A5" in capsys.readouterr().err


def test_a_bare_list_says_nothing_of_what_it_lacks(write: Write) -> None:
    text = "".join(booklet(write(BARE)).texts)
    assert "Item 2." in text
    for label in ("In short", "Key points", "Follow-ups", "References"):
        assert label not in text


def test_code_is_found_as_written(write: Write) -> None:
    code = 'if a != b and c >= d: # -> fi, fl, ===\n    print("“é”", x--)\n    return f"{x:>8}"'
    text = "".join(booklet(write(question(f"```python\n{code}\n```"))).texts)
    for line in code.splitlines():
        assert line.strip() in text


def test_a_wrapped_line_of_code_loses_nothing(write: Write) -> None:
    line = "value = " + ", ".join(f"argument_{n}" for n in range(40))
    text = "".join(booklet(write(question(f"```python\n{line}\n```"))).texts)
    assert re.sub(r"\s", "", line) in re.sub(r"\s", "", text)


def test_a_code_block_longer_than_a_page_is_broken_and_complete(write: Write) -> None:
    code = "\n".join(f"line_{n} = {n}" for n in range(150))
    made = booklet(write(question(f"```python\n{code}\n```")))
    found = [int(n) for text in made.texts for n in re.findall(r"line_(\d+) =", text)]
    assert found == list(range(150))


def test_code_that_the_code_font_lacks_is_set_all_the_same(write: Write) -> None:
    text = "".join(booklet(write(question("```text\n日本語 ☁ שלום\n```"))).texts)
    assert "日本語" in text


def test_a_link_to_a_question_that_is_not_built_is_plain_text(write: Write) -> None:
    text = question("See [the other](question:b).", "a", level="mid") + question(
        "Other.", "b", level="staff"
    )
    made = booklet(write(text), "--level", "mid")
    assert "See the other." in "".join(made.texts)
    assert all(str(a.Dest) != "q-b" for _, a in made.links() if "/Dest" in a)


def test_a_selection_keeps_the_numbers_of_the_whole_guide(write: Write) -> None:
    text = question("First.", "a", level="mid") + question("Second.", "b", level="staff")
    made = booklet(write(text), "--level", "staff")
    assert [title for title, _ in made.outline[2][2]] == ["1.2 What is b?"]


def test_markup_in_a_text_is_text(write: Write) -> None:
    fields = {"title": "'<b>Bold</b> & {{ 7 * 7 }}'", "short": "'`</style><script>`'"}
    text = "".join(booklet(write(question("`<img src=x>` {% raw %}", **fields))).texts)
    assert "<b>Bold</b> & {{ 7 * 7 }}" in text
    assert "</style><script>" in text
    assert "<img src=x>" in text


def test_a_character_that_no_font_has_is_reported(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    made = booklet(write(question("An old sign: \U00012000.")))
    assert "□" in "".join(made.texts)
    assert "G620" in capsys.readouterr().err


@pytest.mark.parametrize("script", ["日本語の質問", "שלום עולם", "مرحبا بالعالم", "🚀 ✅", "हिन्दी"])
def test_other_scripts_have_glyphs(write: Write, script: str) -> None:
    made = booklet(write(question(f"{script}\n\n- {script}\n\n**{script}**")))
    assert "□" not in "".join(made.texts)
    assert len({glyph.text for glyph in made.glyphs(len(made) - 4)}) > 2


def test_long_words_and_wide_tables_stay_on_the_page(write: Write) -> None:
    word = "x" * 300
    row = " | ".join(f"column{n}" for n in range(14))
    rule = " | ".join(["---"] * 14)
    answer = f"{word}\n\n`{word}`\n\n- {word}\n\n| {row} |\n| {rule} |\n| {row} |\n"
    made = booklet(write(question(answer)))
    for index in range(len(made)):
        width = float(made.pdf.pages[index].MediaBox[2])
        assert all(g.left > 0 and g.right < width - 10 * MM for g in made.glyphs(index))


def test_the_same_source_gives_the_same_bytes(write: Write) -> None:
    project = write(BARE)
    first = booklet(project, "--no-cache").path.read_bytes()
    assert booklet(project, "--no-cache").path.read_bytes() == first
