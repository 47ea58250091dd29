"""guide.yaml and its topic files → one `GuideSource`, with every problem of the run."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from guide.diagnostics import Anchor, Diagnostic, Severity, Span
from guide.errors import SourceError, UsageError
from guide.model import Outline
from guide.project import Project
from guide.reader import schema
from guide.reader.files import SourceText, printable, read_text, shown
from guide.reader.ids import check_ids
from guide.reader.outline import outline_of_stubs
from guide.reader.problems import validate
from guide.reader.suggest import did_you_mean, list_of, nearest
from guide.reader.topic import TopicRead, lost_texts, read_topic
from guide.reader.yaml_nodes import ListNode, MapNode, Node, Scalar, read_yaml, short
from guide.source import GuideInfo, GuideSource, TopicSource

EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)  # a zip file cannot hold an earlier date
_SUFFIXES = (".yaml", ".yml")
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?!\d)")
_OPTION_GROUPS = {"pdf": "pdf", "slides": "pptx", "anki": "anki", "apkg": "apkg", "web": "web"}


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What could be read of a project.

    ``readable`` holds what has no errors, so that its Markdown can be checked in the same
    run; ``outline`` names every question of the guide, also those that have errors, and
    ``hidden`` says that there are files whose questions are not known: then a link to a
    missing question may be right.
    """

    diagnostics: tuple[Diagnostic, ...]
    readable: GuideSource
    outline: Outline
    hidden: bool = False
    places: Mapping[str, Span] = field(default_factory=dict, repr=False)
    """Field path → place in guide.yaml."""
    texts: Mapping[str, SourceText] = field(default_factory=dict, repr=False)
    """Topic id → its file's text."""

    @property
    def guide(self) -> GuideSource | None:
        """The guide, or None if the source has errors."""
        errors = any(each.severity is Severity.ERROR for each in self.diagnostics)
        return None if errors else self.readable

    def complete(self) -> GuideSource:
        """Return the guide. Raises SourceError with all diagnostics if there are errors."""
        if self.guide is None:
            raise SourceError(self.diagnostics)
        return self.readable

    def locate(self, diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """Return diagnostics with places in files instead of places in texts."""
        topics = {topic.id: topic for topic in self.readable.topics}
        return tuple(
            each.at(self._span(each.where, topics)) if isinstance(each.where, Anchor) else each
            for each in diagnostics
        )

    def _span(self, anchor: Anchor, topics: Mapping[str, TopicSource]) -> Span | None:
        if anchor.topic in topics:
            span = topics[anchor.topic].locate(anchor)
            text = self.texts.get(anchor.topic)
            return text.unfold(span) if text else span
        for path in (anchor.field, anchor.field.partition(".")[0], "id"):
            if path in self.places:
                return self.places[path]
        return self.places.get("")


def read_guide(project: Project, environ: Mapping[str, str] = os.environ) -> ReadResult:
    """Read a project's guide.yaml and all of its topic files.

    ``environ`` may hold SOURCE_DATE_EPOCH (seconds since 1970, UTC). Raises UsageError if
    that is no number; everything that is wrong in the files is a diagnostic.
    """
    epoch = source_date(environ) or EARLIEST
    path = project.guide_file
    source, found = read_text(path, project.root)
    node: Node | None = None
    if source is not None:
        node, broken = read_yaml(source)
        found += broken
        if node is None and not found:
            mend = "write `id`, `title` and `topics`"
            found += (Diagnostic("G008", "the file is empty", Span(source.path), mend),)
    start = Span(shown(path))
    info = GuideInfo(id="guide", title="guide", date=epoch)
    if isinstance(node, MapNode):
        model, problems = validate(schema.GuideFile, node)
        found += problems + lost_texts(node)
        if model is not None:
            dated, problems = _date(model.edition, epoch, node.items.get("edition"))
            found += problems
            info = _info(model, dated)
    elif node is not None:
        mend = "write `id`, `title` and `topics`"
        message = "guide.yaml must be a mapping, not a list or a text"
        found += (Diagnostic("G104", message, node.span, mend),)
    topics, problems = _read_topics(project, node)
    found += problems
    places = {"": start} | (_places(node) if isinstance(node, MapNode) else {})
    found += check_ids(info, topics, places)
    return ReadResult(
        diagnostics=found,
        readable=GuideSource(info, tuple(each.topic for each in topics if each.topic)),
        outline=outline_of_stubs(topics),
        hidden=any(each.topic is None for each in topics),
        places=places,
        texts={each.topic.id: each.source for each in topics if each.topic and each.source},
    )


def _info(model: schema.GuideFile, dated: datetime) -> GuideInfo:
    options = {name: dict(getattr(model, group)) for group, name in _OPTION_GROUPS.items()}
    options |= {name: dict(values) for name, values in model.formats.items()}
    return GuideInfo(
        id=model.id,
        title=_line(model.title),
        subtitle=_line(model.subtitle),
        edition=_line(model.edition),
        language=model.language,
        authors=tuple(_line(each) for each in model.authors),
        theme=model.theme,
        retired=tuple(model.retired),
        date=dated,
        options={name: values for name, values in options.items() if values},
    )


def source_date(environ: Mapping[str, str] = os.environ) -> datetime | None:
    """Return SOURCE_DATE_EPOCH (https://reproducible-builds.org/specs/source-date-epoch/), if set.

    Never before 1980, where the dates of ZIP files begin. Raises UsageError.
    """
    text = environ.get("SOURCE_DATE_EPOCH", "")
    if not text:
        return None
    try:
        return max(EARLIEST, datetime.fromtimestamp(int(text), UTC))
    except (ValueError, OverflowError, OSError):
        raise UsageError(f"SOURCE_DATE_EPOCH is not a number of seconds: `{text[:40]}`") from None


def _date(
    edition: str, otherwise: datetime, node: Node | None
) -> tuple[datetime, tuple[Diagnostic, ...]]:
    """Return the date with which an edition begins: "2026-11", "2026-11-23, revised"."""
    match = _DATE.match(edition.strip())
    if not match:
        return otherwise, ()
    year, month, day = (int(part or 1) for part in match.groups())
    try:
        day_of_edition = date(year, month, day)
    except ValueError:
        mend = "write year-month-day: `2026-11-23`"
        where = node.span if node else None
        problem = Diagnostic("G112", f"there is no date `{match[0]}`", where, mend)
        return otherwise, (problem,)
    return max(EARLIEST, datetime(*day_of_edition.timetuple()[:3], tzinfo=UTC)), ()


@dataclass(frozen=True, slots=True)
class _Folder:
    """The YAML files beside guide.yaml, by name without suffix."""

    project: Project
    files: Mapping[str, Path]

    def ids(self, listed: Iterable[str]) -> dict[str, str]:
        """Return topic id → file name, of the files that are not listed."""
        found: dict[str, str] = {}
        for name in sorted(set(self.files) - set(listed)):
            source, _ = read_text(self.files[name], self.project.root)
            match = source and re.search(r"^id:[ \t]*['\"]?([\w-]+)", source.text, re.MULTILINE)
            if match:
                found.setdefault(match[1], name)
        return found


def _read_topics(
    project: Project, node: Node | None
) -> tuple[tuple[TopicRead, ...], tuple[Diagnostic, ...]]:
    folder, found = _listing(project)
    entries = _entries(node)
    if not entries:
        # Without a list the files are still checked, in the order of their names.
        topics = [
            read_topic(path, project.root, number)
            for number, path in enumerate(folder.files.values(), start=1)
        ]
        return tuple(topics), found + _of_topics(topics)
    names = [_bare(entry.text) for entry in entries]
    missing = any(name not in folder.files for name in names)
    ids = folder.ids(names) if missing else {}
    topics = []
    seen: dict[str, Scalar] = {}
    meant: set[str] = set()  # files whose entry is misspelt
    for number, (entry, written) in enumerate(zip(entries, names, strict=True), start=1):
        name = written if written in folder.files else ids.get(written, "")
        if not re.match(schema.TOPIC_NAME, entry.text):
            topics.append(TopicRead(()))  # reported by the schema
        elif not name:
            meant.add(nearest(written, folder.files))
            found += (_no_topic(entry, written, folder, ids, project),)
            topics.append(TopicRead(()))
        elif name in seen:
            message = f"the topic `{name}` is listed twice; first in line {seen[name].span.line}"
            found += (Diagnostic("G023", message, entry.span, "delete one of the two"),)
        else:
            seen[name] = entry
            topics.append(read_topic(folder.files[name], project.root, number))
    found += tuple(
        Diagnostic(
            "G022",
            "this file is not listed in guide.yaml",
            Span(shown(folder.files[name])),
            f"add `- {printable(name)}` to `topics`, or move the file out of the folder",
            Severity.WARNING,
        )
        for name in sorted(set(folder.files) - set(seen) - meant)
    )
    return tuple(topics), found + _of_topics(topics)


def _of_topics(topics: Sequence[TopicRead]) -> tuple[Diagnostic, ...]:
    return tuple(each for topic in topics for each in topic.diagnostics)


def _listing(project: Project) -> tuple[_Folder, tuple[Diagnostic, ...]]:
    try:
        names = sorted(each.name for each in project.source.iterdir())
    except OSError as error:
        where = Span(shown(project.source))
        message = f"cannot list this folder: {error.strerror}"
        return _Folder(project, {}), (Diagnostic("G004", message, where),)
    files: dict[str, Path] = {}
    for name in names:
        bare = _bare(name)
        if bare not in (name, "guide") and not name.startswith("."):
            files.setdefault(bare, project.source / name)
    return _Folder(project, files), ()


def _entries(node: Node | None) -> list[Scalar]:
    topics = node.items.get("topics") if isinstance(node, MapNode) else None
    if not isinstance(topics, ListNode):
        return []
    return [item for item in topics.items if isinstance(item, Scalar) and item.text]


def _no_topic(
    entry: Scalar, name: str, folder: _Folder, ids: Mapping[str, str], project: Project
) -> Diagnostic:
    known = [*map(printable, folder.files), *ids]
    path = shown(project.source / f"{name}.yaml")
    mend = f"create {short(path, 80)}, or run `guide new topic {short(name)}`"
    if close := nearest(name, known):
        mend = f"write `{close}`"
    elif known:
        mend += f"; the folder has {list_of(known)}"
    message = f"there is no topic `{short(name)}`{did_you_mean(name, known)}"
    return Diagnostic("G021", message, entry.span, mend)


def _places(node: MapNode) -> dict[str, Span]:
    places = {key: each.span for key, each in node.keys.items()}
    for key, item in node.items.items():
        if isinstance(item, Scalar):
            places[key] = item.span
        elif isinstance(item, ListNode):
            places |= {f"{key}.{index}": each.span for index, each in enumerate(item.items)}
    return places


def _bare(name: str) -> str:
    for suffix in _SUFFIXES:
        if name.endswith(suffix):
            return name[: -len(suffix)]
    return name


def _line(text: str) -> str:
    return " ".join(text.split())
