"""Guesses at what was meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the known name that ``name`` is most like, or "" if none is near."""
    folded = {each.casefold().replace("_", "-"): each for each in known}
    wanted = name.casefold().replace("_", "-")[:100]
    close = get_close_matches(wanted, folded, n=1, cutoff=0.6)
    return folded[close[0]] if close else ""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return "; did you mean `iam`?", or "" if no known name is near."""
    close = nearest(name, known)
    return f"; did you mean `{close}`?" if close else ""


def list_of(known: Iterable[str], most: int = 12) -> str:
    """Return names for a message, at most ``most`` of them."""
    names = list(known)
    rest = len(names) - most
    return ", ".join(names[:most]) + (f" and {rest} more" if rest > 0 else "")
