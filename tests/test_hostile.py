"""Sources, machines and terminals that are against us: a message or a result, never a traceback.

`tests.program.guide` fails on a traceback; here is what must be there instead.
"""

from __future__ import annotations

import io
import os
import pty
import resource
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.program import ROOT, contents, copy_case, guide

LARGEST_FILE = 8192  # bytes that a process may write while the disk "is full"


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    return copy_case("bare", tmp_path)


def topic(project: Path, text: str) -> None:
    (project / "source" / "basics.yaml").write_text(text, encoding="utf-8")


def question(project: Path, answer: str) -> None:
    """Make a guide of one question."""
    lines = "".join(f"      {line}\n" for line in answer.split("\n"))
    topic(
        project,
        "id: basics\ntitle: Basics\nquestions:\n"
        f"  - id: only\n    question: What?\n    answer: |\n{lines}",
    )


WRONG = {
    "a topic without questions": ("id: basics\ntitle: T\nquestions: []\n", "G103"),
    "an entry without a question": (
        "id: basics\ntitle: T\nquestions:\n  - id: q\n    answer: A.\n",
        "G102",
    ),
    "an empty file": ("", "G008"),
    "a control character": (
        "id: basics\ntitle: T\nquestions:\n  - id: q\n    question: Q?\n    answer: a\x07b\n",
        "G009",
    ),
    "more than 10 MB": ("# " + "x" * 10_500_000, "G005"),
}


@pytest.mark.parametrize(("text", "code"), WRONG.values(), ids=WRONG)
def test_a_source_that_cannot_be_built_makes_nothing(bare: Path, text: str, code: str) -> None:
    topic(bare, text)
    ran = guide(bare, "build", "--format", "all", "-j1")
    assert ran.returncode == 1
    assert f"error[{code}]" in ran.stderr
    assert "source/basics.yaml:" in ran.stderr
    assert contents(bare / "build") == {}


ANSWERS = {
    "60 lines of code": "```python\n" + "\n".join(f"x{i} = {i}" for i in range(60)) + "\n```",
    "one line of 5,000 characters": "```\n" + "x" * 5000 + "\n```",
    "a table of 40 columns": "| "
    + " | ".join(f"c{i}" for i in range(40))
    + " |\n|"
    + " --- |" * 40
    + "\n| "
    + " | ".join("v" for _ in range(40))
    + " |",
    "quotes in quotes": "\n".join("> " * i + f"level {i}" for i in range(1, 11)),
    "only an image of code": "`" * 3 + "\n" + "`" * 3 + "x",
    "marks that mean something elsewhere": "{{c1::x}} {% x %} ${x} <?php ?> ]]> \\begin{x} %PDF",
    "all directions": "\u202eright to left\u202c \u2066isolated\u2069 \ufeffmark \u200d joiner",
    "private and unassigned": "\ue000 \U000f0000 \u0378 \ufffd",
}


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_an_odd_answer_is_built_or_refused_in_every_format(bare: Path, answer: str) -> None:
    question(bare, answer)
    ran = guide(bare, "build", "--format", "all", "-j1")
    made = contents(bare / "build")
    if ran.returncode:
        assert "error[" in ran.stderr
        assert made == {}
    else:
        assert {Path(name).suffix for name in made} == {".pdf", ".pptx", ".csv", ".apkg", ".html"}


def test_a_source_that_is_read_only_is_built_with_a_warning(bare: Path) -> None:
    """The lock cannot be written: a folder stands where its file should be made."""
    code = (
        "import sys\nfrom guide.cli import main\nimport guide.reader.lock as lock\n"
        "def refuse(**_):\n    raise PermissionError(13, 'Permission denied')\n"
        "lock.tempfile.mkstemp = refuse\n"
        "sys.exit(main(['build', '-f', 'anki', '-j1', *sys.argv[1:]]))"
    )
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}

    def build(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", code, *arguments],
            cwd=bare,
            env=environ,
            capture_output=True,
            text=True,
            check=False,
        )

    ran = build()
    assert ran.returncode == 0, ran.stderr
    assert "source/guide.lock:1:1: warning[G359]" in ran.stderr
    assert "Permission denied" in ran.stderr
    assert "anki/bare.csv" in contents(bare / "build")
    assert not (bare / "source" / "guide.lock").exists()
    assert build("--strict").returncode == 1


def test_an_output_folder_that_is_a_file_is_said(bare: Path) -> None:
    (bare / "build").write_text("in the way", encoding="utf-8")
    ran = guide(bare, "build", "-f", "anki", "-j1")
    assert ran.returncode == 1
    assert "cannot write" in ran.stderr
    assert (bare / "build").read_text("utf-8") == "in the way"


@pytest.mark.parametrize("format_", ["pdf", "pptx", "apkg", "web"])
def test_a_disk_that_is_full_keeps_what_was_made(bare: Path, format_: str) -> None:
    assert guide(bare, "build", "-f", format_, "-j1").returncode == 0
    before = contents(bare / "build")
    question(bare, "Another answer. " * 2000)
    (bare / "source" / "guide.lock").unlink()

    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))

    ran = subprocess.run(
        [sys.executable, "-m", "guide", "build", "-f", format_, "-j1"],
        cwd=bare,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=full,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 1
    assert "File too large" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert contents(bare / "build") == before
    assert not list((bare / "build").rglob("*.tmp"))


@pytest.mark.parametrize("command", [("build", "-f", "anki", "-j1"), ("list",), ("schema",)])
def test_a_reader_that_goes_away_is_no_mistake(bare: Path, command: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    ran = subprocess.run(
        [sys.executable, "-m", "guide", *command],
        cwd=bare,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(writing)
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    assert "Broken pipe" not in ran.stderr


def test_a_terminal_without_unicode_shows_escapes(tmp_path: Path) -> None:
    project = copy_case("japanese", tmp_path)
    environ = {
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONIOENCODING": "ascii",
        "PYTHONCOERCECLOCALE": "0",
    }
    ran = guide(project, "list", environ=environ)
    assert ran.returncode == 0
    assert "\\u8ca0" in ran.stdout
    file = project / "source" / "network.yaml"
    file.write_text(
        file.read_text("utf-8").replace("question:dns", "question:絵"), encoding="utf-8"
    )
    assert guide(project, "check", environ=environ).returncode == 1


def test_progress_on_a_terminal_leaves_its_last_line_whole(bare: Path) -> None:
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "guide", "build", "-f", "anki", "-j1"],
        cwd=bare,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "TERM": "xterm"},
        stdout=slave,
        stderr=slave,
    )
    os.close(slave)
    shown = io.BytesIO()
    with os.fdopen(master, "rb", buffering=0) as terminal:
        try:
            while data := terminal.read(4096):
                shown.write(data)
        except OSError:  # Linux says so when the other end is closed
            pass
    assert process.wait() == 0
    text = shown.getvalue().decode()
    assert "anki/bare.csv" in text
    assert "Traceback" not in text
    assert "done" in text.splitlines()[-1]


def test_what_reaches_a_deck_from_a_hostile_source_is_valid_xml(tmp_path: Path) -> None:
    from lxml import etree

    project = copy_case("hostile", tmp_path)
    assert guide(project, "build", "-f", "pptx", "-j1").returncode == 0
    decks = sorted((project / "build").rglob("*.pptx"))
    assert len(decks) == 2
    for deck in decks:
        with zipfile.ZipFile(deck) as package:
            for name in package.namelist():
                if name.endswith((".xml", ".rels")):
                    etree.fromstring(package.read(name))
