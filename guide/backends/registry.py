"""Find backends by name: built-in ones in a plain dict, others through entry points."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import TypeAlias

from guide.backends.base import Backend
from guide.diagnostics import Diagnostic
from guide.errors import BackendError, UsageError
from guide.model import Topic
from guide.source import GuideInfo

BUILT_IN: Mapping[str, str] = MappingProxyType(
    {
        "pdf": "guide.backends.pdf:PdfBackend",
        "pptx": "guide.backends.pptx:PptxBackend",
        "anki": "guide.backends.anki:AnkiCsvBackend",
        "apkg": "guide.backends.anki:ApkgBackend",
        "web": "guide.backends.web:WebBackend",
    }
)
"""Name → "module:class"; nothing is imported before it is used."""

LINTS = ("guide.backends.anki.lint:check_cards",)
"""What `guide check` asks beside the Markdown compiler; each a `Lint`."""

Lint: TypeAlias = Callable[[Sequence[Topic], GuideInfo], tuple[Diagnostic, ...]]
"""lint(topics, info): advice on topics that have no errors."""

ENTRY_POINTS = "guide.backends"


@cache
def get_backend(name: str) -> Backend:
    """Return the backend called ``name``.

    Raises UsageError if there is none, BackendError if it cannot be loaded.
    """
    target = BUILT_IN.get(name) or _plug_ins().get(name)
    if target is None:
        close = get_close_matches(name, names(), n=1)
        hint = f"; did you mean `{close[0]}`?" if close else f"; there are {', '.join(names())}"
        raise UsageError(f"no format `{name}`{hint}")
    module, _, attribute = target.partition(":")
    try:
        backend: Backend = getattr(import_module(module), attribute)()
    except Exception as error:
        raise BackendError(f"the backend `{name}` ({target}) cannot be loaded: {error}") from error
    if backend.name != name:
        raise BackendError(f"the backend `{name}` ({target}) calls itself `{backend.name}`")
    return backend


def lints() -> Iterator[Lint]:
    """Yield the functions that `LINTS` names."""
    for target in LINTS:
        module, _, attribute = target.partition(":")
        yield getattr(import_module(module), attribute)


def names() -> list[str]:
    """Return all names, built-in ones first."""
    return [*BUILT_IN, *sorted(set(_plug_ins()) - set(BUILT_IN))]


def _plug_ins() -> dict[str, str]:
    """Return other packages' backends; looked up only when a name is not built in."""
    from importlib.metadata import entry_points

    return {point.name: point.value for point in entry_points(group=ENTRY_POINTS)}
