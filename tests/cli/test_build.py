"""`guide build` makes what is asked for and says what it made."""

from __future__ import annotations

import errno
from dataclasses import dataclass
from pathlib import Path

import pytest

from guide.backends.registry import names
from guide.cli import options
from guide.cli.summary import size
from guide.errors import UsageError

from .conftest import Run, change


def test_a_format_is_made_and_its_files_are_named(small: Path, run: Run) -> None:
    ran = run("build", "--format", "anki", "--jobs", "1")
    assert ran.code == 0
    paths = [line.split()[0] for line in ran.out.splitlines()]
    assert paths
    assert all((small / path).is_file() for path in paths)
    assert "[2/2] anki two" in ran.err
    assert "done in" in ran.err


def test_formats_are_repeated_or_parted_by_commas(small: Path, run: Run) -> None:
    ran = run("build", "-f", "anki,web", "-f", "apkg", "-f", "web", "-j", "1")
    assert ran.code == 0
    suffixes = {Path(line.split()[0]).suffix for line in ran.out.splitlines()}
    assert suffixes == {".csv", ".apkg", ".html"}
    assert len(set(ran.out.splitlines())) == len(ran.out.splitlines())
    assert (small / "build").is_dir()


def test_all_stands_for_every_format() -> None:
    assert list(options.chosen_formats(["all"])) == names()
    assert options.chosen_formats([]) == ("pdf",)
    assert options.chosen_formats(["web,pdf", " web "]) == ("web", "pdf")


def test_a_second_build_finds_everything_unchanged(small: Path, run: Run) -> None:
    run("build", "-f", "anki", "-j", "1")
    before = {p: p.stat().st_mtime_ns for p in (small / "build").glob("**/*.csv")}
    ran = run("build", "-f", "anki", "-j", "1")
    assert all(line.endswith("unchanged") for line in ran.out.splitlines())
    assert {p: p.stat().st_mtime_ns for p in (small / "build").glob("**/*.csv")} == before


def test_explain_says_why(small: Path, run: Run) -> None:
    run("build", "-f", "anki", "-j", "1")
    change(small / "source" / "one.yaml", "A is a letter.", "A is a symbol.")
    ran = run("build", "-f", "anki", "-j", "1", "--explain")
    assert "anki one: rendered, because of the text" in ran.err
    assert "anki two: cached" in ran.err


def test_quiet_prints_only_paths(small: Path, run: Run) -> None:
    ran = run("build", "-f", "anki", "-j", "1", "--quiet")
    assert ran.err == ""
    assert all((small / line).is_file() for line in ran.out.splitlines())


def test_output_goes_elsewhere(small: Path, run: Run) -> None:
    ran = run("build", "-f", "anki", "-j", "1", "-o", "made", "--no-cache")
    assert ran.code == 0
    assert list((small / "made").glob("**/*.csv"))
    assert not (small / "build").exists()
    assert not (small / "made" / ".cache").exists()


