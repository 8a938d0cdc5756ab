"""Problems on standard error."""

import sys

from loclearn.errors import Problem


def report(problems: tuple[Problem, ...]) -> None:
    """Print problems to standard error, one line each."""
    for problem in problems:
        print(f"{problem.severity}: {problem}", file=sys.stderr)
