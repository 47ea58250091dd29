"""Add an item to a list in a YAML file and leave every other character as it is.

A YAML library that writes the file anew would lose comments, quoting or line breaks.
Here the new lines are put into the text; then the text is read again, and must say what
it said before plus the new item.
"""

from __future__ import annotations

import json
from typing import Any

import yaml

from guide.errors import GuideError, UsageError


def append_item(text: str, key: str, item: str) -> str:
    """Return ``text`` with ``item`` at the end of the list under the top-level ``key``.

    ``item`` is YAML of one block sequence's item: "- name" or several lines, not
    indented, ending in a line feed. Raises UsageError if the text has no such list.
    """
    before = _load(text)
    sequence = _sequence(text, key)
    if sequence.flow_style and sequence.value:
        changed = _into_flow(text, sequence, item)
    elif sequence.value:
        changed = _into_block(text, sequence, item)
    else:
        changed = _into_empty(text, sequence, item)
    _verify(before, changed, key, item)
    return changed


def _load(text: str) -> Any:  # noqa: ANN401 - whatever the file holds
    try:
        return yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 - makes texts only
    except (yaml.YAMLError, RecursionError) as error:
        raise UsageError(f"the file cannot be read as YAML; run `guide check`: {error}") from error


def _sequence(text: str, key: str) -> yaml.SequenceNode:
    root = yaml.compose(text, yaml.CSafeLoader)
    if isinstance(root, yaml.MappingNode):
        for name, value in root.value:
            if name.value == key and isinstance(value, yaml.SequenceNode):
                return value
    raise UsageError(f"the file has no list `{key}:`; run `guide check`")


def _into_block(text: str, sequence: yaml.SequenceNode, item: str) -> str:
    lines = text.splitlines(keepends=True)
    first = sequence.start_mark
    end = sequence.end_mark.line + (1 if sequence.end_mark.column > first.column else 0)
    end = min(end, len(lines))
    while end > first.line + 1 and _is_after(lines[end - 1], first.column):
        end -= 1
    return _put(lines, end, item, first.column)


def _is_after(line: str, column: int) -> bool:
    """Tell whether a line is blank, or a comment that belongs to what follows the list."""
    bare = line.lstrip(" ")
    return not bare.strip() or (bare.startswith("#") and len(line) - len(bare) <= column)


def _into_flow(text: str, sequence: yaml.SequenceNode, item: str) -> str:
    last = sequence.value[-1].end_mark.index
    return f"{text[:last]}, {item.removeprefix('- ').rstrip()}{text[last:]}"


def _into_empty(text: str, sequence: yaml.SequenceNode, item: str) -> str:
    start, end = sequence.start_mark, sequence.end_mark
    text = text[: start.index].rstrip(" ") + text[end.index :]
    return _put(text.splitlines(keepends=True), start.line + 1, item, 2)


def _put(lines: list[str], at: int, item: str, indent: int) -> str:
    newline = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    if at and not lines[at - 1].endswith("\n"):
        lines[at - 1] += newline
    added = [f"{' ' * indent}{line}{newline}" if line else newline for line in item.splitlines()]
    # Items of several lines are parted by a blank line if those before them are.
    if len(added) > 1 and any(not line.strip() for line in lines[:at]):
        added.insert(0, newline)
    return "".join((*lines[:at], *added, *lines[at:]))


def _verify(before: Any, changed: str, key: str, item: str) -> None:  # noqa: ANN401 - as above
    after = _load(changed)
    expected = dict(before)
    expected[key] = [*(before[key] or []), *_load(item)]
    if json.dumps(after) != json.dumps(expected):
        raise GuideError(f"the list `{key}:` is written in a way that cannot be added to by a tool")
