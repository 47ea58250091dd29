"""What painted galleys use beside their operators: fonts, opacities, pictures, patterns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pydyf
from weasyprint.pdf import _reference_resources

from guide.backends.pdf.painting import ALPHA, GalleyStream


def facts_of_fonts(*streams: GalleyStream) -> dict[str, Any]:
    """Return the fonts that streams use, by resource name.

    ``file`` is the SHA-1 of the font's file, ``axes`` those of a variable one, ``text`` and
    ``widths`` are by glyph.
    """
    facts: dict[str, Any] = {}
    for font in (font for stream in streams for font in stream.fonts.values()):
        fact = facts.setdefault(
            font.hash, {"file": font.digest, "axes": _axes(font), "text": {}, "widths": {}}
        )
        for name, values in (("text", font.to_unicode), ("widths", font.widths)):
            for glyph, value in values.items():
                fact[name].setdefault(str(glyph), value)
    return facts


def _axes(font: Any) -> dict[str, float]:
    """Return where a variable font's axes are set; the same rule as WeasyPrint's own."""
    if "fvar" not in font.tables:
        return {}
    return {"wght": font.weight} | {
        tag: value for tag, value in font.variations.items() if len(tag) == len("wght")
    }


def alphas(*streams: GalleyStream) -> list[str]:
    """Return the names of the states that only set an opacity, such as ``a0.5``."""
    names = {name for stream in streams for name in stream.resources["ExtGState"]}
    return sorted(name for name in names if ALPHA.fullmatch(name))


@dataclass(frozen=True, slots=True)
class Resources:
    """What units use beside fonts and opacities: pictures, patterns, masks.

    ``objects`` refer to each other by numbers from 1; ``names`` are kind → name → number.
    ``fonts`` is the number of a dictionary that must become that of all fonts.
    """

    names: Mapping[str, Mapping[str, int]]
    fonts: int
    objects: tuple[bytes, ...]


def resources(document: Any, *streams: GalleyStream) -> Resources | None:
    """Return what streams use beside fonts and opacities; mostly that is nothing."""
    common = pydyf.Dictionary()
    pictures: dict[str, Any] = {}
    for stream in streams:
        pictures |= stream.pictures
        for kind, items in stream.resources.items():
            kept = {name: item for name, item in items.items() if not ALPHA.fullmatch(name)}
            common.setdefault(kind, pydyf.Dictionary()).update(kept)
    if not any(common.values()):
        return None
    pdf = pydyf.PDF()
    fonts = pydyf.Dictionary()
    pdf.add_object(fonts)
    common["Font"] = None
    _reference_resources(pdf, common, pictures, fonts.reference, document.color_profiles)
    names: dict[str, dict[str, int]] = {}
    for kind, items in common.items():
        if isinstance(items, dict):
            for name, item in items.items():
                names.setdefault(kind, {})[name] = _number(pdf, item)
    objects = [item.data for item in pdf.objects[1:]]
    objects[0] = objects[1] = b"null"  # catalogue and pages of its own
    return Resources(names, fonts.number, tuple(objects))


def _number(pdf: Any, item: Any) -> int:
    """Return the number of an object, given by reference or as what becomes one."""
    if isinstance(item, bytes):
        return int(item.split(b" ", 1)[0])
    pdf.add_object(item)
    return int(item.number)
