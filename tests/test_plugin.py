"""The format of docs/backends.md, installed as a package, is a format like the others."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.program import ROOT, contents, copy_case, guide

PAGE = (ROOT / "docs" / "backends.md").read_text("utf-8")
FILES: dict[str, str] = dict(
    re.findall(r'^```\w+ title="([^"]+)"\n(.*?)^```$', PAGE, re.MULTILINE | re.DOTALL)
)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder into which the plug-in's package is installed."""
    assert set(FILES) == {"guide_text.py", "pyproject.toml"}
    package = tmp_path_factory.mktemp("package")
    for name, text in FILES.items():
        (package / name).write_text(text, encoding="utf-8")
    target = tmp_path_factory.mktemp("installed")
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
    ]
    options: list[str | Path] = [
        "--no-deps",
        "--no-index",
        "--no-build-isolation",
        "--target",
        target,
    ]
    subprocess.run([*command, *options, package], check=True)
    return target


def test_it_is_as_short_as_the_page_says() -> None:
    code = [line for line in FILES["guide_text.py"].splitlines() if line.strip()]
    assert len(code) <= 35


def test_it_builds(installed: Path, tmp_path: Path) -> None:
    project = copy_case("bare", tmp_path)
    path = {"PYTHONPATH": str(installed)}
    ran = guide(project, "build", "--format", "text", "--jobs", "2", environ=path)
    assert ran.returncode == 0, ran.stderr
    made = contents(project / "build")
    assert sorted(made) == ["text/basics.txt", "text/contents.txt"]
    text = made["text/basics.txt"].decode()
    assert text.startswith("1.1 What does DNS do?\n\nIt translates names to addresses.")
    assert "-" * 60 in text
    assert made["text/contents.txt"].decode().splitlines()[2].startswith("1.3 ")
    assert "text     plain text, one file a topic" in guide(project, "formats", environ=path).stdout


def test_its_options_come_from_the_file_and_the_command_line(
    installed: Path, tmp_path: Path
) -> None:
    project = copy_case("bare", tmp_path)
    file = project / "source" / "guide.yaml"
    file.write_text(file.read_text("utf-8") + 'formats: {text: {rule: "="}}\n', encoding="utf-8")

    def rule(*arguments: str) -> str:
        path = {"PYTHONPATH": str(installed)}
        ran = guide(project, "build", "-f", "text", "-j1", *arguments, environ=path)
        assert ran.returncode == 0, ran.stderr
        return (project / "build" / "text" / "basics.txt").read_text("utf-8").splitlines()[4][:3]

    assert rule() == "==="
    assert rule("--option", "text.rule=*") == "***"
    assert rule("--option", "text.rule=*", "--option", "text.rule==") == "==="


WRONG_OPTIONS = [
    ("text.rul=x", "no option `rul`; did you mean `rule`?"),
    ("pdf.paper=A5", "`pdf` is not made here; add --format pdf"),
    ("tex.rule=x", "no format `tex`; did you mean `text`?"),
    ("rule=x", "write NAME.FIELD=VALUE"),
    ("text.rule", "write NAME.FIELD=VALUE"),
]


@pytest.mark.parametrize(("option", "said"), WRONG_OPTIONS)
def test_a_wrong_option_is_wrong_usage(
    installed: Path, tmp_path: Path, option: str, said: str
) -> None:
    project = copy_case("bare", tmp_path)
    arguments = ("build", "-f", "text", "--option", option)
    ran = guide(project, *arguments, environ={"PYTHONPATH": str(installed)})
    assert ran.returncode == 2
    assert said in ran.stderr
    assert not (project / "build" / "text").exists()


def plug_in(folder: Path, name: str, code: str) -> dict[str, str]:
    """Put a plug-in called ``name`` on a path and return the environment that has it."""
    info = folder / "odd-1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: odd\nVersion: 1\n")
    (info / "entry_points.txt").write_text(f"[guide.backends]\n{name} = odd:TextBackend\n")
    (folder / "odd.py").write_text(code, encoding="utf-8")
    return {"PYTHONPATH": str(folder)}


GOOD = FILES["guide_text.py"]
BROKEN = [
    ("raise SystemError('boom')", "the backend `text` (odd:TextBackend) cannot be loaded: boom"),
    ("", "cannot be loaded: module 'odd' has no attribute 'TextBackend'"),
    ("import nothing_like_it", "cannot be loaded: No module named 'nothing_like_it'"),
    (GOOD.replace('name = "text"', 'name = "other"'), "calls itself `other`"),
    (
        GOOD.replace("        rule =", "        1 / 0\n        rule ="),
        "the backend `text` could not render topic `basics`: ZeroDivisionError: division by zero",
    ),
    (
        GOOD.replace("        titles =", "        1 / 0\n        titles ="),
        "the backend `text` could not assemble the guide: ZeroDivisionError",
    ),
    (GOOD.replace("return Part(", "return ("), "rendered tuple, not a Part"),
    (GOOD.replace("return Output(", "return list("), "assembled list, not an Output"),
    (GOOD.replace('"text/contents.txt"', '"../contents.txt"'), "outside the output folder"),
]


@pytest.mark.parametrize(("code", "said"), BROKEN)
def test_a_broken_one_is_an_error_that_names_it(tmp_path: Path, code: str, said: str) -> None:
    project = copy_case("bare", tmp_path)
    environ = plug_in(tmp_path / "path", "text", code)
    ran = guide(project, "build", "-f", "text", "-j1", environ=environ)
    assert ran.returncode == 1
    assert said in ran.stderr
    assert contents(project / "build") == {}
    assert not (project / "contents.txt").exists()


def test_a_broken_one_does_not_hide_the_others(tmp_path: Path) -> None:
    environ = plug_in(tmp_path / "path", "text", "raise ValueError('boom')")
    ran = guide(tmp_path, "formats", environ=environ)
    assert ran.returncode == 1
    assert "pdf      a styled booklet" in ran.stdout
    assert "cannot be loaded: boom" in ran.stdout


def test_one_cannot_take_the_name_of_a_built_in_format(tmp_path: Path) -> None:
    project = copy_case("bare", tmp_path)
    environ = plug_in(tmp_path / "path", "anki", GOOD.replace('"text"', '"anki"'))
    assert guide(project, "formats", environ=environ).stdout.count("anki ") == 1
    ran = guide(project, "build", "-f", "anki", "-j1", environ=environ)
    assert ran.returncode == 0, ran.stderr
    assert "anki/bare.csv" in contents(project / "build")
