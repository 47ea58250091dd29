"""``guide list``, ``formats``, ``themes`` and ``schema``: what there is, on stdout."""

from __future__ import annotations

import json
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

from guide.cli.chosen import Chosen
from guide.cli.console import counted, message, result, styled
from guide.errors import BackendError, UsageError
from guide.model import Outline
from guide.project import built_in_themes, find_project


def list_questions(source: Path | None, chosen: Chosen, style: str) -> int:
    """Print topics and questions, as text or JSON; with errors, as far as they can be read."""
    from guide.reader.guide import read_guide
    from guide.reader.outline import restrict
    from guide.reader.selection import parse_selection, select

    read = read_guide(find_project(Path.cwd(), source))
    guide, outline = read.readable, read.outline
    if not chosen.whole:
        selection = parse_selection(guide, chosen.topics, chosen.tags, chosen.levels)
        outline = restrict(outline, select(guide, selection))
    if style == "json":
        topics = [
            {
                "id": topic.id,
                "number": topic.number,
                "title": topic.title,
                "questions": [
                    {
                        "id": question.id,
                        "number": question.number,
                        "title": question.title,
                        "level": question.level,
                        "tags": list(question.tags),
                    }
                    for question in topic.questions
                ],
            }
            for topic in outline.topics
        ]
        result(json.dumps({"id": guide.info.id, "topics": topics}, indent=2, ensure_ascii=False))
    else:
        width = max((len(q.id) for t in outline.topics for q in t.questions), default=0)
        for topic in outline.topics:
            result(
                styled(f"{topic.number}  {topic.title}", "strong", sys.stdout) + f"  ({topic.id})"
            )
            for question in topic.questions:
                level = f"  [{question.level}]" if question.level else ""
                result(f"  {question.number:<6} {question.id:<{width}}  {question.title}{level}")
        message(contents(outline))
    if read.guide is None:
        message("the source has errors: `guide check` shows them")
        return 1
    return 0


def contents(outline: Outline) -> str:
    """Return "100 questions in 10 topics"."""
    return (
        f"{counted(outline.question_count, 'question')} in {counted(len(outline.topics), 'topic')}"
    )


def list_formats() -> int:
    """Print every format with its summary; one that cannot be loaded says why."""
    from guide.backends.registry import get_backend, names

    broken = False
    for name in names():
        try:
            backend = get_backend(name)
            summary = backend.summary + _options(name, backend.options)
        except BackendError as error:
            summary, broken = str(error), True
        result(f"{name:<8} {summary}")
    return 1 if broken else 0


def _options(name: str, options: type[Any]) -> str:
    """Return a format's options as they are given to ``guide build``, with their defaults."""
    given = (f" [--option {name}.{each.name}={_text(each.default)}]" for each in fields(options))
    return "".join(given)


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def list_themes(source: Path | None) -> int:
    """Print every theme with its summary."""
    from guide.reader.theme import themes

    try:
        folders = find_project(Path.cwd(), source).themes
    except UsageError:
        if source is not None:
            raise
        folders = (built_in_themes(),)
    for name, summary in themes(folders):
        result(f"{name:<8} {summary}")
    return 0


def print_schema(kind: str) -> int:
    """Print the JSON Schema of a topic file or of guide.yaml."""
    from guide.reader.schema import json_schema

    result(json.dumps(json_schema(kind), indent=2, ensure_ascii=False))
    return 0
