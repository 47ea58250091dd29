"""YAML → values with a place for each of them.

Every scalar stays the text that was written: ``no``, ``1.10`` and ``12:30`` are what the
author typed. The tree is built from the parser's events and not by PyYAML's composer,
which recurses in C (a deeply nested file would end the process) and lets the last of two
equal keys win in silence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, TypeAlias, cast

import yaml

from guide.diagnostics import Diagnostic, Span
from guide.reader.files import CONTROLS, SourceText
from guide.reader.yaml_errors import explain

DEEPEST = 32  # levels of nesting; a guide needs 6
MENDS = 20  # breaks of syntax that are read over
MENDABLE = 1_000_000  # characters; a larger file is read once only
EXPANSION = 100_000  # characters and nodes that aliases may add to a file

_COMMENT = re.compile(r"[ \t](?=#)")
_FIRST_LINE = re.compile(r"\n( *)(?=[^ \n])")  # the first line of a block that is not blank
_BLANKS = re.compile(r"(?: *\n)*( *)(?=\S)")
_CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: |$)", re.MULTILINE)
_PLAIN_TAGS = frozenset({None, "!", "tag:yaml.org,2002:str"})

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"


@dataclass(slots=True, eq=False)
class Scalar:
    """A text. ``style`` is "" (plain), a quote, "|" or ">"; offsets count characters.

    ``comment`` is the offset of a ``#`` that follows a plain text after a single blank,
    else 0: what stands behind it is lost.
    """

    source: SourceText
    start: int
    end: int
    text: str
    style: str
    comment: int = 0
    size: int = 1

    @property
    def empty(self) -> bool:
        """Whether nothing was written: ``key:`` without a value."""
        return not self.text and not self.style

    @property
    def span(self) -> Span:
        """Where the value is written."""
        return self.source.span(self.start, self.end)

    @property
    def text_span(self) -> Span:
        """Where the text itself begins: behind a quote, or on the line below ``|``."""
        if self.style in ("|", ">"):
            header = self.source.span(self.start)
            indented = _FIRST_LINE.search(self.source.text, self.start)
            # Blanks that belong to the text do not count as its indentation.
            own = _BLANKS.match(self.text)
            column = 1 + (len(indented[1]) if indented else 0) - (len(own[1]) if own else 0)
            return Span(self.source.path, header.line + 1, max(1, column))
        return self.source.span(self.start + len(self.style), self.end - len(self.style))


@dataclass(slots=True, eq=False)
class ListNode:
    """A list."""

    source: SourceText
    start: int
    end: int = 0
    items: list[Node] = field(default_factory=list)
    size: int = 1

    @property
    def span(self) -> Span:
        """Where the first item begins."""
        return self.source.span(self.start)


@dataclass(slots=True, eq=False)
class MapNode:
    """A mapping; ``keys`` has where each key is written, ``items`` the values."""

    source: SourceText
    start: int
    end: int = 0
    keys: dict[str, Scalar] = field(default_factory=dict)
    items: dict[str, Node] = field(default_factory=dict)
    pending: Scalar | None = None
    size: int = 1

    @property
    def span(self) -> Span:
        """Where the first key begins."""
        return self.source.span(self.start)


Node: TypeAlias = Scalar | ListNode | MapNode


class _Stop(Exception):  # noqa: N818 - a signal inside this module, not an error that leaves it
    """The rest of the file makes no sense."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def read_yaml(source: SourceText) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    """Return the file's only document, or None if it is empty or cannot be read.

    A break of syntax that one character makes is reported and read over, so that most
    files give all of their messages at once.
    """
    conflict = _CONFLICT.search(source.text)
    if conflict:
        mend = "settle the conflict: keep one side and delete the marker lines"
        where = source.span(conflict.start(), conflict.end())
        return None, (Diagnostic("G011", "an unsettled merge conflict", where, mend),)
    broken: list[Diagnostic] = []
    mended = source
    while True:
        builder = _Builder(mended)
        try:
            root = builder.read()
        except _Stop as stop:
            return None, (*broken, *builder.found, stop.diagnostic)
        except yaml.YAMLError as error:
            diagnostic, offset = explain(error, source)
            broken.append(diagnostic)
            if offset is None or len(broken) > MENDS or len(source.text) > MENDABLE:
                return None, (*broken, *builder.found)
            text = mended.text
            mended = SourceText(source.path, f"{text[:offset]}_{text[offset + 1 :]}")
        else:
            return root, (*broken, *builder.found)


def plain(node: Node) -> Plain:
    """Return the values without their places; keys without a value are left out."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, ListNode):
        return [plain(item) for item in node.items]
    return {
        key: plain(item)
        for key, item in node.items.items()
        if not (isinstance(item, Scalar) and item.empty)
    }


