"""What the tests with the real engine share."""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from guide.backends.anki.identity import guid
from guide.model import Topic
from tests.backends.anki.sample import (
    build_csv,
    build_package,
    changed,
    paragraph,
    write,
)

FORMATS = pytest.mark.parametrize("kind", ["csv", "apkg"])
CLEAN = {"ok": True, "empty": 0, "missing_media": [], "unused_media": []}
ROLES = guid("cloud", "roles")


def made(kind: str, topics: Any, folder: Path, **more: Any) -> tuple[tuple[str, str], Any]:
    """Build; return the step that imports the whole guide, and the output."""
    folder.mkdir(exist_ok=True)
    output = (build_csv if kind == "csv" else build_package)(topics, **more)
    places = write(output, folder)
    step = (
        ("import_csv", places["cloud.csv"])
        if kind == "csv"
        else ("import_package", places["cloud.apkg"])
    )
    return step, output


def without_images(topics: tuple[Topic, ...]) -> tuple[Topic, ...]:
    """Anki's Check Media moves images out of fields, into files: not for comparisons."""
    return changed(topics, "policy", answer=(paragraph("An answer."),))


def histories(cards: list[dict[str, Any]]) -> dict[str, Any]:
    keys = ("reps", "ivl", "queue", "reviews")
    return {f"{card['guid']}/{card['ord']}": [card[key] for key in keys] for card in cards}


def composed_text(value: str) -> str:
    return unicodedata.normalize("NFC", value)


def visible(html: str) -> str:
    html = re.sub(r"<style.*?</style>", "", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", "", html)).split())
