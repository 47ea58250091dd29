"""Questions that no one should write, and someone will."""

from __future__ import annotations

from guide.source import KeyPointSource, QuestionSource
from tests.backends.pptx.helpers import question

_DEEP = "\n".join("  " * depth + f"- level {depth + 1}" for depth in range(10))
_WIDE_TABLE = "\n".join(
    f"| {' | '.join(cells)} |"
    for cells in (
        [f"column {i}" for i in range(30)],
        ["---"] * 30,
        [f"cell {i}" for i in range(30)],
    )
)
_LONG_TABLE = "| a | b |\n|---|---|\n" + "".join(
    f"| row {i} | value number {i} which says a little more |\n" for i in range(60)
)
_LONG_CODE = "\n".join(f"def f{i}(x): return x + {i}  # {i}" if i % 7 else "" for i in range(200))
_SCRIPTS = (
    "مرحبا بالعالم هذا نص عربي طويل " * 20
    + "\n\nשלום עולם\n\n"
    + "漢字仮名交じり文はここにあります。" * 40
)


def hostile_questions() -> tuple[QuestionSource, ...]:
    """Return them all; none of their ids are alike."""
    return (
        question(
            "x" * 300 + " and " + "W" * 300,
            "long-word",
            question="Y" * 300,
            title="T" * 200,
            short="S" * 400,
            tags=tuple(f"tag-{i}" for i in range(60)),
        ),
        question("", "empty"),
        question(f"| a | b |\n|---|---|\n| {'word ' * 18}| {'x' * 90} |\n", "wide-cell"),
        question(_WIDE_TABLE, "wide-table"),
        question(f"| a | b |\n|---|---|\n| x | {'word ' * 600} |\n", "high-cell"),
        question(_LONG_TABLE, "long-table"),
        question(_SCRIPTS, "scripts", question="これは何ですか？", title="日本語"),
        question("Done ✅, failed ❌, 🚀 and 👨‍👩‍👧 " * 5, "emoji", short="Yes ✅"),
        question("a\x01b\x0bc\u2028d \ufffe e", "control"),
        question(f"Code:\n\n```python\n{_LONG_CODE}\n```\n", "long-code"),
        question(f"```\n{'a' * 500}\n{'  key = value, ' * 40}\n```", "wide-code"),
        question(_DEEP, "deep"),
        question(
            f"> [!WARNING]\n> {'A long warning sentence goes here. ' * 60}\n>\n> - item\n>\n"
            "> ```sh\n> ls\n> ```\n",
            "callout",
        ),
        question(
            "1. one\n\n   more\n\n2. two\n   - sub\n\n     ```sh\n     ls\n     ```\n", "lists"
        ),
        question("First. " * 400, "sentences"),
        question("![Alt](a.png 'Caption')\n\nText ![in](b.svg) line\n\n![Vector](c.svg)", "images"),
        question("## A\n## B\n\ntext\n\n## C\n", "headings"),
        question(
            "Before\n\n<!-- slide -->\n\nAfter <https://example.com/?a=1&b=2>\n\n---\n\n> quote",
            "breaks",
            follow_ups=tuple(f"Why {'so ' * 200}" for _ in range(5)),
            key_points=tuple(KeyPointSource(f"k{i}", point="A point " * 20) for i in range(7)),
        ),
        question('</a:t><b>&amp; "quoted" <script>', "markup", question="A < B & C > D?"),
    )
