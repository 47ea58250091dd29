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
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import guide
from guide.backends.base import Backend, Context
from guide.model import Outline
from guide.source import GuideInfo, TopicSource
from guide.theme import Theme

_QUESTION = re.compile(r"question:([a-z0-9-]+)")
_TARGET = re.compile(r"\]\(\s*<?([^)\s>]+)|^\s*\[[^\]]+\]:\s*<?([^\s>]+)", re.MULTILINE)


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
        "guide's settings": digest(_settings(context.guide)),
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
        inputs.topic.fingerprint,
        repr(inputs.whole),
        repr(inputs.images),
        *_versions(("markdown-it-py", "pygments")),
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
    return digest(
        guide.__version__, type(backend).__module__, str(backend.version), *_versions(libraries)
    )


def _versions(libraries: Sequence[str]) -> Iterator[str]:
    for library in libraries:
        try:
            yield f"{library}={version(library)}"
        except PackageNotFoundError:
            yield f"{library}=none"


def _settings(info: GuideInfo) -> str:
    """Return what of a guide's settings an output may show."""
    return repr([(f.name, getattr(info, f.name)) for f in fields(info) if f.name != "theme"])


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _strings(item)
    elif not isinstance(value, Mapping) and hasattr(value, "__slots__"):
        for name in value.__slots__:
            yield from _strings(getattr(value, name))


def _images(text: str, source: Path) -> Iterator[tuple[str, str]]:
    """Yield name and hash of every file that the text may mean by a link or an image."""
    names = {first or second for first, second in _TARGET.findall(text)}
    for name in sorted(n for n in names if ":" not in n):
        path = source / name
        try:
            yield name, hashlib.sha256(path.read_bytes()).hexdigest()
        except (OSError, ValueError):
            yield name, "unreadable"
