"""Run jobs: in place when there is little to do, else in processes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import replace
from multiprocessing import get_context

from guide.backends.base import Part
from guide.backends.registry import get_backend
from guide.errors import BackendError, GuideError
from guide.pipeline.check import parse
from guide.pipeline.plan import Job


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


def failed(format_: str, doing: str, error: Exception) -> BackendError:
    """Return the error that says which backend could not do what, and why."""
    return BackendError(f"the backend `{format_}` could not {doing}: {type(error).__name__}: {error}")


def run(jobs: Sequence[Job], workers: int, done: Callable[[Job], None]) -> Iterator[tuple[Job, Part]]:
    """Run jobs and yield each with its part as it is ready; ``done`` is told of each.

    Processes are spawned, not forked: a warm parent makes forked ones slower (measured),
    and a forked thread pool can hang.
    """
    workers = min(workers, len(jobs))
    if workers <= 1:
        for job in jobs:
            part = execute(job)
            done(job)
            yield job, part
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        futures: dict[Future[Part], Job] = {pool.submit(execute, job): job for job in jobs}
        try:
            for future in as_completed(futures):
                done(futures[future])
                yield futures[future], future.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
