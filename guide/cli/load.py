"""Read the project and look for everything that is wrong in it: what `check` and `build` share."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from guide.cli.chosen import Chosen
from guide.cli.report import fails
from guide.cli.settings import check_settings
from guide.diagnostics import Diagnostic
from guide.errors import UsageError
from guide.model import Outline
from guide.pipeline.cache import Cache
from guide.pipeline.check import check_texts
from guide.pipeline.plan import Inputs, topic_inputs
from guide.project import Project, find_project
from guide.reader.guide import ReadResult, read_guide
from guide.reader.lock import Lock, check_lock, read_lock
from guide.reader.outline import restrict
from guide.reader.selection import parse_selection, select
from guide.theme import Theme

_DEAD_LINK = "G220"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A project, read and examined.

    ``theme`` is None if it has errors; ``outline`` is that of the selection, ``inputs``
    are its topics; ``cache`` keeps what costs time; ``diagnostics`` is all that is wrong,
    with places in files.
    """

    project: Project
    read: ReadResult
    lock: Lock | None
    theme: Theme | None
    outline: Outline
    inputs: tuple[Inputs, ...]
    cache: Cache
    diagnostics: tuple[Diagnostic, ...]

    def fails(self, *, strict: bool) -> bool:
        """Whether the guide must not be built."""
        return fails(self.diagnostics, strict=strict)


def load(
    source: Path | None,
    chosen: Chosen,
    output: Path | None = None,
    *,
    theme: str | None = None,
    cache: bool = True,
    create: bool = False,
    highlighted: bool = False,
) -> Loaded:
    """Read a project, apply the selection and check its settings and every text of it.

    ``theme`` is the one that the command line names. With ``cache`` what was found is
    kept in the build folder, if there is one or with ``create``. With ``highlighted``
    texts are parsed so that they can be rendered afterwards in this process.

    Raises UsageError if there is no project, or nothing that fits the selection.
    """
    project = find_project(Path.cwd(), source, output)
    read = read_guide(project)
    whole = read.outline
    found = list(read.diagnostics)
    chosen_theme, problems = check_settings(project, read, theme)
    found += problems
    lock, problems = read_lock(project.lock_file, project.root)
    found += problems
    if read.guide is not None:
        found += check_lock(read.guide, lock)
    outline = Outline(())
    inputs: tuple[Inputs, ...] = ()
    try:
        guide = read.readable
        selected = select(guide, parse_selection(guide, chosen.topics, chosen.tags, chosen.levels))
        outline = restrict(whole, selected)
        names = {topic.id for topic in selected}
        inputs = tuple(
            topic_inputs(topic, whole, outline, project.source)
            for topic in guide.topics
            if topic.id in names
        )
    except UsageError:
        if read.guide is not None:
            raise
        # What was chosen may stand in what cannot be read: that is the message to show.
    kept = Cache(project.build / ".cache" if cache and (create or project.build.is_dir()) else None)
    texts = check_texts(inputs, kept, highlighted=highlighted)
    if read.hidden:
        texts = tuple(each for each in texts if each.code != _DEAD_LINK)
    diagnostics = read.locate((*found, *texts))
    return Loaded(project, read, lock, chosen_theme, outline, inputs, kept, diagnostics)
