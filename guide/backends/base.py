"""What a backend is: render each topic, then assemble.

Both steps are pure functions: no disk, clock, network or global state. The pipeline
caches, runs in processes and writes; it knows no format.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, Protocol, TypeAlias

from guide.diagnostics import Diagnostic
from guide.model import Outline, Topic
from guide.source import GuideInfo
from guide.theme import Theme

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


class Memo:
    """Remembers what expensive steps made of their inputs. This one forgets everything.

    A step's ``name`` and ``inputs`` must say all that its result depends on beside the
    theme's files, the program and its libraries.
    """

    def get(self, name: str, inputs: bytes) -> bytes | None:
        """Return what was put for the same name and inputs, or None."""
        del name, inputs
        return None

    def put(self, name: str, inputs: bytes, data: bytes) -> None:
        """Remember a result."""

    def __call__(self, name: str, inputs: bytes, make: Callable[[], bytes]) -> bytes:
        """Return what ``make`` returns, or what it returned when it last had these inputs."""
        data = self.get(name, inputs)
        if data is None:
            data = make()
            self.put(name, inputs, data)
        return data


NO_MEMO = Memo()


@dataclass(frozen=True, slots=True)
class Part:
    """A rendered topic: bytes, JSON-able facts for assembly, and what could not be shown."""

    data: bytes
    facts: Mapping[str, Any] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file to write: ``path`` is relative to the output folder, with forward slashes.

    ``count`` is for the summary, in the format's own unit: "74 pages", "31 slides".
    """

    path: str
    data: bytes
    count: str = ""


@dataclass(frozen=True, slots=True)
class Output:
    """Everything that a format makes of a guide.

    ``memory`` is what the format wants to find again in ``Context.memory`` at its next
    build; the pipeline merges it into the lock file in the source folder.
    """

    files: tuple[OutputFile, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    memory: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Context:
    """What a backend may know beside the topic in hand.

    ``options`` is an instance of the backend's own ``options`` dataclass. ``now`` (UTC)
    is the clock or SOURCE_DATE_EPOCH, for formats that must date a change; what has not
    changed is dated by ``guide.date``. ``memory`` is what the format asked to remember.
    """

    guide: GuideInfo
    outline: Outline
    theme: Theme
    options: Any
    now: datetime
    memory: Mapping[str, str] = field(default_factory=dict)
    memo: Memo = NO_MEMO


class Backend(Protocol):
    """An output format.

    ``version`` goes up when the same input gives other bytes; ``libraries`` are the
    distributions whose versions do the same; ``options`` is a frozen dataclass whose
    fields have defaults: they are the format's own settings. ``effort`` may say how many
    microseconds a character of a topic takes: it only orders the work. A static method
    ``load`` may load libraries, which a process then does before it has work.
    """

    name: ClassVar[str]
    summary: ClassVar[str]
    version: ClassVar[int]
    libraries: ClassVar[tuple[str, ...]]
    options: ClassVar[type[Any]]

    def render(self, topic: Topic, context: Context) -> Part:
        """Render one topic. Must not depend on other topics' contents, only on the outline."""
        ...

    def assemble(self, parts: Sequence[Part], context: Context) -> Output:
        """Join the parts, in the outline's order, to the files of the format."""
        ...
