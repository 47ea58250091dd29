"""What pydantic finds → diagnostics with places and mends."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from guide.diagnostics import Diagnostic, Span
from guide.reader.schema import KeyPoint, Reference
from guide.reader.suggest import did_you_mean, nearest
from guide.reader.yaml_nodes import ListNode, MapNode, Node, Scalar, plain, short

M = TypeVar("M", bound=BaseModel)
_LONGEST_HINT = 60  # characters
_EXAMPLES = {
    "questions": "`id: …`, `question: …` and `answer: …`",
    "key_points": "`{id: deny-wins, point: …}`",
    "references": "`{title: …, url: …}`",
}
_Location = tuple[str | int, ...]
_NESTED: Mapping[str, type[BaseModel]] = {"key_points": KeyPoint, "references": Reference}


def validate(
    model: type[M], node: Node, leave_out: frozenset[str] = frozenset()
) -> tuple[M | None, tuple[Diagnostic, ...]]:
    """Check a mapping against a model, but for the keys to ``leave_out``.

    Returns the model, or None and all that is wrong.
    """
    values = plain(node)
    if isinstance(values, dict):
        values = {key: value for key, value in values.items() if key not in leave_out}
    try:
        return model.model_validate(values), ()
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
    return None, tuple(_diagnostics(found, model, node))


def _diagnostics(
    found: Sequence[Mapping[str, Any]], model: type[BaseModel], node: Node
) -> list[Diagnostic]:
    unknown: dict[_Location, list[str]] = {}
    for each in found:
        if each["type"] == "extra_forbidden":
            unknown.setdefault(each["loc"][:-1], []).append(str(each["loc"][-1]))
    out = []
    for each in found:
        location: _Location = each["loc"]
        if each["type"] == "missing" and nearest(str(location[-1]), unknown.get(location[:-1], [])):
            continue  # said already: the key is there, misspelt
        out.append(_diagnostic(each, location, model, node))
    return out


def _diagnostic(
    each: Mapping[str, Any], location: _Location, model: type[BaseModel], root: Node
) -> Diagnostic:
    kind = each["type"]
    if kind == "guide":
        context = each["ctx"]
        node = follow(root, location)
        where = node.span if node else root.span
        return Diagnostic(context["code"], context["text"], where, context["help"])
    if kind in ("missing", "extra_forbidden"):
        parent = follow(root, location[:-1])
        name = str(location[-1])
        allowed = tuple(_model_at(location, model).model_fields)
        if kind == "missing":
            return missing(name, parent or root)
        return unknown_key(name, parent or root, allowed)
    node = follow(root, location) or root
    name = next((str(part) for part in reversed(location) if isinstance(part, str)), "")
    wanted = {"string_type": "a text", "list_type": "a list"}.get(kind, "a mapping")
    return wrong_kind(name, node, wanted, item=bool(location) and isinstance(location[-1], int))


def missing(name: str, parent: Node) -> Diagnostic:
    """Return the diagnostic for a key that is not there, or has no value."""
    if isinstance(parent, MapNode) and name in parent.keys:
        where = parent.keys[name].span
        return Diagnostic("G103", f"`{name}` has no value", where, f"write `{name}: …`")
    return Diagnostic("G102", f"`{name}` is missing", parent.span, f"add `{name}: …`")


def unknown_key(name: str, parent: Node, allowed: Sequence[str]) -> Diagnostic:
    """Return the diagnostic for a key that the schema does not have."""
    where = parent.keys[name].span if isinstance(parent, MapNode) and name in parent.keys else None
    close = did_you_mean(name, allowed)
    message = f"unknown key `{short(name)}`{close}"
    mend = f"write `{nearest(name, allowed)}`" if close else f"known keys: {', '.join(allowed)}"
    return Diagnostic("G101", message, where or parent.span, mend)


def wrong_kind(name: str, node: Node, wanted: str, *, item: bool = False) -> Diagnostic:
    """Return the diagnostic for a value that is a list, mapping or text in the wrong place."""
    found = {Scalar: "a text", ListNode: "a list", MapNode: "a mapping"}[type(node)]
    subject = f"an item of `{name}`" if item else f"`{name}`" if name else "this file"
    mend = f"write {wanted}"
    if wanted == "a mapping":
        mend = "write keys with values, such as " + _EXAMPLES.get(name, "`title: …`")
    if wanted == "a text" and isinstance(node, MapNode):
        # `- What is X: Y?` is a mapping to YAML.
        mend = "put a text with a colon in quotes, or begin it on the line below `|`"
    elif wanted == "a text" and isinstance(node, ListNode):
        inline = node.source.text[node.start : node.start + 1] == "["
        below = f"begin the text on the line below `{name}: |`"
        mend = "put a text with brackets in quotes" if inline else below
    elif wanted == "a list" and isinstance(node, Scalar) and len(node.text) < _LONGEST_HINT:
        parts = [part.strip() for part in node.text.split(",") if part.strip()]
        plain_parts = all(re.fullmatch(r"[\w-]+", part) for part in parts)
        mend = f"write `{name}: [{', '.join(parts)}]`" if parts and plain_parts else mend
    where: Span = node.span
    return Diagnostic("G104", f"{subject} must be {wanted}, not {found}", where, mend)


def follow(node: Node, location: _Location) -> Node | None:
    """Return the value at a path of keys and indices, or the last one that exists."""
    for part in location:
        child: Node | None = None
        if isinstance(node, MapNode):
            child = node.items.get(str(part)) or node.keys.get(str(part))
        elif isinstance(node, ListNode) and isinstance(part, int) and part < len(node.items):
            child = node.items[part]
        if child is None:
            return node
        node = child
    return node


def _model_at(location: _Location, model: type[BaseModel]) -> type[BaseModel]:
    return _NESTED.get(str(location[0]), model) if len(location) > 1 else model
