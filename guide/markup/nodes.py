"""The node types of the document tree.

Markdown is parsed once into these; every backend handles each of them (mypy checks it
through ``assert_never``). ``line`` is the line inside the field's own text, from 1, so
that a tree does not change when the text around it moves.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias, Union


@dataclass(frozen=True, slots=True)
class Asset:
    """An image of the project, already read and checked.

    ``name`` is its path below the project's source folder, with forward slashes;
    ``media_type`` one of image/png, image/jpeg, image/svg+xml; ``width`` and ``height``
    are in CSS pixels (for SVG from its size or viewBox).
    """

    name: str
    media_type: str
    data: bytes = field(repr=False)
    width: int
    height: int


# --- inline -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """Characters; a soft line break is a single space in here."""

    text: str


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A hard line break."""


@dataclass(frozen=True, slots=True)
class Code:
    """A code span."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Emphasized text, usually italic."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Strong:
    """Strongly emphasized text, usually bold."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Strikethrough:
    """Struck text."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Link:
    """A link to the outside: ``url`` is http, https or mailto."""

    children: Inlines
    url: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class QuestionLink:
    """A checked reference to another question of the guide.

    ``target`` is the question's id, ``number`` its number ("3.4") and ``title`` its
    title. A backend asks ``context.outline.find(target)`` whether the selection that is
    being built contains it; if not, the text stands without a link.
    """

    children: Inlines
    target: str
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class Image:
    """An image; ``alt`` is its text for those who do not see it."""

    asset: Asset
    alt: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap of a cloze statement; found in ``KeyPoint.cloze`` only. Others show the children."""

    children: Inlines
    number: int
    hint: str = ""


Inline: TypeAlias = Union[
    "Text",
    "LineBreak",
    "Code",
    "Emphasis",
    "Strong",
    "Strikethrough",
    "Link",
    "QuestionLink",
    "Image",
    "Gap",
]
Inlines: TypeAlias = "tuple[Inline, ...]"


# --- code -------------------------------------------------------------------


class TokenKind(StrEnum):
    """What a run of code is; each theme has a colour, weight and slant for each kind."""

    PLAIN = "plain"  # names, operators, punctuation, white space
    KEYWORD = "keyword"  # keywords, SQL verbs, HCL block types
    FUNCTION = "function"  # names of functions and commands
    TYPE = "type"  # classes, types, tags, sections
    KEY = "key"  # keys of JSON and YAML, attributes
    STRING = "string"
    NUMBER = "number"
    CONSTANT = "constant"  # true, null, built-in names
    VARIABLE = "variable"  # $variables, interpolations
    COMMENT = "comment"
    PROMPT = "prompt"  # prompts of shell sessions
    INSERTED = "inserted"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring characters of one kind, within one line; never empty."""

    text: str
    kind: TokenKind = TokenKind.PLAIN


CodeLine: TypeAlias = tuple[Run, ...]


# --- blocks -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of text."""

    children: Inlines
    line: int = 1


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside an answer; ``level`` is 2–6 as written (an answer starts at 2)."""

    level: int
    children: Inlines
    line: int = 1


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """A code block, highlighted.

    ``language`` is the name as written in the fence ("" if none), ``label`` what a
    reader calls it ("Terraform", "" if none), ``title`` the fence's ``title="…"``,
    ``lines`` the code without line ends, tabs expanded, and ``marked`` the line numbers
    (from 1) that the fence points at.
    """

    lines: tuple[CodeLine, ...]
    language: str = ""
    label: str = ""
    title: str = ""
    marked: frozenset[int] = frozenset()
    line: int = 1

    @property
    def text(self) -> str:
        """The code as written, lines joined by line feeds."""
        return "\n".join("".join(run.text for run in line) for line in self.lines)


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item of a list."""

    blocks: Blocks
    line: int = 1


@dataclass(frozen=True, slots=True)
class BulletList:
    """A bulleted list; in a ``tight`` one the items' paragraphs have no space between."""

    items: tuple[ListItem, ...]
    tight: bool = True
    line: int = 1


@dataclass(frozen=True, slots=True)
class OrderedList:
    """A numbered list that begins at ``start``."""

    items: tuple[ListItem, ...]
    start: int = 1
    tight: bool = True
    line: int = 1


class Align(StrEnum):
    """Alignment of a table's column."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


Row: TypeAlias = "tuple[Inlines, ...]"


@dataclass(frozen=True, slots=True)
class Table:
    """A table: ``header`` and each of ``rows`` have as many cells as ``align``."""

    header: Row
    rows: tuple[Row, ...]
    align: tuple[Align, ...]
    line: int = 1


class CalloutKind(StrEnum):
    """The kinds of call-outs, as in ``> [!NOTE]``."""

    NOTE = "note"
    TIP = "tip"
    IMPORTANT = "important"
    WARNING = "warning"
    CAUTION = "caution"


@dataclass(frozen=True, slots=True)
class Callout:
    """A call-out; ``title`` is text after the marker, if any (else a backend names the kind)."""

    kind: CalloutKind
    blocks: Blocks
    title: Inlines = ()
    line: int = 1


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quotation."""

    blocks: Blocks
    line: int = 1


@dataclass(frozen=True, slots=True)
class Figure:
    """An image that stands alone in its paragraph; its ``title`` is the caption."""

    image: Image
    line: int = 1


@dataclass(frozen=True, slots=True)
class ThematicBreak:
    """A pause in the text (``---``)."""

    line: int = 1


@dataclass(frozen=True, slots=True)
class SlideBreak:
    """``<!-- slide -->``: a new slide begins here; other formats pass over it."""

    line: int = 1


Block: TypeAlias = (
    Paragraph
    | Heading
    | CodeBlock
    | BulletList
    | OrderedList
    | Table
    | Callout
    | Quote
    | Figure
    | ThematicBreak
    | SlideBreak
)
Blocks: TypeAlias = "tuple[Block, ...]"
