"""A section's items → slides full of frames: measured, split and balanced.

Pieces of text and whole blocks are atoms; dynamic programming finds the slides: as few
as possible, broken at the best places, none nearly empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from guide.backends.pptx.blocks import Blocks, Setting
from guide.backends.pptx.flow import CalloutItem, CodeItem, FigureItem, Item, Mark, Para, TableItem
from guide.backends.pptx.frames import CalloutFrame, Frame, TextFrame
from guide.backends.pptx.geometry import GAP
from guide.backends.pptx.measure import Words
from guide.backends.pptx.pieces import Piece, halves, merge, pieces

_SLIDE = 1000.0
_AFTER_LEAD_IN = 900.0
_BEFORE_BLOCK = 140.0
_INSIDE_SENTENCE = 260.0
_INSIDE_PARAGRAPH = 90.0
_INSIDE_LIST = 24.0
_EMPTY = 260.0  # for a slide that is filled to less than a fifth
_NEARLY_EMPTY = 0.2  # of the height
_MOST_BLOCKS = 2  # on one slide


@dataclass(frozen=True, slots=True)
class _Text:
    """A piece of paragraph number ``source``, measured."""

    piece: Piece
    source: int
    words: Words


@dataclass(frozen=True, slots=True)
class _Block:
    """A block, or a part of one."""

    frame: Frame
    source: int


_Atom = _Text | _Block


def compose(items: Sequence[Item], setting: Setting) -> list[tuple[Frame, ...]]:
    """Return the slides that hold ``items``, in the largest size that does not cost a slide."""
    slides: list[tuple[Frame, ...]] = []
    for is_break, group in groupby(items, key=lambda item: item is Mark.BREAK):
        if not is_break:
            slides.extend(_compose(list(group), setting))
    return slides


def _compose(items: list[Item], setting: Setting) -> list[tuple[Frame, ...]]:
    best: list[tuple[Frame, ...]] = []
    least = float("inf")
    for size, penalty, only_whole in setting.sizes:
        atoms, pauses = _atoms(items, setting, size)
        if not atoms:
            return []
        cost, slides = _Split(atoms, pauses, setting, size).best()
        if only_whole and len(slides) > 1:
            continue
        if cost + penalty < least:
            best, least = slides, cost + penalty
    return best


def _atoms(  # noqa: C901 - one case a kind of item
    items: Iterable[Item], setting: Setting, size: float
) -> tuple[list[_Atom], set[int]]:
    """Return the atoms and the indices of those before which there is a pause."""
    atoms: list[_Atom] = []
    pauses: set[int] = set()
    blocks = Blocks(setting, size)

    def lead_in() -> float:
        """Height of the text that must stay above the next block."""
        if not atoms or not isinstance(atoms[-1], _Text):
            return 0.0
        para = atoms[-1].piece.para
        height = setting.height_of(atoms[-1].words, para, size) + GAP
        return height if height < 0.4 * setting.height else 0.0

    source = 0
    for item in items:
        source += 1
        match item:
            case Para():
                atoms.extend(_texts(item, source, setting, size))
            case Mark():
                pauses.add(len(atoms))
            case TableItem():
                found = blocks.table(item, lead_in())
                if found is None:
                    for para in blocks.table_as_text(item):
                        source += 1
                        atoms.extend(_texts(para, source, setting, size))
                else:
                    atoms.extend(_Block(frame, source) for frame in found)
            case CodeItem():
                atoms.extend(_Block(f, source) for f in blocks.code(item.block, lead_in()))
            case CalloutItem():
                atoms.extend(_Block(frame, source) for frame in blocks.callout(item))
            case FigureItem():
                atoms.append(_Block(blocks.figure(item, lead_in()), source))
    return atoms, pauses


def _texts(para: Para, source: int, setting: Setting, size: float) -> Iterator[_Text]:
    todo = [*reversed(pieces(para))]
    while todo:
        piece = todo.pop()
        words = setting.words(piece.para)
        if setting.height_of(words, piece.para, size) > setting.height:
            parts = halves(piece)
            todo.extend(reversed(parts))
            if len(parts) > 1:
                continue
            todo.pop()
        yield _Text(piece, source, words)


class _Split:
    """Dynamic programming over the atoms of a section."""

    def __init__(
        self, atoms: Sequence[_Atom], pauses: set[int], setting: Setting, size: float
    ) -> None:
        self._atoms = atoms
        self._setting = setting
        self._size = size
        self._breaks = [
            0.0 if i == 0 else self._break(atoms[i - 1], atoms[i]) - (60.0 if i in pauses else 0.0)
            for i in range(len(atoms))
        ]

    def best(self) -> tuple[float, list[tuple[Frame, ...]]]:
        """Return the least cost and its slides."""
        count = len(self._atoms)
        costs = [0.0] * (count + 1)
        ends = [count] * (count + 1)
        for start in range(count - 1, -1, -1):
            costs[start] = float("inf")
            for end, height in self._heights(start):
                after = self._breaks[end] if end < count else 0.0
                fill = height / self._setting.height
                loose = 110.0 * (1 - min(fill, 1.0)) ** 2
                if fill < _NEARLY_EMPTY:
                    loose += _EMPTY
                cost = _SLIDE + loose + after + costs[end]
                if cost < costs[start]:
                    costs[start], ends[start] = cost, end
        slides, start = [], 0
        while start < count:
            slides.append(self._frames(start, ends[start]))
            start = ends[start]
        return costs[0], slides

    def _heights(self, start: int) -> Iterable[tuple[int, float]]:
        """Yield the ends that a slide from ``start`` may have, and its height; one at least."""
        setting, size, room = self._setting, self._size, self._setting.height
        done = 0.0  # height of what is finished: frames and paragraphs
        open_words: Words | None = None
        open_height = 0.0
        in_text = False
        sources: list[int] = []
        for index in range(start, len(self._atoms)):
            atom = self._atoms[index]
            if isinstance(atom, _Block):
                done += open_height + (GAP if index > start else 0.0) + atom.frame.height
                open_words, open_height, in_text = None, 0.0, False
                if atom.source in sources or len(sources) == _MOST_BLOCKS:
                    return
                sources.append(atom.source)
            else:
                before = self._atoms[index - 1] if index > start else None
                goes_on = isinstance(before, _Text) and before.source == atom.source
                if open_words and goes_on:
                    open_words += atom.words
                else:
                    done += open_height
                    open_words = atom.words
                    if in_text:
                        done += atom.piece.para.before * size
                    elif index > start:
                        done += GAP
                in_text = True
                open_height = setting.height_of(open_words, atom.piece.para, size)
            height = done + open_height
            if height > room and index > start:
                return
            yield index + 1, height

    @staticmethod
    def _break(before: _Atom, after: _Atom) -> float:
        """Return what it costs to end a slide between two atoms."""
        if isinstance(before, _Block):
            return 0.0
        para = before.piece.para
        if isinstance(after, _Text) and before.source == after.source:
            return _INSIDE_PARAGRAPH if before.piece.sentence else _INSIDE_SENTENCE
        if para.keep or para.runs[-1].text.rstrip().endswith(":"):
            return _AFTER_LEAD_IN
        if isinstance(after, _Block):
            return 20.0 if isinstance(after.frame, CalloutFrame) else _BEFORE_BLOCK
        if after.piece.para.level:
            return _INSIDE_LIST * after.piece.para.level + (20.0 if not para.level else 0.0)
        return 0.0

    def _frames(self, start: int, end: int) -> tuple[Frame, ...]:
        frames: list[Frame] = []
        for is_text, group in groupby(
            self._atoms[start:end], key=lambda atom: isinstance(atom, _Text)
        ):
            if is_text:
                texts = [atom for atom in group if isinstance(atom, _Text)]
                paras = tuple(
                    merge([text.piece for text in same])
                    for _, same in groupby(texts, key=lambda text: text.source)
                )
                frames.append(self._setting.text(paras, self._size))
            else:
                frames.extend(atom.frame for atom in group if isinstance(atom, _Block))
        return tuple(frames)


def columns(
    paras: Sequence[Para], setting: Setting, size: float, *, most: int = 1000
) -> list[TextFrame]:
    """Fill columns of the setting's width and height with paragraphs, evenly; for lists of links.

    No column holds more than ``most`` paragraphs.
    """
    heights = [setting.para_height(para, size) for para in paras]
    fewest = _fill(paras, heights, setting.height, size, most)
    room = setting.height
    for share in (0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        even = _fill(paras, heights, setting.height * share, size, most)
        if len(even) == len(fewest):
            room = setting.height * share
            break
    return [
        setting.text(tuple(paras[i] for i in group), size)
        for group in _fill(paras, heights, room, size, most)
    ]


def _fill(
    paras: Sequence[Para], heights: Sequence[float], room: float, size: float, most: int
) -> list[list[int]]:
    groups: list[list[int]] = [[]]
    used = 0.0
    for index, (para, height) in enumerate(zip(paras, heights, strict=True)):
        need = height + (para.before * size if groups[-1] else 0.0)
        if groups[-1] and (used + need > room or len(groups[-1]) == most):
            groups.append([])
            used, need = 0.0, height
        groups[-1].append(index)
        used += need
    return groups