class _Builder:
    """Builds the tree of one file from the parser's events."""

    def __init__(self, source: SourceText) -> None:
        self.source = source
        self.found: list[Diagnostic] = []
        self.open: list[ListNode | MapNode] = []
        self.anchors: dict[str, Node] = {}
        self.expanded = 0
        self.documents = 0
        self.root: Node | None = None

    def read(self) -> Node | None:
        loader = cast("Any", yaml.CSafeLoader(self.source.text))
        try:
            while (event := loader.get_event()) is not None:
                self._take(event, event.start_mark.index, event.end_mark.index)
        finally:
            loader.dispose()
        return self.root

    def _take(self, event: yaml.Event, start: int, end: int) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._value(event, self._scalar(event, start, end))
        elif isinstance(event, yaml.MappingStartEvent):
            self._begin(event, MapNode(self.source, start))
        elif isinstance(event, yaml.SequenceStartEvent):
            self._begin(event, ListNode(self.source, start))
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close(end)
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event.anchor or "", start, end)
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self._second_document(start)

    def _scalar(self, event: yaml.ScalarEvent, start: int, end: int) -> Scalar:
        node = Scalar(self.source, start, end, event.value, event.style or "")
        node.size = 1 + len(node.text)
        self._check_tag(event, start)
        if node.style == "":
            comment = _COMMENT.match(self.source.text, end) if node.text else None
            node.comment = comment.end() if comment else 0
        elif node.style == '"' and (control := CONTROLS.search(node.text)):
            message = f"the character U+{ord(control[0]):04X} cannot be printed"
            self.found.append(Diagnostic("G009", message, node.span, "delete its escape"))
            node.text = CONTROLS.sub("\ufffd", node.text)
        return node

    def _begin(self, event: yaml.CollectionStartEvent, node: ListNode | MapNode) -> None:
        self._check_tag(event, node.start)
        if len(self.open) >= DEEPEST:
            message = f"nested more than {DEEPEST} levels deep"
            raise _Stop(Diagnostic("G018", message, node.span, "put a text like this in quotes"))
        self._value(event, node)
        self.open.append(node)

    def _close(self, end: int) -> None:
        node = self.open.pop()
        node.end = end
        if self.open:
            self.open[-1].size += node.size

    def _value(self, event: yaml.NodeEvent, node: Node) -> None:
        """Put a new node where it belongs."""
        if event.anchor:
            self.anchors[event.anchor] = node
        self._place(node)
        if isinstance(node, Scalar) and self.open:
            self.open[-1].size += node.size

    def _place(self, node: Node) -> None:
        if not self.open:
            self.root = node
            return
        parent = self.open[-1]
        if isinstance(parent, ListNode):
            parent.items.append(node)
        elif parent.pending is None:
            self._key(parent, node)
        else:
            key, parent.pending = parent.pending, None
            if key.text not in parent.items and key.text != "<<":
                parent.keys[key.text] = key
                parent.items[key.text] = node

    def _key(self, parent: MapNode, node: Node) -> None:
        if not isinstance(node, Scalar):
            mend = "put the text in quotes if it begins with `[`, `{` or `?`"
            raise _Stop(Diagnostic("G017", "a key must be a text", node.span, mend))
        if node.text == "<<" and not node.style:
            mend = "write the keys out"
            self.found.append(Diagnostic("G016", "merge keys are not read", node.span, mend))
        elif node.text in parent.keys:
            first = parent.keys[node.text].span
            message = f"the key `{short(node.text)}` is written twice; first in line {first.line}"
            mend = "delete one of the two, or join their values"
            self.found.append(Diagnostic("G012", message, node.span, mend))
        parent.pending = node

    def _alias(self, anchor: str, start: int, end: int) -> None:
        where = self.source.span(start, end)
        node = self.anchors.get(anchor)
        if node is None:
            message = f"`*{short(anchor)}` is read as a YAML alias, and no anchor has this name"
            raise _Stop(Diagnostic("G014", message, where, "put the text in quotes"))
        if any(node is each for each in self.open):
            message = f"the alias `*{short(anchor)}` contains itself"
            raise _Stop(Diagnostic("G014", message, where, "write the text out"))
        self.expanded += node.size
        if self.expanded > EXPANSION:
            message = "the file's aliases expand to more than a guide can hold"
            raise _Stop(Diagnostic("G014", message, where, "write the texts out"))
        self._place(node)
        if self.open:
            self.open[-1].size += node.size

    def _check_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, start: int) -> None:
        if event.tag in _PLAIN_TAGS:
            return
        # A collection's own place is that of its first item, behind the tag.
        where = self.source.span(start, start + 1)
        tag = (event.tag or "").replace("tag:yaml.org,2002:", "!!")
        self.found.append(
            Diagnostic(
                "G015",
                f"`{short(tag)}` is read as a YAML tag, which has no meaning here",
                where,
                "delete the tag; put the text in quotes if it begins with `!`",
            )
        )

    def _second_document(self, offset: int) -> None:
        raise _Stop(
            Diagnostic(
                "G013",
                "a second YAML document begins here",
                self.source.span(offset, offset + 3),
                "delete the line `---`, or indent it if it belongs to an answer",
            )
        )


def short(text: str, longest: int = 40) -> str:
    """Return a text for use in a message: one line of bounded length."""
    text = " ".join(text.split())
    return text if len(text) <= longest else text[: longest - 1] + "…"
