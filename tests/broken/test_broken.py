"""Each broken source gives exactly the messages that it announces, each at its place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from guide import diagnostics
from guide.diagnostics import CODES

from .runner import compile_folder, described, expectations, lay_out, own_name

HERE = Path(__file__).parent
CASES = sorted(
    path
    for path in HERE.iterdir()
    if path.suffix == ".yaml" or (path.is_dir() and not path.name.startswith("__"))
)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_broken_source_gives_the_messages_it_announces(case: Path, tmp_path: Path) -> None:
    source = lay_out(case, tmp_path)
    expected = expectations(case)
    assert expected, "the case announces nothing"

    found = sorted(described(each, source) for each in compile_folder(source))

    assert [(e.file, e.line, e.column, e.code, e.severity) for e in found] == [
        (e.file, e.line, e.column, e.code, e.severity) for e in expected
    ]
    for message, announced in zip(found, expected, strict=True):
        assert announced.fragment in message.fragment


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_every_message_says_what_to_write_instead(case: Path, tmp_path: Path) -> None:
    for each in compile_folder(lay_out(case, tmp_path)):
        assert each.help, each
        assert each.code in CODES


def test_there_are_at_least_eighty_cases_and_each_announces_in_its_own_file() -> None:
    assert len(CASES) >= 80
    for case in CASES:
        if case.is_file():
            assert all(each.file == own_name(case) for each in expectations(case))


def test_every_code_in_the_program_is_in_the_catalogue() -> None:
    modules = (HERE.parent.parent / "guide").rglob("*.py")
    used = {code for each in modules for code in re.findall(r'"(G\d{3})"', each.read_text("utf-8"))}
    assert len(used) > 50
    assert used <= CODES.keys()


def test_no_code_means_two_things() -> None:
    text = Path(diagnostics.__file__).read_text("utf-8")
    listed = re.findall(r'^    "(G\d{3})": "', text, re.MULTILINE)
    assert len(listed) == len(set(listed)) == len(CODES)
    assert listed == sorted(listed)
