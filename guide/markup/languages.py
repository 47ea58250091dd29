"""Names of programming languages: what may stand after a fence, and what readers call them."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from typing import Any

# Names that people write and Pygments does not know.
_ALIASES = {
    "none": "text",
    "plain": "text",
    "plaintext": "text",
    "txt": "text",
    "csv": "text",
    "jsonc": "json",
    "jsonl": "json",
    "ndjson": "json",
    "cloudformation": "yaml",
    "shellscript": "bash",
}

# Pygments' own names are for programmers of lexers ("Base Makefile", "Bash Session").
_LABELS = {
    "Text only": "",
    "Text output": "",
    "Terraform": "Terraform",
    "Bash": "Shell",
    "Bash Session": "Shell",
    "MSDOS Session": "Shell",
    "Kusto": "KQL",
    "Docker": "Dockerfile",
    "Python console session": "Python",
    "Transact-SQL": "SQL",
    "PostgreSQL SQL dialect": "SQL",
    "Common Lisp": "Lisp",
    "Nginx configuration file": "nginx",
}


@cache
def known_languages() -> dict[str, str]:
    """Return every name that a fence may carry, lower case → Pygments' name of its lexer.

    Pygments' built-in lexers only: what else is installed on a machine must not change
    what is made.
    """
    from pygments.lexers import get_all_lexers

    names = {
        alias.lower(): name
        for name, aliases, _, _ in get_all_lexers(plugins=False)
        for alias in aliases
    }
    return names | {alias: names[target] for alias, target in _ALIASES.items()}


def suggest_language(name: str) -> str:
    """Return the known language that looks most like ``name``, or ""."""
    close = get_close_matches(name.lower(), sorted(known_languages()), n=1, cutoff=0.7)
    return close[0] if close else ""


def language_label(name: str) -> str:
    """Return what a reader calls a language: "Terraform", "JSON"; "" for plain text or unknown."""
    lexer = known_languages().get(name.lower(), "Text only")
    return _LABELS.get(lexer, lexer)


@cache
def find_lexer(name: str) -> Any:  # noqa: ANN401 - Pygments' lexers are made by a metaclass
    """Return the lexer for a fence's language, or None for plain text and unknown names."""
    from pygments.lexers import find_lexer_class

    lexer = known_languages().get(name.lower(), "Text only")
    if _LABELS.get(lexer) == "":
        return None
    found = find_lexer_class(lexer)
    return found(stripnl=False, ensurenl=False) if found else None
