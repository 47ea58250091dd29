"""The same topic gives the same bytes, whatever the machine says."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from guide.backends.pptx import PptxBackend
from tests.backends.pptx.helpers import ROOT, context, question, render, topic_of

_SCRIPT = """
import hashlib, sys
from tests.backends.pptx.helpers import render
from tests.backends.pptx.hostile import hostile_questions
sys.stdout.write(hashlib.sha256(render(*hostile_questions()).data).hexdigest())
"""


def _digest(folder: Path, **environment: str) -> str:
    result = subprocess.run(
        [sys.executable, "-c", _SCRIPT],
        check=True,
        capture_output=True,
        text=True,
        cwd=folder,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environment},
    )
    assert len(result.stdout) == len(hashlib.sha256().hexdigest())
    return result.stdout


def test_hash_seed_locale_time_zone_and_folder_do_not_matter(tmp_path: Path) -> None:
    first = _digest(ROOT, PYTHONHASHSEED="1", LC_ALL="C", TZ="UTC")
    second = _digest(tmp_path, PYTHONHASHSEED="2", LC_ALL="C.UTF-8", TZ="Asia/Tokyo")
    assert first == second


def test_the_clock_does_not_matter() -> None:
    topic, outline = topic_of(question("Text."))
    where = context(outline)
    later = type(where)(
        where.guide, outline, where.theme, where.options, datetime(2040, 1, 1, tzinfo=UTC)
    )
    backend = PptxBackend()
    assert backend.render(topic, where).data == backend.render(topic, later).data


def test_dates_are_those_of_the_edition() -> None:
    with ZipFile(BytesIO(render(question("Text.")).data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert core.count("2026-11-23T00:00:00Z") == 2
