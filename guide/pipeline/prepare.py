"""From what was read to what can be built: check all texts, and bound each job's inputs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from guide.diagnostics import Diagnostic, Severity
from guide.model import Outline
from guide.pipeline.cache import Cache
from guide.pipeline.check import check_texts
from guide.pipeline.plan import Inputs, topic_inputs
from guide.reader.guide import ReadResult
from guide.reader.outline import restrict
from guide.source import TopicSource


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a build starts from; ``diagnostics`` are the reader's and the texts', with places.

    ``inputs`` and ``outline`` hold the selected topics only.
    """

    outline: Outline
    inputs: tuple[Inputs, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def has_errors(self) -> bool:
        """Whether the source cannot be built."""
        return any(each.severity is Severity.ERROR for each in self.diagnostics)


def prepare(
    read: ReadResult, selected: tuple[TopicSource, ...], source: Path, cache: Cache
) -> Prepared:
    """Check the texts of all readable topics, and bound what the selected ones may read.

    ``selected`` are topics with only their selected questions, as the reader's `select`
    returns them.
    """
    outline = restrict(read.outline, selected)
    everything = tuple(
        topic_inputs(topic, read.outline, outline, source) for topic in read.readable.topics
    )
    chosen = {topic.id for topic in selected}
    found = read.diagnostics + read.locate(check_texts(everything, cache))
    return Prepared(outline, tuple(i for i in everything if i.topic.id in chosen), found)
