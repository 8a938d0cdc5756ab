"""A sign of life on the terminal while something takes its time."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Step = Callable[[int, int], None]


@contextmanager
def working(what: str) -> Iterator[Step]:
    """Show what is being done, on a terminal only, and wipe it out at the end.

    Yields what can be called with how much is done and of how much, to show that as well.
    """
    if not sys.stderr.isatty():
        yield _nothing
        return
    from rich.console import Console

    with Console(stderr=True).status(f"{what} …", spinner="dots") as status:

        def step(done: int, whole: int) -> None:
            status.update(f"{what} … {done:,} of {whole:,}")

        yield step


def _nothing(_done: int, _whole: int) -> None:
    """Show nothing: there is no terminal."""
