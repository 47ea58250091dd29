"""One topic file → `TopicSource`, with a place for every text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from guide.diagnostics import Diagnostic, Severity, Span
from guide.markup.titles import LONGEST as LONGEST_TITLE
from guide.reader import schema
from guide.reader.files import SourceText, read_text, shown
from guide.reader.problems import missing, validate, wrong_kind
from guide.reader.yaml_nodes import ListNode, MapNode, Node, Scalar, read_yaml
from guide.source import KeyPointSource, QuestionSource, ReferenceSource, TopicSource

# Fields in which a text behind `#` is missed; elsewhere it can only be a comment.
_PROSE = frozenset(
    {
        *("title", "subtitle", "summary", "authors"),
        *("question", "short", "answer", "hints", "follow_ups"),
        *("point", "ask", "cloze"),
    }
)
_QUESTIONS = frozenset({"questions"})


@dataclass(frozen=True, slots=True)
class Stub:
    """A question as far as it could be read: ``source`` is None if it has errors."""

    id: str
    where: Span
    source: QuestionSource | None = None


@dataclass(frozen=True, slots=True)
class TopicRead:
    """What could be read of a topic file; ``topic`` holds the questions without errors.

    ``topic`` is None, and ``questions`` empty, if the file as a whole cannot be read.
    """

    diagnostics: tuple[Diagnostic, ...]
    id: str = ""
    where: Span | None = None
    topic: TopicSource | None = None
    questions: tuple[Stub, ...] = ()
    source: SourceText | None = None


def read_topic(path: Path, root: Path, number: int) -> TopicRead:
    """Read the topic file ``path``, the guide's ``number``-th."""
    source, found = read_text(path, root)
    if source is None:
        return TopicRead(found)
    return _read(source, found, path, number)


@lru_cache(maxsize=256)  # `guide watch` reads every file at each save
def _read(source: SourceText, found: tuple[Diagnostic, ...], path: Path, number: int) -> TopicRead:
    node, broken = read_yaml(source)
    found += broken
    start = Span(source.path)
    if node is None:
        if not found:
            mend = "write `id`, `title` and `questions`"
            found = (Diagnostic("G008", "the file is empty", start, mend),)
        return TopicRead(found)
    if not isinstance(node, MapNode):
        mend = "write `id`, `title` and `questions`"
        message = "a topic file must be a mapping, not a list or a text"
        return TopicRead((*found, Diagnostic("G104", message, node.span, mend)))
    places: dict[tuple[str, str], Span] = {("", ""): start}
    head, head_found = validate(schema.TopicHead, node, _QUESTIONS)
    found += head_found + lost_texts(node, _QUESTIONS)
    _add_places(places, "", node, _QUESTIONS)
    questions, questions_found = _questions(node, places)
    found += questions_found
    id_node = node.items.get("id")
    name = id_node.text if isinstance(id_node, Scalar) else ""
    topic = TopicSource(
        id=head.id if head else name or path.stem,
        title=_line(head.title) if head else name or path.stem,
        number=number,
        questions=tuple(stub.source for stub in questions if stub.source),
        summary=head.summary.strip() if head else "",
        path=shown(path),
        places=places,
    )
    where = id_node.span if id_node else start
    return TopicRead(found, name, where, topic, questions, source)


def _questions(
    node: MapNode, places: dict[tuple[str, str], Span]
) -> tuple[tuple[Stub, ...], tuple[Diagnostic, ...]]:
    items = node.items.get("questions")
    if items is None or (isinstance(items, Scalar) and items.empty):
        return (), (missing("questions", node),)
    if not isinstance(items, ListNode):
        return (), (wrong_kind("questions", items, "a list"),)
    if not items.items:
        mend = "write a question: `- id: …`, `question: …`, `answer: …`"
        return (), (Diagnostic("G103", "a topic without questions", items.span, mend),)
    stubs: list[Stub] = []
    found: list[Diagnostic] = []
    seen: set[str] = set()
    for item in items.items:
        if not isinstance(item, MapNode):
            found.append(wrong_kind("questions", item, "a mapping", item=True))
            continue
        question, problems = _question(item)
        found += problems
        id_node = item.items.get("id")
        if not isinstance(id_node, Scalar) or id_node.empty:
            continue
        stubs.append(Stub(id_node.text, id_node.span, question))
        if id_node.text not in seen:  # a second one is reported by `guide.reader.ids`
            _add_places(places, id_node.text, item)
            places[id_node.text, ""] = id_node.text_span
            seen.add(id_node.text)
    return tuple(stubs), tuple(found)


