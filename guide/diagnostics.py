"""Messages about a source: what is wrong, where, and what to write instead.

The reader knows exact places in files (``Span``). Whatever works on the document tree
knows only a place inside a question (``Anchor``), which stays true when other parts of
the file change; `guide.reader` turns anchors into spans when messages are shown.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class Severity(StrEnum):
    """How bad a message is; ``--strict`` makes errors of warnings."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a file: path as shown to the user; line and column from 1; length in characters."""

    path: str
    line: int = 1
    column: int = 1
    length: int = 1


@dataclass(frozen=True, slots=True, order=True)
class Anchor:
    """A place in the guide that does not move when other text does.

    ``topic`` is a topic's id, or "" for ``guide.yaml``; ``question`` a question's id, or
    "" for the topic itself; ``field`` a path such as ``answer``, ``short`` or
    ``key_points.2.ask``; ``line`` and ``column`` count from 1 inside the field's text.
    """

    topic: str
    question: str = ""
    field: str = ""
    line: int = 1
    column: int = 1
    length: int = 1


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One message.

    ``code`` is stable (``G203``) and listed in `CODES`; ``message`` says what is wrong;
    ``help`` says what to write instead.
    """

    code: str
    message: str
    where: Span | Anchor | None = None
    help: str = ""
    severity: Severity = Severity.ERROR

    def at(self, span: Span | None) -> Diagnostic:
        """Return the same message with its place resolved."""
        return replace(self, where=span)


CODES: dict[str, str] = {}
