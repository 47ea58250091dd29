"""How long decks take: `python -m tests.bench.bench_pptx`.

Prints milliseconds a slide for topics of 10, 100 and 300 questions (the last must cost
at most 1.3 times the first), and the time for all decks of the project's own guide.
Questions are ten real ones, repeated under other ids. Time of the processor, not the clock.
"""

from __future__ import annotations

import time
from dataclasses import replace

from guide.backends.pptx import PptxBackend
from guide.source import QuestionSource, TopicSource
from tests.backends.pptx.helpers import compiled, context, outline_of, real_sources, real_topics


def many(count: int) -> TopicSource:
    """Return a topic of ``count`` questions."""
    real = real_sources()[0].questions[:10]
    questions: list[QuestionSource] = [
        replace(real[index % len(real)], id=f"q-{index}") for index in range(count)
    ]
    return TopicSource("many", "Many questions", 1, tuple(questions))


def timed(count: int) -> tuple[float, int]:
    """Return the best of three times in seconds, and the number of slides."""
    source = many(count)
    topic, outline = compiled([source])[0], outline_of([source])
    best, slides = float("inf"), 0
    for _ in range(3):
        start = time.process_time()
        part = PptxBackend().render(topic, context(outline))
        best = min(best, time.process_time() - start)
        slides = int(str(part.facts["slides"]))
    return best, slides


def main() -> None:
    """Measure and print."""
    timed(1)  # imports
    for count in (10, 100, 300):
        seconds, slides = timed(count)
        each = 1000 * seconds / slides
        print(f"{count:>4} questions: {slides:>5} slides {seconds:6.2f} s {each:5.2f} ms a slide")  # noqa: T201 - a benchmark prints
    topics, outline = real_topics()
    where = context(outline)
    start = time.process_time()
    parts = [PptxBackend().render(topic, where) for topic in topics]
    seconds = time.process_time() - start
    slides = sum(int(str(part.facts["slides"])) for part in parts)
    questions = outline.question_count
    print(f"the guide: {questions} questions, {slides} slides, {seconds:.2f} s")  # noqa: T201 - a benchmark prints


if __name__ == "__main__":
    main()
