"""Text that a browser may see: characters that HTML forbids are made visible."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)
"""Controls but tab and line feed, surrogates and non-characters (HTML standard, 13.1)."""

_PICTURES = {chr(code): chr(0x2400 + code) for code in range(0x20)} | {"\x7f": "\u2421"}

_SCHEMES = frozenset({"http", "https", "mailto"})


def clean(text: str) -> str:
    """Return ``text`` with forbidden characters as control pictures ("␀") or U+FFFD.

    Works on text and on HTML alike, since markup has none of these characters.
    """
    return _FORBIDDEN.sub(_visible, text)


def _visible(match: re.Match[str]) -> str:
    return _PICTURES.get(match[0], "\ufffd")


def is_safe_url(url: str) -> bool:
    """Tell whether a link to ``url`` may stand on the page: http, https or mailto."""
    try:
        return urlsplit(url).scheme.lower() in _SCHEMES
    except ValueError:
        return False


def question_href(question_id: str) -> str:
    """Return the permanent link to a question within the page."""
    return "#q-" + quote(question_id)


def counted(count: int, noun: str) -> str:
    """Return "1 question", "1,200 questions"."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
