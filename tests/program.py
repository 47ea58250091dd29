"""Run the program as users do: in a process of its own, in a folder of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent
GOLDEN = ROOT / "tests" / "golden"
CASES = sorted(path.name for path in GOLDEN.iterdir() if (path / "source").is_dir())


def guide(
    folder: Path,
    *arguments: str,
    environ: Mapping[str, str] | None = None,
    umask: int = -1,
    python: Path | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run ``python -m guide`` with ``arguments`` in ``folder``; it must not end in a traceback.

    ``environ`` is added to a bare environment; ``python`` is another interpreter than ours,
    which then has to find the program by itself.
    """
    base = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    if python is None:
        base["PYTHONPATH"] = str(ROOT)
    extra = dict(environ or {})
    if "PYTHONPATH" in extra and python is None:
        extra["PYTHONPATH"] = os.pathsep.join((extra["PYTHONPATH"], str(ROOT)))
    ran = subprocess.run(
        [python or sys.executable, "-m", "guide", *arguments],
        cwd=folder,
        env={**base, **extra},
        umask=umask,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert "Traceback" not in ran.stderr, ran.stderr
    assert "mistake in the program" not in ran.stderr, ran.stderr
    return ran


def copy_case(case: str, folder: Path) -> Path:
    """Copy the source of a golden case below ``folder``, which is returned."""
    shutil.copytree(GOLDEN / case / "source", folder / "source")
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, except what is hidden, by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not any(p.startswith(".") for p in path.relative_to(folder).parts)
    }
