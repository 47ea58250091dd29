"""Questions and key points that were taken out: how learners find their notes.

Anki never deletes a note because a file no longer has it, and neither do we.
"""

from __future__ import annotations

from guide.backends.anki.identity import search
from guide.backends.base import OutputFile
from guide.diagnostics import Diagnostic, Severity
from guide.source import GuideInfo


def retired_note(guide: GuideInfo) -> tuple[Diagnostic, ...]:
    """Return one message with the search that finds all retired notes, if there are any."""
    if not guide.retired:
        return ()
    count = len(guide.retired)
    return (
        Diagnostic(
            "G551",
            f"{count} retired {'card stays' if count == 1 else 'cards stay'} in the collections "
            "of those who imported them",
            help=f"to find them, search in Anki's browser for {search(guide.id, guide.retired)}",
            severity=Severity.NOTE,
        ),
    )


def retired_file(guide: GuideInfo) -> tuple[OutputFile, ...]:
    """Return ``anki/retired.txt`` for those who import the cards; nothing if none is retired."""
    if not guide.retired:
        return ()
    lines = [
        f"{guide.title}: questions that are no longer part of the guide.",
        "Your cards and their reviews stay until you delete them yourself. To find them,",
        "paste a line into the search field of Anki's browser.",
        "",
        "All of them:",
        search(guide.id, guide.retired),
        "",
    ]
    for identity in sorted(guide.retired):
        lines += [f"{identity}:", search(guide.id, (identity,)), ""]
    return (OutputFile("anki/retired.txt", "\n".join(lines).encode()),)
