"""The package's two note types.

Fields are fixed for good: a field or template added later would make a second note type
("Question+") in every collection, with the old notes left behind. The spares are for what
nobody has thought of yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from guide.backends.anki.identity import stable_id
from guide.backends.anki.looks import TOKEN_CLASSES
from guide.backends.anki.words import WORDS
from guide.errors import BackendError
from guide.source import GuideInfo
from guide.theme import CodeStyles, Palette, Theme

FIELDS = (
    "Identity",
    "Question",
    "Short",
    "Points",
    "Details",
    "Source",
    "My notes",  # the learner's; never written by us
    "Spare 1",
    "Spare 2",
)

_FRONT = """\
<div class="guide mathjax_ignore tex2jax_ignore" lang="LANGUAGE" dir="auto">
<p class="topic">{{Subdeck}}</p>
<div class="question">{{QUESTION}}</div>
</div>
"""

_BACK = """\
<div class="guide mathjax_ignore tex2jax_ignore" lang="LANGUAGE" dir="auto">
<p class="topic">{{Subdeck}}</p>
<div class="question asked">{{QUESTION}}</div>
<div class="answer">
{{#Short}}<div class="short">{{Short}}</div>{{/Short}}
{{#Points}}<p class="label">KEY_POINTS</p>{{Points}}{{/Points}}
{{#Details}}{{#Short}}<details><summary>FULL_ANSWER</summary>{{/Short}}
{{Details}}
{{#Short}}</details>{{/Short}}{{/Details}}
{{#My notes}}<div class="mine"><p class="label">MY_NOTES</p>{{My notes}}</div>{{/My notes}}
{{Source}}
</div>
</div>
"""


@dataclass(frozen=True, slots=True)
class NoteType:
    """A note type: ``question`` with one card a note, or ``cloze`` with one a gap."""

    id: int
    name: str
    front: str
    back: str
    css: str
    cloze: bool

    @property
    def content(self) -> tuple[str, ...]:
        """What a new modification time is for."""
        return (self.name, self.front, self.back, self.css, *FIELDS)

    def as_json(self, modified: int, deck: int) -> dict[str, Any]:
        """Return the note type as collections of schema 11 hold it.

        ``modified`` is in s since 1970. Fields and templates have ids of their own, by
        which Anki knows them again when they are renamed.
        """
        return {
            "id": self.id,
            "name": self.name,
            "type": int(self.cloze),
            "mod": modified,
            "usn": -1,
            "sortf": FIELDS.index("Question"),
            "did": deck,
            "tmpls": [
                {
                    "id": stable_id(str(self.id), "template"),
                    "name": "Cloze" if self.cloze else "Question",
                    "ord": 0,
                    "qfmt": self.front,
                    "afmt": self.back,
                    "bqfmt": "",
                    "bafmt": "",
                    "did": None,
                    "bfont": "",
                    "bsize": 0,
                }
            ],
            "flds": [
                {
                    "id": stable_id(str(self.id), "field", name),
                    "name": name,
                    "ord": number,
                    "sticky": False,
                    "rtl": False,
                    "font": "Arial",
                    "size": 20,
                    "description": "",
                    "plainText": False,
                    "collapsed": False,
                    "excludeFromSearch": False,
                    "tag": None,
                    "preventDeletion": True,
                }
                for number, name in enumerate(FIELDS)
            ],
            "css": self.css,
            "latexPre": _LATEX_PRE,
            "latexPost": "\\end{document}",
            "latexsvg": False,
            "req": [] if self.cloze else [[0, "any", [FIELDS.index("Question")]]],
            "tags": [],
            "vers": [],
        }


_LATEX_PRE = (
    "\\documentclass[12pt]{article}\n\\special{papersize=3in,5in}\n\\usepackage[utf8]{inputenc}\n"
    "\\usepackage{amssymb,amsmath}\n\\pagestyle{empty}\n\\setlength{\\parindent}{0in}\n"
    "\\begin{document}\n"
)


def note_types(guide: GuideInfo, theme: Theme) -> tuple[NoteType, NoteType]:
    """Return the note types *question* and *cloze*, named after the guide's id, in its theme.

    The names never change, so that an update file finds the types of any edition.
    """
    css = style_sheet(theme)

    def note_type(kind: str, question: str) -> NoteType:
        return NoteType(
            stable_id(guide.id, "note type", kind),
            f"{guide.id}: {kind}",
            _fill(_FRONT, guide, question),
            _fill(_BACK, guide, question),
            css,
            kind == "cloze",
        )

    return note_type("question", "Question"), note_type("cloze", "cloze:Question")


def _fill(template: str, guide: GuideInfo, question: str) -> str:
    words = {
        "LANGUAGE": escape(guide.language),
        "QUESTION": question,
        "KEY_POINTS": escape(WORDS.key_points),
        "FULL_ANSWER": escape(WORDS.full_answer),
        "MY_NOTES": escape(WORDS.my_notes),
    }
    for name, value in words.items():
        template = template.replace(name, value)
    return template


def style_sheet(theme: Theme) -> str:
    """Return the cards' style sheet: the theme's tokens as custom properties, then its rules.

    Anki names night mode differently on each system: ``nightMode`` and ``night_mode`` on
    the body or the card, ``night-mode`` on the document.
    """
    # Two classes outweigh the colours that Anki gives to the body at night.
    day = _properties(theme.light, theme.code_light)
    night = _properties(theme.dark, theme.code_dark)
    stacks = {
        "body": theme.screen.body,
        "heading": theme.screen.heading,
        "code": theme.screen.code,
    }
    fonts = "".join(f"--{name}-font:{', '.join(map(_family, s))};" for name, s in stacks.items())
    return "\n".join(
        (
            f".card{{{fonts}{day}}}",
            f"{_NIGHT}{{{night}background:var(--paper);color:var(--ink);}}",
            _code_rules(theme.code_light),
            _rules(theme),
        )
    )


_NIGHT = ".card.nightMode,.card.night_mode,.nightMode .card,.night_mode .card,.night-mode .card"


def _rules(theme: Theme) -> str:
    try:
        return theme.text("anki/card.css")
    except KeyError:
        raise BackendError(
            f"the theme `{theme.name}` has no file `anki/card.css`: "
            "copy that of another theme, or say `inherits: serif` in its theme.yaml"
        ) from None


def _properties(palette: Palette, code: CodeStyles) -> str:
    colors: dict[str, str] = {name: getattr(palette, name) for name in palette.__slots__}
    tokens = {f"code-{name}": code[kind].color for kind, name in TOKEN_CLASSES.items()}
    return "".join(f"--{name}:{value};" for name, value in _ordered(colors | tokens))


def _ordered(properties: Mapping[str, str]) -> list[tuple[str, str]]:
    return sorted(properties.items())


def _code_rules(code: CodeStyles) -> str:
    """Return one rule a kind of token; weight and slant are the same by day and by night."""
    rules = []
    for kind, name in TOKEN_CLASSES.items():
        style = code[kind]
        weight = "font-weight:700;" if style.bold else ""
        slant = "font-style:italic;" if style.italic else ""
        rules.append(f"pre .{name}{{color:var(--code-{name});{weight}{slant}}}")
    return "\n".join(rules)


def _family(name: str) -> str:
    return '"' + name.replace('"', "") + '"' if " " in name else name
