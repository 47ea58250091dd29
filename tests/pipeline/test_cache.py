"""The cache gives back what was put in, or nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from guide.backends.base import Part
from guide.diagnostics import Anchor, Diagnostic, Severity, Span
from guide.pipeline.cache import OLDEST, Cache, pack_part, unpack_part
from guide.pipeline.memo import CacheMemo

PART = Part(
    b"\x00data\xff",
    {"pages": 3, "fonts": {"a": [1, 2.5, None]}},
    (
        Diagnostic("G601", "no glyph", Anchor("t", "q", "answer", 4), "use another", Severity.NOTE),
        Diagnostic("G001", "broken", Span("a.yaml", 3, 2, 1)),
        Diagnostic("G002", "nowhere"),
    ),
)
KEY = "ab" * 32
DAMAGES = [
    pytest.param(lambda entry: entry[:0], id="empty"),
    pytest.param(lambda entry: entry[:4], id="short"),
    pytest.param(lambda entry: bytes(len(entry)), id="zeros"),
    pytest.param(lambda entry: entry[:-1], id="cut"),
    pytest.param(lambda entry: entry[:-1] + bytes([entry[-1] ^ 1]), id="one bit"),
    pytest.param(lambda entry: entry + b"x", id="longer"),
]


def test_a_part_comes_back_as_it_was() -> None:
    assert unpack_part(pack_part(PART)) == PART


def test_what_was_stored_is_found(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put_part(KEY, PART)
    assert cache.get_part(KEY) == PART


def test_what_was_not_stored_is_not_found(tmp_path: Path) -> None:
    assert Cache(tmp_path).get_part(KEY) is None


def test_without_a_folder_nothing_is_kept() -> None:
    cache = Cache(None)
    cache.put(KEY, b"x")
    assert cache.get(KEY) is None


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_entry_is_no_entry(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    cache = Cache(tmp_path)
    cache.put_part(KEY, PART)
    [entry] = tmp_path.glob("??/*")
    entry.write_bytes(damage(entry.read_bytes()))
    assert cache.get(KEY) is None
    assert cache.get_part(KEY) is None
    cache.put_part(KEY, PART)
    assert cache.get_part(KEY) == PART


def test_a_memo_is_made_once(tmp_path: Path) -> None:
    made: list[int] = []

    def make() -> bytes:
        made.append(1)
        return b"made"

    for _ in range(2):
        memo = CacheMemo(Cache(tmp_path), "theme and program")
        assert memo("step", b"inputs", make) == b"made"
    assert len(made) == 1
    assert memo.get("step", b"other inputs") is None
    assert memo.get("other step", b"inputs") is None
    assert CacheMemo(Cache(tmp_path), "another theme").get("step", b"inputs") is None


def test_no_temporary_file_stays(tmp_path: Path) -> None:
    Cache(tmp_path).put(KEY, b"x")
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == [KEY[2:]]


def test_entries_that_nobody_used_for_long_go(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put(KEY, b"x")
    used = next(tmp_path.glob("??/*")).stat().st_mtime
    cache.prune(now=used + OLDEST - 60)
    assert cache.get(KEY) == b"x"
    cache.prune(now=used + 2 * OLDEST)
    assert cache.get(KEY) is None


def test_a_folder_that_cannot_be_written_to_costs_only_time(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    cache = Cache(blocked)
    cache.put(KEY, b"x")
    assert cache.get(KEY) is None
