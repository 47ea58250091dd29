"""The index merges pages and spellings."""

from guide.backends.pdf.booklet import roman
from guide.backends.pdf.index import PageLink, index_groups, merge, sort_key
from guide.model import Outline, OutlineQuestion, OutlineTopic


def test_equal_pages_are_named_once() -> None:
    assert merge([(4, "a"), (4, "b"), (9, "c")]) == [PageLink("4", "a"), PageLink("9", "c")]


def test_three_successive_pages_are_a_range() -> None:
    assert merge([(4, "a"), (5, "b"), (6, "c")]) == [PageLink("4–6", "a")]


def test_two_successive_pages_stay_two() -> None:
    assert [link.text for link in merge([(4, "a"), (5, "b")])] == ["4", "5"]


def test_pages_are_sorted() -> None:
    assert [link.text for link in merge([(9, "a"), (4, "b")])] == ["4", "9"]


def test_case_accents_and_leading_signs_do_not_count() -> None:
    assert sort_key("Évolution") == sort_key("evolution")
    assert sort_key("*.example") == "example"


def test_spellings_of_a_term_are_one_entry_in_lower_case() -> None:
    terms = {"t-1": "Role", "t-2": "role", "t-3": "boundary"}
    places = {"t-1": 3, "t-2": 7, "t-3": 5}
    (group,) = index_groups(Outline(()), terms, places)
    assert [(e.text, [p.text for p in e.pages]) for e in group.entries] == [
        ("boundary", ["5"]),
        ("role", ["3", "7"]),
    ]


def test_tags_lead_to_their_questions() -> None:
    topic = OutlineTopic("t", 1, "T", (OutlineQuestion("q", "1.1", "Q", tags=("iam",)),))
    (group,) = index_groups(Outline((topic,)), {}, {"q-q": 12})
    assert group.title == "Tags"
    assert group.entries[0].pages == (PageLink("12", "q-q"),)


def test_front_matter_is_numbered_in_roman() -> None:
    assert [roman(n) for n in (1, 4, 9, 14, 40, 1994)] == ["i", "iv", "ix", "xiv", "xl", "mcmxciv"]
