"""Objects keep their references when they move, and make a file that others read."""

from __future__ import annotations

import io

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.backends.pdf.objects import Objects, decimal, moved, string


def page_of(text: bytes, title: str = "T") -> Objects:
    objects = Objects()
    content = objects.stream(text)
    pages, page = objects.reserve(), objects.reserve()
    objects.put(
        page,
        f"<</Type/Page/Parent {pages} 0 R/MediaBox[0 0 9 9]/Resources<<>>/Contents {content} 0 R>>",
    )
    objects.put(pages, f"<</Type/Pages/Count 1/Kids[{page} 0 R]>>")
    objects.add(f"<</Type/Catalog/Pages {pages} 0 R>>")
    objects.add(f"<</Title{string(title)}>>")
    return objects


def opened(objects: Objects) -> pikepdf.Pdf:
    count = len(objects.bodies)
    return pikepdf.open(io.BytesIO(objects.file(count - 1, count)))


def test_a_file_can_be_read() -> None:
    pdf = opened(page_of(b"q Q"))
    assert pdf.check_pdf_syntax() == []
    assert pdf.pages[0].Contents.read_bytes() == b"q Q"
    assert str(pdf.docinfo.Title) == "T"


def test_more_objects_than_one_stream_holds_can_be_read() -> None:
    objects = page_of(b"q Q")
    first = Objects([b"<</N %d>>" % n for n in range(1200)])
    offset = first.append(objects.bodies)
    count = len(first.bodies)
    pdf = pikepdf.open(io.BytesIO(first.file(count - 1, count)))
    assert offset == 1200
    assert int(pdf.get_object(1001, 0).N) == 1000
    assert pdf.pages[0].Contents.read_bytes() == b"q Q"


def test_objects_that_move_refer_to_each_other_still() -> None:
    assert moved([b"[1 0 R 12 0 R 3]"], 10) == [b"[11 0 R 22 0 R 3]"]


def test_what_a_stream_holds_does_not_move() -> None:
    body = b"<</Length 5/X 1 0 R>>\nstream\n1 0 R\nendstream"
    assert moved([body], 1) == [b"<</Length 5/X 2 0 R>>\nstream\n1 0 R\nendstream"]


def test_a_text_like_a_reference_is_a_text_still() -> None:
    body = f"<</Title{string('see 1 0 R')}>>".encode()
    assert moved([body], 5) == [body]
    assert str(opened(page_of(b"", "see 1 0 R")).docinfo.Title) == "see 1 0 R"


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40))
def test_every_text_is_read_back(text: str) -> None:
    assert str(opened(page_of(b"", text)).docinfo.Title) == text


@pytest.mark.parametrize(
    ("value", "text"), [(1.0, "1"), (0.5, "0.5"), (12.345, "12.35"), (100, "100"), (-0.25, "-0.25")]
)
def test_numbers_are_short(value: float, text: str) -> None:
    assert decimal(value) == text
