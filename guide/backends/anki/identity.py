"""Permanent identifiers, computed from the ids in the source.

Nothing but the guide's id and a card's identity goes into them, so that editing,
reordering and moving questions never makes another card.
"""

from __future__ import annotations

import hashlib
from base64 import b32encode

_FIRST_ID = 1 << 40
"""Anki takes ids for milliseconds since 1970; 2^40…2^41 are dates from 2004 to 2039."""


def guid(guide_id: str, identity: str) -> str:
    """Return the globally unique id of a note: 16 letters and digits (80 bits of SHA-256).

    ``identity`` is "question" or "question#point".
    """
    return b32encode(_digest(guide_id, identity)[:10]).decode().lower()


def stable_id(*names: str) -> int:
    """Return the integer id of a note type, field, template or deck, between 2^40 and 2^41."""
    return _FIRST_ID + int.from_bytes(_digest(*names)[:5])


def full_identity(guide_id: str, identity: str) -> str:
    """Return the identity as cards carry it: "guide/question" or "guide/question#point"."""
    return f"{guide_id}/{identity}"


def search(guide_id: str, identities: tuple[str, ...]) -> str:
    """Return what to type into Anki's browser to find the notes of ``identities``.

    A question's search finds its key points too. The identity is the first field of the
    package's notes, and a quoted attribute in the back of the CSV files' notes.
    """
    names = "|".join(sorted(identities))
    return f'"re:(^|=.){guide_id}/({names})[^a-z0-9-]"'


def _digest(*names: str) -> bytes:
    return hashlib.sha256("/".join(names).encode()).digest()
