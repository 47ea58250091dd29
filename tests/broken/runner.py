"""Compile a broken source, and read the messages that it expects from its comments.

A case is a topic file, a guide.yaml (name begins with ``guide-``), or a folder with
whatever a source folder has. What is not there is filled in from a sound guide of one
topic, ``topic.yaml``, with one question, ``a``. An expectation is a comment such as

    # error: G101 5:13 unknown key `anwser`
    # warning: G108 other.yaml:5:13 a title of 81 characters

with severity, code, file (default: this one), line, column and a part of the message.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from guide.diagnostics import Diagnostic, Span
from guide.markup.assets import asset_loader
from guide.markup.compile import compile_topic
from guide.project import find_project
from guide.reader.guide import read_guide
from guide.reader.lock import check_lock, read_lock
from guide.reader.report import ordered

SOUND_GUIDE = "id: g\ntitle: G\ntopics: [topic]\n"
SOUND_TOPIC = """\
id: topic
title: T
questions:
  - id: a
    question: What?
    answer: This.
"""
_EXPECTATION = re.compile(
    r"^\s*# (error|warning|note): (G\d{3}) (?:([\w./-]+):)?(\d+):(\d+) (.+)$", re.MULTILINE
)


@dataclass(frozen=True, order=True)
class Expected:
    """A message as a comment announces it."""

    file: str
    line: int
    column: int
    code: str
    severity: str
    fragment: str


def lay_out(case: Path, folder: Path) -> Path:
    """Copy a case into a project below ``folder``; return its source folder."""
    source = folder / "source"
    if case.is_dir():
        shutil.copytree(case, source, symlinks=True)
    else:
        source.mkdir(parents=True)
        shutil.copyfile(case, source / own_name(case))
    for name, text in (("guide.yaml", SOUND_GUIDE), ("topic.yaml", SOUND_TOPIC)):
        if not (source / name).exists():
            (source / name).write_text(text, encoding="utf-8")
    return source


def own_name(case: Path) -> str:
    """Return the name under which a single file stands in the source folder."""
    return "guide.yaml" if case.name.startswith("guide-") else "topic.yaml"


def compile_source(case: Path, folder: Path) -> tuple[Diagnostic, ...]:
    """Read, lock and parse a case; return every message with its place in a file."""
    return compile_folder(lay_out(case, folder))


def compile_folder(source: Path) -> tuple[Diagnostic, ...]:
    """Do what ``guide check`` does, without its cache."""
    project = find_project(source.parent)
    read = read_guide(project, {})
    lock, found = read_lock(project.lock_file, project.root)
    if read.guide:
        found += check_lock(read.guide, lock)
    load = asset_loader(project.source)
    texts = [compile_topic(topic, read.outline, load)[1] for topic in read.readable.topics]
    marks = [each for topic in texts for each in topic if not (read.hidden and each.code == "G220")]
    return ordered(read.locate((*read.diagnostics, *found, *marks)))


def expectations(case: Path) -> list[Expected]:
    """Return what the comments of a case announce."""
    files = {own_name(case): case}
    if case.is_dir():
        files = {
            path.relative_to(case).as_posix(): path
            for path in sorted(case.rglob("*"))
            if path.is_file() and path.suffix in (".yaml", ".yml")
        }
    return sorted(
        Expected(file or name, int(line), int(column), code, severity, fragment)
        for name, path in files.items()
        for severity, code, file, line, column, fragment in _EXPECTATION.findall(
            path.read_text(encoding="utf-8")
        )
    )


def described(diagnostic: Diagnostic, source: Path) -> Expected:
    """Return a message in the terms of an expectation."""
    where = diagnostic.where
    assert isinstance(where, Span), f"no place in a file: {diagnostic}"
    path = Path(where.path)
    file = (path if path.is_absolute() else Path.cwd() / path).resolve()
    return Expected(
        file.relative_to(source.resolve()).as_posix(),
        where.line,
        where.column,
        diagnostic.code,
        diagnostic.severity.value,
        diagnostic.message,
    )
