"""The booklet's measures: a paper's type area, and how much code fits on a line."""

from __future__ import annotations

from dataclasses import dataclass

from guide.theme import BookletTokens, Paper

MM = 72 / 25.4  # pt
CODE_ADVANCE = 0.6  # em: width of a character of the code font (IBM Plex Mono)
CODE_PADDING = 7.0  # pt, on either side of a code block
CHARACTER = 0.8  # em: average, with the white of short lines, headings and lists
PESSIMISM = 1.15
TYPE_AREA = 0.8  # of the height of a page
INDEX_COLUMN = 145.0  # pt, at least, with a gutter
GUTTER = 16.0  # pt, between columns of the index
NESTING = 26.0  # pt that a list or call-out takes from the measure, generously


@dataclass(frozen=True, slots=True)
class Geometry:
    """A paper with the booklet's sizes. Lengths in pt."""

    name: str
    paper: Paper
    tokens: BookletTokens

    @property
    def code_padding(self) -> float:
        """Space between code and the edges of its panel."""
        return CODE_PADDING

    @property
    def page_width(self) -> float:
        """Width of the sheet."""
        return self.paper.width * MM

    @property
    def page_height(self) -> float:
        """Height of the sheet."""
        return self.paper.height * MM

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the sheet."""
        return self.page_width, self.page_height

    @property
    def width(self) -> float:
        """Width of the type area, the side heads' column included."""
        return (self.paper.width - self.paper.inner - self.paper.outer) * MM

    @property
    def measure(self) -> float:
        """Length of a line of text."""
        return self.width - self.paper.hang * MM

    @property
    def code_size(self) -> float:
        """Size of code."""
        return self.paper.size * self.tokens.code_size

    def code_columns(self, depth: int) -> int:
        """Return how many columns of code fit at a depth of nesting, from 1."""
        room = self.width if depth <= 1 else self.measure - (depth - 1) * NESTING
        return max(int((room - 2 * CODE_PADDING) / (self.code_size * CODE_ADVANCE)), 24)

    @property
    def index_columns(self) -> int:
        """Number of columns of the index."""
        return max(int(self.width // INDEX_COLUMN), 1)

    @property
    def index_pitch(self) -> float:
        """Distance of the left edges of the index's columns."""
        return (self.width + GUTTER) / self.index_columns

    @property
    def index_width(self) -> float:
        """Width of a column of the index."""
        return self.index_pitch - GUTTER

    def page_digits(self, rank: int) -> int:
        """Return how many digits the page number of a question probably has.

        ``rank`` is the outline's: 2**(rank / 4) characters of source come before it.
        """
        lines = self.page_height / self.paper.leading * TYPE_AREA
        per_page = lines * self.measure / (self.paper.size * CHARACTER)
        # Rather a digit too many: that is only a wider space before a short number.
        page = int(PESSIMISM * 2 ** (rank / 4) / per_page) + 1
        return max(len(str(page)), 2)

    def step(self, number: float) -> float:
        """Return a size of the type scale; 0 is running text."""
        return round(self.paper.size * float(self.tokens.scale**number), 2)
