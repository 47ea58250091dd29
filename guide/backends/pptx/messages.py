"""Notes about what a deck shows in another way than it was written."""

from __future__ import annotations

from guide.backends.pptx.runs import Report
from guide.diagnostics import Anchor, Diagnostic, Severity

HELP = {
    "G601": "delete the invisible characters",
    "G602": "write a plain sign such as ✔ or ✘, or words",
    "G603": "give the image a paragraph of its own",
    "G604": "use fewer levels of lists",
    "G605": "put the image below the table",
    "G606": "use fewer columns or shorter cells",
    "G607": "use an image of at most 4,000 pixels a side",
    "G608": "write a complete address, such as https://example.com/page",
    "G609": "write a shorter title",
    "G610": "PowerPoint shows the SVG image; for other programs, use a PNG image",
}


class Messages:
    """Collects diagnostics of a topic, each at most once a place."""

    def __init__(self, topic: str) -> None:
        self._topic = topic
        self._found: dict[tuple[str, str, str, int], Diagnostic] = {}

    def of(self, question: str, field: str) -> Report:
        """Return what reports about one field's text."""

        def report(code: str, message: str, line: int) -> None:
            where = Anchor(self._topic, question, field, line)
            self._found.setdefault(
                (code, question, field, line),
                Diagnostic(code, message, where, HELP[code], Severity.NOTE),
            )

        return report

    def all(self) -> tuple[Diagnostic, ...]:
        """Return the diagnostics in the order in which they were found."""
        return tuple(self._found.values())