def test_a_build_works_from_a_folder_below(
    small: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    below = small / "notes" / "deep"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    ran = run("build", "-f", "anki", "-j", "1", "-q")
    assert ran.code == 0
    assert all(line.startswith("../../build/") for line in ran.out.splitlines())


def test_a_selection_is_built(small: Path, run: Run) -> None:
    ran = run("build", "-f", "anki", "-j", "1", "--topic", "one", "--level", "senior", "-q")
    assert ran.code == 0
    text = "".join(p.read_text(encoding="utf-8") for p in (small / "build").glob("**/*.csv"))
    assert "What is B?" in text
    assert "What is A?" not in text
    assert "What is C?" not in text


def test_errors_stop_a_build_and_keep_what_was_made(small: Path, run: Run) -> None:
    run("build", "-f", "anki", "-j", "1")
    made = {p: p.read_bytes() for p in (small / "build").glob("**/*.csv")}
    assert made
    change(small / "source" / "one.yaml", "question:one-a", "question:one-z")
    ran = run("build", "-f", "anki", "-j", "1")
    assert ran.code == 1
    assert "source/one.yaml:14:25: error[G220]" in ran.err
    assert "1 error; nothing was made" in ran.err
    assert ran.out == ""
    assert {p: p.read_bytes() for p in (small / "build").glob("**/*.csv")} == made


def test_warnings_stop_a_strict_build_only(small: Path, run: Run) -> None:
    change(small / "source" / "one.yaml", "B comes", "# B\n\n      B comes")
    assert run("build", "-f", "anki", "-j", "1").code == 0
    ran = run("build", "-f", "anki", "-j", "1", "--strict")
    assert ran.code == 1
    assert "warning[G204]" in ran.err


def test_a_build_writes_the_lock_and_a_check_does_not(small: Path, run: Run) -> None:
    lock = small / "source" / "guide.lock"
    assert run("check").code == 0
    assert not lock.exists()
    assert run("build", "-f", "anki", "-j", "1").code == 0
    assert '"one-a"' in lock.read_text(encoding="utf-8")
    change(small / "source" / "one.yaml", "id: one-b", "id: one-c")
    ran = run("build", "-f", "anki", "-j", "1")
    assert ran.code == 1
    assert "one-b" in ran.err
    assert "replaces: [one-b]" in ran.err


WRONG = [
    (("-f", "pfd"), "did you mean `pdf`?"),
    (("-f", ","), "names nothing"),
    (("--theme", "serf"), "serf"),
    (("--paper", "A9"), "no paper `A9` in theme `serif`"),
    (("-f", "anki", "--paper", "A4"), "none of the formats anki has a paper"),
    (("--topic", "tow"), "did you mean `two`?"),
    (("--tag", "zzz"), "no tag `zzz`"),
    (("--level", "senor"), "did you mean `senior`?"),
    (("--level", "staff"), "no question"),
    (("--jobs", "0"), "--jobs"),
    (("--jobs", "many"), "--jobs"),
    (("--source", "nowhere"), "nowhere"),
    (("--nonsense",), "--nonsense"),
]


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(("arguments", "said"), WRONG)
def test_wrong_usage_is_said(run: Run, arguments: tuple[str, ...], said: str) -> None:
    ran = run("build", *arguments)
    assert ran.code == 2
    assert said in ran.err
    assert ran.out == ""


def test_without_a_project_there_is_nothing_to_build(run: Run) -> None:
    ran = run("build")
    assert ran.code == 2
    assert "guide init DIR" in ran.err


def test_a_full_disk_is_a_message(small: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    ran = run("build", "-f", "anki", "-j", "1")
    assert ran.code == 1
    assert "No space left on device" in ran.err
    assert not list((small / "build").glob("**/*.csv"))
    assert not list((small / "build").glob("**/*.tmp"))


OPTIONS = "\nanki:\n  tags: {}\n"


def test_options_of_a_format_come_from_guide_yaml(small: Path, run: Run) -> None:
    file = small / "source" / "guide.yaml"
    file.write_text(file.read_text(encoding="utf-8") + OPTIONS.format("yes"), encoding="utf-8")
    assert run("build", "-f", "anki", "-j", "1").code == 0
    change(file, "tags: yes", "tags: perhaps")
    ran = run("build", "-f", "anki", "-j", "1")
    assert ran.code == 1
    assert "source/guide.yaml:5:1: error[G117]: `anki: tags` is true or false" in ran.err
    change(file, "tags: perhaps", "tasg: yes")
    assert "did you mean `tags`?" in run("check").out


def test_a_theme_that_guide_yaml_names_is_checked(small: Path, run: Run) -> None:
    file = small / "source" / "guide.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "theme: serf\n", encoding="utf-8")
    ran = run("check")
    assert ran.code == 1
    assert "source/guide.yaml:4:8: error[G116]: no theme `serf`; did you mean `serif`?" in ran.out
    assert run("build", "-f", "anki", "-j", "1", "--theme", "sans").code == 0


@dataclass(frozen=True)
class _Options:
    paper: str = "A4"
    many: int = 1
    wide_gap: float = 1.0


def test_options_have_types() -> None:
    made = options.make_options("x", _Options, {"paper": "A5", "many": "3", "wide-gap": "1.5"})
    assert made == _Options(paper="A5", many=3, wide_gap=1.5)
    with pytest.raises(UsageError, match="no option `papr`; did you mean `paper`"):
        options.make_options("x", _Options, {"papr": "A5"})
    with pytest.raises(UsageError, match="`x: many` is a number, not `lots`"):
        options.make_options("x", _Options, {"many": "lots"})


@pytest.mark.parametrize(
    ("count", "text"),
    [(812, "812 B"), (64_400, "64 kB"), (999_499, "999 kB"), (1_340_000, "1.3 MB")],
)
def test_sizes_are_for_people(count: int, text: str) -> None:
    assert size(count) == text
