"""Imports run one way, and nothing heavy is loaded before it is used."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "guide"

# Each layer may import those to its right, and itself.
LAYERS = (
    "cli",
    "pipeline",
    "reader",
    "backends",
    "theme",
    "model",
    "source",
    "markup",
    "diagnostics",
)
ALLOWED = {
    "cli": {"*"},
    "pipeline": {
        "backends",
        "reader",
        "project",
        "theme",
        "model",
        "source",
        "markup",
        "diagnostics",
        "errors",
        "packing",
    },
    "reader": {"project", "theme", "model", "source", "markup", "diagnostics", "errors"},
    "backends": {"theme", "model", "source", "markup", "diagnostics", "errors", "packing"},
    "project": {"errors"},
    "theme": {"markup"},
    "source": {"diagnostics"},
    "model": {"markup"},
    "markup": {"model", "source", "diagnostics"},
    "diagnostics": set(),
    "errors": {"diagnostics"},
    "packing": set(),
}
HEAVY = {
    "weasyprint",
    "pikepdf",
    "pptx",
    "lxml",
    "jinja2",
    "markdown_it",
    "pygments",
    "pydantic",
    "yaml",
    "PIL",
}


def imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names.add(node.module)
        elif isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
    return names


def layer(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: str(p.relative_to(PACKAGE))
)
def test_a_module_imports_only_layers_below_its_own(path: Path) -> None:
    own = layer(path)
    allowed = ALLOWED.get(own, {"*"})
    used = {name.split(".")[1] for name in imported(path) if name.startswith("guide.")}
    assert "*" in allowed or used - {own} <= allowed


def test_backends_know_nothing_of_each_other() -> None:
    formats = {p.name for p in (PACKAGE / "backends").iterdir() if (p / "__init__.py").is_file()}
    assert {"pdf", "pptx", "anki", "web"} <= formats
    for name in formats:
        for path in (PACKAGE / "backends" / name).rglob("*.py"):
            others = {n.split(".")[2] for n in imported(path) if n.startswith("guide.backends.")}
            assert not (others & formats) - {name}, path


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from guide.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "print('LOADED', *sorted({m.split('.')[0] for m in sys.modules}))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(run.stdout.rpartition("LOADED")[2].split())
    assert "guide" in loaded
    assert not loaded & HEAVY
