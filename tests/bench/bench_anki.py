"""How long the cards take, and how large they are: ``python -m tests.bench.bench_anki``.

Budgets (issue 4): 70 questions well under 0.2 s, 10,000 notes in about 3 s and a few MB.
"""

from __future__ import annotations

import resource
import sys
import time

from guide.backends.anki import AnkiCsvBackend, ApkgBackend
from guide.backends.base import Backend
from guide.markup import nodes as n
from guide.model import Topic
from tests.backends.anki.sample import build, paragraph, point, question, text, topic

_LINE = (
    n.Run("resource", n.TokenKind.KEYWORD),
    n.Run(" "),
    n.Run('"aws_iam_role"', n.TokenKind.STRING),
    n.Run(" # who may assume it", n.TokenKind.COMMENT),
)
_ANSWER: n.Blocks = (
    *(paragraph("A role is assumed, its session is short, and its keys expire. " * 6),) * 5,
    n.CodeBlock((_LINE,) * 20, "hcl", "Terraform"),
)


def topics(questions: int) -> tuple[Topic, ...]:
    """Return a guide of about 10 questions a topic, with two key points a question."""
    return tuple(
        topic(
            f"t{number}",
            number + 1,
            *(
                question(
                    f"q{number}-{index}",
                    point("a", "A fact to recall.", ask=f"What is {number}.{index}?"),
                    point("b", "Another fact."),
                    answer=_ANSWER,
                    short=text("One sentence that answers the question."),
                )
                for index in range(min(10, questions - 10 * number))
            ),
        )
        for number in range((questions + 9) // 10)
    )


def main() -> None:
    """Print seconds and sizes."""
    formats: tuple[Backend, ...] = (AnkiCsvBackend(), ApkgBackend())
    for count in (70, 5000):
        guide = topics(count)
        for backend in formats:
            began = time.perf_counter()
            output = build(backend, guide)
            seconds = time.perf_counter() - began
            largest = max(output.files, key=lambda file: len(file.data))
            size = sum(len(file.data) for file in output.files)
            sys.stdout.write(
                f"{backend.name:5} {count:6} questions {2 * count:6} notes {seconds:7.3f} s "
                f"{largest.path} {len(largest.data) / 1e6:.2f} MB, all {size / 1e6:.1f} MB\n"
            )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"peak memory {peak:.0f} MB\n")


if __name__ == "__main__":
    main()
