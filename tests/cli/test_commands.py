"""The program as a whole: help, version, lists, and how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from guide import __version__
from guide.backends.registry import names
from guide.cli import complete
from guide.diagnostics import Diagnostic, Span
from guide.errors import SourceError

from .conftest import Run

COMMANDS = ["build", "check", "list", "init", "new", "formats", "themes", "schema"]


def program(*arguments: str, folder: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own."""
    kept = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    root = str(Path(__file__).parents[2])
    return subprocess.run(
        [sys.executable, "-m", "guide", *arguments],
        cwd=folder,
        env=kept | {"PYTHONPATH": root} | environ,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


def test_help_names_every_command(run: Run) -> None:
    ran = run("--help")
    assert ran.code == 0
    assert [name for name in COMMANDS if f"\n  {name} " not in ran.out] == []


@pytest.mark.parametrize("command", [*COMMANDS, "new topic", "new question"])
def test_every_command_has_help(run: Run, command: str) -> None:
    ran = run(*command.split(), "--help")
    assert ran.code == 0
    assert ran.out.startswith(f"Usage: guide {command}")


def test_without_a_command_there_is_help(run: Run) -> None:
    ran = run()
    assert (ran.code, ran.out) == (2, "")
    assert "Usage: guide" in ran.err


def test_the_version_is_shown(run: Run) -> None:
    ran = run("--version")
    assert (ran.code, ran.out) == (0, f"guide {__version__}\n")


def test_it_runs_as_a_module(small: Path) -> None:
    ran = program("list", folder=small)
    assert ran.returncode == 0
    assert "one-a" in ran.stdout


def test_the_list_shows_numbers_ids_titles_and_levels(small: Path, run: Run) -> None:
    ran = run("list")
    assert ran.code == 0
    assert ran.out.splitlines() == [
        "1  One  (one)",
        "  1.1    one-a  What is A?  [mid]",
        "  1.2    one-b  What is B?  [senior]",
        "2  Two  (two)",
        "  2.1    two-a  What is C?",
    ]
    assert small.is_dir()


def test_a_selection_is_listed_with_the_numbers_of_the_whole(small: Path, run: Run) -> None:
    listed = json.loads(run("list", "--output-format", "json", "--tag", "y").out)
    assert listed == {
        "id": "small",
        "topics": [
            {
                "id": "one",
                "number": 1,
                "title": "One",
                "questions": [
                    {
                        "id": "one-b",
                        "number": "1.2",
                        "title": "What is B?",
                        "level": "senior",
                        "tags": ["x", "y"],
                    }
                ],
            }
        ],
    }
    assert small.is_dir()


def test_a_guide_with_errors_is_listed_as_far_as_it_can_be_read(small: Path, run: Run) -> None:
    (small / "source" / "two.yaml").write_text("id: [", encoding="utf-8")
    ran = run("list")
    assert ran.code == 1
    assert "one-a" in ran.out
    assert "guide check" in ran.err


def test_formats_and_themes_are_listed_anywhere(run: Run) -> None:
    ran = run("formats")
    assert ran.code == 0
    assert [line.split()[0] for line in ran.out.splitlines()] == names()
    assert "[--option pdf.paper=A4]" in ran.out
    ran = run("themes")
    assert ran.code == 0
    assert {"serif", "sans"} <= {line.split()[0] for line in ran.out.splitlines()}


@pytest.mark.parametrize("kind", ["topic", "guide"])
def test_a_schema_is_printed(run: Run, kind: str) -> None:
    schema = json.loads(run("schema", kind).out)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert {"id", "title"} <= set(schema["properties"])


def test_a_shell_completes_names(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(small)
    assert complete.format_names() == [*names(), "all"]
    assert {"serif", "sans"} <= set(complete.theme_names())
    assert complete.topic_ids() == ["one", "two"]
    # Without this typer looks at the parent processes for a shell, and there may be none.
    monkeypatch.setenv("_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION", "1")
    ran = program("--show-completion", "bash", folder=small)
    assert "_GUIDE_COMPLETE" in ran.stdout


def test_completion_without_a_project_is_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert complete.topic_ids() == []


def test_a_terminal_without_unicode_gets_escapes(small: Path) -> None:
    (small / "source" / "one.yaml").write_text("id: [ “", encoding="utf-8")
    ran = program("check", folder=small, PYTHONIOENCODING="ascii", LC_ALL="C")
    assert ran.returncode == 1
    assert "\\u201c" in ran.stdout


def test_no_colors_are_sent_to_a_pipe(small: Path) -> None:
    (small / "source" / "one.yaml").write_text("id: [", encoding="utf-8")
    assert "\x1b" not in program("check", folder=small).stdout


def test_a_reader_that_has_seen_enough_is_no_problem(small: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    try:
        ran = subprocess.run(
            [sys.executable, "-m", "guide", "list"],
            cwd=small,
            env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
            stdout=write,
            stderr=subprocess.PIPE,
            check=False,
            text=True,
        )
    finally:
        os.close(write)
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    assert "Exception" not in ran.stderr


def fail_with(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> int:
        raise error

    monkeypatch.setattr("guide.cli.lists.list_formats", fail)


ENDS = [
    (KeyboardInterrupt(), 130, ""),
    (PermissionError(13, "Permission denied", "build"), 1, "build: Permission denied"),
    (OSError("odd"), 1, "odd"),
    (BrokenPipeError(), 1, ""),
    (RecursionError("deep"), 1, "mistake in the program: RecursionError: deep"),
    (MemoryError(), 1, "MemoryError"),
    (SourceError([Diagnostic("G999", "wrong", Span("a.yaml", 2, 3))]), 1, "a.yaml:2:3"),
]


@pytest.mark.parametrize(("error", "code", "said"), ENDS, ids=lambda value: str(value)[:20])
def test_whatever_ends_a_command_is_a_message(
    run: Run, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, said: str
) -> None:
    fail_with(error, monkeypatch)
    ran = run("formats")
    assert ran.code == code
    assert said in ran.err


def test_a_mistake_in_the_program_shows_its_place_on_request(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_with(ZeroDivisionError(), monkeypatch)
    monkeypatch.setenv("GUIDE_TRACEBACK", "1")
    with pytest.raises(ZeroDivisionError):
        run("formats")
