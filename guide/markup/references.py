"""Reference definitions, ``[name]: address``: each must be used, or its text would be lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from markdown_it.token import Token

from guide.markup.field import Field


def check_references(
    tokens: Sequence[Token], references: dict[str, dict[str, Any]], place: Field
) -> None:
    """Report definitions that nothing refers to, and those that look like footnotes."""
    if not references:
        return
    used = set(_addresses(tokens))
    for name, reference in references.items():
        line = reference["map"][0] + 1
        if name.startswith("^"):
            mend = "say it in the text, in a call-out or in `references`"
            place.warn("G210", f"footnotes are not supported: `[{name}]`", mend, line)
        elif reference["href"] not in used:
            mend = f"refer to it, `[text][{name.lower()}]`, or take it out"
            message = f"nothing refers to `[{name.lower()}]`, which is shown nowhere"
            place.warn("G212", message, mend, line)


def _addresses(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        for key in ("href", "src"):
            if key in token.attrs:
                yield str(token.attrs[key])
        yield from _addresses(token.children or ())
