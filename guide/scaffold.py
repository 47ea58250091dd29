"""The texts that a new guide, topic or question begins with."""

from __future__ import annotations

import json
import re
import unicodedata

LONGEST_ID = 80

_GUIDE = """\
# What is said once for the whole guide.
id: {id}              # the name space of every card: choose it once, keep it for ever
title: {title}
subtitle: Questions and answers
language: en
theme: serif
topics:               # files in this folder, in the order of the booklet
  - basics
"""

_BASICS = """\
id: basics
title: Basics
summary: How this guide is written. Replace these questions with your own.
questions:
  # Only id, question and answer are required. An id is permanent: it names the cards.
  - id: basics-first-question
    question: What does a question need?
    answer: |
      An **id** that never changes, the question itself and an answer in Markdown. Everything
      else is optional, and each format makes the best of what is there.

  # This one uses what there is.
  - id: basics-full-question
    question: How does one answer become a booklet, slides and cards?
    title: One answer, many formats
    level: mid
    tags: [writing, formats]
    short: Every format is made from the same text, so write it once and build.
    key_points:
      - id: one-source
        point: One source feeds every format.
        ask: Where do you mend a mistake that you find on a card?
      - id: permanent-ids
        cloze: "A card keeps its history as long as its [[id]] stays the same."
    answer: |
      Write the direct answer first, then the reasons. The same text is printed in the
      booklet, cut into slides and shown on the back of the cards.

      > [!TIP]
      > The sentence under `short` is the headline of a slide and the top of a card's back.

      | Format | Command | For |
      | --- | --- | --- |
      | Booklet | `guide build` | reading and printing |
      | Decks | `guide build -f pptx` | presenting |
      | Cards | `guide build -f apkg` | remembering |

      A code block names its language, and may point at lines:

      ```python title="greet.py" {{2}}
      def greet(name: str) -> str:
          return f"Hello, {{name}}"
      ```

      Refer to other questions by their ids, as in
      [what a question needs](question:basics-first-question).
    follow_ups:
      - Which questions would your readers ask next?
    hints: Only the presenter sees this.
    references:
      - {{title: CommonMark, url: "https://commonmark.org/help/"}}
"""

_IGNORE = """\
# Made by `guide build`.
/build/
"""

_README = """\
# {title}

Written in `source/`, made by [guide](https://pypi.org/project/guide/):

    guide check                 look for mistakes
    guide build --format all    make the booklet, decks, cards and page in build/
    guide new topic NAME        begin another topic
    guide new question TOPIC ID
"""

_QUESTION = """\
- id: {id}
  question: {question}
  answer: |
    Write the answer here.
"""


def kebab(text: str) -> str:
    """Return an id that resembles ``text``: "IAM & Identity" → "iam-identity"; may be empty."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_ID].rstrip("-")


def title_of(name: str) -> str:
    """Return a title that resembles a file's name: "cloud-basics" → "Cloud basics"."""
    words = " ".join(re.split(r"[-_\s]+", name)).strip()
    return words[:1].upper() + words[1:]


def scalar(text: str) -> str:
    """Return ``text`` as a YAML scalar on one line, quoted where that is needed."""
    plain = re.fullmatch(r"[^\W_][\w ,.()/+-]*[\w.?!)]", text)
    words = {"true", "false", "yes", "no", "on", "off", "null", "y", "n"}
    if plain and text.lower() not in words and not text[0].isdigit():
        return text
    return json.dumps(text, ensure_ascii=False)


def new_guide(name: str) -> dict[str, str]:
    """Return the files of a new guide in a folder called ``name``: path → text."""
    title = title_of(name) or "My guide"
    texts = {"id": kebab(name) or "my-guide", "title": scalar(title)}
    return {
        "source/guide.yaml": _GUIDE.format(**texts),
        "source/basics.yaml": _BASICS.format(),
        ".gitignore": _IGNORE,
        "README.md": _README.format(title=title),
    }


def new_question(id_: str, question: str) -> str:
    """Return a question's skeleton as an item of a block sequence, not indented."""
    return _QUESTION.format(id=id_, question=scalar(question))


def new_topic(id_: str, title: str) -> str:
    """Return the file of a new topic. It has a question, so that it builds at once."""
    question = new_question(f"{id_}-first", f"What should one know first about {title}?")
    indented = "".join(f"  {line}\n" for line in question.splitlines())
    return f"id: {id_}\ntitle: {scalar(title)}\nquestions:\n{indented}"
