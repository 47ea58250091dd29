"""Small projects to read."""

from __future__ import annotations

from pathlib import Path

from guide.project import Project, find_project
from guide.reader.guide import ReadResult, read_guide

GUIDE = "id: g\ntitle: G\ntopics: [topic]\n"
TOPIC = """\
id: topic
title: T
questions:
  - id: a
    question: What?
    answer: This.
"""


def project(root: Path, **files: str | bytes) -> Project:
    """Write a project; a name without a dot gets ``.yaml``. Sound files where none are given."""
    source = root / "source"
    source.mkdir(parents=True, exist_ok=True)
    for name, content in {"guide": GUIDE, "topic": TOPIC, **files}.items():
        data = content.encode() if isinstance(content, str) else content
        (source / (name if "." in name else f"{name}.yaml")).write_bytes(data)
    return find_project(root)


def read(root: Path, **files: str | bytes) -> ReadResult:
    """Write a project and read it, whatever the environment holds."""
    return read_guide(project(root, **files), {})


def codes(result: ReadResult) -> list[str]:
    """Return the codes of all messages, sorted."""
    return sorted(each.code for each in result.diagnostics)
