"""Cards for Anki: files of comma-separated values and a package.

Both hold the same notes under the same identities; they differ in note type and looks.

cards       topic → cards, as nodes of the document tree
html        nodes → the HTML of a field
looks       what the elements look like: inline styles or classes
identity    permanent identifiers
csv_backend, apkg_backend
            the two formats; `note_types`, `collection` and `history` serve the package
lint        warnings about poor cards
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from guide.backends.anki.apkg_backend import ApkgBackend
    from guide.backends.anki.csv_backend import AnkiCsvBackend

__all__ = ["AnkiCsvBackend", "ApkgBackend"]
_WHERE = {"AnkiCsvBackend": "csv_backend", "ApkgBackend": "apkg_backend"}


def __getattr__(name: str) -> object:
    """Load a backend when it is asked for: a check needs only the rules for good cards."""
    if name in _WHERE:
        return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
