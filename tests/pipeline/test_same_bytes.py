"""A build that finds parts in the cache makes what a build without a cache makes."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from guide.cli import main
from tests.pipeline.helpers import QUICK, files, write_guide

TEXTS = st.sampled_from(
    ["Short.", "See [one](question:one-0).", "`code` and *stress*", "日本語, שלום", "a: b # c"]
)
GUIDES = st.fixed_dictionaries(
    {"one": st.lists(TEXTS, min_size=1, max_size=3)},
    optional={"two": st.lists(TEXTS, min_size=1, max_size=2)},
)


def build(folder: Path, formats: str, *more: str) -> dict[str, bytes]:
    (folder / "source" / "guide.lock").unlink(missing_ok=True)  # questions come and go
    arguments = ["build", "-f", formats, "-j", "1", "-q", "--source", str(folder), *more]
    assert main(arguments) == 0
    return files(folder / "build" if "--output" not in more else folder / "cold")


def edits_give_the_same(guides: list[dict[str, list[str]]], formats: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for answers in guides:
            write_guide(folder, answers)
            for path in (folder / "source").glob("t*.yaml"):
                if path.stem not in answers:
                    path.unlink()
            warm = build(folder, formats)
            cold = build(folder, formats, "--no-cache", "--output", str(folder / "cold"))
            assert {name: cold[name] for name in warm} == warm


@pytest.fixture(autouse=True)
def _one_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")


BOUNDS = settings(
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.generate,),
    suppress_health_check=(HealthCheck.function_scoped_fixture, HealthCheck.too_slow),
)


@settings(BOUNDS, max_examples=8)
@given(st.lists(GUIDES, min_size=2, max_size=4))
def test_after_any_edits_the_quick_formats_are_the_same(
    guides: list[dict[str, list[str]]],
) -> None:
    edits_give_the_same(guides, QUICK)


@settings(BOUNDS, max_examples=3)
@given(st.lists(GUIDES, min_size=2, max_size=2))
def test_after_any_edits_the_booklet_is_the_same(guides: list[dict[str, list[str]]]) -> None:
    edits_give_the_same(guides, "pdf")
