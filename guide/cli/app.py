"""The commands, their options and their help; what they do is in the modules beside this one.

Each command imports its module when it is called: ``guide --help`` loads none of them.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from guide import __version__
from guide.cli.complete import format_names, theme_names, topic_ids
from guide.cli.console import result

app = typer.Typer(
    name="guide",
    help="Compile one source of questions into a booklet, decks, cards and a page.",
    no_args_is_help=True,
    rich_markup_mode=None,  # plain help: twice as fast, and the same when piped
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
new_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
app.add_typer(new_app, name="new", help="Begin a topic or a question.")


class Style(StrEnum):
    """How messages are written."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


class ListStyle(StrEnum):
    """How a list is written."""

    TEXT = "text"
    JSON = "json"


class Schema(StrEnum):
    """The kinds of files that have a schema."""

    TOPIC = "topic"
    GUIDE = "guide"


Source = Annotated[
    Path | None,
    typer.Option(
        "--source",
        "-s",
        metavar="DIR",
        help="Folder with guide.yaml; default: the nearest one upwards.",
    ),
]
Topics = Annotated[
    list[str] | None,
    typer.Option("--topic", metavar="ID", help="Only these topics.", autocompletion=topic_ids),
]
Tags = Annotated[
    list[str] | None, typer.Option("--tag", metavar="TAG", help="Only questions with these tags.")
]
Levels = Annotated[
    list[str] | None,
    typer.Option("--level", metavar="LEVEL", help="Only questions of these levels."),
]
Strict = Annotated[bool, typer.Option("--strict", help="Fail on warnings too.")]


@app.callback(invoke_without_command=True)
def _guide(
    *,
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and exit.", is_eager=True)
    ] = False,
) -> None:
    if version:
        result(f"guide {__version__}")
        raise typer.Exit


@app.command()
def build(
    *,
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            "-f",
            metavar="NAME",
            help="Formats to make: repeat, part by commas, or `all`; default: pdf.",
            autocompletion=format_names,
        ),
    ] = None,
    source: Source = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="DIR", help="Where results go; default: build/."),
    ] = None,
    theme: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Theme; default: that of guide.yaml.",
            autocompletion=theme_names,
        ),
    ] = None,
    paper: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Paper of the booklet: A4 (default), Letter, A5."),
    ] = None,
    option: Annotated[
        list[str] | None,
        typer.Option(
            "--option",
            metavar="NAME.FIELD=VALUE",
            help="An option of a format, such as `anki.tags=yes`; `guide formats` shows them.",
        ),
    ] = None,
    topic: Topics = None,
    tag: Tags = None,
    level: Levels = None,
    strict: Strict = False,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", "-j", min=1, metavar="N", help="Processes; default: one a core."),
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Say why each part was made.")] = False,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Make everything afresh.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say only what is wrong.")] = False,
) -> int:
    """Make the booklet and the other formats."""
    from guide.cli.build import Options, build_guide
    from guide.cli.chosen import Chosen

    options = Options(
        formats=tuple(formats or ()),
        output=output,
        theme=theme,
        paper=paper,
        settings=tuple(option or ()),
        strict=strict,
        jobs=jobs,
        explain=explain,
        cache=not no_cache,
        quiet=quiet,
    )
    return build_guide(source, Chosen.of(topic, tag, level), options)


@app.command()
def watch(
    *,
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            "-f",
            metavar="NAME",
            help="Formats to make: repeat, part by commas, or `all`; default: pdf.",
            autocompletion=format_names,
        ),
    ] = None,
    source: Source = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="DIR", help="Where results go; default: build/."),
    ] = None,
    theme: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Theme; default: that of guide.yaml.",
            autocompletion=theme_names,
        ),
    ] = None,
    topic: Topics = None,
    tag: Tags = None,
    level: Levels = None,
    serve: Annotated[
        bool, typer.Option("--serve", help="Show the page or the booklet in a browser, live.")
    ] = False,
    port: Annotated[
        int,
        typer.Option(min=0, max=65535, metavar="N", help="Port of --serve; 0: any free one."),
    ] = 8000,
) -> int:
    """Build at every save, until Ctrl-C."""
    from guide.cli.build import Options
    from guide.cli.chosen import Chosen
    from guide.cli.watch import watch_guide

    options = Options(formats=tuple(formats or ()), output=output, theme=theme)
    chosen = Chosen.of(topic, tag, level)
    return watch_guide(source, chosen, options, serve=serve, port=port)


@app.command()
def check(
    *,
    source: Source = None,
    style: Annotated[
        Style, typer.Option("--output-format", help="How messages are written.")
    ] = Style.TEXT,
    topic: Topics = None,
    tag: Tags = None,
    level: Levels = None,
    strict: Strict = False,
) -> int:
    """Look for mistakes in the source; make nothing."""
    from guide.cli.check import check_guide
    from guide.cli.chosen import Chosen

    return check_guide(source, Chosen.of(topic, tag, level), style.value, strict=strict)


@app.command("list")
def list_(
    *,
    source: Source = None,
    style: Annotated[
        ListStyle, typer.Option("--output-format", help="How the list is written.")
    ] = ListStyle.TEXT,
    topic: Topics = None,
    tag: Tags = None,
    level: Levels = None,
) -> int:
    """Show the topics and questions with their numbers and ids."""
    from guide.cli.chosen import Chosen
    from guide.cli.lists import list_questions

    return list_questions(source, Chosen.of(topic, tag, level), style.value)


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or an empty folder.")],
) -> int:
    """Begin a guide of your own that builds at once."""
    from guide.cli.create import create_guide

    return create_guide(folder)


@new_app.command("topic")
def new_topic(
    id_: Annotated[str, typer.Argument(metavar="ID", help="Permanent, such as `networking`.")],
    *,
    title: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Title; default: from the id.")
    ] = None,
    source: Source = None,
) -> int:
    """Begin a topic: its file and its entry in guide.yaml."""
    from guide.cli.create import create_topic

    return create_topic(source, id_, title)


@new_app.command("question")
def new_question(
    topic: Annotated[
        str, typer.Argument(metavar="TOPIC", help="Its topic.", autocompletion=topic_ids)
    ],
    id_: Annotated[str, typer.Argument(metavar="ID", help="Permanent, such as `vpc-peering`.")],
    *,
    question: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The question itself.")
    ] = None,
    source: Source = None,
) -> int:
    """Begin a question at the end of a topic."""
    from guide.cli.create import create_question

    return create_question(source, topic, id_, question)


@app.command()
def formats() -> int:
    """Show the formats that `guide build` can make."""
    from guide.cli.lists import list_formats

    return list_formats()


@app.command()
def themes(*, source: Source = None) -> int:
    """Show the themes, those of the project first."""
    from guide.cli.lists import list_themes

    return list_themes(source)


@app.command()
def schema(
    kind: Annotated[Schema, typer.Argument(help="Which file.")] = Schema.TOPIC,
) -> int:
    """Print the JSON Schema of a source file, for editors."""
    from guide.cli.lists import print_schema

    return print_schema(kind.value)
