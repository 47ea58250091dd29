"""The naive way to make the same booklet: one document, stock highlighting, leaders.

One HTML document with Pygments' own spans, a contents list whose page numbers come from
``target-counter`` behind ``leader('.')``, laid out by WeasyPrint as PDF/UA-1.
"""

from __future__ import annotations

import sys
from pathlib import Path

import yaml
from markdown_it import MarkdownIt
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name

_CSS = """
@page { size: A4; margin: 23mm 22mm 23mm 25mm; @bottom-center { content: counter(page) } }
body { font: 10pt/13.75pt serif; hyphens: auto }
h1 { break-before: right; bookmark-level: 1 } h2 { bookmark-level: 2; break-after: avoid }
pre { font: 8pt/1.34 monospace; background: #f5f6f8; padding: 6pt; white-space: pre-wrap }
.contents a::after { content: leader('.') target-counter(attr(href), page) }
table { border-collapse: collapse } td, th { border-bottom: 0.4pt solid #ccc; padding: 2pt 6pt }
"""


def booklet(source: Path) -> str:
    """Return the HTML of a whole guide."""
    formatter = HtmlFormatter(noclasses=False)

    def code(text: str, language: str, _attributes: str) -> str:
        return str(highlight(text, get_lexer_by_name(language or "text"), formatter))

    markdown = MarkdownIt("commonmark", {"highlight": code}).enable("table")
    guide = yaml.load((source / "guide.yaml").read_text(), yaml.CSafeLoader)
    contents, body = [], []
    for name in guide["topics"]:
        topic = yaml.load((source / f"{name}.yaml").read_text(), yaml.CSafeLoader)
        contents.append(f'<p><a href="#{topic["id"]}">{topic["title"]}</a></p>')
        body.append(f'<h1 id="{topic["id"]}">{topic["title"]}</h1><p>{topic["summary"]}</p>')
        for q in topic["questions"]:
            contents.append(f'<p><a href="#{q["id"]}">{q["title"]}</a></p>')
            points = "".join(f"<li>{p.get('point', '')}</li>" for p in q.get("key_points", []))
            body.append(
                f'<h2 id="{q["id"]}">{q["question"]}</h2><p><b>{q["short"]}</b></p>'
                f"<ul>{points}</ul>{markdown.render(q['answer'])}"
            )
    styles = formatter.get_style_defs("pre")  # type: ignore[no-untyped-call]
    style = f"<style>{_CSS}{styles}</style>"
    head = f'<!doctype html><html lang="en"><head><title>{guide["title"]}</title>{style}</head>'
    return (
        f'{head}<body><div class="contents">{"".join(contents)}</div>{"".join(body)}</body></html>'
    )


def main() -> None:
    """Compile the guide in argv[1] to the file argv[2]."""
    import weasyprint

    html = booklet(Path(sys.argv[1]))
    weasyprint.HTML(string=html).write_pdf(sys.argv[2], pdf_variant="pdf/ua-1")


if __name__ == "__main__":
    main()
