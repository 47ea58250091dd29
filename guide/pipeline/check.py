"""Find everything that is wrong in a guide's texts, parsing only what changed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from guide.diagnostics import Diagnostic
from guide.model import Outline, Topic
from guide.pipeline.cache import Cache, pack_diagnostics, unpack_diagnostics
from guide.pipeline.plan import Inputs, check_key
from guide.source import TopicSource


def check_texts(
    inputs: Sequence[Inputs], cache: Cache, *, highlighted: bool
) -> tuple[Diagnostic, ...]:
    """Return the diagnostics of all topics' Markdown.

    With ``highlighted`` what was parsed can be rendered afterwards in this process.
    """
    found: list[Diagnostic] = []
    for each in inputs:
        key = check_key(each)
        data = cache.get(key)
        if data is None:
            diagnostics = parse(each.topic, each.whole, each.source, highlighted=highlighted)[1]
            cache.put(key, json.dumps(pack_diagnostics(diagnostics)).encode())
        else:
            diagnostics = unpack_diagnostics(json.loads(data))
        found.extend(diagnostics)
    return tuple(found)


def parse(
    topic: TopicSource, whole: Outline, source: Path, *, highlighted: bool = True
) -> tuple[Topic, tuple[Diagnostic, ...]]:
    """Parse a topic, once for its check and all of its formats in this process."""
    return _parsed(topic, whole, source, highlighted)


@lru_cache(maxsize=16)
def _parsed(
    topic: TopicSource,
    whole: Outline,
    source: Path,
    highlighted: bool,  # noqa: FBT001 - a key of the cache
) -> tuple[Topic, tuple[Diagnostic, ...]]:
    from guide.markup.assets import asset_loader
    from guide.markup.compile import compile_topic

    return compile_topic(topic, whole, asset_loader(source), highlighted=highlighted)
