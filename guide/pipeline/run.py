"""Run jobs: in place when there is little to do, else in processes.

A process costs about a second before it does anything, as layout engines are large. So
what a job will cost is estimated from its text and from what its format took before.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from queue import SimpleQueue
from typing import TYPE_CHECKING

from guide.backends.base import Part
from guide.backends.registry import get_backend
from guide.errors import BackendError, GuideError
from guide.pipeline.check import parse
from guide.pipeline.plan import Job

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

RATE = 2e-5  # seconds a character, of a format that was never timed
WORTH = 1.2  # seconds that other processes must save


@dataclass(frozen=True, slots=True)
class Done:
    """A job with its part, and the seconds of processor time that it took."""

    job: Job
    part: Part
    seconds: float


def execute(job: Job) -> Part:
    """Parse the job's topic and render it. Raises BackendError if the backend fails."""
    topic = parse(job.inputs.topic, job.inputs.whole, job.inputs.source)[0]
    if len(job.inputs.selected) < len(topic.questions):
        chosen = set(job.inputs.selected)
        topic = replace(topic, questions=tuple(q for q in topic.questions if q.id in chosen))
    backend = get_backend(job.format)
    try:
        part = backend.render(topic, job.context)
    except GuideError:
        raise
    except Exception as error:
        raise failed(job.format, f"render topic `{topic.id}`", error) from error
    if not isinstance(part, Part):
        raise BackendError(f"the backend `{job.format}` rendered {type(part).__name__}, not a Part")
    return part


def _timed(job: Job) -> tuple[Part, float]:
    before = time.process_time()
    part = execute(job)
    return part, time.process_time() - before


def failed(format_: str, doing: str, error: Exception) -> BackendError:
    """Return the error that says which backend could not do what, and why."""
    return BackendError(
        f"the backend `{format_}` could not {doing}: {type(error).__name__}: {error}"
    )


def run(jobs: Sequence[Job], workers: int, rates: Mapping[str, float]) -> Iterator[Done]:
    """Run jobs, the longest first, and yield each as it is ready.

    ``rates`` are the seconds that formats took for a character. This process is one of the
    workers, as what it has loaded by then is needed to assemble. The others are spawned,
    not forked: a warm parent makes forked ones slower (measured), and a forked thread pool
    can hang.
    """
    costs = {job.key: rates.get(job.format, RATE) * job.inputs.size for job in jobs}
    ordered = sorted(jobs, key=lambda job: -costs[job.key])
    saved = sum(costs.values()) - max(costs.values(), default=0)
    workers = min(workers, len(jobs)) if saved > WORTH else 1
    if workers <= 1:
        for job in jobs:
            yield Done(job, *_timed(job))
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    pool = ProcessPoolExecutor(workers - 1, mp_context=get_context("spawn"))
    try:
        yield from _shared(pool, ordered, workers - 1)
    finally:
        # Nobody waits for the others to clear up, and nothing that is left is begun.
        pool.shutdown(wait=False, cancel_futures=True)


def _shared(pool: ProcessPoolExecutor, jobs: Sequence[Job], others: int) -> Iterator[Done]:
    """Run jobs here and in a pool of ``others``, each taking the next when it is free."""
    waiting = deque(jobs)
    finished: SimpleQueue[tuple[Job, Future[tuple[Part, float]]]] = SimpleQueue()

    def give() -> None:
        with contextlib.suppress(IndexError):  # this process took the last one
            job = waiting.popleft()
            pool.submit(_timed, job).add_done_callback(lambda future: take(job, future))

    def take(job: Job, future: Future[tuple[Part, float]]) -> None:
        if future.cancelled():
            return
        if future.exception() is None:
            give()
        finished.put((job, future))

    for _ in range(others):
        give()
    left = len(jobs)
    while left:
        try:
            mine = waiting.popleft()
        except IndexError:
            job, future = finished.get()
            yield Done(job, *future.result())
            left -= 1
            continue
        yield Done(mine, *_timed(mine))
        left -= 1
        while not finished.empty():
            job, future = finished.get()
            yield Done(job, *future.result())
            left -= 1


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
