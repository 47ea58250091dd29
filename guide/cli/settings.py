"""What guide.yaml says of themes and formats, checked against those that there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from guide.backends.registry import get_backend
from guide.cli.options import make_options, paper_of
from guide.diagnostics import Diagnostic, Span
from guide.errors import SourceError, UsageError
from guide.project import Project
from guide.reader.guide import ReadResult
from guide.reader.theme import read_theme
from guide.theme import Theme

_GROUPS = {"pptx": "slides"}  # where guide.yaml calls a format by another name


def check_settings(
    project: Project, read: ReadResult, theme_name: str | None = None
) -> tuple[Theme | None, tuple[Diagnostic, ...]]:
    """Return the theme, and what is wrong with it and the formats' options of guide.yaml.

    ``theme_name`` is a theme that the command line puts in place of the guide's own; a
    name that there is not raises UsageError.
    """
    theme, found = _theme(project, read, theme_name)
    for name, values in read.readable.info.options.items():
        found += tuple(_options(name, values, theme, read.places))
    return theme, found


def _theme(
    project: Project, read: ReadResult, name: str | None
) -> tuple[Theme | None, tuple[Diagnostic, ...]]:
    try:
        return read_theme(name or read.readable.info.theme, project.themes), ()
    except SourceError as error:
        return None, error.diagnostics
    except UsageError as error:
        if name is not None:
            raise
        mend = "`guide themes` shows them all"
        return None, (Diagnostic("G116", str(error), _place(read.places, "theme"), mend),)


def _options(
    name: str, values: Mapping[str, str], theme: Theme | None, places: Mapping[str, Span]
) -> Iterator[Diagnostic]:
    where = _place(places, name, _GROUPS.get(name, name), "formats")
    try:
        options = get_backend(name).options
    except UsageError as error:
        yield Diagnostic("G117", str(error), where, "`guide formats` shows them all")
        return
    for key, text in values.items():
        try:
            make_options(name, options, {key: text})
            if key == "paper" and theme is not None:
                paper_of(text, theme)
        except UsageError as error:
            yield Diagnostic("G117", str(error), where, "docs/formats/ describes the options")


def _place(places: Mapping[str, Span], *keys: str) -> Span | None:
    return next((places[key] for key in (*keys, "") if key in places), None)
