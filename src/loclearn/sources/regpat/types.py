"""The types of applicants, from a table of the user's own: REGPAT does not have them."""

import csv
import io
from pathlib import Path

from loclearn.errors import InvalidInput, Problem, did_you_mean, shorten
from loclearn.sources.columns import codes
from loclearn.sources.joint.works import OTHER
from loclearn.tables.text import decode, delimiter, read_bytes

_SECTORS = {
    "COMPANY": "firm",
    "UNIVERSITY": "university",
    "GOV NON-PROFIT": "public-body",
    "HOSPITAL": OTHER,
    "INDIVIDUAL": OTHER,
    "UNKNOWN": OTHER,
}
"""The sectors of PATSTAT. Public bodies and non-profit research share one, so it is no research."""


def types_of(path: Path) -> dict[str, str]:
    """Return the types of applicants by person_id, from a table of person_id and type.

    A type is one of those of actors, or a sector of PATSTAT (COMPANY, UNIVERSITY …).

    Raises InvalidInput for another type, and where one person has two.
    """
    text, problems = decode(read_bytes(path), str(path))
    if problems:
        raise InvalidInput(problems)
    first = text.partition("\n")[0]
    between = "|" if "|" in first else delimiter(first)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=between)
    header = [name.strip() for name in reader.fieldnames or []]
    for name in ("person_id", "type"):
        if name not in header:
            hint = did_you_mean(name, header) or "The columns are person_id and type."
            raise InvalidInput([Problem(str(path), 1, name, "no such column", "it", hint)])
    known = codes("actors", "type")
    found: dict[str, str] = {}
    for number, row in enumerate(reader, start=2):
        id_, given = (row.get("person_id") or "").strip(), (row.get("type") or "").strip()
        type_ = given if given in known else _SECTORS.get(given.upper(), "")
        if not type_:
            expected = "one of " + ", ".join((*known, *_SECTORS))
            told = shorten(given) or "an empty cell"
            problems.append(Problem(str(path), number, "type", told, expected))
        elif found.setdefault(id_, type_) != type_:
            there = f"{found[id_]}, as above"
            problems.append(Problem(str(path), number, "type", type_, there, "Name it once."))
    if problems:
        raise InvalidInput(problems)
    return found
