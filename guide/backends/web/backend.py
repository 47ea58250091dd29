"""The backend "web": a topic becomes a fragment of HTML, the fragments one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from guide.backends.base import Context, Output, OutputFile, Part
from guide.model import Topic


@dataclass(frozen=True, slots=True)
class WebOptions:
    """Settings of the page; it has none."""


class WebBackend:
    """One HTML file that opens from anywhere and asks for nothing from outside."""

    name: ClassVar[str] = "web"
    summary: ClassVar[str] = "one web page with search and study mode, for offline use"
    version: ClassVar[int] = 1
    libraries: ClassVar[tuple[str, ...]] = ("jinja2", "markupsafe", "rcssmin", "rjsmin")
    options: ClassVar[type[WebOptions]] = WebOptions

    def render(self, topic: Topic, context: Context) -> Part:
        """Return the topic's section of the page, in UTF-8."""
        from guide.backends.web.topic import topic_section

        return Part(topic_section(topic, context.outline).encode())

    def assemble(self, parts: Sequence[Part], context: Context) -> Output:
        """Return the page ``<guide id>.html``."""
        from guide.backends.web.page import page

        html = page([part.data.decode() for part in parts], context)
        count = context.outline.question_count
        return Output(
            (
                OutputFile(
                    path=f"{context.guide.id}.html",
                    data=html.encode(),
                    count=f"{count} question{'' if count == 1 else 's'}",
                ),
            )
        )
