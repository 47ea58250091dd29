"""The command line. Nothing here or in `guide.cli.app` imports a heavy library."""

from __future__ import annotations

from collections.abc import Sequence


def program() -> int:
    """Run the program as a process of its own, which ends when it is done."""
    import gc

    code = main()
    gc.freeze()  # what is left goes with the process: to look through it takes 0.07 s
    return code


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code.

    0: fine. 1: the source has errors, or something could not be written. 2: wrong usage.
    130: interrupted. Nothing that a user can do gives a traceback.
    """
    import os

    from guide.pipeline.collection import collect_rarely

    # pydantic would look through all installed packages for plug-ins of its own.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    collect_rarely()
    from guide.cli.app import app
    from guide.cli.run import run

    return run(app, arguments)
