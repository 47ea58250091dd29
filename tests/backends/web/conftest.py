"""A browser for the tests of the page: Debian's Chromium, driven without a window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.backends.web.sample import page as build_page

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = (
    "--no-sandbox",  # CI runs as root
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)

OpenPage = Callable[..., Page]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    assert Path(CHROMIUM).is_file(), "the set-up installs Debian's chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample guide's page on disk."""
    file = build_page()
    path = tmp_path_factory.mktemp("page") / file.path
    path.write_bytes(file.data)
    return path


@pytest.fixture
def open_page(browser: Browser, sample_file: Path) -> Iterator[OpenPage]:
    """Open the sample's page (or another) from disk; any error of its scripts fails the test.

    ``address`` is what follows the file's name; further arguments go to the browser's
    context: color_scheme, viewport, java_script_enabled …
    """
    problems: list[str] = []
    with ExitStack() as stack:

        def open_(
            address: str = "", *, path: Path = sample_file, init: str = "", **settings: Any
        ) -> Page:
            context = browser.new_context(**settings)
            stack.callback(context.close)
            page = context.new_page()
            page.set_default_timeout(10_000)
            page.on("pageerror", lambda error: problems.append(str(error)))
            page.on(
                "console",
                lambda m: problems.append(m.text) if m.type in {"error", "warning"} else None,
            )
            if init:
                page.add_init_script(init)
            page.goto(path.as_uri() + address)
            return page

        yield open_
    assert problems == []


def wait_until(page: Page, condition: str) -> None:
    """Wait until a JavaScript condition holds, at most 10 s.

    Playwright's `wait_for_function` evaluates it again inside the page, whose content
    security policy forbids that; this evaluates once.
    """
    page.evaluate(
        f"""new Promise((done, fail) => {{
            const end = Date.now() + 10_000;
            const look = () => {{
                if ({condition}) done();
                else if (Date.now() > end) fail(new Error("it never came true"));
                else setTimeout(look, 10);
            }};
            look();
        }})"""
    )
