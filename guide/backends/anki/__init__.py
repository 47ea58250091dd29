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

from guide.backends.anki.apkg_backend import ApkgBackend
from guide.backends.anki.csv_backend import AnkiCsvBackend

__all__ = ["AnkiCsvBackend", "ApkgBackend"]
