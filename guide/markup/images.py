"""Images: a checked `Asset` with its text for those who do not see it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markdown_it.token import Token

from guide.markup.field import AssetProblem, Field
from guide.markup.nodes import Image, Inlines, Text
from guide.markup.text import plain_text


def make_image(
    token: Token,
    build: Callable[[Sequence[Token], Field, int], Inlines],
    place: Field,
    line: int,
) -> Inlines:
    """Return the node of an image; its alternative text alone if the image cannot be used."""
    source = str(token.attrs.get("src", ""))
    alt = plain_text(build(token.children or (), place, line)).replace("\n", " ").strip()
    title = " ".join(str(token.attrs.get("title", "")).split())
    if not alt:
        mend = "describe what it shows: `![what it shows](file.png)`"
        place.warn("G401", f"the image `{source}` has no text", mend, line, source)
    asset = place.resolver.load(source)
    if isinstance(asset, AssetProblem):
        place.error(asset.code, asset.message, asset.help, line, source)
        return (Text(alt),) if alt else ()
    return (Image(asset, alt, title),)
