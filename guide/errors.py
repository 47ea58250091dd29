"""The errors that end a command.

GuideError
├── SourceError       the source has errors: exit code 1
├── OutputError       a result cannot be written: exit code 1
├── BackendError      a backend broke its contract: exit code 1
└── UsageError        the command was called wrongly: exit code 2
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from guide.diagnostics import Diagnostic


class GuideError(Exception):
    """Base of all errors that are shown to the user as a message, never as a traceback."""

    exit_code = 1


class SourceError(GuideError):
    """The source cannot be compiled; ``diagnostics`` say where and how to mend it."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        """Keep all diagnostics of the run, warnings included."""
        super().__init__(f"{len(diagnostics)} problem(s) in the source")
        self.diagnostics = tuple(diagnostics)


class OutputError(GuideError):
    """A result cannot be written; the earlier one is left whole."""


class BackendError(GuideError):
    """A backend is missing, cannot be loaded or returned something unusable."""


class UsageError(GuideError):
    """The command was called wrongly: an unknown format, theme, paper or topic."""

    exit_code = 2
