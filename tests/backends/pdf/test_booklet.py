"""The booklet of the guide that ships, read back as a printer, a reader and a screen reader do."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import page as page_validation
import pytest

from guide.backends.pdf.geometry import MM
from guide.markup.assets import asset_loader
from guide.markup.compile import compile_topic
from guide.markup.nodes import CodeBlock
from guide.markup.text import block_text, plain_text
from guide.model import Question, Topic
from guide.project import find_project
from guide.reader.guide import read_guide
from guide.reader.theme import read_theme
from tests.backends.pdf.reading import Booklet

QUESTIONS_THAT_SHIP = 100
LABELS = "Note|Tip|Important|Warning|Caution"
PIXEL = 0.75  # pt: WeasyPrint scales pages so that a unit is a CSS pixel
LARGEST = 3_000_000  # bytes for 100 questions


@pytest.fixture(scope="module")
def topics(shipped: Path) -> list[Topic]:
    project = find_project(shipped)
    read = read_guide(project)
    load = asset_loader(project.source)
    return [compile_topic(topic, read.outline, load)[0] for topic in read.complete().topics]


@pytest.fixture(scope="module")
def questions(topics: list[Topic]) -> list[Question]:
    return [question for topic in topics for question in topic.questions]


@pytest.fixture(scope="module")
def booklet(
    shipped: Path, build: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory
) -> Booklet:
    output = build(shipped, tmp_path_factory.mktemp("booklet"), "--format", "pdf")
    return Booklet(output / "cloud-architecture.pdf")


def squeezed(text: str) -> str:
    """A text as a search sees it: without white space, hyphens and the bullets of lists."""
    return re.sub(r"[\s\u00ad\u2010\ufffe\x02•–-]+", "", text)


def test_qpdf_finds_nothing_wrong(booklet: Booklet) -> None:
    run = subprocess.run(
        ["qpdf", "--check", booklet.path], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_it_is_accessible_by_the_standard(booklet: Booklet) -> None:
    profile = page_validation.ValidationProfile.PDF_UA_1
    result = page_validation.validate_pdf(str(booklet.path), profile=profile)
    assert result.is_compliant, result.failures


def test_it_is_accessible_to_a_second_validator(booklet: Booklet) -> None:
    run = subprocess.run(
        [Path(sys.executable).with_name("outloud"), "-q", booklet.path],
        capture_output=True,
        text=True,
        check=False,
    )
    assert " 0 error(s)" in run.stdout, run.stdout


def test_every_font_is_embedded_once_as_a_subset(booklet: Booklet) -> None:
    run = subprocess.run(["pdffonts", booklet.path], capture_output=True, text=True, check=True)
    rows = [line.split() for line in run.stdout.splitlines()[2:]]
    assert rows
    for row in rows:
        assert row[-5:-2] == ["yes", "yes", "yes"], row  # embedded, subset, unicode
    names = [row[0].partition("+")[2] for row in rows]
    assert len(names) == len(set(names))


def test_it_is_small(booklet: Booklet, questions: list[Question]) -> None:
    assert len(questions) >= QUESTIONS_THAT_SHIP
    assert booklet.path.stat().st_size < LARGEST * len(questions) / QUESTIONS_THAT_SHIP


def test_front_matter_is_labelled_in_roman_and_the_body_in_arabic(booklet: Booklet) -> None:
    body = booklet.destinations["topic-iam"]
    assert booklet.labels[:3] == ["i", "ii", "iii"]
    assert booklet.labels[body] == "1"
    assert booklet.labels[-1] == str(len(booklet) - body)


def test_each_topic_opens_on_a_right_hand_page(booklet: Booklet, topics: list[Topic]) -> None:
    for topic in topics:
        assert booklet.destinations[f"topic-{topic.id}"] % 2 == 0


def test_bookmarks_are_the_topics_and_questions(booklet: Booklet, topics: list[Topic]) -> None:
    expected = [
        (f"{t.number} {t.title}", [f"{q.number} {q.title}" for q in t.questions]) for t in topics
    ]
    found = [(title, [child for child, _ in children]) for title, _, children in booklet.outline]
    assert found[2:-2] == expected
    assert [title for title, _ in found[:2]] == ["How to use this booklet", "Contents"]
    assert [title for title, _ in found[-2:]] == ["Index", "Notes"]


def test_a_bookmark_leads_to_the_page_of_its_question(
    booklet: Booklet, topics: list[Topic]
) -> None:
    pages = {title: page for _, _, children in booklet.outline for title, page in children}
    for topic in topics:
        for q in topic.questions:
            assert pages[f"{q.number} {q.title}"] == booklet.destinations[f"q-{q.id}"]


def test_every_link_inside_lands(booklet: Booklet) -> None:
    inside = [annotation for _, annotation in booklet.links() if "/Dest" in annotation]
    assert len(inside) > 2 * QUESTIONS_THAT_SHIP
    assert {str(each.Dest) for each in inside} <= set(booklet.destinations)


def test_links_outside_go_to_the_web(booklet: Booklet) -> None:
    outside = [str(a.A.URI) for _, a in booklet.links() if "/A" in a]
    assert outside
    assert all(uri.startswith(("https://", "http://", "mailto:")) for uri in outside)


def test_a_reference_names_the_page_where_its_target_is(booklet: Booklet) -> None:
    """Contents, index, agendas and cross-references: the number in the link's box."""
    checked = 0
    for index, annotation in booklet.links():
        if "/Dest" not in annotation:
            continue
        text = _text_in(booklet, index, [float(edge) for edge in annotation.Rect])
        number = re.fullmatch(r"(?:p\.\s*)?(\d+)(?:–\d+)?,?", text.strip())
        if number:
            page = booklet.destinations[str(annotation.Dest)]
            assert booklet.labels[page] == number[1], (index, text)
            checked += 1
    assert checked > 3 * QUESTIONS_THAT_SHIP


