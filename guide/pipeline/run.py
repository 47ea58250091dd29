"""Run jobs: in place when there is little to do, else in processes.

A process costs about a second before it does anything, as layout engines are large. So
what a job will cost is estimated from its text and from what its format took before.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from queue import SimpleQueue
from threading import Lock
from typing import TYPE_CHECKING

from guide.backends.base import Part
from guide.backends.registry import get_backend
from guide.errors import BackendError, GuideError
from guide.pipeline.check import parse
from guide.pipeline.plan import Job

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

RATE = 1e-6  # seconds a character, of a format of effort 1 that was never timed
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


def run(
    jobs: Sequence[Job],
    workers: int,
    rates: Mapping[str, float],
    early: ProcessPoolExecutor | None = None,
) -> Iterator[Done]:
    """Run jobs, the longest first, and yield each as it is ready.

    So the format that takes longest is complete first, and is assembled here while the
    others are still rendered elsewhere.

    ``rates`` are the seconds that formats took for a character. This process is one of the
    workers, as what it has loaded by then is needed to assemble; the others may be there
    already (``early``).
    """
    costs = [_cost(job, rates) for job in jobs]
    saved = sum(costs) - max(costs, default=0)
    workers = min(workers, len(jobs)) if saved > WORTH else 1
    if workers <= 1:
        for job in jobs:
            yield Done(job, *_timed(job))
        return
    ordered = longest_first(jobs, rates)
    if early is not None:
        yield from _shared(early, ordered, workers - 1)
        return
    from guide.pipeline.pool import end, new_pool

    pool = new_pool(workers - 1)
    try:
        yield from _shared(pool, ordered, workers - 1)
    finally:
        end(pool)


def longest_first(jobs: Sequence[Job], rates: Mapping[str, float]) -> list[Job]:
    """Return jobs by what they probably cost."""
    return sorted(jobs, key=lambda job: -_cost(job, rates))


def _cost(job: Job, rates: Mapping[str, float]) -> float:
    """Return the seconds that a job probably takes."""
    effort = getattr(get_backend(job.format), "effort", 1)
    return rates.get(job.format, RATE * effort) * job.inputs.size


class Waiting:
    """Jobs that nobody has begun, in order; taken by two threads.

    Of one format's jobs this process takes those first whose topics it has parsed, and
    leaves them to itself.
    """

    def __init__(self, jobs: Sequence[Job]) -> None:
        self._jobs = list(jobs)
        self._parsed: set[str] = set()
        self._lock = Lock()

    def take(self, *, here: bool) -> Job | None:
        """Return the next job for this process or for another one, None if there is none."""
        with self._lock:
            if not self._jobs:
                return None
            first = self._jobs[0].format
            wanted = (
                place
                for place, job in enumerate(self._jobs)
                if job.format == first and (job.inputs.topic.id in self._parsed) == here
            )
            job = self._jobs.pop(next(wanted, 0))
            if here:
                self._parsed.add(job.inputs.topic.id)
            return job


def _shared(pool: ProcessPoolExecutor, jobs: Sequence[Job], others: int) -> Iterator[Done]:
    """Run jobs here and in a pool of ``others``, each taking the next when it is free."""
    waiting = Waiting(jobs)
    finished: SimpleQueue[tuple[Job, Future[tuple[Part, float]]]] = SimpleQueue()

    def give() -> None:
        job = waiting.take(here=False)
        if job is not None:
            pool.submit(_timed, job).add_done_callback(lambda future: take_back(job, future))

    def take_back(job: Job, future: Future[tuple[Part, float]]) -> None:
        if not future.cancelled():
            if future.exception() is None:
                give()
            finished.put((job, future))

    for _ in range(others):
        give()
    left = len(jobs)
    while left:
        mine = waiting.take(here=True)
        if mine is not None:
            yield Done(mine, *_timed(mine))
            left -= 1
        while left and (mine is None or not finished.empty()):
            job, future = finished.get()
            yield Done(job, *future.result())
            left -= 1


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
