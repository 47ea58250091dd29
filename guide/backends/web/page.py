"""Assemble the page: template, style, scripts and a policy that allows nothing else."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup
from rcssmin import cssmin  # type: ignore[import-untyped]  # has no stubs
from rjsmin import jsmin  # type: ignore[import-untyped]  # has no stubs

from guide.backends.base import Context
from guide.backends.web.style import token_css
from guide.backends.web.text import clean, counted
from guide.model import Level, Outline
from guide.theme import Theme

STYLES = ("base.css", "page.css", "question.css", "dialog.css", "print.css")
SCRIPTS = (
    "text.js",
    "search.js",
    "store.js",
    "address.js",
    "highlight.js",
    "answer.js",
    "results.js",
    "filters.js",
    "study.js",
    "page.js",
)
"""Joined in this order to one module. A theme may replace each; see docs/formats/web.md."""

RTL_LANGUAGES = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
COMMON_TAGS = 12
"""So many tags are shown at first; the rest unfold."""


def page(sections: Sequence[str], context: Context) -> str:
    """Return the whole page, ``sections`` being the topics' HTML in order."""
    theme, guide, outline = context.theme, context.guide, context.outline
    style = cssmin(token_css(theme) + "\n".join(_text(theme, name) for name in STYLES))
    boot = jsmin(_text(theme, "boot.js"))
    script = jsmin("\n".join(_text(theme, name) for name in SCRIPTS))
    tags = _tags(outline)
    html = (
        _environment(theme)
        .get_template("page.html.j2")
        .render(
            guide=guide,
            outline=outline,
            theme=theme,
            direction="rtl" if guide.language.split("-")[0].lower() in RTL_LANGUAGES else "ltr",
            policy=content_security_policy(styles=[style], scripts=[boot, script]),
            style=_trusted(style),
            boot=_trusted(boot),
            script=_trusted(script),
            levels=_levels(outline),
            common_tags=tags[:COMMON_TAGS],
            other_tags=tags[COMMON_TAGS:],
            sections=[_trusted(section) for section in sections],
        )
    )
    return html.rstrip("\n") + "\n"


def content_security_policy(*, styles: Sequence[str], scripts: Sequence[str]) -> str:
    """Return a policy that allows these inline texts, images within the page, and no request."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(map(_hash, scripts))}",
            f"style-src {' '.join(map(_hash, styles))}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )


def _trusted(text: str) -> Markup:
    """Return what the theme says, or what `render` has escaped, as HTML."""
    return Markup(text)  # noqa: S704 - by the line above


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _text(theme: Theme, name: str) -> str:
    return theme.text(f"web/{name}").replace("\r\n", "\n")


def _environment(theme: Theme) -> Environment:
    prefix = "web/"
    templates = {
        path.removeprefix(prefix): theme.text(path)
        for path in theme.files
        if path.startswith(prefix) and path.endswith(".j2")
    }
    environment = Environment(
        loader=DictLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    environment.filters["counted"] = counted
    return environment


def _finalize(value: object) -> object:
    if isinstance(value, Markup):
        return value
    return clean(value) if isinstance(value, str) else value


def _levels(outline: Outline) -> list[tuple[str, int]]:
    counts = Counter(q.level for topic in outline.topics for q in topic.questions)
    return [(level, counts[level]) for level in Level if counts[level]]


def _tags(outline: Outline) -> list[tuple[str, int]]:
    """Return the tags with their counts, the most frequent first."""
    counts = Counter(tag for topic in outline.topics for q in topic.questions for tag in q.tags)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
