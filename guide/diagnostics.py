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
    """A place in a file: path as shown to the user; line, column from 1; length in characters."""

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
    ``help`` says what to write instead, on one or more lines.
    """

    code: str
    message: str
    where: Span | Anchor | None = None
    help: str = ""
    severity: Severity = Severity.ERROR

    def at(self, span: Span | None) -> Diagnostic:
        """Return the same message with its place resolved."""
        return replace(self, where=span)


CODES: dict[str, str] = {
    # Files and YAML
    "G001": "a missing file",
    "G002": "not a file",
    "G003": "a broken link",
    "G004": "a file that cannot be read",
    "G005": "a file that is too large",
    "G006": "a link out of the project",
    "G007": "not UTF-8",
    "G008": "an empty file",
    "G009": "a character that cannot be printed",
    "G010": "not valid YAML",
    "G011": "an unsettled merge conflict",
    "G012": "a key that is written twice",
    "G013": "more than one YAML document",
    "G014": "an alias that is unknown, contains itself or expands too far",
    "G015": "a YAML tag",
    "G016": "a YAML merge key",
    "G017": "a key that is not a text",
    "G018": "nested too deeply",
    "G019": "a text that ends before a #",
    "G021": "a topic that does not exist",
    "G022": "a topic file that is not listed",
    "G023": "a topic that is listed twice",
    # Schema
    "G101": "an unknown key",
    "G102": "a missing key",
    "G103": "a value that is empty",
    "G104": "a value of the wrong kind",
    "G105": "not an id",
    "G106": "an unknown level",
    "G107": "an incomplete or contradictory key point",
    "G108": "a title that is too long",
    "G109": "an answer whose lines are joined",
    "G111": "not a web address",
    "G112": "not a date",
    "G113": "not a language",
    "G114": "not a tag",
    "G116": "an unknown theme",
    "G117": "an unknown option of a format, or a value that it cannot take",
    # Markdown
    "G201": "the text is empty",
    "G202": "raw HTML",
    "G203": "a comment that loses text, or that is nearly a slide break",
    "G204": "a heading of level 1 inside an answer",
    "G205": "a heading that skips a level, or has no text",
    "G206": "an unknown kind of call-out, or an empty one",
    "G207": "a table's row has too many or too few cells",
    "G208": "a table without its line of dashes",
    "G209": "nested too deeply",
    "G210": "a footnote, which is not supported",
    "G211": "a slide break where a slide cannot break",
    "G212": "a reference definition that is never used",
    "G213": "block Markdown in a field of one paragraph",
    "G220": "a link to a question that does not exist",
    "G221": "a question that links to itself",
    "G222": "a link that leads nowhere a reader can go",
    "G230": "a gap that is empty, nested or not closed",
    "G231": "a cloze statement without a gap",
    "G232": "a gap outside a cloze statement",
    # Code blocks
    "G301": "an unknown language of a code block",
    "G302": "a malformed attribute of a code block",
    "G303": "a marked line past the end of a code block",
    "G304": "a code block that is empty or never closed",
    # Ids and the lock
    "G350": "two topics with one id",
    "G351": "two questions with one id",
    "G352": "two key points with one id",
    "G353": "a published id that is gone",
    "G354": "a replaced id that was never published",
    "G355": "a replaced id that still exists",
    "G356": "an id that is replaced twice",
    "G357": "a retired id that still exists",
    "G358": "a lock that cannot be used",
    "G359": "a lock that cannot be written",
    # Images
    "G401": "an image without alternative text",
    "G402": "a missing image",
    "G403": "an image outside the source folder or on the network",
    "G404": "an image of an unsupported type",
    "G405": "an image that is damaged",
    "G406": "an image that is too large",
    "G407": "an SVG image with active or external content",
    # Cards
    "G501": "a card whose back is too long",
    "G502": "a card that asks two questions",
    "G503": "two cards with the same front",
    "G504": "a cloze that asks for a list",
    "G505": "questions without a short answer",
    "G551": "retired cards that stay in collections",
    "G552": "clozes shown as ordinary cards",
    "G553": "an image too large for a CSV file",
    # What a format simplifies: decks, then the booklet
    "G601": "control characters are left out of the slides",
    "G602": "emoji stand as plain signs on slides",
    "G603": "an image inside a line stands below it on slides",
    "G604": "deep lists are not indented further on slides",
    "G605": "an image in a table stands as its text on slides",
    "G606": "a wide table stands as a list on slides",
    "G607": "an image is far larger than a slide shows it",
    "G608": "a link that PowerPoint does not take",
    "G609": "a title is cut off on its slide",
    "G610": "an SVG image shows in PowerPoint only",
    "G620": "a character that the booklet's fonts do not have",
    # Themes
    "G701": "an unknown design token",
    "G702": "a missing design token",
    "G703": "a malformed design token",
    "G704": "a contrast that is too low",
    "G705": "a theme that inherits from nothing or from itself",
}
"""Code → title. Codes are stable: one that is no longer used is not given to another.

G0 files and YAML, G1 schema, G2 Markdown, G3 code blocks (G30) and ids (G35), G4 images,
G5 cards, G6 what a format simplifies, G7 themes.
"""
