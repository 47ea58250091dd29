"""The lock: every identity ever published, in source control beside the guide.

An id is a card in somebody's collection. One that disappears would leave that card an
orphan, and one that is renamed would come back as a new card without its reviews; so a
missing id is an error until the guide says what became of it.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from guide.diagnostics import Anchor, Diagnostic, Severity, Span
from guide.errors import OutputError
from guide.reader.files import SourceText, read_text, shown
from guide.reader.ids import identities, renamed
from guide.reader.suggest import nearest
from guide.source import GuideSource, QuestionSource

VERSION = 1
_LARGEST = 64 * 1024 * 1024  # bytes; the cards' memory grows with the guide
_MOST_GUESSES = 500  # comparing names is slow
_RESTORE = "restore the file from source control"


@dataclass(frozen=True, slots=True)
class Lock:
    """``ids`` are identities ("question" or "question#point") that were published once.

    ``memory`` is what each format wants to find again (format → key → value).
    """

    ids: frozenset[str] = frozenset()
    memory: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)


def read_lock(path: Path, root: Path) -> tuple[Lock | None, tuple[Diagnostic, ...]]:
    """Read the lock; None without a diagnostic if there is none yet.

    With a diagnostic None means that the file is there and unusable: it must then not be
    written over.
    """
    if not os.path.lexists(path):
        return None, ()
    source, found = read_text(path, root, _LARGEST)
    if source is None or found:
        return None, found
    conflict = re.search(r"^(?:<{7}|={7}|>{7})", source.text, re.MULTILINE)
    if conflict:
        mend = "settle the conflict: keep the lines of both sides and delete the marker lines"
        where = source.span(conflict.start(), conflict.end())
        return None, (Diagnostic("G358", "an unsettled merge conflict in the lock", where, mend),)
    try:
        return _parse(json.loads(source.text)), ()
    except (ValueError, RecursionError) as error:
        return None, (_corrupt(error, source),)


class _NewerError(ValueError):
    """The lock is of a format that this program does not know."""


def _parse(values: object) -> Lock:
    """Return the lock. Raises ValueError if something is not as `dumps` writes it."""
    version = values.get("version") if isinstance(values, dict) else None
    if not isinstance(values, dict) or not isinstance(version, int):
        raise ValueError("it has no version")  # noqa: TRY004 - of the content, not of an argument
    if version > VERSION:
        raise _NewerError("a newer version of this program wrote it")
    ids, memory = values.get("ids", []), values.get("memory", {})
    if not isinstance(ids, list) or not all(isinstance(each, str) for each in ids):
        raise ValueError("`ids` is not a list of texts")
    if not isinstance(memory, dict) or not all(
        isinstance(section, dict) and all(isinstance(each, str) for each in section.values())
        for section in memory.values()
    ):
        raise ValueError("`memory` is not a mapping of mappings of texts")
    return Lock(frozenset(ids), memory)


def _corrupt(error: Exception, source: SourceText) -> Diagnostic:
    where = Span(source.path)
    reason = str(error)
    if isinstance(error, json.JSONDecodeError):
        where = source.span(min(error.pos, len(source.text)))
        reason = error.msg
    if isinstance(error, _NewerError):
        return Diagnostic("G358", f"the lock cannot be read: {reason}", where, "update `guide`")
    return Diagnostic("G358", f"the lock is damaged: {reason}", where, _RESTORE)


def dumps(lock: Lock) -> str:
    """Return a lock as JSON, sorted, one id a line: two branches merge without conflict."""
    values = {"version": VERSION, "ids": sorted(lock.ids), "memory": lock.memory}
    return json.dumps(values, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def write_lock(path: Path, lock: Lock) -> bool:
    """Write the lock if it changed, whole or not at all; tell whether it was written.

    Raises OutputError if it cannot be written.
    """
    data = dumps(lock).encode()
    try:
        with contextlib.suppress(FileNotFoundError):
            if path.read_bytes() == data:
                return False
        handle, name = tempfile.mkstemp(prefix=".guide.lock.", dir=path.parent)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            temporary.chmod(0o644)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(f"cannot write the lock {shown(path)}: {reason}") from error
    return True


def updated(
    guide: GuideSource, lock: Lock | None, memory: Mapping[str, Mapping[str, str]] | None = None
) -> Lock:
    """Return the lock with the guide's identities added, and formats' memories if given.

    Nothing is ever taken out. ``guide`` may be any selection.
    """
    old = lock or Lock()
    ids = old.ids.union(*(identities(topic) for topic in guide.topics))
    sections = old.memory if memory is None else {**old.memory, **memory}
    return Lock(ids, {name: section for name, section in sections.items() if section})


def check_lock(guide: GuideSource, lock: Lock | None) -> tuple[Diagnostic, ...]:
    """Report what the lock has and the guide no longer has, unless the guide says why.

    ``guide`` must be the whole guide. Places are anchors; see `ReadResult.locate`.
    """
    if lock is None:
        return ()
    live: dict[str, Anchor] = {}
    replaced: dict[str, Anchor] = {}
    for topic in guide.topics:
        live |= identities(topic)
        replaced |= renamed(topic)
    retired = guide.info.retired
    gone = lock.ids - live.keys() - replaced.keys() - set(retired)
    if not gone:
        return tuple(_never_published(replaced, lock))
    questions = {q.id: q for topic in guide.topics for q in topic.questions}
    today = _Today(questions, live, tuple(sorted(live.keys() - lock.ids)), retired)
    # A question's key points go with it, when it is retired or reported itself.
    silent = {name for name in gone if "#" not in name} | set(retired)
    shown_ones = [name for name in gone if "#" not in name or name.partition("#")[0] not in silent]
    removed = (_gone(name, today) for name in sorted(shown_ones))
    return (*removed, *_never_published(replaced, lock))


@dataclass(frozen=True, slots=True)
class _Today:
    """What the guide has now; ``new`` are the identities that the lock does not have."""

    questions: Mapping[str, QuestionSource]
    live: Mapping[str, Anchor]
    new: tuple[str, ...]
    retired: tuple[str, ...]

    def successor(self, name: str) -> str:
        """Return the new identity that is most like a lost one, or ""."""
        if len(self.new) > _MOST_GUESSES:
            return ""
        owner, hash_, _ = name.partition("#")
        if not hash_:
            return nearest(name, [each for each in self.new if "#" not in each])
        siblings = [each for each in self.new if each.startswith(f"{owner}#")]
        if len(siblings) == 1:
            return siblings[0]
        return nearest(name, siblings or [each for each in self.new if "#" in each])


def _gone(name: str, today: _Today) -> Diagnostic:
    if name in today.questions:
        first = today.questions[name].replaces[0]
        message = f"`{name}` was published as `{name}`, but `replaces` now begins with `{first}`"
        where = replace(today.live[first], field="replaces.0")
        mend = f"write `replaces: [{name}, {first}]`, or delete `{first}`"
        return Diagnostic("G353", message, where, mend)
    owner, hash_, point = name.partition("#")
    successor = today.successor(name)
    renamed_to, replaces = "it was renamed, write at its new place", [name]
    where = replace(today.live.get(owner, Anchor("")), field="key_points")
    if successor:
        where = today.live[successor]
        question = today.questions[where.question]
        current, others, old = question.id, question.replaces, name
        if hash_:
            key_point = question.key_points[int(where.field.split(".")[1])]
            current, others = f"{question.id}#{key_point.id}", key_point.replaces
            old = point if successor.startswith(f"{owner}#") else name
        renamed_to, replaces = f"`{current}` is its new name, write there", [old, *others]
    elif not where.question:
        where = Anchor("", field="retired")
    kind = "key point" if hash_ else "question"
    return Diagnostic(
        "G353",
        f"the {kind} `{name}` was published and is gone: its cards would be orphans",
        where,
        f"if {renamed_to}:\n"
        f"    replaces: [{', '.join(replaces)}]\n"
        "if it was taken out on purpose, write in guide.yaml:\n"
        f"    retired: [{', '.join([*today.retired, name])}]",
    )


def _never_published(replaced: Mapping[str, Anchor], lock: Lock) -> Iterator[Diagnostic]:
    for name, where in replaced.items():
        # Only the first of a list is an identity; the others are names in between.
        if where.field.endswith("replaces.0") and name not in lock.ids:
            yield Diagnostic(
                "G354",
                f"`{name}` is replaced here, but was never published",
                where,
                "check the spelling: the ids that were are listed in guide.lock",
                Severity.WARNING,
            )
