"""The examples of docs/source-format.md are sources that compile."""

from __future__ import annotations

import re
from pathlib import Path

from guide.diagnostics import CODES
from guide.markup.assets import asset_loader
from guide.markup.compile import compile_topic
from guide.reader import schema

from .helpers import TOPIC, read

PAGE = Path(__file__).parents[2] / "docs" / "source-format.md"
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)


def test_the_examples_of_a_guide_and_a_topic_compile(tmp_path: Path) -> None:
    guide, topic = EXAMPLES[:2]
    networking = TOPIC.replace("id: topic", "id: networking")
    files = {"guide": guide, "iam": topic, "networking": networking}
    result = read(tmp_path, **files)
    # The helper's own topic.yaml is not listed by this guide.
    assert [each.code for each in result.diagnostics] == ["G022"]
    loader = asset_loader(tmp_path / "source")
    compiled, found = compile_topic(result.complete().topics[0], result.outline, loader)
    assert found == ()
    assert len(compiled.questions[0].key_points) == 3


def test_every_key_of_the_schema_is_explained() -> None:
    text = PAGE.read_text("utf-8")
    for model in (schema.GuideFile, schema.TopicFile, schema.Question, schema.KeyPoint):
        for key in model.model_fields:
            assert f"`{key}`" in text or f"\n{key}: " in text, key


def test_the_families_of_codes_are_explained() -> None:
    text = PAGE.read_text("utf-8")
    assert {code[:2] for code in CODES} <= set(re.findall(r"`(G\d)\d?`", text))
