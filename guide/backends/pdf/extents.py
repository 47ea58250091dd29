"""The vertical extent of what operators paint (ISO 32000-1, 8.3 to 8.5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

PAINTING = frozenset({b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"})
_LINE = 8.0  # px: height of loose text, whose size is not looked up

Matrix: TypeAlias = tuple[float, float, float, float, float, float]


def extent(operators: Sequence[Any]) -> tuple[float, float]:
    """Return from where to where paths, pictures and text reach, as far as they are clipped."""
    painter = _Painter()
    for operator in operators:
        if isinstance(operator, bytes):
            *operands, name = operator.split()
            painter.do(name, operands)
    return (painter.top, painter.bottom) if painter.top <= painter.bottom else (0.0, 0.0)


@dataclass(slots=True)
class _Painter:
    matrix: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    low: float = float("-inf")  # of the clipping path
    high: float = float("inf")
    top: float = float("inf")  # of what was painted
    bottom: float = float("-inf")
    path: list[float] = field(default_factory=list)
    saved: list[tuple[Matrix, float, float]] = field(default_factory=list)

    def do(self, name: bytes, operands: Sequence[bytes]) -> None:
        """Take one operator into account."""
        if name in _PATHS:
            self.path += [self._y(x, y) for x, y in _points(name, [*map(float, operands)])]
        elif name in PAINTING:
            self._paint(self.path)
            self.path = []
        elif name == b"Do":
            clipped = self.low > float("-inf")  # else it is the unit square
            self._paint([self.low, self.high] if clipped else [self._y(0, 0), self._y(1, 1)])
        elif name == b"Tm":
            base = self._y(float(operands[4]), float(operands[5]))
            self._paint([base - _LINE, base])
        else:
            self._state(name, operands)

    def _state(self, name: bytes, operands: Sequence[bytes]) -> None:
        if name == b"q":
            self.saved.append((self.matrix, self.low, self.high))
        elif name == b"Q" and self.saved:
            self.matrix, self.low, self.high = self.saved.pop()
        elif name == b"cm":
            a, b, c, d, e, f = map(float, operands)
            self.matrix = _product((a, b, c, d, e, f), self.matrix)
        elif name in {b"W", b"W*"} and self.path:
            self.low = max(self.low, min(self.path))
            self.high = min(self.high, max(self.path))
        elif name == b"n":
            self.path = []

    def _paint(self, places: Sequence[float]) -> None:
        if places:
            self.top = min(self.top, max(min(places), self.low))
            self.bottom = max(self.bottom, min(max(places), self.high))

    def _y(self, x: float, y: float) -> float:
        return self.matrix[1] * x + self.matrix[3] * y + self.matrix[5]


_PATHS = frozenset({b"re", b"m", b"l", b"c"})


def _points(name: bytes, numbers: Sequence[float]) -> list[tuple[float, float]]:
    """Return the points of a path operator; those of a rectangle are two corners."""
    if name == b"re":
        left, top, width, height = numbers
        return [(left, top), (left + width, top + height)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _product(first: Matrix, second: Matrix) -> Matrix:
    """Return the matrix that applies the first, then the second."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j,
            e * g + f * i + k, e * h + f * j + m)  # fmt: skip
