"""Write an Open Packaging Conventions package: parts, their types and relationships, one zip.

python-pptx gives the names of the types, but its writer looks every part's name up
among all others, dates the file by the clock, and follows links recursively, which ends
at a thousand slides.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from io import BytesIO
from posixpath import dirname, relpath

from guide.backends.pptx.xml import HEADER, escape

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(slots=True)
class Part:
    """A part: its name ("/ppt/…"), content type, bytes, and relationships to others."""

    name: str
    content_type: str
    data: bytes = b""
    _rels: dict[tuple[str, str, bool], str] = field(default_factory=dict)

    def relate(self, kind: str, target: Part | str) -> str:
        """Return the id of a relationship to a part, or to an address outside."""
        outside = isinstance(target, str)
        key = (kind, target if isinstance(target, str) else target.name, outside)
        return self._rels.setdefault(key, f"rId{len(self._rels) + 1}")

    def relationships(self) -> str:
        """Return the part's relationships as XML, "" if there are none."""
        if not self._rels:
            return ""
        lines = []
        for (kind, target, outside), number in self._rels.items():
            where = target if outside else relpath(target, dirname(self.name))
            mode = ' TargetMode="External"' if outside else ""
            lines.append(
                f'<Relationship Id="{number}" Type="{kind}" Target="{escape(where)}"{mode}/>'
            )
        return f'{HEADER}<Relationships xmlns="{_RELATIONSHIPS}">{"".join(lines)}</Relationships>'


def root() -> Part:
    """Return what stands for the package itself: a part without bytes that has relationships."""
    return Part("/", "")


def zipped(package: Part, parts: Iterable[Part], defaults: dict[str, str]) -> bytes:
    """Return the package as a zip file; the same parts give the same bytes.

    ``defaults`` are the content types by extension, for pictures.
    """
    parts = list(parts)
    files: list[tuple[str, bytes]] = [
        ("[Content_Types].xml", _content_types(parts, defaults).encode()),
        ("_rels/.rels", package.relationships().encode()),
    ]
    for part in parts:
        name = part.name[1:]
        files.append((name, part.data))
        if rels := part.relationships():
            folder, _, base = name.rpartition("/")
            files.append((f"{folder}/_rels/{base}.rels", rels.encode()))
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, data in files:
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = 0  # the same on every system
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return buffer.getvalue()


def _content_types(parts: Iterable[Part], defaults: dict[str, str]) -> str:
    known = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
        **defaults,
    }
    lines = [
        f'<Default Extension="{extension}" ContentType="{kind}"/>'
        for extension, kind in sorted(known.items())
    ]
    lines.extend(
        f'<Override PartName="{part.name}" ContentType="{part.content_type}"/>'
        for part in parts
        if known.get(part.name.rpartition(".")[2]) != part.content_type
    )
    return f'{HEADER}<Types xmlns="{_TYPES}">{"".join(lines)}</Types>'
