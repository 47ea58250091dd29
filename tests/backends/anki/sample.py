"""A small guide as a document tree, with every kind of node."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import guide
from guide.backends.anki.apkg_backend import ApkgBackend
from guide.backends.anki.csv_backend import AnkiCsvBackend
from guide.backends.base import Backend, Context, Output
from guide.markup import nodes as n
from guide.model import (
    KeyPoint,
    Level,
    Outline,
    OutlineQuestion,
    OutlineTopic,
    Question,
    Reference,
    Topic,
)
from guide.reader.theme import read_theme
from guide.source import GuideInfo
from guide.theme import Theme

THEMES = Path(guide.__file__).parent.parent / "themes"
EDITION = datetime(2026, 11, 23, tzinfo=UTC)
LATER = datetime(2099, 2, 1, 12, tzinfo=UTC)  # later than the clock of the engine
INFO = GuideInfo(id="cloud", title="Cloud Architecture", language="en-US", date=EDITION)
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8"
    "cfc000000301010018dd8db00000000049454e44ae426082"
)


@cache
def theme(name: str = "serif") -> Theme:
    return read_theme(name, [THEMES])


def text(value: str) -> n.Inlines:
    return (n.Text(value),)


def paragraph(value: str) -> n.Paragraph:
    return n.Paragraph(text(value))


def code(value: str, kind: n.TokenKind = n.TokenKind.PLAIN, **more: Any) -> n.CodeBlock:
    lines = tuple((n.Run(line, kind),) if line else () for line in value.split("\n"))
    return n.CodeBlock(lines, **more)


def point(name: str, value: str = "A fact.", *, ask: str = "", cloze: n.Inlines = ()) -> KeyPoint:
    return KeyPoint(name, text(value), text(ask) if ask else (), cloze)


def question(name: str, *points: KeyPoint, **more: Any) -> Question:
    values: dict[str, Any] = {
        "number": "1.1",
        "title": f"About {name}",
        "question": text(f"How does {name} work?"),
        "answer": (paragraph(f"In detail, {name} works well."),),
        "short": text(f"{name.capitalize()} works well."),
        "key_points": points,
        "identity": name,
    }
    return Question(id=name, **(values | more))


def topic(name: str, number: int, *questions: Question, title: str = "") -> Topic:
    return Topic(name, number, title or name.capitalize(), questions, total=len(questions))


def outline(topics: Iterable[Topic]) -> Outline:
    return Outline(
        tuple(
            OutlineTopic(
                t.id,
                t.number,
                t.title,
                tuple(OutlineQuestion(q.id, q.number, q.title) for q in t.questions),
            )
            for t in topics
        )
    )


def context(
    backend: Backend,
    topics: Sequence[Topic],
    *,
    info: GuideInfo = INFO,
    memory: Mapping[str, str] | None = None,
    now: datetime = LATER,
    look: str = "serif",
    **options: Any,
) -> Context:
    return Context(
        info, outline(topics), theme(look), backend.options(**options), now, memory or {}
    )


def build(backend: Backend, topics: Sequence[Topic], **more: Any) -> Output:
    """Run both steps of a backend, as the pipeline does."""
    known = context(backend, topics, **more)
    return backend.assemble([backend.render(t, known) for t in topics], known)


def build_csv(topics: Sequence[Topic], **more: Any) -> Output:
    return build(AnkiCsvBackend(), topics, **more)


def build_package(topics: Sequence[Topic], **more: Any) -> Output:
    return build(ApkgBackend(), topics, **more)


def files(output: Output) -> dict[str, bytes]:
    return {file.path: file.data for file in output.files}


def write(output: Output, folder: Path) -> dict[str, str]:
    """Write an output's files; return their places by name."""
    places = {}
    for file in output.files:
        path = folder / file.path.rpartition("/")[2]
        path.write_bytes(file.data)
        places[path.name] = str(path)
    return places


def changed(topics: Sequence[Topic], name: str, **fields: Any) -> tuple[Topic, ...]:
    """Return the topics with some fields of one question replaced."""
    return tuple(
        replace(
            t, questions=tuple(replace(q, **fields) if q.id == name else q for q in t.questions)
        )
        for t in topics
    )


