"""The booklet's backend: one part a topic, then front matter, index and the joined file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from guide.backends.base import Context, Json, Output, OutputFile, Part
from guide.backends.pdf.geometry import Geometry
from guide.diagnostics import Anchor, Diagnostic, Severity
from guide.errors import UsageError
from guide.model import Topic


@dataclass(frozen=True, slots=True)
class PdfOptions:
    """The booklet's options: ``paper`` is a paper of the theme."""

    paper: str = "A4"


class PdfBackend:
    """Compiles a guide to a booklet."""

    name: ClassVar[str] = "pdf"
    summary: ClassVar[str] = "a styled booklet to print, one PDF file"
    version: ClassVar[int] = 2
    libraries: ClassVar[tuple[str, ...]] = (
        "weasyprint",
        "pydyf",
        "uharfbuzz",
        "jinja2",
        "font-source-serif-pro",
        "font-source-sans-pro",
        "fontpkg-ibm-plex-mono",
        "manimgx-fonts",
        "noto-cjk-sans-jp-regular",
    )
    options: ClassVar[type[PdfOptions]] = PdfOptions
    effort: ClassVar[float] = 12

    @staticmethod
    def load() -> None:
        """Load the layout engine: a process can do that before it has work."""
        from guide.backends.pdf.engine import load

        load()

    def render(self, topic: Topic, context: Context) -> Part:
        """Lay out one topic: pages without numbers, references by name."""
        from guide.backends.pdf.art import wrapped_mark
        from guide.backends.pdf.cutting import Section
        from guide.backends.pdf.pages import compose
        from guide.backends.pdf.topic import opening, question_piece
        from guide.backends.pdf.typeset import typeset

        geometry = self.geometry(context)
        questions = [question_piece(each, context, geometry) for each in topic.questions]
        pieces = [*opening(topic, context, geometry), *questions]
        pictures = {"guide-mark:wrapped": wrapped_mark(context.theme.light).encode()}
        opener, head, *galleys = typeset(pieces, context, geometry, pictures)
        sections = [Section([opener], heads_from=None)]
        if galleys:
            sections.append(Section(galleys))
        data, facts = compose(
            sections, geometry.size, lambda target: name_of(target, context), head
        )
        facts["terms"] = {a: term for each in pieces for a, term in each.terms.items()}
        facts["has"] = has(topic, links=any('class="on-page"' in p.piece.html for p in pieces))
        missing = frozenset().union(*(each.missing for each in pieces))
        return Part(data, facts, tuple(_missing_glyphs(topic, missing)))

    def assemble(self, parts: Sequence[Part], context: Context) -> Output:
        """Number the pages, make front matter and index, and join everything."""
        from guide.backends.pdf.booklet import assemble

        data, pages = assemble(parts, context, self.geometry(context))
        return Output((OutputFile(f"{context.guide.id}.pdf", data, f"{pages} pages"),))

    @staticmethod
    def geometry(context: Context) -> Geometry:
        """Return the measures of the chosen paper. Raises UsageError if the theme lacks it."""
        papers = {name.lower(): name for name in context.theme.booklet.papers}
        name = papers.get(context.options.paper.lower())
        if name is None:
            known = ", ".join(context.theme.booklet.papers)
            raise UsageError(f"no paper `{context.options.paper}`; this theme has {known}")
        return Geometry(name, context.theme.booklet.papers[name], context.theme.booklet)


def name_of(target: str, context: Context) -> str:
    """Return what a reader that speaks says for a destination."""
    found = context.outline.find(target.removeprefix("q-"))
    if found is not None:
        return f"Question {found[1].number}: {found[1].title}"
    for topic in context.outline.topics:
        if target == f"topic-{topic.id}":
            return f"Topic {topic.number}: {topic.title}"
    return target.removeprefix("topic-").capitalize() if target.startswith("topic-") else "Term"


def has(topic: Topic, *, links: bool) -> dict[str, Json]:
    """Return which optional parts the topic's questions have, for the page of instructions."""
    return {
        "short": any(q.short for q in topic.questions),
        "points": any(q.key_points for q in topic.questions),
        "follow_ups": any(q.follow_ups for q in topic.questions),
        "links": links,
    }


def _missing_glyphs(topic: Topic, missing: frozenset[str]) -> Any:
    """Report characters that no font has, once a topic."""
    if missing:
        shown = ", ".join(f"U+{ord(c):04X}" for c in sorted(missing))
        yield Diagnostic(
            "G620",
            f"the booklet's fonts have no glyph for {shown}; it is printed as □",
            Anchor(topic.id, topic.questions[0].id if topic.questions else ""),
            "write it in another way, or add a font",
            Severity.WARNING,
        )
