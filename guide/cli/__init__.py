"""The command line. Nothing here or in `guide.cli.app` imports a heavy library."""

from __future__ import annotations

from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code.

    0: fine. 1: the source has errors, or something could not be written. 2: wrong usage.
    130: interrupted. Nothing that a user can do gives a traceback.
    """
    import gc
    import os

    # pydantic would look through all installed packages for plug-ins of its own.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # Most of what a command makes lives to its end: do not look through it all the time.
    gc.set_threshold(100_000)
    from guide.cli.app import app
    from guide.cli.run import run

    return run(app, arguments)
