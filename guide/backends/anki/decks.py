"""Names of decks and tags."""

from __future__ import annotations

import re
import unicodedata

from guide.model import Topic
from guide.source import GuideInfo

_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


def deck_part(title: str) -> str:
    """Return a title as one level of a deck's name: no control characters, no "::"."""
    name = unicodedata.normalize("NFC", _CONTROL.sub(" ", title))
    return re.sub(r":{2,}", ":", name).strip(" :") or "…"


def deck_name(guide: GuideInfo, topic_title: str) -> str:
    """Return the name of a topic's deck: "Guide::Topic"."""
    return f"{deck_part(guide.title)}::{deck_part(topic_title)}"


def topic_tags(guide: GuideInfo, topic: Topic) -> tuple[str, str]:
    """Return the tags of the guide and of the topic."""
    return guide.id, f"{guide.id}::{topic.id}"
