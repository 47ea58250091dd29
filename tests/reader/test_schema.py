"""The JSON Schema that editors get allows what the reader reads."""

from __future__ import annotations

import json
from typing import Any, cast

import pytest

from guide.model import Level
from guide.reader.schema import LEVELS, json_schema, kebab


def test_levels_are_those_of_the_model() -> None:
    assert tuple(Level) == LEVELS


@pytest.mark.parametrize(
    ("kind", "required"),
    [("topic", ["id", "title", "questions"]), ("guide", ["id", "title", "topics"])],
)
def test_a_schema_names_what_is_required(kind: str, required: list[str]) -> None:
    schema = json_schema(kind)
    assert schema["required"] == required
    assert schema["additionalProperties"] is False
    assert json.loads(json.dumps(schema)) == schema


def test_texts_may_be_what_an_editor_takes_for_numbers() -> None:
    schema = cast("dict[str, Any]", json_schema("topic"))
    question = schema["$defs"]["Question"]["properties"]
    assert question["short"]["type"] == ["string", "number", "boolean"]
    assert question["level"]["enum"] == list(LEVELS)
    assert {"type": "string"} in question["key_points"]["items"]["anyOf"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("IAM & Identity", "iam-identity"),
        ("--a--B_c--", "a-b-c"),
        ("", ""),
        ("日本", ""),
        ("x" * 90, "x" * 80),
    ],
)
def test_an_id_is_made_of_any_text(text: str, name: str) -> None:
    assert kebab(text) == name
