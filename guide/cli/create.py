"""``guide init`` and ``guide new``: begin a guide, a topic, a question."""

from __future__ import annotations

import re
from pathlib import Path

from guide.cli.console import message, result
from guide.cli.write import write_text
from guide.errors import UsageError
from guide.insert import append_item
from guide.project import Project, find_project
from guide.scaffold import kebab, new_guide, new_question, new_topic, title_of

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_ID = 80


def create_guide(folder: Path) -> int:
    """Write a new guide into a folder that is empty or not there yet."""
    folder = folder.absolute()
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file; name a new folder")
    if folder.is_dir():
        there = sorted(path.name for path in folder.iterdir() if path.name != ".git")
        if there:
            raise UsageError(f"{folder} is not empty (it holds {there[0]}); name a new folder")
    for name, text in new_guide(folder.name).items():
        write_text(folder / name, text, new=True)
    result(str(folder))
    message(f"a new guide is in {folder}; `guide build` there makes it")
    return 0


def create_topic(source: Path | None, id_: str, title: str | None) -> int:
    """Write a topic's file and name it in guide.yaml."""
    _check_id(id_)
    project = find_project(Path.cwd(), source)
    path = project.source / f"{id_}.yaml"
    if path.exists():
        raise UsageError(f"{path} is there already")
    text = _read(project.guide_file)
    listed = append_item(text, "topics", f"- {id_}\n")
    if _mentions(text, id_):
        listed = text  # its file was missing
    write_text(path, new_topic(id_, title or title_of(id_)), new=True)
    write_text(project.guide_file, listed)
    result(str(path))
    return 0


def create_question(source: Path | None, topic: str, id_: str, question: str | None) -> int:
    """Put a question's skeleton at the end of a topic's file."""
    _check_id(id_)
    project = find_project(Path.cwd(), source)
    path = _topic_file(project, topic)
    for other in sorted(project.source.glob("*.y*ml")):
        if re.search(
            rf"^\s*(?:- +)?id: *[\"']?{re.escape(id_)}[\"']? *$", _read(other), re.MULTILINE
        ):
            raise UsageError(f"the id `{id_}` is used already, in {other}")
    text = append_item(_read(path), "questions", new_question(id_, question or "…?"))
    write_text(path, text)
    result(str(path))
    return 0


def _check_id(id_: str) -> None:
    if not _ID.fullmatch(id_) or len(id_) > _LONGEST_ID:
        suggestion = kebab(id_)
        mend = f"; did you mean `{suggestion}`?" if suggestion else ""
        raise UsageError(
            f"`{id_}` is not an id: small letters, digits and single hyphens only{mend}"
        )


def _topic_file(project: Project, topic: str) -> Path:
    for suffix in (".yaml", ".yml"):
        path = project.source / f"{topic}{suffix}"
        if _ID.fullmatch(topic) and path.is_file():
            return path
    files = sorted(path.stem for path in project.source.glob("*.yaml"))
    names = ", ".join(name for name in files if name != project.guide_file.stem)
    raise UsageError(f"no topic `{topic}`; there are: {names}")


def _mentions(text: str, topic: str) -> bool:
    entry = rf"^\s*- +[\"']?{re.escape(topic)}(?:\.yaml)?[\"']? *(?:#|$)"
    return re.search(entry, text, re.MULTILINE) is not None


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8; run `guide check`") from error
