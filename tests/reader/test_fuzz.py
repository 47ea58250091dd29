"""Whatever stands in the files: diagnostics with places, and never an exception."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from guide.diagnostics import Severity, Span
from guide.errors import SourceError
from guide.reader.files import SourceText
from guide.reader.lock import check_lock, read_lock
from guide.reader.report import as_github, as_json, as_text
from guide.reader.theme import read_theme
from guide.reader.yaml_nodes import plain, read_yaml

from .helpers import TOPIC, read

SNIPPETS = st.sampled_from(
    [
        *"\n\t :-[]{}#&*!|>'\"%@`?,~\\x",
        *("\n  ", "\n- ", "\n    - ", ": ", " # ", "<<: ", "---\n", "...\n", "&a ", "*a", "!!x "),
        *(
            "|\n",
            ">-\n",
            "id: a",
            "question: b",
            "answer: ",
            "questions:\n",
            "\r\n",
            "\x00",
            "é日🙂",
        ),
        *(
            "%YAML 1.1\n",
            "? ",
            "[[x]]",
            "\u2028",
            "\ufeff",
            "title: T\n",
            "<<<<<<< \n",
            '"\\u0007"',
        ),
    ]
)
YAML = st.lists(SNIPPETS, max_size=40).map("".join)
KEYS = st.sampled_from(
    [
        *("id", "title", "topics", "retired", "edition", "anki", "formats", "questions", "x", ""),
        *("question", "answer", "tags", "level", "key_points", "references", "replaces"),
        *("ask", "cloze", "point"),
    ]
)
TREES = st.recursive(
    st.text(max_size=8) | st.integers() | st.none() | st.booleans(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=6),
    max_leaves=25,
)
WITHOUT_DISK = settings(max_examples=300, deadline=None, database=None)
WITH_DISK = settings(max_examples=100, deadline=None, database=None)


@WITHOUT_DISK
@given(YAML)
def test_any_yaml_is_read_or_explained(text: str) -> None:
    source = SourceText("f.yaml", text.replace("\x00", "\ufffd"))
    node, found = read_yaml(source)
    for each in found:
        assert isinstance(each.where, Span)
        assert 1 <= each.where.line <= len(source.starts)
        assert each.where.column <= len(source.line(each.where.line)) + 1
    if node is not None:
        plain(node)


@WITHOUT_DISK
@given(TREES)
def test_what_another_program_writes_is_read_as_the_same_structure(tree: object) -> None:
    node, found = read_yaml(SourceText("f.yaml", yaml.safe_dump(tree, allow_unicode=True)))
    if not any(each.code in ("G009", "G010") for each in found):
        assert node is not None
        assert isinstance(plain(node), dict) == isinstance(tree, dict)


@WITH_DISK
@given(st.sampled_from(["guide", "topic"]), st.binary(max_size=80) | YAML.map(str.encode))
def test_any_bytes_in_a_source_are_diagnostics(name: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        result = read(Path(folder), **{name: data})
        assert result.guide is None or not any(
            each.severity is Severity.ERROR for each in result.diagnostics
        )
        for show in (as_text, as_json, as_github):
            assert isinstance(show(result.locate(result.diagnostics)), str)


@WITH_DISK
@given(TREES, TREES)
def test_any_structure_is_validated(guide: object, topic: object) -> None:
    with tempfile.TemporaryDirectory() as folder:
        result = read(Path(folder), guide=json.dumps(guide), topic=json.dumps(topic))
        assert all(isinstance(each.where, Span) for each in result.diagnostics)


@WITH_DISK
@given(st.dictionaries(KEYS, TREES, max_size=8))
def test_any_field_of_a_question_is_validated(fields: dict[str, object]) -> None:
    question = {"id": "a", "question": "Q", "answer": "A"} | fields
    with tempfile.TemporaryDirectory() as folder:
        text = json.dumps({"id": "topic", "title": "T", "questions": [question]})
        result = read(Path(folder), topic=text)
        if result.guide is not None:
            assert [q.id for q in result.guide.topics[0].questions] == [str(question["id"])]


@WITH_DISK
@given(st.binary(max_size=60) | TREES.map(lambda tree: json.dumps(tree).encode()))
def test_any_bytes_in_a_lock_are_diagnostics(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "guide.lock"
        path.write_bytes(data)
        lock, found = read_lock(path, Path(folder))
        assert (lock is None) == bool(found)
        check_lock(read(Path(folder), topic=TOPIC).complete(), lock)
        assert path.read_bytes() == data


@WITH_DISK
@given(YAML | TREES.map(json.dumps))
def test_any_theme_without_its_tokens_is_refused(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "x").mkdir()
        (Path(folder) / "x" / "theme.yaml").write_bytes(text.encode())
        with pytest.raises(SourceError):  # it inherits from nothing and has no tokens
            read_theme("x", [Path(folder)])
