"""A sign of life on the terminal while something takes its time."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def working(what: str) -> Iterator[Callable[[str], None]]:
    """Show what is being done, on a terminal only, and wipe it out at the end.

    Yields a function that shows how far it is.

    >>> with working("Counting") as tell:
    ...     tell("1 of 2")
    """
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console

    with Console(stderr=True).status(f"{what} …", spinner="dots") as status:
        yield lambda far: status.update(f"{what} … {far}")
