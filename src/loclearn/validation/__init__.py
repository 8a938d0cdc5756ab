"""Check tables and graphs of a user's own before anything is derived from them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from loclearn.errors import Problem
from loclearn.namespaces import RDF, term
from loclearn.rdf_input import read_rdf
from loclearn.tables.kinds import check_table
from loclearn.validation.inputs import STORED, TABLES, inputs
from loclearn.validation.shapes import shape_problems

__all__ = ["Report", "validate"]


@dataclass(frozen=True)
class Report:
    """Hold all that is wrong or odd with some files.

    problems: sorted by file, row and column, none twice.
    counts: how many files, rows of tables and triples of graphs were read.
    """

    problems: tuple[Problem, ...]
    counts: Mapping[str, int]

    @property
    def conforms(self) -> bool:
        """Tell whether there is no violation; warnings do not count."""
        return self.number("violation") == 0

    def number(self, severity: str) -> int:
        """Return the number of problems of a severity, "violation" or "warning"."""
        return sum(problem.severity == severity for problem in self.problems)


def validate(paths: Sequence[Path]) -> Report:
    """Check files, and the files in folders: tables by their contract, graphs by the shapes.

    The graphs are checked together, so that a case and its statements may stand in two files.
    Joins between tables, Parquet and DuckDB files are not checked here; reading them for verdicts
    does that.

    Raises WrongUse when a path cannot be read or nothing in it can be checked.

    >>> from loclearn import resources
    >>> report = validate([resources.data()])
    >>> report.conforms, report.counts["rows"] > 207
    (True, True)
    """
    problems: list[Problem] = []
    graphs = {}
    rows = 0
    files = inputs(paths)
    for path in files:
        if path.suffix.lower() in TABLES:
            read, found = check_table(path)
            rows += read
        elif path.suffix.lower() in STORED:
            continue
        else:
            graphs[str(path)], found = read_rdf(path, profiles=True)
        problems += found
    for group in _groups(graphs):
        problems += shape_problems(group)
    counts = {"files": len(files), "rows": rows, "triples": sum(map(len, graphs.values()))}
    return Report(tuple(sorted(set(problems), key=_place)), counts)


def _groups(graphs: Mapping[str, ox.Store]) -> list[dict[str, ox.Store]]:
    """Return the graphs that belong together: all data, and each profile alone."""
    kind, profile = ox.NamedNode(RDF + "type"), ox.NamedNode(term("Profile"))
    alone = {
        file for file, store in graphs.items() if any(store.quads_for_pattern(None, kind, profile))
    }
    data = {file: store for file, store in graphs.items() if file not in alone}
    return [data, *({file: graphs[file]} for file in sorted(alone))]


def _place(problem: Problem) -> tuple[str, int, str, str, str, str]:
    return (
        problem.file,
        problem.row or 0,
        problem.column or "",
        problem.severity,
        problem.found,
        problem.expected,
    )
