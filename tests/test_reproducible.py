"""The same source gives the same bytes: any day, locale, folder and number of processes."""

from __future__ import annotations

import secrets
from pathlib import Path

import pytest

from tests.program import contents, copy_case, guide

# Loaded by Python itself before anything else: a clock that is wrong by years and runs
# backwards in the middle of nothing.
CLOCK = """\
import datetime, time
_time, _gmtime, _localtime = time.time, time.gmtime, time.localtime
SHIFT = {shift}
time.time = lambda: _time() + SHIFT
time.time_ns = lambda: int(time.time() * 1_000_000_000)
time.gmtime = lambda seconds=None: _gmtime(time.time() if seconds is None else seconds)
time.localtime = lambda seconds=None: _localtime(time.time() if seconds is None else seconds)
class _DateTime(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return datetime.datetime.fromtimestamp(time.time(), tz)
    @classmethod
    def utcnow(cls):
        return datetime.datetime.fromtimestamp(time.time(), datetime.timezone.utc)
class _Date(datetime.date):
    @classmethod
    def today(cls):
        return datetime.date.fromtimestamp(time.time())
datetime.datetime, datetime.date = _DateTime, _Date
"""

HERE = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"}
ELSEWHERE = {"TZ": "Pacific/Kiritimati", "LC_ALL": "POSIX", "LANG": "tr_TR", "PYTHONHASHSEED": "7"}


def build(case: str, folder: Path, shift: int, *arguments: str, **environ: str) -> dict[str, bytes]:
    """Build all formats and return the files, the lock among them."""
    clock = folder / "clock"
    clock.mkdir(parents=True)
    (clock / "sitecustomize.py").write_text(CLOCK.format(shift=shift), encoding="utf-8")
    project = copy_case(case, folder / "a guide")
    umask = int(environ.pop("umask", "022"), 8)
    ran = guide(
        project,
        *("build", "--format", "all", *arguments),
        environ={**environ, "PYTHONPATH": str(clock)},
        umask=umask,
    )
    assert ran.returncode == 0, ran.stderr
    lock = (project / "source" / "guide.lock").read_bytes()
    return {**contents(project / "build"), "guide.lock": lock}


def differing(first: dict[str, bytes], second: dict[str, bytes]) -> list[str]:
    assert first.keys() == second.keys()
    return [name for name, data in first.items() if second[name] != data]


@pytest.mark.parametrize("case", ["everything", "japanese"])
def test_another_day_place_and_machine_give_the_same_bytes(case: str, tmp_path: Path) -> None:
    first = build(case, tmp_path / "a", 0, "--jobs", "1", "--no-cache", **HERE)
    folder = tmp_path / f"Ünlike {secrets.token_hex(8)}" / "deeper"
    second = build(case, folder, 500_000_000, "--jobs", "2", umask="077", **ELSEWHERE)
    suffixes = {Path(name).suffix for name in first}
    assert {".pdf", ".pptx", ".csv", ".apkg", ".html"} <= suffixes
    assert differing(first, second) == []


def test_the_clock_that_is_shifted_is_the_one_that_programs_read(tmp_path: Path) -> None:
    """So that the test above cannot pass because its clock does nothing."""
    (tmp_path / "sitecustomize.py").write_text(CLOCK.format(shift=500_000_000), encoding="utf-8")
    project = copy_case("bare", tmp_path)
    plug_in = tmp_path / "show_clock.py"
    plug_in.write_text(
        "import time\nfrom datetime import date, datetime, timezone\n"
        "assert time.gmtime().tm_year > 2038 and date.today().year > 2038\n"
        "assert datetime.now(timezone.utc).year > 2038\n"
        "name, summary, version, libraries = 'clock', 'a clock', 1, ()\n"
        "class Clock:\n"
        "    name, summary, version, libraries, options = 'clock', 'clock', 1, (), object\n",
        encoding="utf-8",
    )
    info = tmp_path / "clock-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: clock\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[guide.backends]\nclock = show_clock:Clock\n")
    ran = guide(project, "build", "-f", "cloc", environ={"PYTHONPATH": str(tmp_path)})
    assert ran.returncode == 2
    assert "did you mean `clock`?" in ran.stderr
