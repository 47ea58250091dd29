"""The few words that cards add to the guide's own text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Labels on the back of a card."""

    key_points: str = "Key points"
    full_answer: str = "Full answer"
    follow_ups: str = "Follow-up questions"
    references: str = "References"
    my_notes: str = "My notes"


WORDS = Words()
