"""The wheel works by itself: installed in a fresh environment, away from the repository."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import venv
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from guide import __version__
from tests.program import ROOT, contents, guide


@pytest.fixture(scope="module")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source archive."""
    folder = tmp_path_factory.mktemp("dist")
    command: list[str | Path] = [sys.executable, "-m", "hatchling", "build", "-d", folder]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    assert sorted(path.suffix for path in folder.iterdir()) == [".gz", ".whl"]
    return folder


@pytest.fixture(scope="module")
def wheel(distributions: Path) -> Path:
    return next(distributions.glob("*.whl"))


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of a fresh environment that has the wheel.

    The libraries come from our own environment, by a path that does not make its editable
    installation of the program known.
    """
    folder = tmp_path_factory.mktemp("fresh")
    venv.create(folder, symlinks=True)
    interpreter = folder / "bin" / "python"
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        interpreter,
        "install",
        "--quiet",
    ]
    options = ["--no-deps", "--no-index", "--no-compile", "--disable-pip-version-check"]
    subprocess.run([*command, *options, wheel], check=True)
    (site,) = folder.glob("lib/python*/site-packages")
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return interpreter


def test_the_installed_program_is_the_one_of_the_wheel(python: Path, tmp_path: Path) -> None:
    code = "import guide; print(guide.__file__)"
    ran = subprocess.run(
        [python, "-c", code], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    assert python.parent.parent in Path(ran.stdout.strip()).parents
    program = subprocess.run(
        [python.with_name("guide"), "--version"], check=True, capture_output=True, text=True
    )
    assert program.stdout == f"guide {__version__}\n"


def test_a_new_guide_is_begun_and_built(python: Path, tmp_path: Path) -> None:
    assert guide(tmp_path, "init", "mine", python=python).returncode == 0
    ran = guide(tmp_path / "mine", "build", "--format", "all", python=python)
    assert ran.returncode == 0, ran.stderr
    made = contents(tmp_path / "mine" / "build")
    assert made["mine.pdf"].startswith(b"%PDF-")
    assert {Path(name).suffix for name in made} == {".pdf", ".pptx", ".csv", ".apkg", ".html"}


def test_themes_schema_and_formats_are_there(python: Path, tmp_path: Path) -> None:
    themes = guide(tmp_path, "themes", python=python)
    assert {line.split()[0] for line in themes.stdout.splitlines()} == {
        path.name for path in (ROOT / "themes").iterdir() if path.is_dir()
    }
    schema = guide(tmp_path, "schema", "topic", python=python)
    assert json.loads(schema.stdout)["required"]
    assert guide(tmp_path, "formats", python=python).returncode == 0


def test_the_wheel_has_themes_example_licence_and_types_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "guide/py.typed" in names
    assert "guide/_data/themes/serif/theme.yaml" in names
    assert "guide/_data/example/guide.yaml" in names
    assert any(name.endswith("/licenses/LICENSE") for name in names)
    tops = {name.split("/")[0] for name in names}
    assert len(tops) == 2  # the package and its metadata
    assert not [name for name in names if "__pycache__" in name or "/build/" in name]


def test_the_source_archive_builds_the_same_wheel(distributions: Path, tmp_path: Path) -> None:
    (archive,) = distributions.glob("*.tar.gz")
    with tarfile.open(archive) as tar:
        tar.extractall(tmp_path, filter="data")
    (folder,) = tmp_path.iterdir()
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "hatchling",
        "build",
        "-t",
        "wheel",
        "-d",
        tmp_path / "out",
    ]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    (again,) = (tmp_path / "out").iterdir()
    wheel = next(distributions.glob("*.whl"))
    assert zipfile.ZipFile(again).namelist() == zipfile.ZipFile(wheel).namelist()


def test_every_library_that_is_imported_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = {_name(each) for each in project["dependencies"]}
    providers = packages_distributions()
    used: dict[str, str] = {}
    for path in (ROOT / "guide").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                modules = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                modules = [node.module]
            else:
                continue
            for module in modules:
                top = module.split(".")[0]
                if top not in sys.stdlib_module_names and top != "guide":
                    used[top] = str(path)
    assert len(used) > 10
    brought = {"pydyf": "weasyprint", "markupsafe": "jinja2", "pydantic_core": "pydantic"}
    for top, where in used.items():
        names = {_name(each) for each in providers.get(brought.get(top, top), [])}
        assert names & declared, f"{top} ({where})"


def _name(requirement: str) -> str:
    return re.split(r"[^A-Za-z0-9._-]", requirement)[0].lower().replace("_", "-")
