"""SVG images: their size, and whether they are nothing but a picture.

An SVG is a program for a browser: it may run scripts, fetch files and expand without
bound. Rather than cleaning, a file with any of that is refused, with the reason.
"""

from __future__ import annotations

import re
from typing import Any

from guide.markup.field import AssetProblem
from guide.markup.nodes import Asset

_NAMESPACE = "{http://www.w3.org/2000/svg}"
_ACTIVE = frozenset(
    {"script", "foreignobject", "iframe", "embed", "object", "audio", "video", "link"}
    | {"handler", "listener", "set", "discard"}
    | {"animate", "animatemotion", "animatetransform", "animatecolor"}
)
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?|\.\d+)\s*(px|pt|pc|mm|cm|in|q|em|ex|)\s*", re.IGNORECASE)
_PIXELS = {  # CSS pixels of a unit; em and ex as if the text were 16 px
    "": 1.0,
    "px": 1.0,
    "pt": 4 / 3,
    "pc": 16.0,
    "mm": 96 / 25.4,
    "cm": 96 / 2.54,
    "q": 96 / 101.6,
    "in": 96.0,
    "em": 16.0,
    "ex": 8.0,
}
_URL = re.compile(r"url\s*+\(\s*+['\"]?+\s*+(?!#)", re.IGNORECASE)
_DATA = re.compile(r"data:image/(?:png|jpe?g);base64,[A-Za-z0-9+/=\s]*\Z", re.IGNORECASE)
_MOST_USES = 2_000
_LARGEST = 20_000  # pixels of one side
_DEFAULT = (300, 150)  # what browsers take without any size


def read_svg(name: str, data: bytes) -> Asset | AssetProblem:
    """Return the SVG in ``data`` as an image, or why it cannot be used."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        mend = "save it again with a drawing program"
        reason = str(error).partition("\n")[0][:80]
        return AssetProblem("G405", f"the image `{name}` is damaged ({reason})", mend)
    if root.tag != f"{_NAMESPACE}svg":
        mend = 'its first element must be `<svg xmlns="http://www.w3.org/2000/svg">`'
        return AssetProblem("G405", f"the image `{name}` is not SVG", mend)
    if b"<!DOCTYPE" in data or root.getroottree().docinfo.internalDTD is not None:
        mend = "take the `<!DOCTYPE …>` out; it is not needed"
        return AssetProblem("G407", f"the image `{name}` has a document type", mend)
    problem = _activity(root)
    if problem:
        mend = "save it as a plain picture, without scripts, animation and outside files"
        return AssetProblem("G407", f"the image `{name}` has {problem}", mend)
    width, height = _size(root)
    if not (0 < width <= _LARGEST and 0 < height <= _LARGEST):
        mend = "give it a `viewBox` or a `width` and `height` in pixels"
        return AssetProblem("G405", f"the image `{name}` has no usable size", mend)
    return Asset(name, "image/svg+xml", data, max(1, round(width)), max(1, round(height)))


def _activity(root: Any) -> str:  # noqa: ANN401 - its stubs mix str and bytes
    """Return what in the image is more than a picture, "" if nothing."""
    if root.xpath("//processing-instruction()"):  # they fetch style sheets
        return "a processing instruction"
    uses = 0
    for element in root.iter("*"):
        tag = element.tag.rpartition("}")[2].lower()
        if tag in _ACTIVE:
            return f"an element `<{tag}>`"
        if tag == "style" and _bad_style("".join(element.itertext())):
            return "a style that imports or refers to an outside file"
        uses += tag == "use"
        for key, value in element.attrib.items():
            problem = _bad_attribute(key.rpartition("}")[2].lower(), value, key)
            if problem:
                return problem
    return "too many `<use>` elements" if uses > _MOST_USES else ""


def _bad_attribute(name: str, value: str, key: str) -> str:
    if name.startswith("on"):
        return f"an event handler `{name}`"
    if key == "{http://www.w3.org/XML/1998/namespace}base":
        return "an attribute `xml:base`"
    if name in {"href", "src"}:
        target = value.strip()
        if not target.startswith("#") and not _DATA.match(target):
            return f"a reference to something outside: `{target[:40]}`"
    elif _bad_style(value) if name == "style" else _URL.search(value):
        return f"a reference to something outside, in `{name}`"
    return ""


def _bad_style(css: str) -> bool:
    # A backslash can spell any keyword in a way that no search finds.
    return bool(_URL.search(css)) or "@import" in css.lower() or "\\" in css


def _size(root: Any) -> tuple[float, float]:  # noqa: ANN401 - as above
    """Return width and height in CSS pixels."""
    width, height = _length(root.get("width")), _length(root.get("height"))
    try:
        box = [float(n) for n in re.split(r"[\s,]+", root.get("viewBox", "").strip())]
    except ValueError:
        box = []
    if len(box) == 4 and box[2] > 0 and box[3] > 0:  # noqa: PLR2004 - x, y, width, height
        ratio = box[2] / box[3]
        if width and height:
            return width, height
        if width:
            return width, width / ratio
        return (height * ratio, height) if height else (box[2], box[3])
    return width or _DEFAULT[0], height or _DEFAULT[1]


def _length(text: str | None) -> float:
    """Return a length in CSS pixels; 0 for none, a percentage or anything else."""
    match = _LENGTH.fullmatch(text or "")
    return float(match[1]) * _PIXELS[match[2].lower()] if match else 0.0
