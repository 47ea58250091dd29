"""The booklet's backend: one part a topic, then front matter, index and the joined file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from guide.backends.base import Context, Json, Output, OutputFile, Part
from guide.backends.pdf.geometry import Geometry
from guide.diagnostics import Anchor, Diagnostic, Severity
from guide.errors import UsageError
from guide.model import Topic

if TYPE_CHECKING:
    from guide.backends.pdf.set_code import CodeSetting


@dataclass(frozen=True, slots=True)
class PdfOptions:
    """The booklet's options: ``paper`` is a paper of the theme."""

    paper: str = "A4"


class PdfBackend:
    """Compiles a guide to a booklet."""

    name: ClassVar[str] = "pdf"
    summary: ClassVar[str] = "a styled booklet to print, one PDF file"
    version: ClassVar[int] = 1
    libraries: ClassVar[tuple[str, ...]] = (
        "weasyprint",
        "pydyf",
        "pikepdf",
        "uharfbuzz",
        "jinja2",
        "font-source-serif-pro",
        "font-source-sans-pro",
        "fontpkg-ibm-plex-mono",
        "manimgx-fonts",
        "noto-cjk-sans-jp-regular",
    )
    options: ClassVar[type[PdfOptions]] = PdfOptions

    def render(self, topic: Topic, context: Context) -> Part:
        """Lay out one topic: pages without numbers, references by name."""
        from guide.backends.pdf.coverage import replace_missing
        from guide.backends.pdf.layout import lay_out
        from guide.backends.pdf.topic import topic_html

        geometry = self.geometry(context)
        html, writer = topic_html(topic, context, geometry)
        html, missing = replace_missing(html)
        laid = lay_out(
            html,
            style_sheet(context, geometry),
            pictures(context) | {k: (a.data, a.media_type) for k, a in writer.images.items()},
            lambda target: name_of(target, context),
            code=writer.chunks,
            setting=code_setting(context),
        )
        facts = laid.facts | {
            "terms": dict(writer.terms),
            "has": has(topic, links='class="on-page"' in html),
        }
        return Part(laid.pdf, facts, tuple(_missing_glyphs(topic, missing)))

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


def style_sheet(context: Context, geometry: Geometry) -> str:
    """Return the theme's style sheet with its tokens filled in."""
    from guide.backends.pdf.fonts import FALLBACKS
    from guide.backends.pdf.templates import render
    from guide.backends.pdf.writer import LINE_PITCH

    def stack(families: Sequence[str], generic: str) -> str:
        return ", ".join([*(f'"{f}"' for f in (*families, *FALLBACKS)), generic])

    theme = context.theme
    fonts = theme.booklet.fonts
    return render(
        theme,
        "pdf/booklet.css.j2",
        autoescape=False,
        c={name: getattr(theme.light, name) for name in theme.light.__slots__},
        code={str(kind): style for kind, style in theme.code_light.items()},
        paper=geometry.paper,
        tokens=theme.booklet,
        step=geometry.step,
        code_size=geometry.code_size,
        code_padding=geometry.code_padding,
        line_pitch=LINE_PITCH,
        index_columns=geometry.index_columns,
        body_font=stack(fonts.body, "serif"),
        heading_font=stack(fonts.heading, "sans-serif"),
        code_font=stack(fonts.code, "monospace"),
    )


def code_setting(context: Context) -> CodeSetting | None:
    """Return how code is set, or None if the layout engine must do it."""
    from guide.backends.pdf.code_font import code_font
    from guide.backends.pdf.set_code import CodeSetting
    from guide.backends.pdf.writer import LINE_PITCH

    font = code_font(context.theme.booklet.fonts.code[0])
    theme = context.theme
    if font is None:
        return None
    return CodeSetting(
        font, theme.code_light, LINE_PITCH, mark=theme.light.muted, bar=theme.light.mark
    )


def pictures(context: Context) -> dict[str, tuple[bytes, str]]:
    """Return the theme's own drawings by their address."""
    from guide.backends.pdf.art import cover, lines, wrapped_mark

    colors = context.theme.light
    drawings = {
        "guide-mark:wrapped": wrapped_mark(colors),
        "guide-art:lines": lines(colors),
        "guide-art:cover": cover(context.outline, colors),
    }
    return {address: (svg.encode(), "image/svg+xml") for address, svg in drawings.items()}


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