def test_the_contents_name_the_page_of_each_question(
    booklet: Booklet, questions: list[Question]
) -> None:
    body = booklet.destinations["topic-iam"]
    contents = squeezed(" ".join(booklet.texts[2:body]))
    for q in questions:
        page = booklet.labels[booklet.destinations[f"q-{q.id}"]]
        assert squeezed(f"{q.number}{q.title}{page}") in contents


def _text_in(booklet: Booklet, index: int, box: list[float]) -> str:
    left, right = sorted((box[0], box[2]))
    bottom, top = sorted((box[1], box[3]))
    return booklet.text_in(index, left - 1, bottom - 1, right + 1, top + 1)


def test_the_text_of_every_answer_is_there_in_order(booklet: Booklet, topics: list[Topic]) -> None:
    for topic in topics:
        for q, text in _question_texts(booklet, topic):
            found = squeezed(text)
            position = 0
            for piece in _pieces(q):
                position = found.find(squeezed(piece), position)
                assert position >= 0, (q.id, piece)


def _question_texts(booklet: Booklet, topic: Topic) -> Iterator[tuple[Question, str]]:
    """Yield each question with the text of the pages that it may stand on."""
    starts = [booklet.destinations[f"q-{q.id}"] for q in topic.questions]
    opening = booklet.destinations[f"topic-{topic.id}"]
    ends = [page for name, page in booklet.destinations.items() if name.startswith("topic-")]
    end = min(page for page in ends if page > opening)
    for q, first, last in zip(topic.questions, starts, [*starts[1:], end - 1], strict=True):
        yield q, "\n".join(_body_text(booklet, index) for index in range(first, last + 1))


def _body_text(booklet: Booklet, index: int) -> str:
    """The text between the running head and the folio, page references taken out."""
    width, height = (float(edge) for edge in booklet.pdf.pages[index].MediaBox[2:])
    text = booklet.text_in(index, 0, 20 * MM, width, height - 20 * MM)
    return re.sub(r"\s?\(p\.\s*\d+\)", "", text)


def _pieces(question: Question) -> Iterator[str]:
    """Yield what must be found, in order: short, points, the answer's lines, follow-ups."""
    yield plain_text(question.short)
    for point in question.key_points:
        yield plain_text(point.point)
    for block in question.answer:
        text = block.text if isinstance(block, CodeBlock) else block_text((block,))
        for line in text.splitlines():
            for cell in re.split(rf" \| |^\s*(?:[•☐☑–-]|\d+\.)\s|^(?:{LABELS}): ", line):
                if cell.strip():
                    yield cell
    for follow_up in question.follow_ups:
        yield plain_text(follow_up)


def test_nothing_is_printed_outside_the_type_area(booklet: Booklet) -> None:
    paper = read_theme("serif", [find_project(Path.cwd()).themes[-1]]).booklet.papers["A4"]
    body = booklet.destinations["topic-iam"]
    for index in range(2, len(booklet)):
        inner, outer = paper.inner * MM, paper.outer * MM
        left = inner if index % 2 == 0 else outer
        right = paper.width * MM - (outer if index % 2 == 0 else inner)
        area = (left, 0.4 * paper.bottom * MM, right, (paper.height - 0.4 * paper.top) * MM)
        if all(_inside(box, area) for box in booklet.boxes(index)):
            continue
        # A box may hold a blank that hangs over the end of its line: look at each character.
        for glyph in booklet.glyphs(index):
            box = (glyph.left, glyph.bottom, glyph.right, glyph.top)
            assert _inside(box, area), (index, glyph)
    assert body > 2


Box = tuple[float, float, float, float]  # left, bottom, right, top in pt


def _inside(box: Box, area: Box) -> bool:
    """Tell whether a box is in an area, but for a point of slack."""
    return (
        box[0] >= area[0] - 1
        and box[1] >= area[1] - 1
        and box[2] <= area[2] + 1
        and box[3] <= area[3] + 1
    )


def test_no_character_lacks_a_glyph(booklet: Booklet) -> None:
    for text in booklet.texts:
        assert "\ufffd" not in text
        assert "□" not in text


def test_no_heading_is_the_last_line_of_a_page(booklet: Booklet) -> None:
    """A heading is larger than running text; the lowest line above the folio must not be."""
    paper = read_theme("serif", [find_project(Path.cwd()).themes[-1]]).booklet.papers["A4"]
    for index in range(booklet.destinations["topic-iam"], len(booklet)):
        above_folio = [box for box in booklet.boxes(index) if box[1] > paper.bottom * MM - 2]
        if len(above_folio) > 1:
            left, bottom, _, top = min(above_folio, key=lambda box: box[1])
            size = booklet.size_at(index, left + 1, (bottom + top) / 2)
            assert size <= paper.size / PIXEL * 1.05, index


def test_titles_authors_and_dates_come_from_the_guide(booklet: Booklet) -> None:
    info = booklet.pdf.docinfo
    assert str(info.Title) == "Cloud Architecture"
    assert str(info.CreationDate).startswith(f"D:{datetime(2026, 11, 23, tzinfo=UTC):%Y%m%d}")
    assert str(booklet.pdf.Root.Lang) == "en-US"
