"""The theme's tokens as CSS custom properties, light and dark in one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from guide.backends.web.runs import RUN_CLASSES
from guide.markup.nodes import TokenKind
from guide.theme import PALETTE_KEYS, Theme

_PLAIN_FAMILY = re.compile(r"-?[A-Za-z][\w-]*")
"""A generic family or a one-word name; others are written as strings."""


def token_css(theme: Theme) -> str:
    """Return rules that set ``--ink``, ``--paper`` … and the look of each kind of code.

    ``light-dark()`` picks by the element's ``color-scheme``: the system's, or that of
    ``data-theme`` on the root element. Weight and slant of code are those of light.
    """
    colors = {
        key: (getattr(theme.light, key), getattr(theme.dark, key)) for key in PALETTE_KEYS
    } | {
        f"code-{kind}": (theme.code_light[kind].color, theme.code_dark[kind].color)
        for kind in TokenKind
    }
    properties = {name: f"light-dark({light},{dark})" for name, (light, dark) in colors.items()}
    properties |= {
        "font-body": _family(theme.screen.body),
        "font-heading": _family(theme.screen.heading),
        "font-code": _family(theme.screen.code),
    }
    tokens = "".join(f"--{name}:{value};" for name, value in properties.items())
    runs = "".join(_run_rule(theme, kind, name) for kind, name in RUN_CLASSES.items())
    return (
        f":root{{color-scheme:light dark;{tokens}}}\n"
        ":root[data-theme=light]{color-scheme:light}\n"
        ":root[data-theme=dark]{color-scheme:dark}\n"
        f"{runs}"
    )


def _run_rule(theme: Theme, kind: TokenKind, name: str) -> str:
    style = theme.code_light[kind]
    bold = ";font-weight:600" if style.bold else ""
    italic = ";font-style:italic" if style.italic else ""
    return f"pre .{name}{{color:var(--code-{kind}){bold}{italic}}}\n"


def _family(stack: Sequence[str]) -> str:
    return ",".join(name if _PLAIN_FAMILY.fullmatch(name) else f'"{name}"' for name in stack)
