"""Cards as Anki's reviewers show them, in Chromium."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from guide.markup import nodes as n
from guide.model import Topic
from tests.backends.anki.browser import REVIEWERS, Measured, Side, measure
from tests.backends.anki.collection import anki
from tests.backends.anki.hostile import hostile
from tests.backends.anki.sample import (
    build_csv,
    build_package,
    code,
    paragraph,
    question,
    sample,
    topic,
    write,
)

WIDTHS = (390, 1200)


def shown(topics: tuple[Topic, ...], folder: Path, **more: str) -> list[Side]:
    """Return both sides of every card of both formats, rendered by Anki's engine."""
    by_csv = write(build_csv(topics, **more), folder)["cloud.csv"]
    package = write(build_package(topics, **more), folder)["cloud.apkg"]
    sides = []
    for kind, step in (("csv", ("import_csv", by_csv)), ("apkg", ("import_package", package))):
        for number, card in enumerate(anki(step, ("render",))[1]):
            sides += [
                Side(f"{kind} {number} {side}", card[side], card["css"])
                for side in ("front", "back")
            ]
    return sides


def problems(found: list[Measured]) -> list[Measured]:
    return [
        m
        for m in found
        if m.overflow > 0 or m.contrast < 4.5 or m.size < 14 or not m.code_aligned or not m.texts
    ]


@pytest.mark.parametrize("look", ["serif", "sans"])
def test_every_kind_of_content_is_readable_everywhere(look: str, tmp_path: Path) -> None:
    sides = shown(sample(), tmp_path, look=look)
    found = measure(sides, WIDTHS)

    assert len(found) == len(sides) * len(WIDTHS) * len(REVIEWERS) == 30 * 10
    assert problems(found) == []


def test_text_that_breaks_layouts_stays_inside(tmp_path: Path) -> None:
    long = code("x = 1  # " + "long " * 60 + "\n" + "\n".join(f"line {i}" for i in range(200)))
    wide = n.Table(
        tuple((n.Text("a_heading_without_a_space" * 3),) for _ in range(5)),
        (tuple((n.Code("y" * 80),) for _ in range(5)),),
        (n.Align.LEFT,) * 5,
    )
    deep: n.Blocks = (paragraph("deep " * 20),)
    for _ in range(12):
        deep = (n.BulletList((n.ListItem(deep),)),)
    hard = topic("hard", 2, question("hard", answer=(long, wide, *deep)))
    picked = replace(hostile(), questions=hostile().questions[7:11])

    found = measure(shown((picked, hard), tmp_path), WIDTHS, REVIEWERS[:2])

    assert len(found) > 100
    assert problems(found) == []


def test_the_measuring_sees_what_is_wrong() -> None:
    bad = (
        '<div style="width:2000px;font-size:9px;color:#999;background:#aaa">bad'
        '<pre style="text-align:right">x</pre></div>'
    )
    (found,) = measure([Side("bad", bad, "")], (390,), REVIEWERS[:1])

    assert found.overflow > 1000
    assert found.contrast < 2
    assert found.size == 9
    assert not found.code_aligned
