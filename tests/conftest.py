"""What several tests share: the guide that ships, copied, and built once for all."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from guide.cli import main

ROOT = Path(__file__).parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flag that rewrites ``tests/golden/*/expected``."""
    parser.addoption(
        "--update-golden", action="store_true", help="take what whole guides show now as right"
    )


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the guide in ``source/``, so that no test writes into the repository."""
    folder = tmp_path_factory.mktemp("shipped")
    shutil.copytree(ROOT / "source", folder / "source")
    return folder


@pytest.fixture(scope="session")
def build() -> Callable[..., Path]:
    """Build a guide in this process and return its output folder."""

    def run(project: Path, output: Path, *arguments: str) -> Path:
        code = main(["build", "--source", str(project), "--output", str(output), *arguments])
        assert code == 0
        return output

    return run
