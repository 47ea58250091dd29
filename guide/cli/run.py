"""Run a command and turn whatever ends it into a message and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import TextIO

import typer

from guide.cli.console import error, message
from guide.errors import GuideError, SourceError

INTERRUPTED = 130


def run(app: Callable[..., object], arguments: Sequence[str] | None) -> int:
    """Call ``app`` (a typer application) and return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        _never_fail(stream)
    code = _call(app, arguments)
    return code if _flushed(sys.stdout) else 1


def _call(app: Callable[..., object], arguments: Sequence[str] | None) -> int:
    try:
        code = app(arguments, standalone_mode=False, prog_name="guide")
    except (typer.Abort, KeyboardInterrupt):
        error("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        return 1  # whoever read the results has seen enough
    except Exception as problem:  # noqa: BLE001 - nothing may end in a traceback
        return _failed(problem)
    return code if isinstance(code, int) else 0


def _failed(problem: Exception) -> int:
    """Say what ended a command; return its exit code."""
    if isinstance(problem, SourceError):
        from guide.reader.report import as_text

        message(as_text(problem.diagnostics).rstrip())
    elif isinstance(problem, GuideError):
        error(str(problem))
    if isinstance(problem, GuideError):
        return problem.exit_code
    if isinstance(problem, typer.TyperException):
        if type(problem).__name__ == "NoArgsIsHelpError":
            message(problem.format_message())
        else:
            error(*_usage(problem))
        return 2
    if isinstance(problem, OSError):
        name = f"{problem.filename}: " if problem.filename else ""
        error(f"{name}{problem.strerror or problem}")
        return 1
    if os.environ.get("GUIDE_TRACEBACK"):
        raise problem
    error(
        f"this is a mistake in the program: {type(problem).__name__}: {problem}",
        "please report it; with GUIDE_TRACEBACK=1 it says where",
    )
    return 1


def _usage(problem: typer.TyperException) -> tuple[str, str]:
    context = getattr(problem, "ctx", None)
    command = context.command_path if context is not None else "guide"
    return problem.format_message().rstrip("."), f"`{command} --help` shows what there is"


def _never_fail(stream: TextIO) -> None:
    """Show what a terminal's encoding lacks as an escape."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")


def _flushed(stream: TextIO) -> bool:
    """Write what is left; if nobody reads any more, keep Python from saying so at its end."""
    try:
        stream.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        return False
    except OSError as problem:
        error(f"cannot write the results: {problem.strerror or problem}")
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        return False
    return True
