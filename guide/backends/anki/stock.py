"""A card as front and back of Anki's stock note type, which brings no style sheet."""

from __future__ import annotations

from dataclasses import dataclass

from guide.backends.anki.cards import Card, CardKind
from guide.backends.anki.html import HtmlWriter, ImageSource, escape_text
from guide.backends.anki.identity import full_identity
from guide.backends.anki.looks import Looks, Role
from guide.backends.anki.words import WORDS
from guide.source import GuideInfo


@dataclass(frozen=True, slots=True)
class StockNote:
    """Makes the two fields of a note."""

    guide: GuideInfo
    looks: Looks

    def fields(self, card: Card, image: ImageSource) -> tuple[str, str]:
        """Return front and back as HTML. A cloze becomes a statement with open gaps."""
        writer = HtmlWriter(self.looks, image)
        if card.kind is CardKind.CLOZE:
            front = writer.question_with_gaps(card.front)
            back = self._element("div", Role.QUESTION, writer.inlines(card.front))
        else:
            front = writer.inlines(card.front)
            back = self._back(card, writer)
        mark = f' data-card="{full_identity(self.guide.id, card.identity)};"'
        if card.kind is CardKind.CLOZE:
            mark += " data-cloze"  # to find them when one moves to the package
        return self._side(self._element("div", Role.QUESTION, front)), self._side(back, mark)

    def _side(self, inner: str, mark: str = "") -> str:
        language = escape_text(self.guide.language)
        return (
            f'<div class="mathjax_ignore tex2jax_ignore" lang="{language}" dir="auto"{mark}'
            f"{self.looks.of(Role.CARD)}>{inner}</div>"
        )

    def _back(self, card: Card, writer: HtmlWriter) -> str:
        parts = []
        if card.short:
            parts.append(self._element("div", Role.SHORT, writer.inlines(card.short)))
        if card.points:
            parts.append(self._element("p", Role.LABEL, WORDS.key_points))
            parts.append(writer.list(card.points))
        details = writer.details(card)
        if details and card.short:
            summary = self._element("summary", Role.SUMMARY, WORDS.full_answer)
            details = self._element("details", Role.DETAILS, summary + details)
        return "".join((*parts, details, writer.references(card.references)))

    def _element(self, tag: str, role: Role, inner: str) -> str:
        return f"<{tag}{self.looks.of(role)}>{inner}</{tag}>"
