"""The text of a CSV file that Anki imports without a question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from guide.backends.base import OutputFile


def csv_file(path: str, directives: Iterable[str], rows: Sequence[Sequence[str]]) -> OutputFile:
    """Return a file with every field quoted (RFC 4180): an unquoted "#" begins a comment.

    Anki wants the separator first; without `#if matches` it does what the learner chose
    the last time.
    """
    head = ("#separator:Comma", "#html:true", *directives, "#if matches:update current")
    records = (",".join(map(_quoted, row)) for row in rows)
    text = "".join(f"{line}\n" for line in (*head, *records))
    return OutputFile(path, text.encode(), f"{len(rows)} note{'' if len(rows) == 1 else 's'}")


def _quoted(value: str) -> str:
    return '"' + value.replace('"', '""') + '"'
