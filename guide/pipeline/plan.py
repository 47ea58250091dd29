"""Which jobs a build consists of, and what each of them depends on.

A job gets only what it may read, and its key is the hash of just that: so a result that
is found under the key is right. A topic may read its own text, the questions that it
names, its images, the guide's settings, the theme's tokens and its format's files.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

import guide
from guide.backends.base import Backend, Context
from guide.markup.assets import asset_fingerprint
from guide.model import Outline
from guide.pipeline.program import code_digest, versions
from guide.source import GuideInfo, TopicSource
from guide.theme import Theme

_OWN_INPUTS = frozenset({"theme", "options"})
_QUESTION = re.compile(r"question:([a-z0-9-]+)")
_TARGET = re.compile(
    r"\]\(\s*(?:<([^>\n]+)>|([^)\s]+))|^\s*\[[^\]]+\]:\s*(?:<([^>\n]+)>|([^\s]+))", re.MULTILINE
)
"""What a link, an image or a reference definition leads to; rather too much than too little."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a job reads of a topic: its text, the questions that it names, its images' bytes.

    ``selected`` are the ids of its questions that are built. ``whole`` names questions of
    the whole guide (for numbers and titles), ``outline`` those of the build (for links).
    """

    topic: TopicSource
    selected: tuple[str, ...]
    whole: Outline
    outline: Outline
    images: tuple[tuple[str, str], ...]
    source: Path

    @property
    def size(self) -> int:
        """How many characters the topic has."""
        return sum(len(text) for text in _strings(self.topic))


@dataclass(frozen=True, slots=True)
class Job:
    """One topic in one format. ``components`` are hashes of what it depends on, by name."""

    format: str
    inputs: Inputs
    context: Context
    components: Mapping[str, str]

    @property
    def key(self) -> str:
        """The hash of all components."""
        return digest(*(f"{name}={value}" for name, value in sorted(self.components.items())))

    @property
    def label(self) -> str:
        """The job's name for people."""
        return f"{self.format} {self.inputs.topic.id}"


def topic_inputs(topic: TopicSource, whole: Outline, outline: Outline, source: Path) -> Inputs:
    """Return what may be read for a topic."""
    text = "\n".join(_strings(topic))
    named = {q.id for q in topic.questions} | set(_QUESTION.findall(text))
    return Inputs(
        topic=topic,
        selected=tuple(q.id for q in topic.questions if outline.find(q.id)),
        whole=reduced(whole, named),
        outline=reduced(outline, named),
        images=tuple(_images(text, source)),
        source=source,
    )


def reduced(outline: Outline, questions: set[str]) -> Outline:
    """Return an outline of the named questions only."""
    topics = (
        replace(topic, questions=tuple(q for q in topic.questions if q.id in questions))
        for topic in outline.topics
    )
    return Outline(tuple(topic for topic in topics if topic.questions))


def plan(backend: Backend, inputs: Sequence[Inputs], context: Context) -> Iterator[Job]:
    """Yield a format's jobs, one a topic."""
    common = {
        "guide's settings": digest(settings(context.guide)),
        "theme": theme_digest(context.theme, backend.name),
        "options": digest(repr(context.options)),
        "program": program_digest(backend),
    }
    for each in inputs:
        components = common | {
            "text": each.topic.fingerprint,
            "questions it refers to": digest(repr(each.whole), repr(each.outline)),
            "selection": digest(*each.selected),
            "images": digest(repr(each.images)),
        }
        yield Job(backend.name, each, replace(context, outline=each.outline), components)


def check_key(inputs: Inputs) -> str:
    """Return the key of a topic's diagnostics, which no format has a part in."""
    return digest(
        "check",
        guide.__version__,
        code_digest(),
        inputs.topic.fingerprint,
        repr(inputs.whole),
        repr(inputs.images),
        *versions(("markdown-it-py", "pygments")),
    )


def digest(*values: str) -> str:
    """Return the SHA-256 (hex) of texts."""
    hasher = hashlib.sha256()
    for value in values:
        hasher.update(f"{len(value)}:{value}".encode())
    return hasher.hexdigest()


def theme_digest(theme: Theme, format_: str) -> str:
    """Return the hash of a theme's tokens and of its files for one format."""
    files = (
        f"{path}={hashlib.sha256(data).hexdigest()}"
        for path, data in sorted(theme.files.items())
        if path.startswith(f"{format_}/")
    )
    return digest(repr(theme), *files)


def program_digest(backend: Backend) -> str:
    """Return the hash of everything installed that a format's bytes depend on."""
    libraries = ("markdown-it-py", "pygments", *backend.libraries)
    module = type(backend).__module__
    return digest(
        guide.__version__,
        code_digest(module),
        module,
        str(backend.version),
        *versions(libraries),
    )


def settings(info: GuideInfo) -> str:
    """Return what of a guide's settings an output may show.

    The theme and the formats' options are inputs of their own: an option of one format
    must not render another one again.
    """
    return repr(
        [(f.name, getattr(info, f.name)) for f in fields(info) if f.name not in _OWN_INPUTS]
    )


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _strings(item)
    elif not isinstance(value, Mapping) and hasattr(value, "__slots__"):
        for name in value.__slots__:
            yield from _strings(getattr(value, name))


def _images(text: str, source: Path) -> Iterator[tuple[str, str]]:
    """Yield name and fingerprint of every image that the text may mean."""
    names = {match[1] or match[2] or match[3] or match[4] for match in _TARGET.finditer(text)}
    for name in sorted(n for n in names if ":" not in n):
        yield name, asset_fingerprint(source, name)