_TERRAFORM = (
    (n.Run("resource", n.TokenKind.KEYWORD), n.Run(' "aws_iam_role" "deploy" {')),
    (
        n.Run("  "),
        n.Run("name", n.TokenKind.KEY),
        n.Run(" = "),
        n.Run('"deploy"', n.TokenKind.STRING),
        n.Run("  "),
        n.Run(
            "# assumed by the pipeline, never by people, and only from main", n.TokenKind.COMMENT
        ),
    ),
    (
        n.Run("  "),
        n.Run("max_session_duration", n.TokenKind.KEY),
        n.Run(" = "),
        n.Run("3600", n.TokenKind.NUMBER),
    ),
    (),
    (n.Run("}"),),
)

EVERYTHING: n.Blocks = (
    paragraph("An explicit deny wins; then boundaries, session policies and SCPs limit."),
    n.Heading(2, text("Order of evaluation")),
    n.OrderedList(
        (
            n.ListItem((paragraph("Deny"),)),
            n.ListItem(
                (
                    paragraph("SCP"),
                    n.BulletList(
                        (n.ListItem((paragraph("root"),)), n.ListItem((paragraph("OU"),)))
                    ),
                )
            ),
        ),
        start=3,
    ),
    n.CodeBlock(_TERRAFORM, "terraform", "Terraform", "role.tf", frozenset({2})),
    n.Paragraph(
        (
            n.Text("See "),
            n.Link(text("the manual"), "https://example.org/?a=1&b=2", "Manual"),
            n.Text(", "),
            n.QuestionLink(text("as in networks"), "networks", "2.1", "Networks"),
            n.Text(", "),
            n.Code("sts:AssumeRole"),
            n.LineBreak(),
            n.Emphasis(text("now")),
            n.Strong(text("really")),
            n.Strikethrough(text("never")),
        )
    ),
    n.Table(
        (text("Policy"), text("Grants"), text("Accounts per organization")),
        (
            (text("SCP"), text("no"), text("10")),
            ((n.Code("permissions_boundary"),), text("no"), text("1")),
        ),
        (n.Align.LEFT, n.Align.CENTER, n.Align.RIGHT),
    ),
    *(
        n.Callout(kind, (paragraph(f"A {kind} for those who know."), code("aws sts whoami")))
        for kind in n.CalloutKind
    ),
    n.Callout(n.CalloutKind.TIP, (paragraph("Titled."),), text("Own title")),
    n.Quote((paragraph("Quoted."),)),
    n.Figure(n.Image(n.Asset("a.png", "image/png", PIXEL, 1, 1), "A pixel", "Figure caption")),
    n.ThematicBreak(),
    n.SlideBreak(),
    n.CodeBlock(
        tuple((n.Run(f"{kind} = {'x' * 120}", kind),) for kind in n.TokenKind),
        "text",
        marked=frozenset(range(1, len(n.TokenKind) + 1)),
    ),
)

CLOZE: n.Inlines = (
    n.Text("An SCP "),
    n.Gap(text("limits"), 1),
    n.Text(" and never "),
    n.Gap((n.Strong(text("grants")),), 2, "verb"),
    n.Text("."),
)


def sample() -> tuple[Topic, ...]:
    """Two topics: three questions, four small cards, every kind of node."""
    policy = question(
        "policy",
        point("deny", "An explicit deny.", ask="What always wins?"),
        point("scp", "An SCP limits and never grants.", cloze=CLOZE),
        point("plain", "Boundaries limit, too."),
        question=text("How does AWS decide whether a request is allowed?"),
        answer=EVERYTHING,
        short=text("An explicit deny wins, then any limit, then an allow is needed."),
        level=Level.SENIOR,
        tags=("aws", "access control"),
        follow_ups=(text("And across accounts?"), text("And for the root user?")),
        references=(Reference("IAM manual", "https://example.org/iam"), Reference("A book")),
    )
    roles = question("roles", point("sts", "STS.", ask="Which service issues role sessions?"))
    return (
        topic("iam", 1, policy, roles, title="IAM & Identity"),
        topic("networks", 2, question("subnets", point("zone", ask="Where is a subnet?"))),
    )
