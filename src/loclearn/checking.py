"""Check files of the user's own as a whole: each by itself, and what joins them."""

from collections.abc import Sequence, Set
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pyoxigraph as ox

from loclearn import graph, resources
from loclearn.conditions import read_theory
from loclearn.errors import InvalidInput, OntologyError, Problem
from loclearn.namespaces import term
from loclearn.sources.coded import read_coded
from loclearn.sources.finding import found, many
from loclearn.sources.papers import TABLES as PAPERS
from loclearn.sources.papers import read_papers
from loclearn.tables.kinds import REGIONAL, kind_of_file
from loclearn.validation import Report
from loclearn.validation import validate as each
from loclearn.validation.inputs import STORED, TABLES, inputs


def validate(paths: Sequence[Path | str]) -> Report:
    """Check files, and the files in folders: tables, graphs and profiles, and their joins.

    Tables of evidence are joined with the tables of cases beside them, or with the embedded
    cases where there are none; a profile is read as an assessment would read it.

    Raises WrongUse when a path cannot be read or nothing in it can be checked.

    >>> from loclearn import resources
    >>> validate([resources.data()]).conforms
    True
    """
    named = many(paths)
    report = each(named)
    files = inputs(named)
    broken = {p.file for p in report.problems if p.severity == "violation"}
    more = [*_joins(files), *_regional(files, broken)]
    more += [problem for file in files for problem in _profile(file)]
    told = dict.fromkeys([*report.problems, *more])
    return replace(report, problems=tuple(sorted(told, key=lambda p: (p.file, p.row or 0))))


def _joins(files: Sequence[Path]) -> list[Problem]:
    """Return what reading the tables together finds: duplicates, unknown cases, contradictions."""
    tables: dict[str, list[Path]] = {}
    for path in files:
        if path.suffix.lower() in TABLES:
            tables.setdefault(kind_of_file(path) or "", []).append(path)
    evidence, cases, works = (tables.get(kind, []) for kind in ("evidence", "cases", "works"))
    problems: list[Problem] = []
    if evidence or cases:
        try:
            problems += read_coded(evidence, cases, works, embedded=not cases).warnings
        except InvalidInput as error:
            problems += error.problems
    mine = {kind: [p for p in tables.get(kind, []) if not _embedded(p)] for kind in PAPERS}
    if any(mine.values()):
        try:
            problems += read_papers(mine, [p for p in works if not _embedded(p)]).warnings
        except InvalidInput as error:
            problems += error.problems
    return problems


def _regional(files: Sequence[Path], broken: Set[str]) -> list[Problem]:
    """Return what is wrong between regional tables, and in those that only a database reads.

    A file whose cells are wrong is left out: its violations are told already.
    """
    tables = [path for path in files if path.suffix.lower() in TABLES and str(path) not in broken]
    mine = [path for path in tables if kind_of_file(path) in REGIONAL]
    mine += [path for path in files if path.suffix.lower() in STORED]
    if not mine or (find_spec("ibis") is None and not STORED & {p.suffix.lower() for p in mine}):
        return []
    from loclearn.datasets.dataset import open_tables  # noqa: PLC0415 - half a second
    from loclearn.sources.vintages import mixed_vintages  # noqa: PLC0415

    try:
        dataset = open_tables(found(mine).regional)
    except InvalidInput as error:
        return list(error.problems)
    return [*dataset.problems, *mixed_vintages(dataset)]


def _embedded(path: Path) -> bool:
    return path.resolve().parent == resources.data().resolve()


def _profile(path: Path) -> list[Problem]:
    if path.suffix.lower() != ".ttl" or b"Profile" not in path.read_bytes():
        return []
    try:
        store = graph.load([path])
        if any(store.quads_for_pattern(None, None, ox.NamedNode(term("Profile")), None)):
            read_theory(str(path))
    except OntologyError as error:
        return [Problem(str(path), None, None, str(error), "a whole profile")]
    return []
