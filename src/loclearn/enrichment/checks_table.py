"""The table of checks: read, joined with new ones, written; and what follows for the works."""

import csv
import io
from collections.abc import Sequence
from dataclasses import astuple, fields
from pathlib import Path

from loclearn import resources
from loclearn.enrichment.doi_checks import OUTCOMES, OWN, PUBLISHED, Check
from loclearn.errors import InvalidInput, Problem, WrongUse, did_you_mean, shorten
from loclearn.linking.sssom import harmless

COLUMNS = tuple(f.name for f in fields(Check))
_LARGEST = 20_000_000


def read(path: Path) -> list[Check]:
    """Return the checks of an earlier run; a file that is not there holds none.

    Raises WrongUse when the file cannot be read, InvalidInput when it is no table of checks.
    """
    try:
        if path.exists() and path.stat().st_size > _LARGEST:
            raise WrongUse(f"{path} is too large for a table of checks.")
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        return []
    except UnicodeDecodeError:
        raise InvalidInput([_problem(path, None, None, "bytes that are not UTF-8")]) from None
    except OSError as error:
        raise WrongUse(f"{path} cannot be read: {error.strerror}.") from None
    if not text.strip():
        return []
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise InvalidInput([_problem(path, None, None, f"no CSV ({error})")]) from None
    return _checks(rows, path)


def _checks(rows: list[list[str]], path: Path) -> list[Check]:
    header = rows[0]
    problems = [_problem(path, 1, None, f"no column {name}") for name in COLUMNS
                if name not in header]  # fmt: skip
    if problems:
        raise InvalidInput(problems)
    checks = []
    for number, row in enumerate(rows[1:], start=2):
        if not any(row):
            continue
        if len(row) != len(header):
            problems.append(_problem(path, number, None, f"{len(row)} cells"))
            continue
        cells = {name: _bare(cell) for name, cell in zip(header, row, strict=True)}
        check = Check(**{name: cells[name] for name in COLUMNS})
        for column, known in (("outcome", OUTCOMES), ("role", (OWN, PUBLISHED))):
            if cells[column] not in known:
                hint = did_you_mean(cells[column], known)
                problems.append(_problem(path, number, column, shorten(cells[column]), hint))
        checks.append(check)
    if problems:
        raise InvalidInput(problems)
    return checks


def _bare(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:2] in "=+-@" and cell[1:] else cell


def _problem(
    path: Path, row: int | None, column: str | None, found: str, cure: str = ""
) -> Problem:
    expected = f"a table of checks with the columns {', '.join(COLUMNS)}"
    if column == "outcome":
        expected = f"one of {', '.join(OUTCOMES)}"
    return Problem(str(path), row, column, found, expected, cure or "Name another file with --out.")


def joined(earlier: Sequence[Check], now: Sequence[Check]) -> list[Check]:
    """Return checks with the new ones in place of earlier ones of the same, in order.

    An earlier outcome stays where no service could be reached now.

    >>> before = [Check("a", "10.1/x", "own", "confirmed")]
    >>> joined(before, [Check("a", "10.1/x", "own", "not reachable")]) == before
    True
    """
    kept = {check.place: check for check in earlier}
    for check in now:
        if check.outcome != "not reachable" or check.place not in kept:
            kept[check.place] = check
    return [kept[place] for place in sorted(kept)]


def write(checks: Sequence[Check]) -> str:
    """Return checks as CSV, harmless in a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([harmless(cell) for cell in astuple(check)] for check in checks)
    return out.getvalue()


def lines(checks: Sequence[Check]) -> list[str]:
    """Return a line for each check.

    >>> lines([Check("a", "10.1/x", "own", "not found", service="Crossref", date="2026-11-23")])
    ['not found      a  https://doi.org/10.1/x  (Crossref, 2026-11-23)']
    """
    return [_line(check) for check in checks]


def _line(check: Check) -> str:
    parts = [f"{check.outcome:<13}", f"{check.key}  https://doi.org/{check.doi}"]
    if check.role != OWN:
        parts.append(f"({check.role})")
    if check.probability:
        parts.append(f"{check.probability} [{check.fields}]")
    if check.outcome in {"contradicted", "unclear"}:
        parts.append(f"it is called {shorten(check.title_found)}")
    if check.service:
        parts.append(f"({check.service}, {check.date})")
    return "  ".join(parts)


def works_table(checks: Sequence[Check]) -> tuple[str, int]:
    """Return the embedded table of works with what was confirmed, and how many cells changed.

    Each confirmed DOI that is likely becomes verified; beside the DOI of a work itself stands who
    confirmed it, and when. Everything else stays as it is.
    """
    text = (resources.data() / "works.csv").read_text("utf-8")
    rows = csv.reader(io.StringIO(text, newline=""))
    header = next(rows)
    place = {name: number for number, name in enumerate(header)}
    confirmed = {check.place: check for check in checks if check.outcome == "confirmed"}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    count = 0
    for row in rows:
        for role, prefix in ((OWN, ""), (PUBLISHED, "published_")):
            doi = row[place[f"{prefix}doi"]].lower()
            check = confirmed.get((row[place["key"]], role, doi))
            column = place[f"{prefix}doi_confidence"]
            if check is None or row[column] != "likely":
                continue
            row[column] = "verified"
            count += 1
            if role == OWN:
                said = f"{check.service}, {check.date}: title and DOI"
                row[place["doi_evidence"]] = said
        writer.writerow(row)
    return out.getvalue(), count
