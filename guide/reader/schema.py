"""The schema of the source: what may stand in guide.yaml and in a topic file.

Pydantic stays in this module and in `guide.reader.problems`. Every field arrives as text,
list or mapping of text; a model says which, and where a text has a form of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, TypeAlias, cast
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)
from pydantic_core import PydanticCustomError

LEVELS = ("junior", "mid", "senior", "staff")
LONGEST_ID = 80
TOPIC_NAME = r"^\w[\w. -]*$"

_ID = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
_LANGUAGE = r"^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$"
_TAG = r"^[^\s,]+$"
_NAMED_ID = r"^[a-z0-9]+(?:-[a-z0-9]+)*(?:#[a-z0-9]+(?:-[a-z0-9]+)*)?$"


def problem(code: str, message: str, help_: str = "") -> PydanticCustomError:
    """Return what a validator raises: a diagnostic's code, message and mend."""
    # The text goes through the context: a brace in it is not a placeholder.
    return PydanticCustomError("guide", "{text}", {"code": code, "text": message, "help": help_})


def kebab(text: str) -> str:
    """Return an id that resembles ``text``: "IAM & Identity" → "iam-identity"."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:LONGEST_ID].rstrip("-")


def _matches(pattern: str, code: str, say: Callable[[str], tuple[str, str]]) -> AfterValidator:
    compiled = re.compile(pattern)

    def check(text: str) -> str:
        if not compiled.fullmatch(text):
            raise problem(code, *say(text))
        return text

    return AfterValidator(check)


def _say_id(text: str) -> tuple[str, str]:
    mend = kebab(text)
    return (
        f"`{text[:60]}` is not an id: lower-case letters, digits and single hyphens",
        f"write `{mend}`" if mend else "write words such as `policy-evaluation`",
    )


def _short_id(text: str) -> str:
    if len(text) > LONGEST_ID:
        message = f"an id of {len(text)} characters; at most {LONGEST_ID} are allowed"
        raise problem("G105", message, "shorten it")
    return text


def _say_language(text: str) -> tuple[str, str]:
    return f"`{text[:40]}` is not a language tag (BCP 47)", "write `en`, `en-GB`, `de`, `zh-Hans` …"


def _say_tag(text: str) -> tuple[str, str]:
    hyphened = re.sub(r"[\s,]+", "-", text.strip(", "))
    return "a tag has no blanks and no commas", f"write `{hyphened}`, or tags of their own"


def _say_name(text: str) -> tuple[str, str]:
    return f"`{text[:60]}` is not a name of a file in the source folder", "write `iam` for iam.yaml"


def _filled(text: str) -> str:
    if not text.strip():
        raise problem("G103", "this text is empty", "write it, or delete the key")
    return text


def _some_topics(names: list[str]) -> list[str]:
    if not names:
        raise problem("G103", "a guide without topics", "write `topics: [iam]` for iam.yaml")
    return names


def _level(text: str) -> str:
    if text not in LEVELS:
        close = text.lower() if text.lower() in LEVELS else ""
        allowed = ", ".join(LEVELS)
        mend = f"write `{close}`" if close else f"write one of {allowed}"
        raise problem("G106", f"`{text[:40]}` is not a level", mend)
    return text


def _iso_date(text: str) -> str:
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            date.fromisoformat(text)
            return text
    except ValueError:
        pass
    raise problem("G112", f"`{text[:40]}` is not a date", "write year-month-day: `2026-11-23`")


def _url(text: str) -> str:
    try:
        parts = urlsplit(text)
        host, user = parts.hostname, parts.username
    except ValueError:
        host = user = None
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not host or re.search(r"\s", text):
        mend = "write a whole address: `https://…`; a book has only a `title`"
        raise problem("G111", f"`{text[:60]}` is not a web address", mend)
    if user is not None:
        raise problem("G111", "an address with a user name or password", "delete them")
    return text


Text: TypeAlias = Annotated[str, AfterValidator(_filled)]
Id: TypeAlias = Annotated[
    str,
    Field(json_schema_extra={"pattern": _ID, "maxLength": LONGEST_ID}),
    _matches(_ID, "G105", _say_id),
    AfterValidator(_short_id),
]
Identity: TypeAlias = Annotated[
    str, Field(json_schema_extra={"pattern": _NAMED_ID}), _matches(_NAMED_ID, "G105", _say_id)
]
Tag: TypeAlias = Annotated[
    str,
    Field(json_schema_extra={"pattern": _TAG}),
    AfterValidator(_filled),
    _matches(_TAG, "G114", _say_tag),
]
Language: TypeAlias = Annotated[
    str, Field(json_schema_extra={"pattern": _LANGUAGE}), _matches(_LANGUAGE, "G113", _say_language)
]
Level: TypeAlias = Annotated[
    str, Field(json_schema_extra={"enum": list(LEVELS)}), AfterValidator(_level)
]
Date: TypeAlias = Annotated[
    str, Field(json_schema_extra={"format": "date"}), AfterValidator(_iso_date)
]
Url: TypeAlias = Annotated[str, Field(json_schema_extra={"format": "uri"}), AfterValidator(_url)]
TopicName: TypeAlias = Annotated[
    str, AfterValidator(_filled), _matches(TOPIC_NAME, "G105", _say_name)
]
Name: TypeAlias = Annotated[str, AfterValidator(_filled)]
Options: TypeAlias = dict[str, str]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Reference(_Model):
    """Further reading: a title, an address, or both."""

    title: Text = ""
    url: Url = ""

    @model_validator(mode="after")
    def _something(self) -> Reference:
        if not self.title and not self.url:
            raise problem("G102", "a reference needs a `title` or a `url`", "write one of them")
        return self


class KeyPoint(_Model):
    """One thing to remember; with `ask` or `cloze` it is a card of its own."""

    id: Id | None = Field(None, description="permanent; needed with ask or cloze")
    point: Text = Field("", description="the fact; the answer to `ask`")
    ask: Text = Field("", description="a question of its own, answered by the point")
    cloze: Text = Field("", description="a statement with [[gaps]]")
    replaces: list[Identity] = Field([], description="earlier ids, the oldest first")

    @model_validator(mode="after")
    def _combination(self) -> KeyPoint:
        if self.ask and self.cloze:
            mend = "make two key points of it"
            raise problem("G107", "a key point has `ask` or `cloze`, not both", mend)
        if self.ask and not self.point:
            raise problem("G107", "`ask` needs a `point` that answers it", "write `point: …`")
        if not self.point and not self.cloze:
            raise problem("G107", "a key point without a `point`", "write `point: …`")
        if (self.ask or self.cloze) and self.id is None:
            mend = f"write a permanent one, such as `id: {_suggest(self)}`"
            raise problem("G107", "a key point that is a card needs an `id`", mend)
        return self


def _suggest(point: KeyPoint) -> str:
    long = 3  # letters; shorter words say little
    words = kebab(re.sub(r"\[\[|\]\]", "", point.point or point.cloze)).split("-")
    return "-".join([word for word in words if len(word) > long][:3] or words[:3]) or "deny-wins"


def _point(value: object) -> object:
    return {"point": value} if isinstance(value, str) else value


def _reference(value: object) -> object:
    if isinstance(value, str):
        return {"url": value} if re.match(r"\s*[a-z][a-z0-9+.-]*:", value) else {"title": value}
    return value


PointOrText: TypeAlias = Annotated[KeyPoint, BeforeValidator(_point)]
ReferenceOrText: TypeAlias = Annotated[Reference, BeforeValidator(_reference)]


class Question(_Model):
    """A question with its answer."""

    id: Id = Field(description="permanent; a new one needs `replaces`")
    question: Text = Field(description="as an interviewer asks it (Markdown, one paragraph)")
    answer: Text = Field(description="Markdown; begin it with `|`")
    title: Text = Field("", description="at most 60 characters; default: from the question")
    level: Level = ""
    tags: list[Tag] = []
    short: Text = Field("", description="one sentence that answers the question")
    key_points: list[PointOrText] = []
    follow_ups: list[Text] = Field([], description="what an interviewer asks next")
    hints: Text = Field("", description="for the presenter: speaker notes only")
    references: list[ReferenceOrText] = []
    reviewed: Date = Field("", description="when the facts were last checked")
    replaces: list[Id] = Field([], description="earlier ids, the oldest first")


class TopicHead(_Model):
    """A topic file without its questions."""

    id: Id
    title: Text
    summary: Text = ""


class TopicFile(TopicHead):
    """A topic of a guide: source/<topic>.yaml."""

    questions: list[Question]


class GuideFile(_Model):
    """What is said once for the whole guide: source/guide.yaml."""

    id: Id = Field(description="the name space of every card's identity")
    title: Text
    topics: Annotated[list[TopicName], AfterValidator(_some_topics)] = Field(
        description="topic files without .yaml, in order"
    )
    subtitle: Text = ""
    edition: Text = Field("", description="if it begins with a date, that dates the outputs")
    language: Language = "en"
    authors: list[Text] = []
    theme: Text = "serif"
    retired: list[Identity] = Field([], description="ids taken out on purpose")
    pdf: Options = Field({}, description="options of the booklet")
    slides: Options = Field({}, description="options of the decks (format pptx)")
    anki: Options = Field({}, description="options of the CSV files")
    apkg: Options = Field({}, description="options of the Anki package")
    web: Options = Field({}, description="options of the page")
    formats: dict[Name, Options] = Field({}, description="options of other formats, by name")


def json_schema(kind: str = "topic") -> dict[str, object]:
    """Return the JSON Schema (2020-12) of a file, "guide" or "topic", for editors.

    Editors read ``no`` and ``1.10`` as a truth value and a number where the program reads
    text, so every text may be a scalar of any type.
    """
    models: dict[str, type[BaseModel]] = {"guide": GuideFile, "topic": TopicFile}
    schema = cast("dict[str, object]", _scalars(models[kind].model_json_schema()))
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _scalars(value: object) -> object:
    """Return a schema that takes any scalar for a text, and a bare text where one may stand."""
    if isinstance(value, list):
        return [_scalars(item) for item in value]
    if not isinstance(value, dict):
        return value
    if value.get("$ref", "").rpartition("/")[2] in ("KeyPoint", "Reference"):
        return {"anyOf": [value, {"type": "string"}]}
    out = {
        key: _scalars(item)
        for key, item in value.items()
        # Pydantic's own titles and empty defaults say nothing to an author.
        if not (key == "title" and isinstance(item, str)) and not (key == "default" and not item)
    }
    if out.get("type") == "string" and "enum" not in out:
        out["type"] = ["string", "number", "boolean"]
    return out
