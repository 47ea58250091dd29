"""Reading: opening, links, keyboard, copying, colors, paper, small screens, no scripts."""

from __future__ import annotations

import http.server
import subprocess
import threading
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.backends.web.conftest import OpenPage, wait_until
from tests.backends.web.sample import page as build_page
from tests.backends.web.sample import question, topic

PAPER = "getComputedStyle(document.documentElement).backgroundColor"


def opened(page: Page) -> list[str]:
    """Return the ids of the open questions."""
    ids: list[str] = page.evaluate(
        "[...document.querySelectorAll('details[open] > .body')].map(e => e.id.slice(2))"
    )
    return ids


def focused(page: Page) -> str:
    """Return the id of the question whose head is focused."""
    name: str = page.evaluate(
        "document.activeElement.matches('summary')"
        " ? document.activeElement.nextElementSibling.id.slice(2) : ''"
    )
    return name


def test_a_question_opens_by_click_and_by_enter(open_page: OpenPage) -> None:
    page = open_page()
    page.locator("h3", has_text="burst").click()
    assert opened(page) == ["queues"]
    page.keyboard.press("Enter")
    assert opened(page) == []


def test_keys_lead_through_the_questions(open_page: OpenPage) -> None:
    page = open_page()
    page.keyboard.press("j")
    assert focused(page) == "everything"
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    assert opened(page) == ["queues"]
    page.keyboard.press("k")
    assert focused(page) == "everything"
    page.keyboard.press("e")
    assert len(opened(page)) == 10
    expect(page.locator("#toggle-all")).to_have_text("Close all")
    page.keyboard.press("e")
    assert opened(page) == []
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.type("jke?")
    expect(page.locator("#search")).to_have_value("jke?")
    page.keyboard.press("Escape")
    expect(page.locator("#search")).to_have_value("")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_single_key_shortcuts_can_be_switched_off(open_page: OpenPage) -> None:
    page = open_page()
    page.keyboard.press("?")
    page.get_by_label("Single-key shortcuts").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    assert opened(page) == []
    page.reload()
    page.keyboard.press("e")
    assert opened(page) == []


def test_a_permanent_link_opens_its_question(open_page: OpenPage) -> None:
    page = open_page("#q-kube-cost")
    expect(page.locator("#q-kube-cost")).to_be_visible()
    expect(page.locator("h3", has_text="What does Kubernetes cost?")).to_be_in_viewport()
    expect(page.locator("summary", has_text="What does Kubernetes cost?")).to_be_focused()


def test_a_link_between_questions_leads_out_of_a_search_and_back_returns(
    open_page: OpenPage,
) -> None:
    page = open_page("?q=xylophone")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="the queue").click()
    expect(page.locator("#q-queues")).to_be_visible()
    expect(page.locator("#count")).to_have_text("10 questions")
    page.go_back()
    expect(page.locator("#search")).to_have_value("xylophone")
    expect(page.locator("#count")).to_have_text("1 of 10 questions")


