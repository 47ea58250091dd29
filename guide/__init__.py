"""Compile one source of questions into a booklet, decks, cards and a page."""

__version__ = "1.0.0"
