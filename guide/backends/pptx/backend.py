"""PowerPoint decks, one a topic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from guide.backends.base import Context, Output, OutputFile, Part
from guide.backends.pptx.messages import Messages
from guide.model import Topic


@dataclass(frozen=True, slots=True)
class PptxOptions:
    """Decks have no options of their own: what they look like is the theme's."""


class PptxBackend:
    """Renders each topic to a native, editable deck."""

    name: ClassVar[str] = "pptx"
    summary: ClassVar[str] = "PowerPoint decks, one a topic"
    version: ClassVar[int] = 1
    libraries: ClassVar[tuple[str, ...]] = ("python-pptx",)
    options: ClassVar[type[PptxOptions]] = PptxOptions
    effort: ClassVar[float] = 4

    def render(self, topic: Topic, context: Context) -> Part:
        """Return the deck of a topic as a .pptx file."""
        # Heavy, and not needed by those that only ask what formats there are.
        from guide.backends.pptx.deck import plan
        from guide.backends.pptx.look import look
        from guide.backends.pptx.presentation import Presentation, footer

        messages = Messages(topic.id)
        appearance = look(context)
        slides = plan(topic, context, appearance, messages.of)
        deck = Presentation(topic, context, appearance, slides)
        data = deck.data(footer(topic, context))
        facts = {"topic": topic.id, "number": topic.number, "slides": len(slides)}
        return Part(data, facts, messages.all())

    def assemble(self, parts: Sequence[Part], context: Context) -> Output:
        """Return the decks as they are: slides/01-<topic>.pptx."""
        digits = max(2, len(str(len(context.outline.topics))))
        files = []
        for part in parts:
            count = part.facts["slides"]
            number, topic = part.facts["number"], part.facts["topic"]
            path = f"slides/{number:0{digits}d}-{topic}.pptx"
            files.append(OutputFile(path, part.data, f"{count} slide{'s' * (count != 1)}"))
        return Output(tuple(files))
