"""A theme and a guide → the look of their decks."""

from __future__ import annotations

import re

from guide.backends.base import Context
from guide.backends.pptx.geometry import geometry
from guide.backends.pptx.measure import Ruler
from guide.backends.pptx.template import Look
from guide.backends.pptx.xml import scheme

_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")


def look(context: Context) -> Look:
    """Return all that decides how the decks look."""
    theme = context.theme
    tokens = theme.slides
    language = context.guide.language
    return Look(
        geometry=geometry(tokens.aspect),
        tokens=tokens,
        palette=theme.light,
        scheme=scheme(theme.light, theme.code_light),
        heading_percent=Ruler(tokens.heading_font).percent,
        body_percent=Ruler(tokens.body_font).percent,
        name=f"Guide {theme.name}",
        language=language if _LANGUAGE.fullmatch(language) else "en-US",
    )
