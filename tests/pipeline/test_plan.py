"""A job's key is made of what it may read, and of nothing else."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from guide.backends.anki import AnkiCsvBackend
from guide.model import Outline
from guide.pipeline.plan import program_digest, settings, topic_inputs
from guide.pipeline.program import code_digest
from guide.source import GuideInfo, QuestionSource, TopicSource

INFO = GuideInfo("g", "G")


def topic(answer: str) -> TopicSource:
    return TopicSource("t", "T", 1, (QuestionSource("q", "Q?", answer),))


def test_options_and_theme_are_no_settings_of_the_guide() -> None:
    assert settings(INFO) == settings(replace(INFO, options={"pdf": {"paper": "A5"}}))
    assert settings(INFO) == settings(replace(INFO, theme="other"))


@pytest.mark.parametrize("change", [{"title": "H"}, {"language": "de"}, {"authors": ("A",)}])
def test_what_an_output_shows_is_a_setting(change: dict[str, str]) -> None:
    assert settings(INFO) != settings(replace(INFO, **change))  # type: ignore[arg-type]


def test_the_code_counts_where_it_can_change_without_its_version() -> None:
    own = code_digest("guide.backends.anki.csv_backend")
    assert own != code_digest("guide.backends.pdf.backend")
    assert own == code_digest("guide.backends.anki.apkg_backend")
    assert len(program_digest(AnkiCsvBackend())) == 64


@pytest.mark.parametrize("name", ["../secret.png", "/etc/passwd", "pipe.png", "link.png", "none"])
def test_what_may_not_be_read_is_not_read(tmp_path: Path, name: str) -> None:
    source = tmp_path / "source"
    source.mkdir()
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"one")
    os.mkfifo(source / "pipe.png")  # whoever opens it waits for ever
    (source / "link.png").symlink_to(secret)
    before = topic_inputs(topic(f"![a]({name})"), Outline(()), Outline(()), source).images
    secret.write_bytes(b"two")
    assert [each for each, _ in before] == [name]
    assert topic_inputs(topic(f"![a]({name})"), Outline(()), Outline(()), source).images == before


def test_the_bytes_of_an_image_count(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"one")
    before = topic_inputs(topic("![a](a.png)"), Outline(()), Outline(()), tmp_path).images
    (tmp_path / "a.png").write_bytes(b"two")
    assert topic_inputs(topic("![a](a.png)"), Outline(()), Outline(()), tmp_path).images != before
