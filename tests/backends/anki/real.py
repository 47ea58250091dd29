"""The guide in `source/`, read and compiled."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from guide.markup.assets import asset_loader
from guide.markup.compile import compile_topic
from guide.model import Topic
from guide.project import find_project
from guide.reader.guide import read_guide
from guide.source import GuideInfo

ROOT = Path(__file__).parents[3]


@cache
def real_guide() -> tuple[GuideInfo, tuple[Topic, ...]]:
    """Return what is said once, and all topics."""
    project = find_project(ROOT)
    read = read_guide(project, {})
    load = asset_loader(project.source)
    topics = (compile_topic(topic, read.outline, load)[0] for topic in read.readable.topics)
    return read.readable.info, tuple(topics)