def _question(node: MapNode) -> tuple[QuestionSource | None, tuple[Diagnostic, ...]]:
    model, problems = validate(schema.Question, node)
    found = (*problems, *lost_texts(node), *_answer_style(node), *_titles(node))
    if model is None or any(each.severity is Severity.ERROR for each in found):
        return None, found
    return (
        QuestionSource(
            id=model.id,
            question=model.question.strip(),
            answer=model.answer.rstrip(),
            title=_line(model.title),
            level=model.level,
            tags=tuple(dict.fromkeys(model.tags)),
            short=model.short.strip(),
            key_points=tuple(
                KeyPointSource(
                    # Only cards need a permanent id; a plain point is named by its place.
                    id=point.id or str(position),
                    point=point.point.strip(),
                    ask=point.ask.strip(),
                    cloze=point.cloze.strip(),
                    replaces=tuple(point.replaces),
                )
                for position, point in enumerate(model.key_points, start=1)
            ),
            follow_ups=tuple(text.strip() for text in model.follow_ups),
            hints=model.hints.strip(),
            references=tuple(
                ReferenceSource(_line(each.title), each.url) for each in model.references
            ),
            reviewed=model.reviewed,
            replaces=tuple(model.replaces),
        ),
        found,
    )


def _answer_style(node: MapNode) -> Iterator[Diagnostic]:
    """An answer that YAML has folded has lost its lists, tables and code."""
    answer = node.items.get("answer")
    if not isinstance(answer, Scalar) or answer.style == "|":
        return
    folded = answer.style == ">"
    if folded or "\n" in answer.source.text[answer.start : answer.end]:
        how = "`>` joins" if folded else "without `|`, YAML joins"
        yield Diagnostic(
            "G109",
            f"{how} the lines of this answer: lists, tables and code are lost",
            answer.span,
            "write `answer: |` and begin the text on the next line, indented",
        )


def _titles(node: MapNode) -> Iterator[Diagnostic]:
    title = node.items.get("title")
    if isinstance(title, Scalar) and len(_line(title.text)) > LONGEST_TITLE:
        yield Diagnostic(
            "G108",
            f"a title of {len(_line(title.text))} characters; "
            f"bookmarks and running heads have room for {LONGEST_TITLE}",
            title.span,
            "shorten it",
            Severity.WARNING,
        )


def lost_texts(
    node: Node, leave_out: frozenset[str] = frozenset(), key: str = ""
) -> tuple[Diagnostic, ...]:
    """Report texts whose rest YAML takes for a comment."""
    if isinstance(node, Scalar):
        if not node.comment or key not in _PROSE:
            return ()
        quoted = '"' if '"' not in node.text else "'"
        return (
            Diagnostic(
                "G019",
                "the text ends before this `#`: YAML takes the rest for a comment",
                node.source.span(node.comment, node.comment + 1),
                f"put the text in quotes ({quoted}…{quoted}); "
                "before a real comment write two blanks",
            ),
        )
    if isinstance(node, ListNode):
        return tuple(d for item in node.items for d in lost_texts(item, leave_out, key))
    return tuple(
        d
        for name, item in node.items.items()
        if name not in leave_out
        for d in lost_texts(item, frozenset(), name)
    )


def _add_places(
    places: dict[tuple[str, str], Span],
    question: str,
    node: Node,
    leave_out: frozenset[str] = frozenset(),
) -> None:
    for path, scalar in _scalars(node, "", leave_out):
        places[question, path] = scalar.text_span


def _scalars(node: Node, path: str, leave_out: frozenset[str]) -> Iterator[tuple[str, Scalar]]:
    if isinstance(node, Scalar):
        yield path, node
    elif isinstance(node, ListNode):
        for index, item in enumerate(node.items):
            yield from _scalars(item, f"{path}.{index}", frozenset())
    else:
        for key, item in node.items.items():
            if key not in leave_out:
                yield from _scalars(item, f"{path}.{key}" if path else key, frozenset())


def _line(text: str) -> str:
    return " ".join(text.split())
