"""Study mode: a shuffled run, answers on demand, and what this browser remembers."""

from __future__ import annotations

import json

from playwright.sync_api import Page, expect

from tests.backends.web.conftest import OpenPage

STORED = "JSON.parse(localStorage.getItem('guide:sample:study'))"
BLOCKED = (
    "Object.defineProperty(window, 'localStorage',"
    " { get() { throw new DOMException('no', 'SecurityError'); } })"
)


def start(page: Page, button: str) -> None:
    page.get_by_role("button", name="Study", exact=True).click()
    page.get_by_role("button", name=button).click()


def answer(page: Page, *, knew: bool) -> str:
    """Answer the question in hand and return its text."""
    dialog = page.get_by_role("dialog")
    text = dialog.locator(".card-head h3").inner_text()
    expect(dialog.get_by_role("region", name="Answer")).to_have_count(0)
    dialog.get_by_role("button", name="Show the answer").click()
    expect(dialog.get_by_role("region", name="Answer")).to_be_focused()
    dialog.get_by_role("button", name="Knew it" if knew else "Not yet").click()
    return text


def test_a_run_asks_every_filtered_question_once(open_page: OpenPage) -> None:
    page = open_page("?q=quokka")
    start(page, "Study all 4")
    asked = [answer(page, knew=i > 0) for i in range(4)]
    assert sorted(asked) == [
        "Is a quokka small?",
        "What to remember?",
        "Where is it mentioned?",
        "Which label?",
    ]
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("You knew 3 of 4 questions.")
    expect(dialog.locator(".open-list li")).to_have_count(1)
    dialog.get_by_role("button", name="Again: the 1 not yet known").click()
    assert answer(page, knew=True) == asked[0]
    expect(dialog).to_contain_text("You knew 1 of 1 question.")


def test_the_order_is_shuffled(open_page: OpenPage) -> None:
    page = open_page(init="Math.random = () => 0")
    start(page, "Study all 10")
    assert answer(page, knew=True) != "What may an answer hold?"


def test_marks_are_remembered_in_this_browser_and_list_what_is_open(open_page: OpenPage) -> None:
    page = open_page("?topic=clusters")
    start(page, "Study all 3")
    first = answer(page, knew=False)
    second = answer(page, knew=True)
    page.keyboard.press("Escape")
    assert sorted(page.evaluate(STORED).values()) == [False, True]
    page.reload()
    expect(page.locator("summary", has_text=second)).to_contain_text("Known")
    expect(page.locator("summary", has_text=first)).to_contain_text("Not yet")
    page.keyboard.press("s")
    dialog = page.get_by_role("dialog")
    assert dialog.locator("dd").all_inner_texts() == ["1", "1", "1"]
    expect(dialog.locator(".open-list li")).to_have_count(2)
    expect(dialog.locator(".open-list li").first).to_contain_text("Not yet")
    dialog.get_by_role("button", name="Study what is still open (2)").click()
    assert {answer(page, knew=True) for _ in range(2)} >= {first}
    expect(dialog).to_contain_text("You knew 2 of 2 questions.")


def test_progress_can_be_forgotten_after_asking(open_page: OpenPage) -> None:
    page = open_page("?topic=clusters")
    start(page, "Study all 3")
    answer(page, knew=True)
    page.keyboard.press("Escape")
    page.keyboard.press("s")
    page.get_by_role("button", name="Forget my progress").click()
    assert page.evaluate(STORED) is not None
    page.get_by_role("button", name="Really forget it all?").click()
    assert page.evaluate(STORED) is None
    expect(page.locator("summary .mark")).to_have_count(0)


def test_it_works_by_keyboard_alone(open_page: OpenPage) -> None:
    page = open_page("?topic=clusters")
    for key in ("s", "Enter", "Enter", "2", "Enter", "1", "Enter", "2"):
        page.keyboard.press(key)
    expect(page.get_by_role("dialog")).to_contain_text("You knew 2 of 3 questions.")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_an_open_question_is_reached_from_the_list(open_page: OpenPage) -> None:
    page = open_page()
    page.keyboard.press("s")
    page.get_by_role("dialog").get_by_role("link", name="3.2 What does Kubernetes cost?").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("#q-kube-cost")).to_be_visible()


def test_blocked_storage_only_shortens_the_memory(open_page: OpenPage) -> None:
    page = open_page("?topic=clusters", init=BLOCKED)
    page.locator("#theme").click()
    expect(page.locator("#theme")).to_have_text("Color scheme: dark")
    start(page, "Study all 3")
    answer(page, knew=True)
    page.keyboard.press("Escape")
    page.keyboard.press("s")
    dialog = page.get_by_role("dialog")
    assert dialog.locator("dd").all_inner_texts() == ["1", "0", "2"]
    expect(dialog).to_contain_text("until you close it")


def test_damaged_memory_is_no_obstacle(open_page: OpenPage) -> None:
    for damage in ("{", "null", "[1]", json.dumps({"kube": "yes", "none": True})):
        page = open_page(init=f"localStorage.setItem('guide:sample:study', {json.dumps(damage)})")
        page.keyboard.press("s")
        assert page.get_by_role("dialog").locator("dd").all_inner_texts() == ["0", "0", "10"]
