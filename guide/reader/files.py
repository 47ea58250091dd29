"""Read a text file of the project without trusting it.

A source may come from anybody: a link can point out of the project, a FIFO can block for
ever, a file can be huge or in another encoding. Each of these is a message.
"""

from __future__ import annotations

import os
import re
import stat
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, islice
from pathlib import Path
from typing import TypeAlias

from guide.diagnostics import Diagnostic, Span

LARGEST = 10 * 1024 * 1024  # bytes
_PIECE = 1 << 20
_MOST_MESSAGES = 20  # about one file's characters: more of them and it is no text at all
_FAR = os.path.join("..", "..", "..")  # noqa: PTH118 - a beginning of a text, not a path

# What no output format can show: C0 and C1 controls but tab and line feed, the line and
# paragraph separators (which YAML takes for line ends and editors do not), U+FEFF inside a
# text, and the two code points that XML forbids.
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


@dataclass(frozen=True)
class SourceText:
    """A file's text with line ends as line feeds; ``path`` is as shown to the user."""

    path: str
    text: str = field(repr=False)

    @cached_property
    def starts(self) -> Sequence[int]:
        """The offset at which each line begins."""
        return [0, *accumulate(len(line) + 1 for line in self.text.split("\n"))][:-1]

    def span(self, start: int, end: int | None = None) -> Span:
        """Return the place from offset ``start`` to ``end``, not beyond the line's end."""
        row = bisect_right(self.starts, start)
        begin = self.starts[row - 1]
        if end is None or end <= start:
            return Span(self.path, row, start - begin + 1, 1)
        line_end = self.starts[row] - 1 if row < len(self.starts) else len(self.text)
        return Span(self.path, row, start - begin + 1, max(1, min(end, line_end) - start))

    def unfold(self, span: Span) -> Span:
        """Return a place in text that YAML joined: beyond a line's end is the next line."""
        row, column = span.line, span.column
        while True:
            room = len(self.line(row).rstrip())
            below = self.line(row + 1)
            if column <= room or not below.strip():
                return Span(span.path, row, column, span.length)
            column += len(below) - len(below.lstrip()) - room - 1
            row += 1

    def line(self, number: int) -> str:
        """Return a line, from 1, without its end; "" if there is none."""
        if not 1 <= number <= len(self.starts):
            return ""
        begin = self.starts[number - 1]
        end = self.starts[number] - 1 if number < len(self.starts) else len(self.text)
        return self.text[begin:end]


Read: TypeAlias = "tuple[SourceText | None, tuple[Diagnostic, ...]]"


def shown(path: Path) -> str:
    """Return a path as messages show it: relative to the current folder if that is near."""
    try:
        text = os.path.relpath(path)
        if text.startswith(_FAR):
            text = str(path)
    except (OSError, ValueError):  # no current folder any more, or another drive
        text = str(path)
    return printable(Path(text).as_posix())


def printable(name: str) -> str:
    """Return a file's name with bytes that are not UTF-8 as escapes."""
    return name.encode("utf-8", "backslashreplace").decode()


def read_text(path: Path, root: Path, largest: int = LARGEST) -> Read:
    """Read a UTF-8 file that lies, links followed, below ``root``.

    Returns the text, or None and why it cannot be read. Characters that no format can
    show are reported and come back as U+FFFD, so that the rest can be checked in the
    same run. A byte order mark is dropped; CRLF and CR become LF.
    """
    name = shown(path)
    data = read_bytes(path, root, largest)
    if isinstance(data, Diagnostic):
        return None, (data,)
    text = _decode(data, name)
    if isinstance(text, Diagnostic):
        return None, (text,)
    source = SourceText(name, text)
    found = tuple(
        Diagnostic(
            "G009",
            f"the character U+{ord(match[0]):04X} cannot be printed",
            source.span(match.start()),
            "delete it; a line break is written as an ordinary line end",
        )
        for match in islice(CONTROLS.finditer(text), _MOST_MESSAGES)
    )
    return (SourceText(name, CONTROLS.sub("\ufffd", text)) if found else source), found


def read_bytes(  # noqa: PLR0911 - one return for each thing that a path can be
    path: Path, root: Path, largest: int = LARGEST
) -> bytes | Diagnostic:
    """Read a regular file of at most ``largest`` bytes below ``root``, or say why not."""
    where = Span(shown(path))
    try:
        real = path.resolve(strict=True)
        if not real.is_relative_to(root.resolve()):
            mend = "copy the file into the project"
            return Diagnostic("G006", f"a link leads out of the project, to {real}", where, mend)
        # Looked at before it is opened: opening a device can already do something.
        problem = _kind(real.stat(), where)
        if problem:
            return problem
        # Without O_NONBLOCK a FIFO put there in between would block for ever.
        handle = os.open(real, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb") as stream:
            problem = _kind(os.fstat(stream.fileno()), where)
            data = b"" if problem else _read(stream.fileno(), largest + 1)
    except FileNotFoundError:
        if path.is_symlink():
            return Diagnostic("G003", "a link to a file that does not exist", where)
        return Diagnostic("G001", "there is no such file", where)
    except PermissionError:
        mend = f"make the file readable: chmod u+r {where.path}"
        return Diagnostic("G004", "no permission to read this file", where, mend)
    except RuntimeError:  # a loop of links; OSError from Python 3.13 on
        return Diagnostic("G003", "a link that leads back to itself", where)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return Diagnostic("G004", f"cannot read this file: {reason}", where)
    if problem:
        return problem
    if len(data) > largest:
        return Diagnostic(
            "G005",
            f"the file is larger than {largest // 1024 // 1024} MB",
            where,
            "split it into several files",
        )
    return data


def _read(handle: int, limit: int) -> bytes:
    """Read up to ``limit`` bytes; in pieces, since a file's size can be untrue (/proc)."""
    pieces: list[bytes] = []
    left = limit
    while left > 0 and (piece := os.read(handle, min(left, _PIECE))):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)


def _kind(status: os.stat_result, where: Span) -> Diagnostic | None:
    if stat.S_ISREG(status.st_mode):
        return None
    kind = "a folder" if stat.S_ISDIR(status.st_mode) else "a device, a pipe or a socket"
    return Diagnostic("G002", f"this is {kind}, not a file", where)


def _decode(data: bytes, name: str) -> str | Diagnostic:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        mend = "save the file as UTF-8"
        return Diagnostic("G007", "the file is in UTF-16, not in UTF-8", Span(name), mend)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Decoded again without the mark's special case: offsets then count from the start.
        try:
            data.decode()
        except UnicodeDecodeError as error:
            before = data[: error.start]
            begin = before.rfind(b"\n") + 1
            where = Span(name, before.count(b"\n") + 1, len(before[begin:].decode()) + 1)
            byte = data[error.start]
            return Diagnostic(
                "G007",
                f"the byte 0x{byte:02X} (number {error.start + 1} of the file) is not UTF-8",
                where,
                "save the file as UTF-8",
            )
        raise
    return text.replace("\r\n", "\n").replace("\r", "\n")
