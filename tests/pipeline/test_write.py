"""A result is the old file or the new one, never half of one."""

from pathlib import Path

import pytest

from guide.backends.base import OutputFile
from guide.errors import BackendError, OutputError
from guide.pipeline.write import target, write_all


def test_files_are_written_below_the_folder(tmp_path: Path) -> None:
    write_all(tmp_path, [OutputFile("a.txt", b"1"), OutputFile("sub/b.txt", b"2")])
    assert (tmp_path / "a.txt").read_bytes() == b"1"
    assert (tmp_path / "sub" / "b.txt").read_bytes() == b"2"


def test_an_earlier_file_is_replaced(tmp_path: Path) -> None:
    write_all(tmp_path, [OutputFile("a.txt", b"old")])
    write_all(tmp_path, [OutputFile("a.txt", b"new")])
    assert (tmp_path / "a.txt").read_bytes() == b"new"


def test_when_one_cannot_be_written_all_stay_as_they_were(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"old")
    (tmp_path / "b.txt").mkdir()
    with pytest.raises(OutputError, match="it is a folder"):
        write_all(tmp_path, [OutputFile("a.txt", b"new"), OutputFile("b.txt", b"new")])
    assert (tmp_path / "a.txt").read_bytes() == b"old"


def test_nothing_temporary_is_left(tmp_path: Path) -> None:
    (tmp_path / "b.txt").mkdir()
    with pytest.raises(OutputError):
        write_all(tmp_path, [OutputFile("a.txt", b"new"), OutputFile("b.txt", b"new")])
    assert [path.name for path in tmp_path.iterdir()] == ["b.txt"]


@pytest.mark.parametrize("path", ["/etc/passwd", "../out.txt", "a/../../b", "", "a\\b", "C:/x"])
def test_a_backend_cannot_write_outside_the_folder(tmp_path: Path, path: str) -> None:
    with pytest.raises(BackendError, match="outside the output folder"):
        target(tmp_path, path)
