from __future__ import annotations

from guide.backends.anki.cards import CardKind, topic_cards
from guide.backends.anki.decks import deck_name
from guide.backends.anki.identity import guid, stable_id
from guide.model import Level
from guide.source import GuideInfo
from tests.backends.anki.sample import point, question, sample, topic


def test_a_question_is_one_overview_card_and_one_for_each_point_with_ask_or_cloze() -> None:
    cards = [card for t in sample() for card in topic_cards(t)]

    assert [(card.identity, card.kind) for card in cards] == [
        ("policy", CardKind.OVERVIEW),
        ("policy#deny", CardKind.POINT),
        ("policy#scp", CardKind.CLOZE),
        ("roles", CardKind.OVERVIEW),
        ("roles#sts", CardKind.POINT),
        ("subnets", CardKind.OVERVIEW),
        ("subnets#zone", CardKind.POINT),
    ]


def test_a_card_keeps_the_identity_under_which_it_was_first_published() -> None:
    renamed = question("new", point("p", ask="What?"), identity="old")

    assert [card.identity for card in topic_cards(topic("t", 1, renamed))] == ["old", "old#p"]


def test_small_cards_do_not_change_with_their_question() -> None:
    before = question("q", point("p", ask="What?"))
    after = question("q", point("p", ask="What?"), question=(), short=(), number="7.7", title="X")

    small = [topic_cards(topic("t", 1, q))[1] for q in (before, after)]

    assert small[0] == small[1]


def test_tags_hold_no_white_space() -> None:
    card = topic_cards(topic("t", 1, question("q", tags=("access  control",), level=Level.MID)))[0]

    assert card.tags == ("access-control", "level::mid")


def test_identities_are_the_same_for_ever() -> None:
    assert guid("cloud", "policy") == "c6nhu2c3wcj7wyrn"
    assert guid("cloud", "policy#deny") == "ltmlxt6mdg6hojhk"
    assert stable_id("cloud", "deck", "iam") == 2187370275869
    assert stable_id("cloud", "note type", "question") == 1343308120459


def test_titles_cannot_make_other_decks() -> None:
    info = GuideInfo("g", "A::B")

    assert deck_name(info, "C:::D\n") == "A:B::C:D"
    assert deck_name(info, "::") == "A:B::…"
