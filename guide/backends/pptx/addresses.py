"""Addresses of links, as PowerPoint takes them: a malformed one makes it repair the file."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit


def address(url: str) -> str:
    """Return ``url`` as PowerPoint takes it, or "" if it is no address that it could take."""
    try:
        parts = urlsplit(url)
        port_ok = parts.port is None or parts.port > 0
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https", "mailto") or not port_ok:
        return ""
    if parts.scheme != "mailto" and not re.fullmatch(r"[^\s<>\"\\^`{|}\[\]]+", parts.netloc):
        return ""
    return quote(url, safe="%/:=&?~#+!$,;'@()*-._")
