"""What the guide's texts must be like (docs/style.md), as functions that return what is wrong."""

from __future__ import annotations

import ast
import json
import re
import subprocess
from collections.abc import Callable, Iterator

import hcl2
import yaml

from guide.markup.nodes import Block, CodeBlock, Inlines, Link, QuestionLink
from guide.markup.text import all_inlines, block_text, plain_text, walk
from guide.model import Question

WIDEST = 78
WORDS = (200, 450)
EXAMPLE_LINES = (8, 35)
SHORTEST_CARD_COUNT = 2


def words(text: str) -> int:
    """Return the number of words; a mark between blanks is none."""
    return sum(any(c.isalnum() for c in word) for word in text.split())


def code_blocks(question: Question) -> list[CodeBlock]:
    return [block for block in walk(question.answer) if isinstance(block, CodeBlock)]


def prose(question: Question) -> str:
    """Return an answer's text without its code."""
    return block_text(tuple(block for block in question.answer if not isinstance(block, CodeBlock)))


def texts(question: Question) -> Iterator[str]:
    """Yield every text of a question."""
    lines: list[Inlines] = [question.question, question.short, question.hints]
    lines += question.follow_ups
    for point in question.key_points:
        lines += [point.point, point.ask, point.cloze]
    yield from (plain_text(line) for line in lines)
    yield from (question.title, block_text(question.answer))
    yield from (reference.title for reference in question.references)


def title_is_short(question: Question) -> str:
    return "" if len(question.title) <= 60 else f"title of {len(question.title)} characters"


def short_answers(question: Question) -> str:
    length = len(plain_text(question.short))
    return "" if 20 <= length <= 140 else f"`short` of {length} characters"


def answer_has_length(question: Question) -> str:
    count = words(prose(question))
    return "" if WORDS[0] <= count <= WORDS[1] else f"{count} words"


def answer_has_an_example(question: Question) -> str:
    lengths = [len(block.lines) for block in code_blocks(question)]
    longest = max(lengths, default=0)
    return "" if EXAMPLE_LINES[0] <= longest <= EXAMPLE_LINES[1] else f"examples of {lengths} lines"


def code_is_narrow(question: Question) -> str:
    for block in code_blocks(question):
        for line in block.text.split("\n"):
            if len(line) > WIDEST:
                return f"{len(line)} columns: {line}"
    return ""


def code_names_its_language(question: Question) -> str:
    return "" if all(block.language for block in code_blocks(question)) else "no language"


def points_are_few(question: Question) -> str:
    count = len(question.key_points)
    return "" if 3 <= count <= 7 else f"{count} key points"


def points_make_cards(question: Question) -> str:
    cards = sum(bool(point.ask or point.cloze) for point in question.key_points)
    return "" if cards >= SHORTEST_CARD_COUNT else f"{cards} cards"


def points_are_short(question: Question) -> str:
    for point in question.key_points:
        for text in (point.point, point.ask, point.cloze):
            if words(plain_text(text)) > 20:
                return f"{point.id}: {words(plain_text(text))} words"
    return ""


def references_are_there(question: Question) -> str:
    if not 1 <= len(question.references) <= 4:
        return f"{len(question.references)} references"
    bare = [r.title for r in question.references if not r.url.startswith("https://")]
    return f"no https address: {bare}" if bare else ""


def review_is_dated(question: Question) -> str:
    return "" if re.fullmatch(r"2026-\d\d-\d\d", question.reviewed) else "not reviewed"


def level_fits(question: Question) -> str:
    return "" if question.level in {"mid", "senior", "staff"} else f"level {question.level}"


def tags_are_plain(question: Question) -> str:
    wrong = [tag for tag in question.tags if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", tag)]
    return f"tags {wrong or 'missing'}" if wrong or not question.tags else ""


def follow_ups_are_there(question: Question) -> str:
    count = len(question.follow_ups)
    return "" if 2 <= count <= 4 else f"{count} follow-ups"


def dash_is_not_used(question: Question) -> str:
    found = next((text for text in texts(question) if "\u2014" in text), "")
    return f"em dash: …{found.partition(chr(0x2014))[0][-30:]}" if found else ""


def links_are_secure(question: Question) -> str:
    urls = [node.url for node in all_inlines(question.answer) if isinstance(node, Link)]
    wrong = [url for url in urls if not url.startswith("https://")]
    return f"links {wrong}" if wrong else ""


def first_block_is_text(question: Question) -> str:
    first: Block = question.answer[0]
    return "" if type(first).__name__ == "Paragraph" else f"begins with a {type(first).__name__}"


def cross_references(question: Question) -> int:
    return sum(isinstance(node, QuestionLink) for node in all_inlines(question.answer))


class _AnyTag(yaml.SafeLoader):
    """Reads YAML with the tags of other programs, such as CloudFormation's !Ref."""


def _any_tag(loader: yaml.SafeLoader, _: str, node: yaml.Node) -> object:
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node)
    return node.value


_AnyTag.add_multi_constructor("!", _any_tag)


def _yaml(code: str) -> None:
    list(yaml.load_all(code, Loader=_AnyTag))


def _shell(code: str) -> None:
    done = subprocess.run(["bash", "-n"], input=code, text=True, capture_output=True, check=False)
    if done.returncode or done.stderr:
        raise ValueError(done.stderr)


def _hcl(code: str) -> None:
    hcl2.loads(code + "\n")


PARSERS: dict[str, Callable[[str], object]] = {
    "json": json.loads,
    "yaml": _yaml,
    "python": ast.parse,
    "bash": _shell,
    "sh": _shell,
    "hcl": _hcl,
    "terraform": _hcl,
}


def examples_parse(question: Question) -> str:
    for block in code_blocks(question):
        try:
            PARSERS.get(block.language, len)(block.text)
        except Exception as error:  # noqa: BLE001 - five parsers, each with errors of its own
            return f"{block.language}: {str(error)[:200]}"
    return ""


RULES: tuple[Callable[[Question], str], ...] = (
    title_is_short,
    short_answers,
    answer_has_length,
    answer_has_an_example,
    code_is_narrow,
    code_names_its_language,
    examples_parse,
    points_are_few,
    points_make_cards,
    points_are_short,
    references_are_there,
    review_is_dated,
    level_fits,
    tags_are_plain,
    follow_ups_are_there,
    dash_is_not_used,
    links_are_secure,
    first_block_is_text,
)
