"""Which formats are made, and each with which options."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, get_type_hints

from guide.backends.registry import get_backend, names
from guide.errors import UsageError
from guide.theme import Theme

if TYPE_CHECKING:
    from guide.pipeline.build import FormatRequest

_DEFAULT = "pdf"
_TRUTH = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


def chosen_formats(values: Sequence[str]) -> tuple[str, ...]:
    """Return the formats that ``--format`` names, each once, in the order given.

    Values may hold several names, parted by commas; ``all`` stands for every format.
    Raises UsageError for a name that no backend has.
    """
    wanted = [name.strip().lower() for value in values for name in value.split(",")]
    chosen: dict[str, None] = {}
    for name in filter(None, wanted or [_DEFAULT]):
        for each in names() if name == "all" else [name]:
            get_backend(each)
            chosen[each] = None
    if not chosen:
        raise UsageError(f"--format names nothing; there are {', '.join(names())}")
    return tuple(chosen)


def parse_settings(
    settings: Sequence[str], formats: Sequence[str]
) -> Mapping[str, Mapping[str, str]]:
    """Return format → field → text of what ``--option`` says, each as ``NAME.FIELD=VALUE``.

    Of two that set the same field the later one holds. Raises UsageError for one that is
    malformed, and for a format that is not in ``formats``.
    """
    found: dict[str, dict[str, str]] = {name: {} for name in formats}
    for setting in settings:
        target, equals, value = setting.partition("=")
        name, dot, key = target.strip().partition(".")
        if not (equals and dot and name and key):
            raise UsageError(f"--option {setting}: write NAME.FIELD=VALUE, such as pdf.paper=A5")
        if name not in found:
            get_backend(name)
            raise UsageError(f"--option {setting}: `{name}` is not made here; add --format {name}")
        found[name][key.replace("-", "_")] = value
    return found


def requests(
    formats: Sequence[str],
    written: Mapping[str, Mapping[str, str]],
    paper: str | None,
    theme: Theme,
    settings: Sequence[str] = (),
) -> tuple[FormatRequest, ...]:
    """Return the formats with their options: those of guide.yaml, then of the command line.

    ``paper`` stands for every format that has one; ``settings`` (``NAME.FIELD=VALUE``) say
    more and hold against it. Raises UsageError for an option that a format does not have,
    or a value that it cannot take.
    """
    from guide.pipeline.build import FormatRequest

    made = []
    said = parse_settings(settings, formats)
    for name in formats:
        values = {key.replace("-", "_"): text for key, text in written.get(name, {}).items()}
        values |= said[name]
        options = get_backend(name).options
        if "paper" in _names(options):
            chosen = said[name].get("paper") or paper or values.get("paper")
            if chosen is not None:
                values["paper"] = paper_of(chosen, theme)
        made.append(FormatRequest(name, make_options(name, options, values)))
    if paper is not None and not any("paper" in _names(type(each.options)) for each in made):
        raise UsageError(f"--paper {paper}: none of the formats {', '.join(formats)} has a paper")
    return tuple(made)


def make_options(name: str, options: type[Any], values: Mapping[str, str]) -> Any:  # noqa: ANN401
    """Return an instance of a backend's ``options`` from texts. Raises UsageError."""
    known = _names(options)
    hints = get_type_hints(options)
    typed = {}
    for key, text in values.items():
        field = key.replace("-", "_")
        if field not in known:
            close = get_close_matches(field, known, n=1)
            there = f"there are {', '.join(known)}" if known else "it has none"
            mend = f"did you mean `{close[0]}`?" if close else there
            raise UsageError(f"the format `{name}` has no option `{key}`; {mend}")
        typed[field] = _typed(name, key, text, hints[field])
    return options(**typed)


def _typed(name: str, key: str, text: str, kind: object) -> object:
    if kind is bool:
        if text.strip().lower() in _TRUTH:
            return _TRUTH[text.strip().lower()]
        raise UsageError(f"`{name}: {key}` is true or false, not `{text}`")
    if kind in (int, float):
        try:
            return int(text) if kind is int else float(text)
        except ValueError:
            raise UsageError(f"`{name}: {key}` is a number, not `{text}`") from None
    return text


def _names(options: type[Any]) -> list[str]:
    return [each.name for each in fields(options)]


def paper_of(written: str, theme: Theme) -> str:
    """Return the paper's name as the theme writes it. Raises UsageError if it has none."""
    papers = {name.lower(): name for name in theme.booklet.papers}
    if written.lower() not in papers:
        there = ", ".join(theme.booklet.papers)
        raise UsageError(f"no paper `{written}` in theme `{theme.name}`; there are {there}")
    return papers[written.lower()]
