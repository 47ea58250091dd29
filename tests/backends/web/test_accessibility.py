"""axe-core finds no violation, in either color scheme and in every state of the page."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.backends.web.conftest import OpenPage
from tests.backends.web.sample import ROOT

AXE = ROOT / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
STATES = {
    "start": (),
    "all open": ("e",),
    "results": ("/", "q", "u", "o", "k", "k", "a"),
    "nothing found": ("/", *"zzzzzz"),
    "keys": ("?",),
    "study": ("s",),
    "study, question": ("s", "Enter"),
    "study, answer": ("s", "Enter", "Enter"),
}


def violations(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.evaluate(
        "runOnly => axe.run(document, { runOnly }).then(r => r.violations)", RULES
    )
    return [f"{v['id']}: {n['target']} {n['failureSummary']}" for v in found for n in v["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES)
def test_no_violation(open_page: OpenPage, scheme: str, state: str) -> None:
    page = open_page(color_scheme=scheme, reduced_motion="reduce")
    for key in STATES[state]:
        page.keyboard.press(key)
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert violations(page) == []


def test_no_violation_on_a_phone(open_page: OpenPage) -> None:
    page = open_page("#q-everything", viewport={"width": 360, "height": 740}, has_touch=True)
    page.evaluate("scrollTo(0, 0)")  # the bar must not cover what is measured
    assert violations(page) == []


def test_violations_are_found_when_there_are_some(open_page: OpenPage) -> None:
    page = open_page()
    page.evaluate("document.querySelector('h1').style.color = '#eeeeee'")
    assert any("color-contrast" in line for line in violations(page))