def test_code_and_links_are_copied(open_page: OpenPage) -> None:
    page = open_page("#q-everything", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    read = "navigator.clipboard.readText()"
    assert page.evaluate(read) == 'def price(item):\n    return 1 + len("<b>😀")  # a comment\n'
    page.locator("#q-everything .foot a").click()
    expect(page.get_by_role("link", name="Link copied")).to_be_visible()
    assert page.evaluate(read).endswith("/sample.html#q-everything")


def test_code_is_colored_by_its_runs(open_page: OpenPage) -> None:
    page = open_page("#q-everything")
    runs = page.locator("#q-everything code span").evaluate_all(
        "all => all.map(e => [e.className, e.textContent])"
    )
    assert ["k", "def "] in runs
    assert ["s", '"<b>😀"'] in runs
    assert ["m", "# a comment"] in runs
    assert page.locator("#q-everything mark").inner_text().strip().startswith("return 1")


def test_colors_follow_the_system_and_the_switch_before_the_first_paint(
    open_page: OpenPage,
) -> None:
    assert open_page(color_scheme="light").evaluate(PAPER) == "rgb(255, 255, 255)"
    page = open_page(color_scheme="dark")
    assert page.evaluate(PAPER) == "rgb(20, 24, 29)"
    switch = page.locator("#theme")
    switch.click()
    switch.click()
    expect(switch).to_have_text("Color scheme: light")
    assert page.evaluate(PAPER) == "rgb(255, 255, 255)"
    page.add_init_script("""
        new MutationObserver((_, observer) => {
            if (!document.body) return;
            window.early = document.documentElement.dataset.theme;
            observer.disconnect();
        }).observe(document, { childList: true, subtree: true })
    """)
    page.reload()
    assert page.evaluate("window.early") == "light"
    assert page.evaluate(PAPER) == "rgb(255, 255, 255)"


def test_paper_has_all_answers_in_light_colors(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(color_scheme="dark")
    path = tmp_path / "page.pdf"
    page.pdf(path=path)
    text = subprocess.run(
        ["pdftotext", path, "-"], capture_output=True, text=True, check=True
    ).stdout
    for words in (
        "xylophone",
        "Backpressure helps.",
        "naïve façades",
        "Nodes that idle.",
        "By priority and taints.",
    ):
        assert words in text, words
    for words in ("Open all", "Color scheme", "Permanent link"):
        assert words not in text
    assert opened(page) == []


def test_paper_has_only_what_the_search_shows(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page("?q=kubernetes")
    path = tmp_path / "page.pdf"
    page.pdf(path=path)
    text = subprocess.run(
        ["pdftotext", path, "-"], capture_output=True, text=True, check=True
    ).stdout
    assert "Nodes that idle." in text
    assert "xylophone" not in text


def test_without_scripts_everything_can_be_read(open_page: OpenPage) -> None:
    page = open_page("#q-kube", java_script_enabled=False)
    assert page.get_by_text("By priority and taints.").is_visible()
    assert not page.locator("#search").is_visible()
    assert not page.get_by_text("It waits.").is_visible()
    page.locator("summary", has_text="burst").click()
    assert page.get_by_text("It waits.").is_visible()
    page.locator("nav.topics a", has_text="Ranking").click()
    assert page.locator("h2", has_text="Ranking").is_visible()


@pytest.mark.parametrize("width", [360, 768, 2000])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_no_width_makes_the_page_scroll_sideways(
    open_page: OpenPage, tmp_path: Path, width: int, direction: str
) -> None:
    table = f"| {'z' * 90} | b |\n| --- | --- |\n| {'z' * 90} | d |\n"
    hard = question(
        "hard",
        "W" * 300,
        f"{'W' * 300}\n\n`{'x' * 300}`\n\n```\n{'y' * 300}\n```\n\n{table}",
        title="T" * 60,
        tags=["t" * 80],
        level="senior",
    )
    path = tmp_path / "hard.html"
    data = build_page((topic(1, "t", "U" * 90, hard),)).data.decode()
    path.write_text(data.replace('dir="ltr"', f'dir="{direction}"'), encoding="utf-8")
    page = open_page("#q-hard", path=path, viewport={"width": width, "height": 800})
    for _ in range(2):
        assert page.evaluate("document.documentElement.scrollWidth") == width
        page.locator("#search").fill("www")
        page.locator("#results").wait_for()
    assert page.evaluate("""
        [...document.querySelectorAll('.hero, .bar, .body, summary')].every((element) => {
            const box = element.getBoundingClientRect();
            return box.left >= 0 && box.right <= innerWidth;
        })
    """)


def test_wide_code_scrolls_by_keyboard(open_page: OpenPage, tmp_path: Path) -> None:
    path = tmp_path / "wide.html"
    path.write_bytes(
        build_page((topic(1, "t", "T", question("w", "Wide?", f"```\n{'y ' * 300}\n```")),)).data
    )
    page = open_page("#q-w", path=path)
    code = page.get_by_role("region", name="Code, scrolls sideways")
    code.focus()
    page.keyboard.press("ArrowRight")
    wait_until(page, "document.querySelector('pre').scrollLeft > 0")


def test_nothing_is_asked_of_any_server(open_page: OpenPage, sample_file: Path) -> None:
    asked: list[str] = []
    handler = partial(_Quiet, asked, directory=str(sample_file.parent))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            page = open_page()
            requests: list[str] = []
            page.on("request", lambda request: requests.append(request.url))
            page.goto(f"http://127.0.0.1:{server.server_port}/{sample_file.name}#q-everything")
            wait_until(page, "document.querySelector('#q-everything img').naturalWidth > 0")
            page.locator("#search").fill("quokka")
            page.locator("#results").wait_for()
            page.keyboard.press("Escape")
            page.locator("#study-open").click()
        finally:
            server.shutdown()
            thread.join()
    assert asked == [f"/{sample_file.name}"]
    assert len([url for url in requests if not url.startswith("data:")]) == 1


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder and keeps what is asked for."""

    def __init__(self, asked: list[str], *arguments: object, directory: str) -> None:
        self.asked = asked
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type]  # passed through

    def do_GET(self) -> None:
        self.asked.append(self.path)
        super().do_GET()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_hostile_text_runs_nothing(open_page: OpenPage) -> None:
    page = open_page("#q-marks", init="window.alert = () => { window.ran = true; }")
    expect(page.locator("#q-marks")).to_contain_text("</style>")
    expect(page.locator("h3", has_text="<script>alert(1)</script>")).to_be_visible()
    assert page.evaluate("window.ran") is None
