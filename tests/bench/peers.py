"""The same content by other programs: pandoc (with typst, to PowerPoint) and genanki.

Each makes less than the guide's own format: no index, no tags, no measured slides. What
is not installed is left out, and said.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import yaml

_LINK = re.compile(r"\[([^\]]+)\]\(question:[^)]*\)")
_GENANKI = """
import json, sys, genanki
model = genanki.Model(1, 'm', fields=[{'name': 'Q'}, {'name': 'A'}],
    templates=[{'name': 'c', 'qfmt': '{{Q}}', 'afmt': '{{Q}}<hr>{{A}}'}])
deck = genanki.Deck(2, 'd')
for q, a in json.load(open(sys.argv[1])):
    deck.add_note(genanki.Note(model, [q, a]))
genanki.Package(deck).write_to_file(sys.argv[2])
"""


def as_markdown(source: Path) -> list[str]:
    """Return the topics of a guide as Markdown documents."""
    loader = yaml.CSafeLoader
    names = yaml.load((source / "guide.yaml").read_text("utf-8"), loader)["topics"]  # noqa: S506 - a safe loader
    found = []
    for name in names:
        topic = yaml.load((source / f"{name}.yaml").read_text("utf-8"), loader)  # noqa: S506 - a safe loader
        parts = [f"# {topic['title']}\n"]
        parts += [f"## {q['question']}\n\n{q['answer']}\n" for q in topic["questions"]]
        found.append(_LINK.sub(r"\1", "\n".join(parts)))
    return found


def _pandoc() -> str | None:
    """Return the program: that of the system, or of the package pypandoc_binary."""
    if find_spec("pypandoc"):
        import pypandoc

        return str(pypandoc.get_pandoc_path())
    return shutil.which("pandoc")


def peers(source: Path, work: Path) -> Iterator[tuple[str, list[list[str]]]]:
    """Yield the name of each way that can be tried, with its commands."""
    work.mkdir(parents=True, exist_ok=True)
    topics = as_markdown(source)
    pages = [work / f"{number}.md" for number in range(len(topics))]
    for page, text in zip(pages, topics, strict=True):
        page.write_text(text, "utf-8")
    book = work / "book.md"
    book.write_text("\n".join(topics), "utf-8")
    naive = ["-m", "tests.bench.naive_pdf", str(source), str(work / "naive.pdf")]
    yield "WeasyPrint, naive, tagged (booklet)", [[sys.executable, *naive]]
    pandoc = _pandoc()
    if pandoc:
        plain = [pandoc, "-f", "commonmark_x", "--standalone", "--toc"]
        if find_spec("typst"):
            typ = str(work / "t.typ")
            compiled = f"import typst; typst.compile({typ!r}, output={typ + '.pdf'!r})"
            yield (
                "pandoc + typst (booklet)",
                [[*plain, str(book), "-o", typ], [sys.executable, "-c", compiled]],
            )
        web = str(work / "w.html")
        compiled = f"import weasyprint; weasyprint.HTML({web!r}).write_pdf({web + '.pdf'!r})"
        yield (
            "pandoc + WeasyPrint (booklet)",
            [[*plain, str(book), "-o", web], [sys.executable, "-c", compiled]],
        )
        yield (
            "pandoc (decks)",
            [[pandoc, "-f", "commonmark_x", str(p), "-o", f"{p}.pptx"] for p in pages],
        )
    if find_spec("genanki"):
        import json

        from markdown_it import MarkdownIt

        render = MarkdownIt("commonmark").enable("table").render
        cards = [[t[:80], render(t)] for text in topics for t in text.split("\n## ")[1:]]
        (work / "cards.json").write_text(json.dumps(cards), "utf-8")
        files = [str(work / "cards.json"), str(work / "cards.apkg")]
        yield "genanki (cards)", [[sys.executable, "-c", _GENANKI, *files]]
