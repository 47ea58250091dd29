"""Searching and filtering in a browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.backends.web.conftest import OpenPage, wait_until
from tests.backends.web.sample import many
from tests.backends.web.sample import page as build_page

HITS = (
    "[...(CSS.highlights.get('hit') ?? [])]"
    ".map(r => r.startContainer.data.slice(r.startOffset, r.endOffset))"
)


def shown(page: Page) -> list[str]:
    """Return the ids of the questions that are shown, in order."""
    ids: list[str] = page.evaluate(
        "[...document.querySelectorAll('article')].filter(e => e.checkVisibility())"
        ".map(e => e.querySelector('.body').id.slice(2))"
    )
    return ids


def search(page: Page, query: str) -> list[str]:
    """Type a query and return what is shown."""
    page.locator("#search").fill(query)
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return shown(page)


def count(page: Page) -> str:
    return page.locator("#count").inner_text()


def test_hits_are_ranked_question_tags_key_points_answer(open_page: OpenPage) -> None:
    page = open_page()
    assert search(page, "quokka") == ["rank-question", "rank-tag", "rank-point", "rank-answer"]
    assert count(page) == "4 of 10 questions"


def test_a_word_s_beginning_ranks_before_its_inside(open_page: OpenPage) -> None:
    assert search(open_page(), "art") == ["everything"]
    assert search(open_page(), "urst") == ["queues"]


def test_all_words_must_match_in_any_field(open_page: OpenPage) -> None:
    page = open_page()
    assert search(page, "quokka smiles") == ["rank-point"]
    assert search(page, "kubernetes idle") == ["kube-cost"]
    assert search(page, '"absorb a burst"') == ["queues"]
    assert search(page, '"burst a absorb"') == []


@pytest.mark.parametrize("query", ["cafe", "CAFÉ", "Cafe\u0301", "naive FACADES"])
def test_case_and_accents_do_not_matter(open_page: OpenPage, query: str) -> None:
    assert search(open_page(), query) == ["cafe"]


def test_typing_errors_are_forgiven_only_when_nothing_matches_exactly(open_page: OpenPage) -> None:
    page = open_page()
    assert search(page, "kubernetis cost") == ["kube-cost"]
    assert "read “kubernetis” as “kubernetes”" in count(page)
    assert search(page, "backpresure") == ["queues"]
    assert search(page, "quokak") == ["rank-question", "rank-tag", "rank-point", "rank-answer"]
    assert search(page, "kubernetes cost") == ["kube-cost"]
    assert "read" not in count(page)


def test_hits_are_highlighted_where_they_stand(open_page: OpenPage) -> None:
    page = open_page()
    search(page, "facade")
    assert page.evaluate(HITS) == ["façade"]  # in the excerpt of the closed answer
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    wait_until(page, f"{HITS}.length === 2")
    search(page, "")
    assert page.evaluate(HITS) == []


def test_a_closed_hit_shows_where_its_words_stand(open_page: OpenPage) -> None:
    page = open_page()
    search(page, "backpressure")
    expect(page.locator("#results .snippet")).to_have_text("It waits. Backpressure helps.")
    expect(page.locator("#results .topic-name")).to_have_text("Basics & more")


def test_nothing_found_is_said_plainly_with_a_way_out(open_page: OpenPage) -> None:
    page = open_page()
    assert search(page, "kubernetes zzzzzz") == []
    empty = page.locator("#empty")
    expect(empty.get_by_role("heading")).to_have_text("No question matches")
    expect(empty).to_contain_text("Nothing on this page matches “kubernetes zzzzzz”")
    empty.get_by_role("button", name="kubernetes 2").click()
    expect(page.locator("#search")).to_have_value("kubernetes")
    assert search(page, "zzzzzz") == []
    assert empty.locator(".suggestions button").count() > 0
    empty.get_by_role("button", name="Clear the search").click()
    expect(empty).to_be_hidden()
    expect(page.locator("#search")).to_have_value("")
    expect(page.locator("#search")).to_be_focused()
    assert len(shown(page)) == 10


def test_when_only_the_filters_hide_the_hits_it_says_so(open_page: OpenPage) -> None:
    page = open_page("?level=mid&q=kubernetes")
    expect(page.locator("#empty .reason")).to_have_text(
        "2 questions match “kubernetes”, but not with the filters that are set."
    )
    page.get_by_role("button", name="Remove the filters").click()
    expect(page.locator("#count")).to_have_text("2 of 10 questions")


def test_the_count_is_announced(open_page: OpenPage) -> None:
    page = open_page()
    page.locator("#search").fill("quokka")
    expect(page.get_by_role("status")).to_have_text("4 of 10 questions")
    page.locator("#search").fill("zzzzzz")
    expect(page.get_by_role("status")).to_have_text("No question matches")


def test_filters_combine_and_their_counts_follow(open_page: OpenPage) -> None:
    page = open_page()
    chip = page.locator(".chip")
    chip.filter(has_text="aws").click()
    expect(page.locator("#count")).to_have_text("3 of 10 questions")
    assert shown(page) == ["everything", "rank-tag", "kube"]
    expect(chip.filter(has_text="aws")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".topic:visible .count").first).to_have_text("1 of 3 questions")
    chip.filter(has_text="Senior").click()
    expect(page.locator("#count")).to_have_text("1 of 10 questions")
    expect(chip.filter(has_text="Staff")).to_have_text("Staff 1")  # levels are alternatives
    chip.filter(has_text="Staff").click()
    expect(page.locator("#count")).to_have_text("2 of 10 questions")
    page.locator("#topic").select_option("clusters")
    expect(page.locator("#count")).to_have_text("1 of 10 questions")
    page.get_by_role("button", name="Clear search and filters").click()
    expect(page.locator("#count")).to_have_text("10 questions")


def test_the_topics_counts_follow_the_search_and_narrow_it(open_page: OpenPage) -> None:
    page = open_page()
    search(page, "aws")
    values = page.locator("nav.topics .value")
    assert values.all_inner_texts() == ["1", "1", "1"]
    page.locator("nav.topics a", has_text="Clusters").click()
    expect(page.locator("#count")).to_have_text("1 of 10 questions")
    assert values.all_inner_texts() == ["1", "1", "1"]


def test_the_address_holds_the_state(open_page: OpenPage) -> None:
    page = open_page()
    search(page, "quokka")
    page.locator(".chip", has_text="aws").click()
    page.wait_for_url("**?q=quokka&tag=aws")
    again = open_page("?q=quokka&tag=aws")
    expect(again.locator("#search")).to_have_value("quokka")
    assert shown(again) == ["rank-tag"]
    again.keyboard.press("Escape")
    again.wait_for_url(lambda url: "?" not in url)


@pytest.mark.parametrize(
    "address",
    ["?tag=none&level=boss&topic=x", "?q=%E0%A4%A", "#q-none", "#%E0%A4%A", "?q=%22", "?q=%20"],
)
def test_a_wrong_address_shows_everything(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    expect(page.locator("h1")).to_be_visible()
    if "%E0" not in address or address.startswith("#"):
        assert len(shown(page)) == 10


def test_long_results_come_in_portions(open_page: OpenPage, tmp_path: Path) -> None:
    path = tmp_path / "many.html"
    path.write_bytes(build_page(many(75)).data)
    page = open_page(path=path)
    assert len(search(page, "machine")) == 30
    more = page.get_by_role("button", name="Show 30 more of 45")
    more.click()
    expect(page.get_by_role("button", name="Show 15 more of 15")).to_be_visible()
    assert len(shown(page)) == 60
    assert len(search(page, "")) == 75
    order = page.evaluate("[...document.querySelectorAll('.body')].map(e => e.id)")
    assert order == [f"q-q{i // 10}-{i % 10}" for i in range(75)]
