"""Read coded literature: evidence, cases and works tables that belong together."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from loclearn.errors import InvalidInput, Problem, WrongUse, did_you_mean, shorten
from loclearn.sources.merging import Joined, read_all
from loclearn.sources.settings import Setting, assessed, period_of, setting
from loclearn.tables import Row
from loclearn.tables.kinds import ALL

_SHOWN = 100


@dataclass(frozen=True)
class Coded:
    """Hold checked tables: what is assessed, and which statement speaks of which setting.

    sources: the keys of the works that each statement's source denotes, by label.
    """

    settings: tuple[Setting, ...]
    statements: tuple[tuple[Row, Setting], ...]
    works: tuple[Row, ...]
    sources: dict[str, tuple[str, ...]]
    warnings: tuple[Problem, ...]


def read_coded(
    evidence: Sequence[Path | str] = (),
    cases: Sequence[Path | str] = (),
    works: Sequence[Path | str] = (),
    *,
    embedded: bool = True,
) -> Coded:
    """Read evidence statements with the cases and works that they name.

    Parameters
    ----------
    evidence, cases, works: files of the user's, each against its contract.
    embedded: whether the embedded tables come first.

    Raises InvalidInput with all problems when there is a violation, WrongUse without any input.

    >>> len(read_coded().statements)
    207
    """
    if not embedded and not (evidence or cases):
        raise WrongUse("There is no input: give --evidence and --cases, or drop --no-embedded.")
    _present([*cases, *works, *evidence])
    case_table = read_all("cases", cases, embedded=embedded)
    work_table = read_all("works", works, embedded=embedded)
    evidence_table = read_all("evidence", evidence, embedded=embedded)
    statements, unattached = _attach(evidence_table.rows, case_table)
    sound = [row for row, _ in statements]
    sources, unlisted = _sources(sound, work_table)
    found = [
        *case_table.problems,
        *work_table.problems,
        *evidence_table.problems,
        *_periods([*case_table.rows, *evidence_table.rows]),
        *unattached,
        *unlisted,
    ]
    problems = sorted(found, key=lambda problem: (problem.file, problem.row or 0))
    if any(problem.severity == "violation" for problem in problems):
        raise InvalidInput(problems)
    return Coded(
        settings=tuple(assessed(case_table.rows, statements)),
        statements=tuple(statements),
        works=work_table.rows,
        sources=sources,
        warnings=tuple(problems),
    )


def _periods(rows: Sequence[Row]) -> list[Problem]:
    problems = []
    for row in rows:
        start, end = period_of(row)
        if start is not None and end is not None and start > end:
            problems.append(
                Problem(
                    row.file,
                    row.number,
                    "period_to",
                    str(end),
                    f"{start} or later",
                    "The period ends before it begins.",
                )
            )
    return problems


def _present(paths: Sequence[Path | str]) -> None:
    """Raise WrongUse that names all files that are not there."""
    lost = [str(path) for path in paths if not Path(path).exists()]
    if lost:
        raise WrongUse(" ".join(f"There is no file {path}." for path in lost))


def _attach(rows: Sequence[Row], cases: Joined) -> tuple[list[tuple[Row, Setting]], list[Problem]]:
    known = {str(case.values["case_id"]): case for case in cases.rows}
    hints: dict[str, str] = {}
    statements = []
    problems = []
    for row in rows:
        case_id = row.text("case_id")
        if case_id is None:
            continue
        case = known.get(case_id)
        if case is None:
            if cases.complete:
                if case_id not in hints:
                    hints[case_id] = did_you_mean(case_id, known)
                problems.append(_unknown_case(row, case_id, hints[case_id]))
            continue
        problems += _same_place(row, case)
        if row.sound and case.sound:
            statements.append((row, setting(case, period_of(row))))
    return statements, problems


def _unknown_case(row: Row, case_id: str, hint: str) -> Problem:
    return Problem(
        row.file,
        row.number,
        "case_id",
        shorten(case_id),
        "a case of a cases table",
        hint or "Add the case to a cases table (--cases).",
    )


def _same_place(row: Row, case: Row) -> list[Problem]:
    where = f"as in case {case.values['case_id']}"
    problems = []
    for column, severity, cure in (
        ("activity", "violation", "A statement on another activity needs a case of its own."),
        ("place", "warning", "The statement stays with its case."),
    ):
        found, expected = row.text(column), case.text(column) or ALL
        if found is not None and found.casefold() != expected.casefold():
            problems.append(
                Problem(
                    row.file,
                    row.number,
                    column,
                    shorten(found),
                    f"{shorten(expected)}, {where}",
                    cure,
                    severity,
                )
            )
    start, end = period_of(row)
    first, last = period_of(case)
    if (start and last and start > last) or (end and first and end < first):
        found = f"a period outside {first or '..'}/{last or '..'}"
        cure = "It is kept as a phase of its own."
        problems.append(Problem(row.file, row.number, "period_from", found, where, cure, "warning"))
    return problems


def _sources(
    rows: Sequence[Row], works: Joined
) -> tuple[dict[str, tuple[str, ...]], list[Problem]]:
    labels: dict[str, list[str]] = {}
    for work in works.rows:
        key = str(work.values["key"])
        aliases = (work.text("cited_as") or "").split(";")
        for label in dict.fromkeys([key, *(alias.strip() for alias in aliases)]):
            labels.setdefault(label, []).append(key)
    unknown: dict[str, dict[str, int]] = {}
    for row in rows:
        label = str(row.values["source_key"])
        if label not in labels:
            unknown.setdefault(row.file, {}).setdefault(label, row.number)
    problems = []
    for file, found in unknown.items():
        for label in found:
            labels[label] = [label]
        problems.append(
            Problem(
                file,
                min(found.values()),
                "source_key",
                f"{_some(len(found), 'source')} without a row in a works table: "
                + "; ".join(map(shorten, list(found)[:_SHOWN]))
                + (f"; and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""),
                "",
                "Each becomes a work with that label.",
                "warning",
            )
        )
    return {label: tuple(keys) for label, keys in labels.items()}, problems


def _some(count: int, noun: str) -> str:
    return f"one {noun}" if count == 1 else f"{count} {noun}s"
