"""Find numbers that cannot be in a graph, before they decide anything."""

from collections.abc import Callable
from typing import Any

import pyoxigraph as ox

from loclearn import resources
from loclearn.errors import Problem
from loclearn.namespaces import compact


def impossible_numbers(select: Callable[[str], Any], place: str) -> list[Problem]:
    """Return a violation for each value, probability, confidence or weight out of its bounds.

    Parameters
    ----------
    select: gives the rows of a query, by the names of its variables.
    place: the file or store that is asked.

    >>> impossible_numbers(ox.Store().query, "mine.ttl")
    []
    """
    query = (resources.queries() / "checks" / "impossible_number.rq").read_text(encoding="utf-8")
    problems = []
    for row in select(query):
        node = row["node"]
        where = f", {compact(node.value)}" if isinstance(node, ox.NamedNode) else ""
        found, cure = row["problem"].value + where, row["cure"].value
        problems.append(Problem(place, None, None, found, "a number within its bounds", cure))
    return problems
