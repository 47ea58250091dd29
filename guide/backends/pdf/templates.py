"""Fill in a theme's templates."""

from __future__ import annotations

from functools import cache
from typing import Any

from guide.theme import Theme


def render(theme: Theme, path: str, *, autoescape: bool = True, **values: Any) -> str:
    """Fill in the template ``path`` of a theme; a template cannot reach out of its values."""
    return str(_template(theme.text(path), autoescape).render(values))


@cache
def _template(text: str, autoescape: bool) -> Any:  # noqa: FBT001  (a cache key, not an option)
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        autoescape=autoescape, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(text)
