"""Jobs are done by this process and others, the longest first, each once."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from guide.backends.base import Part
from guide.errors import BackendError
from guide.model import Outline
from guide.pipeline import run as running
from guide.pipeline.plan import Inputs, Job
from guide.pipeline.run import Done, Waiting, longest_first, run
from guide.source import QuestionSource, TopicSource


def job(format_: str, topic: str, size: int = 100_000) -> Job:
    source = TopicSource(topic, topic, 1, (QuestionSource("q", "?", "x" * size),))
    inputs = Inputs(source, ("q",), Outline(()), Outline(()), (), Path())
    return Job(format_, inputs, cast("Any", None), {"topic": topic, "format": format_})


def labels(done: list[Done]) -> list[str]:
    return [each.job.label for each in done]


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Jobs do nothing but note that they were begun."""
    order: list[str] = []

    def timed(each: Job) -> tuple[Part, float]:
        order.append(each.label)
        if each.inputs.topic.id == "broken":
            raise BackendError("broken")
        return Part(b""), 0.0

    monkeypatch.setattr(running, "_timed", timed)
    return order


def threads() -> Any:
    """Threads in the place of processes."""
    return ThreadPoolExecutor(1)


def test_one_process_takes_them_in_order(begun: list[str]) -> None:
    jobs = [job("web", "a"), job("pdf", "a"), job("web", "b")]
    assert labels(list(run(jobs, 1, {}))) == ["web a", "pdf a", "web b"]
    assert begun == ["web a", "pdf a", "web b"]


def test_little_work_is_not_shared(begun: list[str]) -> None:
    def refused(*_: object) -> Future[Any]:
        raise AssertionError("nothing is worth another process")

    pool = threads()
    pool.submit = refused
    jobs = [job("web", "a", 10), job("pdf", "a", 10)]
    assert len(list(run(jobs, 2, {}, pool))) == len(begun) == 2


def test_all_are_done_once_by_whoever_is_free(begun: list[str]) -> None:
    jobs = [job(name, topic) for topic in "abcdef" for name in ("web", "pdf", "pptx")]
    done = labels(list(run(jobs, 2, {}, threads())))
    assert sorted(done) == sorted(begun) == sorted(each.label for each in jobs)


def test_the_format_that_takes_longest_comes_first() -> None:
    jobs = [job(name, topic) for topic in "abc" for name in ("web", "pptx", "pdf")]
    assert [each.format for each in longest_first(jobs, {})] == [
        *["pdf"] * 3,
        *["pptx"] * 3,
        *["web"] * 3,
    ]


def test_what_formats_took_before_decides() -> None:
    jobs = [job(name, topic) for topic in "ab" for name in ("web", "pdf")]
    found = longest_first(jobs, {"web": 1.0, "pdf": 1e-3})
    assert [each.format for each in found] == ["web", "web", "pdf", "pdf"]


def test_a_process_keeps_to_the_topics_that_it_has_parsed() -> None:
    waiting = Waiting([job(name, topic) for name in ("pdf", "web") for topic in "abc"])
    taken = [waiting.take(here=here) for here in (True, False, True, False, True, True, True)]
    assert [each and each.label for each in taken] == [
        "pdf a",
        "pdf b",
        "pdf c",
        "web b",
        "web a",
        "web c",
        None,
    ]


def test_an_error_elsewhere_ends_the_build(begun: list[str]) -> None:
    jobs = [replace(job("pdf", "broken")), *(job("pdf", topic) for topic in "abc")]
    with pytest.raises(BackendError, match="broken"):
        list(run(jobs, 2, {}, threads()))
    assert "pdf broken" in begun
