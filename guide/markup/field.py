"""The text of one field while it is parsed: what it may refer to, and what is wrong in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from guide.diagnostics import Anchor, Diagnostic, Severity
from guide.markup.nodes import Asset
from guide.model import Outline


@dataclass(frozen=True, slots=True)
class AssetProblem:
    """Why an image cannot be used; ``help`` says what to do about it."""

    code: str
    message: str
    help: str = ""


AssetLoader = Callable[[str], "Asset | AssetProblem"]
"""load(name): the image of that name below the source folder, or why there is none."""


@dataclass(frozen=True, slots=True)
class Resolver:
    """What a text may refer to: the questions of the WHOLE guide, and the project's images.

    ``highlighted`` tells whether code is; it is the most costly part of a text.
    """

    outline: Outline
    load: AssetLoader
    highlighted: bool = True


@dataclass(slots=True)
class Field:
    """The Markdown of one field, and the diagnostics that it has gathered.

    ``anchor`` is the place of the field's first character.
    """

    text: str
    anchor: Anchor
    resolver: Resolver
    problems: list[Diagnostic] = field(default_factory=list)
    _lines: list[str] = field(default_factory=list)
    _found: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)

    def warn(self, code: str, message: str, help_: str, line: int, needle: str = "") -> None:
        """Report something that can be built, but not as it was meant."""
        self.error(code, message, help_, line, needle, severity=Severity.WARNING)

    def error(
        self,
        code: str,
        message: str,
        help_: str,
        line: int,
        needle: str = "",
        *,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Report a problem at ``needle``, looked for from ``line`` (from 1) onwards."""
        line, column, length = self._place(line, needle, code)
        where = replace(self.anchor, line=line, column=column, length=length)
        self.problems.append(Diagnostic(code, message, where, help_, severity))

    def raw(self, line: int) -> str:
        """Return a line (from 1) as written, "" past the end."""
        if not self._lines:
            self._lines = self.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return self._lines[line - 1] if 0 < line <= len(self._lines) else ""

    def _place(self, line: int, needle: str, code: str) -> tuple[int, int, int]:
        # The parser knows the block's first line; a needle that was found before is
        # looked for behind it for the same code: each of two equal mistakes has its place.
        needle = needle.partition("\n")[0]
        first_text = self.raw(line)
        indent = len(first_text) - len(first_text.lstrip())
        fallback = (line, 1 + indent if first_text.strip() else 1, 1)
        if not needle:
            return fallback
        start, offset = max((line, 0), self._found.get((code, needle), (0, 0)))
        for number in range(start, len(self._lines) + 1):
            column = self._lines[number - 1].find(needle, offset)
            if column >= 0:
                self._found[code, needle] = (number, column + len(needle))
                return number, column + 1, len(needle)
            offset = 0
        return fallback
