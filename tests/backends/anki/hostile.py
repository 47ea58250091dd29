"""A topic of text that breaks careless programs."""

from __future__ import annotations

from guide.backends.anki.cards import topic_cards
from guide.markup import nodes as n
from guide.model import Topic
from tests.backends.anki.sample import code, paragraph, point, question, text, topic

NASTY = (
    'He said "no", then; left\tearly',
    "#deck:Elsewhere",
    "# a comment?",
    "<b>bold</b> & <script>alert(1)</script> &amp; &lt;",
    "{{Front}} {{c1::x}} {{#Short}} {{/Short}}",
    "[sound:a.mp3] [latex]x[/latex] [$]x[/$] [anki:tts lang=en_US]x[/anki:tts]",
    "\\(x^2\\) \\[y\\] $z$",
    "x" * 300,
    "\u5bc6\u7801\u5b66 \u3068 \u6697\u53f7",
    "\u0645\u0646 \u064a\u0645\u0644\u0643 \u0627\u0644\u0645\u0641\u062a\u0627\u062d",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f512\ufe0f",
    "e\u0301 A\u030a \u212b",
    "no\u00a0break\u200bzero\u2028line",
    "C:\\new\\table\\0 %s {0} \\x1f",
    "'; DROP TABLE notes; --",
    ",,,;;;\t\t,",
    "std::vector<T>::iterator }} ::",
)


def hostile() -> Topic:
    """Each text as question, answer, code, point, ask and cloze."""
    questions = [
        question(
            f"q{number}",
            point("ask", value, ask=f"{value} {number}?"),
            point("cloze", value, cloze=(*text(f"{number} {value} "), *gap(value))),
            question=text(value),
            answer=(paragraph(value), code(f"{value}\n\n{value}"), n.Paragraph((n.Code(value),))),
            short=text(value),
            follow_ups=(text(value),),
        )
        for number, value in enumerate(NASTY)
    ]
    return topic("hostile", 1, *questions, title='Hostile :: "quotes", #1 \u5bc6')


def gap(value: str) -> n.Inlines:
    return (n.Gap(text(value), 1, value[:40]), n.Text("."))


def card_count() -> int:
    return len(topic_cards(hostile()))
