"""A small guide whose words are chosen for the search, and what builds a page of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from guide.backends.base import Context, OutputFile
from guide.backends.web import WebBackend, WebOptions
from guide.markup.compile import compile_topic
from guide.markup.nodes import Asset
from guide.model import Outline, OutlineQuestion, OutlineTopic
from guide.reader.theme import read_theme
from guide.source import (
    GuideInfo,
    KeyPointSource,
    QuestionSource,
    ReferenceSource,
    TopicSource,
)

ROOT = Path(__file__).parents[3]
GUIDE = GuideInfo(
    id="sample",
    title="Sample Guide",
    subtitle="Questions on kitchens & clouds",
    edition="2026-11-23",
    language="en-US",
    authors=("A. Author",),
)
PIXEL = Asset(
    name="dot.svg",
    media_type="image/svg+xml",
    data=b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"/>',
    width=4,
    height=4,
)

FULL_ANSWER = """\
Everything that an answer may hold, with *emphasis*, **weight**, ~~struck~~, `code` and
[a link](https://example.com/a?b=1&c=2).

## A part

1. first
2. second

   with a paragraph

- [the queue](question:queues)

#### Deeper than it should be

| name | size |
| --- | ---: |
| zebra | 12 |
| a < b | 3 |

> [!WARNING]
> Mind the gap.

> Someone said so.

```python title="shop.py" {2}
def price(item):
    return 1 + len("<b>😀")  # a comment
```

![A dot](dot.svg "The dot")

---

The last word is xylophone.
"""


def question(
    id_: str,
    text: str,
    answer: str = "An answer.",
    *,
    level: str = "",
    tags: Sequence[str] = (),
    points: Sequence[str] = (),
    title: str = "",
) -> QuestionSource:
    """Return a question as written."""
    return QuestionSource(
        id=id_,
        question=text,
        answer=answer,
        level=level,
        tags=tuple(tags),
        title=title,
        key_points=tuple(KeyPointSource(f"p{i}", point) for i, point in enumerate(points)),
    )


def topic(number: int, id_: str, title: str, *questions: QuestionSource) -> TopicSource:
    """Return a topic as written."""
    return TopicSource(id=id_, title=title, number=number, questions=questions)


FULL = QuestionSource(
    id="everything",
    question="What may an *answer* hold?",
    answer=FULL_ANSWER,
    title="All the parts",
    level="senior",
    tags=("aws", "parts"),
    short="Everything that Markdown has.",
    key_points=(
        KeyPointSource("a", "Three parts."),
        KeyPointSource("b", "Nine.", ask="How many kinds?"),
        KeyPointSource("c", cloze="A cell is a [[box]]."),
    ),
    follow_ups=("And what not?",),
    hints="Only for the presenter.",
    references=(
        ReferenceSource("The manual", "https://example.com/manual"),
        ReferenceSource("A book"),
    ),
    reviewed="2026-11-01",
)

TOPICS = (
    topic(
        1,
        "basics",
        "Basics & more",
        FULL,
        question(
            "queues",
            "How does a queue absorb a burst?",
            "It waits. Backpressure helps.",
            level="mid",
        ),
        question("cafe", "What is a Café?", "A place with naïve façades.", tags=["place"]),
    ),
    topic(
        2,
        "ranking",
        "Ranking",
        question(
            "rank-answer", "Where is it mentioned?", "Deep down stands quokka, and only here."
        ),
        question("rank-point", "What to remember?", points=["A quokka smiles."]),
        question("rank-tag", "Which label?", tags=["quokka", "aws"]),
        question("rank-question", "Is a quokka small?"),
    ),
    topic(
        3,
        "clusters",
        "Clusters",
        question(
            "kube",
            "How does Kubernetes schedule?",
            "By priority and taints.",
            level="staff",
            tags=["aws"],
        ),
        question(
            "kube-cost",
            "What does Kubernetes cost?",
            "Nodes that idle.",
            level="senior",
            tags=["cost"],
        ),
        question("marks", "Is `<script>alert(1)</script>` text?", "Yes, `</style>` as well."),
    ),
)


def outline(topics: Sequence[TopicSource]) -> Outline:
    """Return the outline of ``topics``."""
    return Outline(
        tuple(
            OutlineTopic(
                t.id,
                t.number,
                t.title,
                tuple(
                    OutlineQuestion(q.id, f"{t.number}.{i}", q.title or q.question, q.level, q.tags)
                    for i, q in enumerate(t.questions, start=1)
                ),
            )
            for t in topics
        )
    )


def context(
    topics: Sequence[TopicSource], guide: GuideInfo = GUIDE, theme: str = "serif"
) -> Context:
    """Return what a backend may know."""
    return Context(
        guide=guide,
        outline=outline(topics),
        theme=read_theme(theme, [ROOT / "themes"]),
        options=WebOptions(),
        now=datetime(2026, 1, 1, tzinfo=UTC),
    )


def page(
    topics: Sequence[TopicSource] = TOPICS, guide: GuideInfo = GUIDE, theme: str = "serif"
) -> OutputFile:
    """Return the page of ``topics``."""
    backend, known = WebBackend(), context(topics, guide, theme)
    parts = [
        backend.render(compile_topic(t, known.outline, lambda _: PIXEL)[0], known) for t in topics
    ]
    (file,) = backend.assemble(parts, known).files
    return file


def many(count: int) -> tuple[TopicSource, ...]:
    """Return a guide of ``count`` questions, ten a topic, with words of their own."""
    return tuple(
        topic(
            number + 1,
            f"t{number}",
            f"Topic {number}",
            *(
                question(
                    f"q{number}-{i}",
                    f"What is thing {number * 10 + i} for?",
                    f"It is part number{number * 10 + i} of the machine.\n\n"
                    "```sh\nrun --all\n```\n",
                    level=("mid", "senior", "staff")[i % 3],
                    tags=["machine", f"tag{i}"],
                )
                for i in range(min(10, count - number * 10))
            ),
        )
        for number in range((count + 9) // 10)
    )
