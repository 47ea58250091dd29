"""A tiny guide on disk, and builds of it in processes of their own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

QUICK = "anki,apkg,web,pptx"


def write_guide(folder: Path, answers: dict[str, list[str]]) -> None:
    """Write a guide: topic → the answers of its questions."""
    source = folder / "source"
    source.mkdir(parents=True, exist_ok=True)
    names = "".join(f"  - {name}\n" for name in answers)
    (source / "guide.yaml").write_text(f"id: tiny\ntitle: Tiny\ntopics:\n{names}", "utf-8")
    for name, texts in answers.items():
        questions = "".join(
            f"  - id: {name}-{i}\n    question: What is {name} {i}?\n    answer: |\n      {text}\n"
            for i, text in enumerate(texts)
        )
        text = f"id: {name}\ntitle: {name.title()}\nquestions:\n{questions}"
        (source / f"{name}.yaml").write_text(text, "utf-8")


def start(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start `guide` for the guide in ``folder``."""
    command = [sys.executable, "-m", "guide", *arguments, "--source", str(folder)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def files(folder: Path) -> dict[str, bytes]:
    """Return what a build left for people, without its cache."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and ".cache" not in p.relative_to(folder).parts
    }
