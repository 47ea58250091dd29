"""A file is read without trusting it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from guide.diagnostics import Diagnostic, Span
from guide.reader.files import SourceText, read_bytes, read_text
from guide.reader.report import as_json

from .helpers import TOPIC, codes, project, read


def problem(path: Path, root: Path) -> Diagnostic:
    text, found = read_text(path, root)
    assert text is None
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\xef\xbb\xbfid: x\n", "id: x\n"),
        (b"a\r\nb\r\n", "a\nb\n"),
        (b"a\rb\r", "a\nb\n"),
        ("日本 é 🙂".encode(), "日本 é 🙂"),
        (b"", ""),
    ],
    ids=["byte order mark", "CRLF", "CR", "any script", "empty"],
)
def test_text_is_read_as_utf_8_with_line_feeds(data: bytes, text: str, tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(data)
    source, found = read_text(path, tmp_path)
    assert source is not None
    assert (source.text, found) == (text, ())


def test_a_byte_that_is_not_utf_8_is_shown_with_line_and_column(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes("é\néé caf".encode() + "é".encode("latin-1") + b"\n")
    found = problem(path, tmp_path)
    assert found.code == "G007"
    assert "0xE9" in found.message
    assert isinstance(found.where, Span)
    assert (found.where.line, found.where.column) == (2, 7)


def test_a_bad_byte_behind_a_byte_order_mark_has_the_right_line(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(b"\xef\xbb\xbfok\n\xff")
    where = problem(path, tmp_path).where
    assert isinstance(where, Span)
    assert (where.line, where.column) == (2, 1)


def test_utf_16_is_called_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes("id: x".encode("utf-16"))
    assert "UTF-16" in problem(path, tmp_path).message


def test_characters_that_cannot_be_printed_are_all_reported(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes("a\x00b\nc\x1bd\u2028e\tf".encode())
    source, found = read_text(path, tmp_path)
    assert source is not None
    assert source.text == "a\ufffdb\nc\ufffdd\ufffde\tf"
    assert [(d.code, d.where) for d in found] == [
        ("G009", Span(source.path, line, column)) for line, column in ((1, 2), (2, 2), (2, 4))
    ]


def test_what_is_no_file_is_said_to_be_none(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "broken.yaml").symlink_to(tmp_path / "nowhere")
    (tmp_path / "loop.yaml").symlink_to(tmp_path / "loop.yaml")
    names = ("pipe", "folder", "broken", "loop", "missing")
    found = {name: problem(tmp_path / f"{name}.yaml", tmp_path).code for name in names}
    assert found == {
        "pipe": "G002",
        "folder": "G002",
        "broken": "G003",
        "loop": "G003",
        "missing": "G001",
    }


def test_a_link_out_of_the_project_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("root:x:0:0")
    inside = tmp_path / "project"
    inside.mkdir()
    (inside / "x.yaml").symlink_to(tmp_path / "secret")
    found = problem(inside / "x.yaml", inside)
    assert found.code == "G006"
    assert "root:x" not in found.message


def test_a_link_inside_the_project_is_followed(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text("id: x")
    (tmp_path / "two.yaml").symlink_to("one.yaml")
    source, _ = read_text(tmp_path / "two.yaml", tmp_path)
    assert source is not None
    assert source.text == "id: x"


def test_a_device_is_never_opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert Path("/dev/zero").is_char_device()
    (tmp_path / "zero.yaml").symlink_to("/dev/zero")
    monkeypatch.setattr(os, "open", lambda *_: pytest.fail("opened"))
    assert isinstance(read_bytes(Path("/dev/zero"), Path("/")), Diagnostic)
    assert problem(tmp_path / "zero.yaml", tmp_path).code == "G006"


def test_a_file_without_permission_says_how_to_mend_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("id: x")

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    # The tests may run as root, whom no permission stops.
    monkeypatch.setattr(os, "open", refuse)
    found = problem(path, tmp_path)
    assert found.code == "G004"
    assert "chmod" in found.help


def test_a_huge_file_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    with path.open("wb") as stream:
        stream.truncate(50 * 1024 * 1024)
    found = problem(path, tmp_path)
    assert found.code == "G005"
    assert "10 MB" in found.message


def test_a_topic_file_that_cannot_be_read_does_not_hide_the_others(tmp_path: Path) -> None:
    result = read(
        tmp_path,
        guide="id: g\ntitle: G\ntopics: [topic, other]\n",
        topic=b"\xff",
        other=TOPIC.replace("id: topic", "id: other") + "    level: boss\n",
    )
    assert codes(result) == ["G007", "G106"]
    assert result.hidden
    assert result.guide is None


def test_a_source_folder_full_of_traps_never_raises(tmp_path: Path) -> None:
    found = project(tmp_path, guide="id: g\ntitle: G\ntopics: [a, b, c, topic]\n")
    os.mkfifo(found.source / "a.yaml")
    (found.source / "b.yaml").mkdir()
    (found.source / "c.yml").symlink_to("/etc/passwd")
    assert codes(read(tmp_path, guide=found.guide_file.read_bytes())) == ["G002", "G002", "G006"]


def test_a_file_of_zeros_is_a_few_messages_and_not_millions(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(bytes(9_000_000))
    source, found = read_text(path, tmp_path)
    assert source is not None
    assert set(source.text) == {"\ufffd"}
    assert 0 < len(found) <= 20


def test_a_name_that_is_not_utf_8_can_be_printed(tmp_path: Path) -> None:
    source = project(tmp_path).source
    os.close(os.open(os.fsencode(source) + b"/caf\xe9.yaml", os.O_CREAT))
    (found,) = read(tmp_path).diagnostics
    assert found.code == "G022"
    assert "caf" in as_json([found]).encode().decode()


def test_offsets_become_lines_and_columns() -> None:
    source = SourceText("f", "ab\nc\n\nde")
    assert [source.span(n) for n in (0, 2, 3, 5, 7)] == [
        Span("f", *place) for place in ((1, 1), (1, 3), (2, 1), (3, 1), (4, 2))
    ]
    assert source.span(0, 5) == Span("f", 1, 1, 2)
    assert [source.line(n) for n in (0, 1, 3, 4, 5)] == ["", "ab", "", "de", ""]
