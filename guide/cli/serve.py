"""Show what was built in a browser of this machine, anew after each build.

Only this machine is listened to, under its own names (another name could be a foreign
page that was led here), and only files below the output folder are served.
"""

from __future__ import annotations

import contextlib
import html
import socket
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import ClassVar, Self
from urllib.parse import quote, unquote, urlsplit

from guide.errors import OutputError

_HOST = "127.0.0.1"
_TYPES = {".pdf": "application/pdf", ".html": "text/html; charset=utf-8"}
_ALIVE = 15.0  # seconds after which a silent connection is tried
_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>guide watch</title>
<style>html,body{{margin:0;height:100%}}body{{display:flex;flex-direction:column;
font:14px system-ui,sans-serif}}nav{{display:flex;gap:1em;padding:.4em .8em;background:#1f2933}}
nav a{{color:#fff}}iframe{{flex:1;border:0}}</style>
<nav>{links}</nav><iframe id="shown" title="What was built" src="{first}"></iframe>
<script>
const frame = document.getElementById("shown");
let address = frame.getAttribute("src");
for (const link of document.querySelectorAll("nav a")) link.onclick = event => {{
  event.preventDefault(); address = link.getAttribute("href"); frame.src = address;
}};
new EventSource("/events").onmessage = () => {{
  if (!address) location.reload();
  else if (address.endsWith(".html")) frame.contentWindow.location.reload();
  else frame.src = address + "?" + Date.now();
}};
</script></html>"""


class Server:
    """A server that runs in a thread of its own while its ``with`` block does."""

    def __init__(self, folder: Path, port: int) -> None:
        self._folder = folder
        self._built = threading.Condition()
        self._count = 0
        self._open = True
        handler = type("Handler", (_Handler,), {"server_of": self})
        try:
            self._server = _Listener((_HOST, port), handler)
        except OSError as error:
            hint = "choose another --port"
            raise OutputError(f"cannot listen on port {port}: {error.strerror}; {hint}") from error
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def address(self) -> str:
        """Where the browser finds it."""
        return f"http://{_HOST}:{self._server.server_address[1]}/"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._built:
            self._open = False
            self._built.notify_all()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def show_again(self) -> None:
        """Have every open page load what was built."""
        with self._built:
            self._count += 1
            self._built.notify_all()

    def next_build(self, after: int) -> int | None:
        """Wait for a build after the one counted ``after``; None at the end."""
        with self._built:
            self._built.wait_for(lambda: self._count > after or not self._open, _ALIVE)
            return self._count if self._open else None

    @property
    def count(self) -> int:
        """How many builds there were."""
        return self._count

    def shown(self) -> list[str]:
        """Return the files that a browser can show: the page, then the booklet."""
        found = [p for suffix in (".html", ".pdf") for p in sorted(self._folder.glob(f"*{suffix}"))]
        return [path.name for path in found]

    def read(self, name: str) -> tuple[bytes, str] | None:
        """Return a file's bytes and type, if it is one of those that are shown."""
        if name not in self.shown():
            return None
        with contextlib.suppress(OSError):
            return (self._folder / name).read_bytes(), _TYPES[Path(name).suffix]
        return None

    def page(self) -> str:
        """Return the page around what is shown."""
        names = self.shown()
        links = "".join(f'<a href="/{quote(n)}">{html.escape(n)}</a>' for n in names)
        first = f"/{quote(names[0])}" if names else ""
        return _PAGE.format(links=links or "nothing was built yet", first=first)


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a browser that closes a page is no error."""


class _Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    server_of: ClassVar[Server]
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Serve the page, a file or the events."""
        host = (self.headers.get("Host") or "").partition(":")[0]
        path = unquote(urlsplit(self.path).path)
        if host not in {_HOST, "localhost"}:
            self._send(HTTPStatus.FORBIDDEN, b"only this machine", "text/plain")
        elif path == "/":
            self._send(HTTPStatus.OK, self.server_of.page().encode(), "text/html; charset=utf-8")
        elif path == "/events":
            self._events()
        else:
            found = self.server_of.read(path.removeprefix("/"))
            if found is None:
                self._send(HTTPStatus.NOT_FOUND, b"there is no such file", "text/plain")
            else:
                self._send(HTTPStatus.OK, *found)

    def _send(self, status: HTTPStatus, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        self.wfile.write(body)

    def _events(self) -> None:
        """Send an event at each build (https://html.spec.whatwg.org, server-sent events)."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        self.wfile.write(b": open\n\n")
        seen = self.server_of.count
        with contextlib.suppress(OSError, socket.timeout):
            while (now := self.server_of.next_build(seen)) is not None:
                self.wfile.write(b"data: built\n\n" if now > seen else b": alive\n\n")
                seen = now

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name
        """Say nothing: the terminal belongs to the messages."""
