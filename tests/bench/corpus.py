"""A synthetic guide of any size: prose, a table and 30 lines of code in each answer."""

from __future__ import annotations

from pathlib import Path

CODE_LINES = 30
QUESTIONS_A_TOPIC = 7

_SENTENCES = (
    "A request is denied unless a statement allows it, and an explicit denial ends the matter.",
    "The queue absorbs a burst, but its age is what tells the customer how late an answer is.",
    "Replication is asynchronous, so a failover may lose the last seconds of writes.",
    "Two services that fail together are one service, however many boxes the drawing has.",
    "A cache that is cold after a restart turns a small incident into a large one.",
    "Budgets are set per team, since nobody saves money that belongs to everybody.",
    "The retry needs a limit, a delay that grows, and some noise, or it becomes the outage.",
)


def answer(seed: int) -> str:
    """Return an answer in Markdown; different seeds give different texts."""
    sentences = [_SENTENCES[(seed * 3 + i) % len(_SENTENCES)] for i in range(14)]
    first, second = " ".join(sentences[:7]), " ".join(sentences[7:])
    rows = "\n".join(
        f"| option {i} | {seed * 7 % 90 + i} ms | {_SENTENCES[i][:38]} |" for i in range(4)
    )
    return (
        f"{first}\n\n"
        f"- **First** {sentences[0]}\n- **Then** {sentences[1]}\n- **Last** {sentences[2]}\n\n"
        f"| Choice | Latency | Why |\n| --- | --- | --- |\n{rows}\n\n{second}\n\n"
        f"```python\n{code(seed)}\n```\n"
    )


def code(seed: int) -> str:
    """Return 30 lines of Python."""
    lines = ["import json", "from dataclasses import dataclass", "", ""]
    for block in range((CODE_LINES - 4) // 6 + 1):
        lines += [
            f"def step_{seed}_{block}(events: list[dict[str, int]], limit: int = 4) -> str:",
            f'    """Return what is left of {block} events."""',
            f"    kept = [e for e in events if e['cost'] < limit * {block + 2}]  # the cheap ones",
            f"    total = sum(e['cost'] for e in kept) or {seed % 5}",
            f"    return json.dumps({{'kept': len(kept), 'total': total, 'at': {seed}}})",
            "",
        ]
    return "\n".join(lines[:CODE_LINES])


def write_guide(folder: Path, questions: int) -> Path:
    """Write a guide with that many questions below ``folder`` and return its source folder."""
    source = folder / "source"
    source.mkdir(parents=True)
    topics = []
    for number, start in enumerate(range(0, questions, QUESTIONS_A_TOPIC), 1):
        topics.append(f"topic-{number}")
        entries = "".join(
            _question(i) for i in range(start, min(start + QUESTIONS_A_TOPIC, questions))
        )
        (source / f"topic-{number}.yaml").write_text(
            f"id: topic-{number}\ntitle: Topic {number}\nsummary: What topic {number} is about.\n"
            f"questions:\n{entries}",
            encoding="utf-8",
        )
    names = "".join(f"  - {topic}\n" for topic in topics)
    (source / "guide.yaml").write_text(
        f"id: bench\ntitle: Bench\nedition: 2026-11-23\ntopics:\n{names}", encoding="utf-8"
    )
    return source


def _question(seed: int) -> str:
    text = "".join(f"      {line}\n" if line else "\n" for line in answer(seed).splitlines())
    return (
        f"  - id: question-{seed}\n    question: What decides case {seed} in production?\n"
        f"    title: Case {seed}\n    level: senior\n    tags: [aws, case]\n"
        f"    short: The smallest limit on the way decides case {seed}.\n"
        f"    key_points:\n"
        f"      - id: limit\n        point: The smallest limit decides.\n"
        f"        ask: What decides case {seed}?\n"
        f"      - {{id: noise, point: Retries need noise.}}\n"
        f"      - {{id: owner, point: Somebody owns the budget.}}\n"
        f"    answer: |\n{text}"
        f"    follow_ups: [What if the limit moves?]\n"
    )
