"""The booklet's index: tags and defined terms with their pages."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from guide.model import Outline

LONGEST_WORD = 18  # characters that surely fit


@dataclass(frozen=True, slots=True)
class PageLink:
    """Pages as printed ("12" or "12–14") and the anchor that they lead to."""

    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the index."""

    text: str
    pages: tuple[PageLink, ...]

    @property
    def breaks(self) -> bool:
        """Whether a word of it may be wider than a column."""
        return any(len(word) > LONGEST_WORD for word in self.text.split())


@dataclass(frozen=True, slots=True)
class Group:
    """A group of entries under a heading."""

    title: str
    entries: tuple[Entry, ...]


def index_groups(
    outline: Outline, terms: Mapping[str, str], places: Mapping[str, int]
) -> list[Group]:
    """Return the index's groups: tags, then terms.

    ``terms`` maps anchors to terms as written, ``places`` anchors to page numbers.
    """
    tags: dict[str, list[str]] = {}
    for topic in outline.topics:
        for question in topic.questions:
            for tag in question.tags:
                tags.setdefault(tag, []).append(f"q-{question.id}")
    spellings: dict[str, list[str]] = {}
    anchors: dict[str, list[str]] = {}
    for anchor, term in terms.items():
        key = sort_key(term)
        spellings.setdefault(key, []).append(term)
        anchors.setdefault(key, []).append(anchor)
    entries = {min(spellings[key], key=_spelling): found for key, found in anchors.items()}
    groups = (
        Group("Tags", _entries(tags, places)),
        Group("Terms", _entries(entries, places)),
    )
    return [group for group in groups if group.entries]


def sort_key(text: str) -> str:
    """Return a text without case, accents and leading signs, for sorting and for merging."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold().lstrip("-_*./ ")


def _spelling(term: str) -> tuple[bool, str]:
    """Prefer a term's lower-case spelling: upper case often only begins a sentence."""
    return (term[:1].isupper(), term)


def _entries(found: Mapping[str, list[str]], places: Mapping[str, int]) -> tuple[Entry, ...]:
    return tuple(
        Entry(text, tuple(merge((places[a], a) for a in anchors if a in places)))
        for text, anchors in sorted(found.items(), key=lambda item: (sort_key(item[0]), item[0]))
    )


def merge(pages: Iterable[tuple[int, str]]) -> list[PageLink]:
    """Merge equal pages, and three or more successive ones to a range."""
    first: dict[int, str] = {}
    for page, anchor in pages:
        first.setdefault(page, anchor)
    runs: list[list[int]] = []
    for page in sorted(first):
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    links = []
    for run in runs:
        if len(run) > 2:  # noqa: PLR2004  (two pages are shorter as "4, 5")
            links.append(PageLink(f"{run[0]}–{run[-1]}", first[run[0]]))
        else:
            links.extend(PageLink(str(page), first[page]) for page in run)
    return links
