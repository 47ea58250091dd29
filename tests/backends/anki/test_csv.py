from __future__ import annotations

import csv
import io

from guide.backends.anki.csv_backend import LARGEST_IMAGE, AnkiCsvBackend
from guide.diagnostics import Anchor, Severity
from guide.markup import nodes as n
from tests.backends.anki.sample import build_csv, context, files, question, sample, topic


def rows(data: bytes) -> tuple[list[str], list[list[str]]]:
    """Return directives and records."""
    lines = data.decode().split("\n")
    head = [line for line in lines if line.startswith("#")]
    body = "\n".join(lines[len(head) :])
    return head, list(csv.reader(io.StringIO(body, newline=""), strict=True))


def test_there_is_one_file_a_topic_and_one_for_the_guide() -> None:
    output = build_csv(sample())

    assert [(file.path, file.count) for file in output.files] == [
        ("anki/01-iam.csv", "5 notes"),
        ("anki/02-networks.csv", "2 notes"),
        ("anki/cloud.csv", "7 notes"),
    ]


def test_a_topics_file_needs_no_click_in_the_dialog() -> None:
    head, records = rows(files(build_csv(sample()))["anki/01-iam.csv"])

    assert head == [
        "#separator:Comma",
        "#html:true",
        "#notetype:Basic",
        "#deck:Cloud Architecture::IAM & Identity",
        "#tags:cloud cloud::iam",
        "#guid column:1",
        "#if matches:update current",
    ]
    assert {len(record) for record in records} == {3}


def test_the_guides_file_has_every_row_with_its_deck() -> None:
    made = files(build_csv(sample()))
    head, records = rows(made["anki/cloud.csv"])
    topics = [
        record for name in ("01-iam", "02-networks") for record in rows(made[f"anki/{name}.csv"])[1]
    ]

    assert "#deck column:4" in head
    assert "#tags:cloud" in head
    assert [record[:3] for record in records] == topics
    assert [record[3] for record in records] == [
        *["Cloud Architecture::IAM & Identity"] * 5,
        *["Cloud Architecture::Networks"] * 2,
    ]


def test_tags_have_a_column_only_if_asked_for() -> None:
    made = files(build_csv(sample(), tags=True))

    head, records = rows(made["anki/01-iam.csv"])
    assert "#tags column:4" in head
    assert records[0][3] == "cloud cloud::iam aws access-control level::senior"
    head, records = rows(made["anki/cloud.csv"])
    assert "#tags column:5" in head
    assert records[0][4] == "cloud cloud::iam aws access-control level::senior"


def test_every_field_is_quoted() -> None:
    data = files(build_csv(sample()))["anki/cloud.csv"].decode()

    assert '"#' not in data.split("\n")[0]
    assert all(line.startswith("#") for line in data.split("\n")[:7])
    assert data.count('"') % 2 == 0
    assert data.split("\n")[7].startswith('"c6nhu2c3wcj7wyrn","<div ')


def test_a_small_image_is_in_the_field_and_a_large_one_is_reported() -> None:
    def with_image(size: int) -> n.Blocks:
        asset = n.Asset("a.png", "image/png", bytes(size), 5, 5)
        return (n.Paragraph((n.Image(asset, "A diagram"),)),)

    small = build_csv([topic("t", 1, question("q", answer=with_image(LARGEST_IMAGE)))])
    assert b"data:image/png;base64,AAAA" in small.files[0].data
    assert small.diagnostics == ()

    large = topic("t", 1, question("q", answer=with_image(LARGEST_IMAGE + 1)))
    assert b"[A diagram]" in build_csv([large]).files[0].data
    backend = AnkiCsvBackend()
    (problem,) = backend.render(large, context(backend, [large])).diagnostics
    assert (problem.code, problem.severity) == ("G553", Severity.NOTE)
    assert problem.where == Anchor("t", "q", "answer")


def test_clozes_become_ordinary_cards_and_it_is_said() -> None:
    output = build_csv(sample())

    (note,) = output.diagnostics
    assert (note.code, note.severity) == ("G552", Severity.NOTE)
    assert b"An SCP <span" in files(output)["anki/01-iam.csv"]
    assert b"{{c1" not in files(output)["anki/01-iam.csv"]


def test_the_same_guide_gives_the_same_bytes() -> None:
    assert build_csv(sample()) == build_csv(sample())
