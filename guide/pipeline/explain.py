"""Why each job ran: what of its inputs is not what it was at the last build."""

from __future__ import annotations

import contextlib
import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # the program starts faster without
    from guide.pipeline.plan import Job


class Journal:
    """Remembers, beside the cache, each job's inputs and each format's files.

    It only explains, estimates and tidies up: a lost or foreign journal changes no result.
    """

    def __init__(self, folder: Path | None) -> None:
        self._path = None if folder is None else folder / "journal.json"
        self._jobs: dict[str, dict[str, str]] = {}
        self._files: dict[str, list[str]] = {}
        self.rates: dict[str, float] = {}  # format → seconds a character
        self.lines: list[str] = []
        if self._path is not None:
            with contextlib.suppress(OSError, ValueError, LookupError, AttributeError, TypeError):
                data: Any = json.loads(self._path.read_text(encoding="utf-8"))
                self._jobs = dict(data["jobs"])
                self._files = dict(data["files"])
                self.rates = {str(name): float(rate) for name, rate in data["rates"].items()}

    def note(self, job: Job, *, cached: bool) -> None:
        """Note a job and why it runs."""
        before = self._jobs.get(job.label)
        self._jobs[job.label] = dict(job.components)
        if cached:
            self.lines.append(f"{job.label}: cached")
        else:
            self.lines.append(f"{job.label}: rendered, {self._reason(before, job)}")

    def timed(self, job: Job, seconds: float) -> None:
        """Note what a job took."""
        rate = seconds / max(job.inputs.size, 1000)
        self.rates[job.format] = (self.rates.get(job.format, rate) + rate) / 2

    def unchanged(self, jobs: Sequence[Job]) -> None:
        """Note jobs of a format whose files are all up to date."""
        self.lines.extend(f"{job.label}: cached" for job in jobs)

    @staticmethod
    def _reason(before: Mapping[str, str] | None, job: Job) -> str:
        if before is None:
            return "for the first time"
        changed = [name for name, value in job.components.items() if before.get(name) != value]
        if not changed:
            return "as it is no longer in the cache"
        return f"because of the {' and the '.join(changed)}"

    def files(self, formats: Iterable[str]) -> dict[str, list[str]]:
        """Return which files of some formats the last build of the whole guide left."""
        return {name: self._files[name] for name in formats if name in self._files}

    def replace_files(self, made: Mapping[str, list[str]]) -> list[str]:
        """Note the files of some formats; return those that were theirs before and are not now."""
        stale: list[str] = []
        for name, paths in made.items():
            stale.extend(p for p in self._files.get(name, []) if p not in paths)
            self._files[name] = paths
        return stale

    def save(self) -> None:
        """Write the journal, whole or not at all."""
        if self._path is None:
            return
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            temporary = self._path.with_suffix(f".{secrets.token_hex(4)}.tmp")
            text = json.dumps(
                {"jobs": self._jobs, "files": self._files, "rates": self.rates}, sort_keys=True
            )
            temporary.write_text(text, encoding="utf-8")
            temporary.replace(self._path)
