"""The codes of the messages about cards; stable for ever."""

from __future__ import annotations

CARD_CODES: dict[str, str] = {
    "G501": "a card whose back is too long",
    "G502": "a card that asks two questions",
    "G503": "two cards with the same front",
    "G504": "a cloze that asks for a list",
    "G505": "questions without a short answer",
    "G551": "retired cards that stay in collections",
    "G552": "clozes shown as ordinary cards",
    "G553": "an image too large for a CSV file",
}
