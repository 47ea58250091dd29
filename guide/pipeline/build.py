"""One build: select, plan, look up, run, assemble, write."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from guide.backends.base import Backend, Context, Output, OutputFile, Part, no_memo
from guide.backends.registry import get_backend
from guide.diagnostics import Diagnostic
from guide.errors import GuideError
from guide.model import Outline
from guide.pipeline.cache import Cache, pack_diagnostics, unpack_diagnostics
from guide.pipeline.explain import Journal
from guide.pipeline.plan import Inputs, Job, digest, plan, program_digest, theme_digest
from guide.pipeline.run import failed, run
from guide.pipeline.write import file_digest, target, write_all
from guide.source import GuideInfo
from guide.theme import Theme


@dataclass(frozen=True, slots=True)
class FormatRequest:
    """A format to make, with its own options (an instance of the backend's dataclass)."""

    name: str
    options: object


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """Everything that a build depends on, already read and checked.

    ``memory`` holds what the lock file remembers for each format; ``whole`` says whether
    the build is of the whole guide or of a selection.
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
    memory: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Built:
    """A file that was made, or found to be up to date. ``seconds`` is its format's time."""

    format: str
    path: Path
    count: str
    size: int
    seconds: float
    unchanged: bool


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build made. ``explained`` says for each job why it ran; ``removed`` are
    files of earlier builds that no longer belong to the guide."""

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
    started = time.perf_counter()
    parts = _render([job for f in to_do for job in f.jobs], request, cache, journal, progress)
    rendered = time.perf_counter() - started

    outputs: dict[str, tuple[Output, float]] = {}
    for each in to_do:
        begun = time.perf_counter()
        output = _assemble(each, [parts[job.key] for job in each.jobs])
        share = sum(1 for _ in each.jobs) / max(sum(len(f.jobs) for f in to_do), 1)
        seconds = time.perf_counter() - begun + rendered * share
        outputs[each.backend.name] = (output, seconds)
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

    def memo(name: str, inputs: bytes, make: Callable[[], bytes]) -> bytes:
        return cache.memo(name, digest(common, name, inputs.decode("utf-8", "replace")), make)

    context = Context(
        guide=request.info,
        outline=request.outline,
        theme=request.theme,
        options=each.options,
        now=request.now,
        memory=request.memory.get(each.name, {}),
        memo=memo,
    )
    # Jobs may run in other processes: they get no memo, and do not depend on the memory.
    bare = replace(context, memo=no_memo, memory={})
    jobs = tuple(plan(backend, request.inputs, bare))
    return _Format(backend, context, jobs, _manifest_key(backend, context, jobs))


def _manifest_key(backend: Backend, context: Context, jobs: Sequence[Job]) -> str:
    """Return the hash of everything that a format's files depend on, except the clock."""
    return digest(
        "manifest",
        backend.name,
        repr(context.guide),
        repr(context.outline),
        repr(sorted(context.memory.items())),
        theme_digest(context.theme, backend.name),
        *(job.key for job in jobs),
    )


def _render(
    jobs: Sequence[Job], request: BuildRequest, cache: Cache, journal: Journal, progress: Progress
) -> dict[str, Part]:
    """Return every job's part by its key, from the cache or rendered now."""
    parts: dict[str, Part] = {}
    missing = []
    for job in jobs:
        part = cache.get_part(job.key)
        if part is None:
            missing.append(job)
        else:
            parts[job.key] = part
        journal.note(job, cached=part is not None)
    total = len(jobs)
    finished = total - len(missing)
    progress(finished, total, "")

    def done(job: Job) -> None:
        nonlocal finished
        finished += 1
        progress(finished, total, job.label)

    for job, part in run(missing, request.jobs, done):
        cache.put_part(job.key, part)
        parts[job.key] = part
    return parts


def _assemble(each: _Format, parts: Sequence[Part]) -> Output:
    try:
        return each.backend.assemble(parts, each.context)
    except GuideError:
        raise
    except Exception as error:
        raise failed(each.backend.name, "assemble the guide", error) from error


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

    def built(
        self, name: str, output: Path, seconds: float, *, unchanged: bool
    ) -> Sequence[Built]:
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
