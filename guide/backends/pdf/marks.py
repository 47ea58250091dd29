"""What a part's PDF is told about itself before it is written, for the assembly to find.

Works on pydyf objects, in WeasyPrint's finisher: streams are lists of operators there,
nothing is parsed again. See ISO 32000-1, 14.7 (structure) and 14.8.2.2 (artifacts).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pydyf

JUMP = "guide-to:"
"""Scheme of a link to a destination by name, whichever part it is in."""

PAGE_JUMP = "guide-page:"
"""The same; the link's text ends in zeros that become the page's number."""

_GLYPHS = re.compile(rb"<([0-9a-f]+)>")
_MAY_BE_EMPTY = ("/TD", "/TH")  # a table keeps its grid

PRINTED = 4
"""Annotation flag (ISO 32000-1, table 165); PDF/UA wants what is shown to be printed too."""

PAGE_KEY = "GuidePage"
"""Key of a content stream that ends in a page number to be set: the destination's name."""


def mark(pdf: Any, tree: Structure, name_of: Callable[[str], str]) -> None:
    """Make running heads artifacts and our links named destinations.

    ``name_of`` returns what a reader that speaks says for a link to a destination.
    """
    pages_to_number = list(_resolve_links(pdf, tree, name_of))
    _make_artifacts(tree)
    tree.prune()
    for page, mcid, target in pages_to_number:
        _isolate(pdf, page, mcid, target)


class Structure:
    """A part's structure tree and contents; ``fonts`` are WeasyPrint's, by resource name."""

    def __init__(self, pdf: Any, fonts: Mapping[str, Any]) -> None:
        self.objects = pdf.objects
        self._fonts = fonts
        root = self.get(pdf.catalog["StructTreeRoot"])
        nums = self.get(root["ParentTree"])["Nums"]
        self.parents: dict[int, Any] = dict(zip(nums[::2], nums[1::2], strict=True))
        self.document = self.get(root["K"][0])

    def get(self, reference: Any) -> Any:
        """Return the object that a reference names."""
        return self.objects[_number(reference)]

    def pages(self) -> Iterator[tuple[Any, list[Any]]]:
        """Yield each page with the elements of its marked contents."""
        for page in self.objects:
            if isinstance(page, dict) and page.get("Type") == "/Page":
                yield page, self.parents[page["StructParents"]]

    def stream(self, page: Any) -> Any:
        """Return a page's only content stream."""
        return self.get(page["Contents"])

    def placeholders(self) -> Iterator[tuple[Any, Any, Any]]:
        """Yield element, span and page of each block that stands for a chunk of code.

        Only those hold their text without a paragraph in between.
        """
        for element in self.objects:
            if not isinstance(element, dict) or element.get("S") != "/BlockQuote":
                continue
            kids = [self.get(kid) for kid in element["K"]]
            if len(kids) == 1 and kids[0]["S"] == "/Span":
                yield element, kids[0], self.get(element["Pg"])

    def marked_content(self, page: Any, mcid: int) -> tuple[list[Any], int, int]:
        """Return a page's operators, and where in them a marked content begins and ends."""
        operators = self.stream(page).stream
        start = _find(operators, mcid)
        if start is None:
            raise ValueError(f"marked content {mcid} is not on its page")
        return operators, start, operators.index(b"EMC", start) + 1

    def text(self, font: str, shown: bytes) -> str:
        """Return the text of a TJ operator's glyphs."""
        glyphs = b"".join(_GLYPHS.findall(shown)).decode()
        names = self._fonts[font].to_unicode
        return "".join(names[int(glyphs[i : i + 4], 16)] for i in range(0, len(glyphs), 4))

    def prune(self) -> None:
        """Take elements without content out of the tree."""
        self._prune(self.document)

    def _prune(self, element: Any) -> None:
        kept = []
        for kid in element["K"]:
            child = self.get(kid) if isinstance(kid, bytes) else None
            if child is not None and child.get("Type") == "/StructElem":
                self._prune(child)
                if not child["K"] and child["S"] not in _MAY_BE_EMPTY:
                    continue
            kept.append(kid)
        element["K"][:] = kept


def _number(reference: bytes) -> int:
    return int(reference.split(b" ", 1)[0])


def _resolve_links(
    pdf: Any, tree: Structure, name_of: Callable[[str], str]
) -> Iterator[tuple[Any, int, str]]:
    """Give our links their destinations; yield (page, marked content, destination) to number."""
    for annotation in pdf.objects:
        if not isinstance(annotation, dict) or annotation.get("Subtype") != "/Link":
            continue
        annotation["F"] = PRINTED
        action = annotation.get("A")
        if action is None:
            continue
        scheme, _, target = action["URI"].string.partition(":")
        if f"{scheme}:" not in (JUMP, PAGE_JUMP):
            continue
        del annotation["A"]
        annotation["Dest"] = pydyf.String(target)
        annotation["Contents"] = pydyf.String(name_of(target))
        if f"{scheme}:" == PAGE_JUMP:
            element = tree.get(tree.parents[annotation["StructParent"]])
            page = tree.get(element["Pg"])
            for kid in element["K"]:
                if isinstance(kid, int):
                    yield page, kid, target


def _make_artifacts(tree: Structure) -> None:
    """Make pagination artifacts of marked content that no element of the tree holds.

    WeasyPrint tags the text of margin boxes but leaves it out of the tree
    (WeasyPrint#2482); the standard wants it as an artifact (ISO 14289-1, 7.8).
    """
    document = f"{tree.document.number} 0 R".encode()
    kept = set(tree.document["K"])
    for page, elements in tree.pages():
        orphans = set()
        for mcid, reference in enumerate(elements):
            top = reference
            while (parent := tree.get(top)["P"]) != document:
                top = parent
            if top not in kept:
                orphans.add(mcid)
                elements[mcid] = "null"
        if orphans:
            operators = tree.stream(page).stream
            for index, operand in enumerate(operators):
                if isinstance(operand, dict) and operand.get("MCID") in orphans:
                    operators[index - 1] = "/Artifact"
                    operators[index] = "<</Type/Pagination>>"


def _isolate(pdf: Any, page: Any, mcid: int, target: str) -> None:
    """Move one marked content into a stream of its own, so that it can be replaced later."""
    contents = page["Contents"]
    references = contents if isinstance(contents, list) else [contents]
    for position, reference in enumerate(references):
        stream = pdf.objects[_number(reference)]
        start = _find(stream.stream, mcid)
        if start is None:
            continue
        end = stream.stream.index(b"EMC", start) + 1
        number = pydyf.Stream(stream.stream[start:end], {PAGE_KEY: pydyf.String(target)})
        rest = pydyf.Stream(stream.stream[end:], compress=stream.compress)
        del stream.stream[start:]
        pdf.add_object(number)
        pdf.add_object(rest)
        page["Contents"] = pydyf.Array(
            [
                *references[: position + 1],
                number.reference,
                rest.reference,
                *references[position + 1 :],
            ]
        )
        return


def _find(operators: list[Any], mcid: int) -> int | None:
    for index, operand in enumerate(operators):
        if isinstance(operand, dict) and operand.get("MCID") == mcid:
            return index - 1
    return None
