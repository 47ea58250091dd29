"""`guide watch` builds at each save, lives through errors, and ends when told to."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.pipeline.helpers import start, write_guide

READY = "watching"


@pytest.fixture
def watching(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    write_guide(tmp_path, {"one": ["First."]})
    process = start(tmp_path, "watch", "-f", "web", "--serve", "--port", "0")
    yield process
    if process.poll() is None:
        process.kill()
    process.communicate()


def until(process: subprocess.Popen[str], text: str) -> str:
    """Read messages until one has ``text``; return all. Fails if the program ends before."""
    assert process.stderr is not None
    said = ""
    for line in process.stderr:
        said += line
        if text in line:
            return said
    pytest.fail(f"it ended: {said}")


def get(host: str, path: str, name: str = "localhost") -> tuple[int, bytes]:
    connection = HTTPConnection(host, timeout=20)
    connection.request("GET", path, headers={"Host": name})
    answer = connection.getresponse()
    found = answer.status, answer.read()
    connection.close()
    return found


def test_a_save_is_built_an_error_is_survived_and_an_interrupt_ends_it(
    watching: subprocess.Popen[str], tmp_path: Path
) -> None:
    host = urlsplit(until(watching, "showing it at").split()[-1]).netloc
    until(watching, READY)
    page = tmp_path / "build" / "tiny.html"
    assert b"First." in page.read_bytes()
    assert get(host, "/tiny.html") == (200, page.read_bytes())
    assert b"/tiny.html" in get(host, "/")[1]
    assert get(host, "/../source/one.yaml")[0] == 404
    assert get(host, "/", name="example.org")[0] == 403

    events = HTTPConnection(host, timeout=60)
    events.request("GET", "/events")
    stream = events.getresponse()
    assert stream.readline() == b": open\n"

    (tmp_path / "source" / "one.yaml").write_text("id: [broken", "utf-8")
    assert "error" in until(watching, READY)
    assert b"First." in page.read_bytes()

    write_guide(tmp_path, {"one": ["Second."]})
    until(watching, READY)
    assert b"Second." in page.read_bytes()
    assert b"data: built\n" in iter(stream.readline, b"")
    events.close()

    watching.send_signal(signal.SIGINT)
    _, said = watching.communicate(timeout=60)
    assert "ended" in said
    assert watching.returncode == 0
