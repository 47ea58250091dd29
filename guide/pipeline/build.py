"""One build: select, plan, look up, run, assemble, write."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from guide.backends.base import Backend, Context, Output, OutputFile, Part
from guide.backends.registry import get_backend
from guide.diagnostics import Diagnostic
from guide.errors import BackendError, GuideError
from guide.model import Outline
from guide.pipeline.cache import Cache, pack_diagnostics, unpack_diagnostics
from guide.pipeline.explain import Journal
from guide.pipeline.memo import CacheMemo
from guide.pipeline.plan import Inputs, Job, digest, plan, program_digest, settings, theme_digest
from guide.pipeline.receipt import Built
from guide.pipeline.run import failed, run
from guide.pipeline.write import file_digest, target, write_all
from guide.source import GuideInfo
from guide.theme import Theme

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor


@dataclass(frozen=True, slots=True)
class FormatRequest:
    """A format to make, with its own options (an instance of the backend's dataclass)."""

    name: str
    options: object


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """Everything that a build depends on, already read and checked.

    ``memory`` holds what the lock file remembers for each format; ``whole`` says whether
    the build is of the whole guide or of a selection. ``pool`` are other processes that
    were started before.
    """

    info: GuideInfo
    outline: Outline
    inputs: Sequence[Inputs]
    formats: Sequence[FormatRequest]
    theme: Theme
    output: Path
    now: datetime
    jobs: int = 1
    cache: bool = True
    whole: bool = True
    pool: ProcessPoolExecutor | None = None
    memory: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build made.

    ``explained`` says for each job why it ran; ``removed`` are files of earlier builds
    that no longer belong to the guide.
    """

    files: tuple[Built, ...]
    diagnostics: tuple[Diagnostic, ...]
    explained: tuple[str, ...]
    memory: Mapping[str, Mapping[str, str]]
    removed: tuple[Path, ...] = ()


Progress = Callable[[int, int, str], None]
"""progress(done, total, label of the job that is done)"""


@dataclass(frozen=True, slots=True)
class _Format:
    """A format in this build."""

    backend: Backend
    context: Context
    jobs: tuple[Job, ...]
    manifest_key: str


def build(request: BuildRequest, progress: Progress = lambda *_: None) -> BuildResult:
    """Make all requested formats and write them.

    Raises BackendError if a backend fails and OutputError if a file cannot be written;
    nothing is written before every format is complete.
    """
    folder = request.output / ".cache" if request.cache else None
    cache = Cache(folder)
    journal = Journal(folder)
    formats = [_prepare(each, request, cache) for each in request.formats]
    manifests = {f.backend.name: _up_to_date(f, request.output, cache) for f in formats}
    to_do = [f for f in formats if manifests[f.backend.name] is None]
    outputs: dict[str, tuple[Output, float]] = {}
    parts: dict[str, Part] = {}
    for each in _rendered(to_do, parts, request, cache, journal, progress):
        outputs[each.backend.name] = _assemble(each, [parts[job.key] for job in each.jobs])
    write_all(request.output, [file for output, _ in outputs.values() for file in output.files])

    files: list[Built] = []
    diagnostics: list[Diagnostic] = []
    memory = {name: dict(values) for name, values in request.memory.items()}
    for each in formats:
        name = each.backend.name
        done = manifests[name]
        if done is None:
            output, seconds = outputs[name]
            found = tuple(d for job in each.jobs for d in parts[job.key].diagnostics)
            done = _Manifest.of(output, found)
            if output.memory:
                memory.setdefault(name, {}).update(output.memory)
            again = replace(each.context, memory=memory.get(name, {}))
            cache.put(_manifest_key(each.backend, again, each.jobs), done.pack())
        else:
            seconds = 0.0
            journal.unchanged(each.jobs)
        files.extend(done.built(name, request.output, seconds, unchanged=name not in outputs))
        diagnostics.extend(done.diagnostics)
    removed = _remove_stale(request, files, journal)
    journal.save()
    cache.prune()
    return BuildResult(
        tuple(files), tuple(diagnostics), tuple(journal.lines), memory, tuple(removed)
    )


def _prepare(each: FormatRequest, request: BuildRequest, cache: Cache) -> _Format:
    backend = get_backend(each.name)
    common = digest(each.name, program_digest(backend), theme_digest(request.theme, each.name))

    context = Context(
        guide=request.info,
        outline=request.outline,
        theme=request.theme,
        options=each.options,
        now=request.now,
        memory=request.memory.get(each.name, {}),
        memo=CacheMemo(cache, common),
    )
    bare = replace(context, memory={})  # jobs do not depend on the memory
    jobs = tuple(plan(backend, request.inputs, bare))
    return _Format(backend, context, jobs, _manifest_key(backend, context, jobs))


def _manifest_key(backend: Backend, context: Context, jobs: Sequence[Job]) -> str:
    """Return the hash of everything that a format's files depend on, except the clock."""
    return digest(
        "manifest",
        backend.name,
        settings(context.guide),
        repr(context.options),
        repr(context.outline),
        repr(sorted(context.memory.items())),
        theme_digest(context.theme, backend.name),
        *(job.key for job in jobs),
    )


def _rendered(  # noqa: PLR0917 - each is another thing
    formats: Sequence[_Format],
    parts: dict[str, Part],
    request: BuildRequest,
    cache: Cache,
    journal: Journal,
    progress: Progress,
) -> Iterator[_Format]:
    """Fill ``parts`` (by job key) from the cache or rendered now; yield formats once complete.

    One format can so be assembled here while others are still rendered elsewhere.
    """
    missing: dict[str, set[str]] = {}
    to_run = []
    for each in formats:
        name = each.backend.name
        missing[name] = set()
        for job in each.jobs:
            part = cache.get_part(job.key)
            if part is None:
                to_run.append(job)
                missing[name].add(job.key)
            else:
                parts[job.key] = part
            journal.note(job, cached=part is not None)
    by_name = {each.backend.name: each for each in formats}
    total = sum(len(each.jobs) for each in formats)
    finished = total - len(to_run)
    progress(finished, total, "")
    for done in run(to_run, request.jobs, journal.rates, request.pool):
        cache.put_part(done.job.key, done.part)
        parts[done.job.key] = done.part
        journal.timed(done.job, done.seconds)
        finished += 1
        progress(finished, total, done.job.label)
        missing[done.job.format].discard(done.job.key)
        if not missing[done.job.format]:
            yield by_name.pop(done.job.format)
    yield from by_name.values()


def _assemble(each: _Format, parts: Sequence[Part]) -> tuple[Output, float]:
    """Return a format's files, and the seconds that joining them took."""
    begun = time.perf_counter()
    try:
        output: Any = each.backend.assemble(parts, each.context)  # a plug-in may return anything
    except GuideError:
        raise
    except Exception as error:
        raise failed(each.backend.name, "assemble the guide", error) from error
    if not isinstance(output, Output):
        raise BackendError(
            f"the backend `{each.backend.name}` assembled {type(output).__name__}, not an Output"
        )
    return output, time.perf_counter() - begun


@dataclass(frozen=True, slots=True)
class _Manifest:
    """Which files a format consists of; found again, nothing needs to be made."""

    files: tuple[tuple[str, str, str, int], ...]  # path, SHA-256, count, size
    diagnostics: tuple[Diagnostic, ...]

    @classmethod
    def of(cls, output: Output, rendered: tuple[Diagnostic, ...]) -> _Manifest:
        return cls(
            tuple((f.path, _sha256(f), f.count, len(f.data)) for f in output.files),
            (*rendered, *output.diagnostics),
        )

    def pack(self) -> bytes:
        return json.dumps(
            {"files": self.files, "diagnostics": pack_diagnostics(self.diagnostics)}
        ).encode()

    @classmethod
    def unpack(cls, data: bytes) -> _Manifest:
        values = json.loads(data)
        return cls(
            tuple((p, h, c, s) for p, h, c, s in values["files"]),
            unpack_diagnostics(values["diagnostics"]),
        )

    def built(self, name: str, output: Path, seconds: float, *, unchanged: bool) -> Sequence[Built]:
        return [
            Built(name, target(output, path), count, size, seconds, unchanged)
            for path, _, count, size in self.files
        ]


def _sha256(file: OutputFile) -> str:
    import hashlib

    return hashlib.sha256(file.data).hexdigest()


def _up_to_date(each: _Format, output: Path, cache: Cache) -> _Manifest | None:
    """Return a format's manifest if its files are all there as they would be made."""
    data = cache.get(each.manifest_key)
    if data is None:
        return None
    manifest = _Manifest.unpack(data)
    current = all(file_digest(target(output, path)) == sha for path, sha, _, _ in manifest.files)
    return manifest if current else None


def _remove_stale(request: BuildRequest, files: Sequence[Built], journal: Journal) -> list[Path]:
    """Remove files that an earlier build of the whole guide made and this one does not.

    Only what a build of ours wrote is ever removed, and never by a build of a selection.
    """
    made: dict[str, list[str]] = {each.name: [] for each in request.formats}
    for file in files:
        made[file.format].append(file.path.relative_to(request.output).as_posix())
    if not request.whole:
        return []
    removed = []
    for path in journal.replace_files(made):
        stale = target(request.output, path)
        if stale.is_file():
            stale.unlink(missing_ok=True)
            removed.append(stale)
    return removed
