"""Read the tables of papers: claims, citations, paragraphs and anomalies that belong together."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from loclearn.errors import InvalidInput, Problem, did_you_mean
from loclearn.sources.merging import read_all
from loclearn.tables import Row

PAPER = "malmbergmaskell2005"
TABLES = ("claims", "citations", "paragraphs", "anomalies")
_CLAIMS = ("claim_id", "answers")
MOST_WORDS = 8
"""How long a phrase may be that is quoted to find a passage again."""

_RELATIONS = {
    "supports": ("supports", False),
    "attacks": ("attacks", False),
    "qualifies": ("qualifies", False),
    "supported-by": ("supports", True),
    "attacked-by": ("attacks", True),
    "qualified-by": ("qualifies", True),
}


@dataclass(frozen=True)
class Relation:
    """Say that one claim supports, attacks or qualifies another."""

    subject: str
    kind: str
    object: str


@dataclass(frozen=True)
class Papers:
    """Hold the checked rows of the tables, the relations of claims, and what was odd."""

    claims: tuple[Row, ...]
    citations: tuple[Row, ...]
    paragraphs: tuple[Row, ...]
    anomalies: tuple[Row, ...]
    relations: tuple[Relation, ...]
    warnings: tuple[Problem, ...]


def read_papers(
    files: Mapping[str, Sequence[Path | str]] | None = None, works: Sequence[Path | str] = ()
) -> Papers:
    """Read the embedded paper and the user's own, and check what joins their tables.

    Parameters
    ----------
    files: the user's files by the name of their table.
    works: the user's tables of works.

    Raises InvalidInput with all problems when there is a violation.

    >>> papers = read_papers()
    >>> len(papers.claims), len(papers.citations), len(papers.paragraphs)
    (90, 95, 63)
    """
    tables = {name: read_all(name, (files or {}).get(name, ()), embedded=True) for name in TABLES}
    listed = read_all("works", works, embedded=True)
    claims, citations, paragraphs, anomalies = (tables[name].rows for name in TABLES)
    relations, odd = _relations(claims)
    keys = {str(row.values["key"]) for row in listed.rows}
    known = {str(row.values["claim_id"]) for row in claims}
    problems = [
        *(problem for table in tables.values() for problem in table.problems),
        *odd,
        *_anchors(claims),
        *_unknown(claims, {"paper": keys, "answers": known}),
        *_unknown(citations, {"citing": keys, "cited": keys, "claim_id": known}),
        *_unknown(paragraphs, {"paper": keys}),
        *_unknown(anomalies, {"paper": keys, "works": keys}),
        *_places([*claims, *citations, *anomalies], paragraphs),
        *_circles(relations, claims),
        *_thin(listed.rows),
    ]
    if any(problem.severity == "violation" for problem in problems):
        raise InvalidInput(sorted(problems, key=lambda p: (p.file, p.row or 0)))
    return Papers(claims, citations, paragraphs, anomalies, tuple(relations), tuple(problems))


def paper_of(row: Row) -> str:
    """Return the key of the work that a row of a paper's table is about."""
    return row.text("paper") or row.text("citing") or PAPER


def parts(row: Row, column: str) -> list[str]:
    """Return the items of a cell that holds several, joined by semicolons."""
    return [item.strip() for item in (row.text(column) or "").split(";") if item.strip()]


def _relations(claims: Sequence[Row]) -> tuple[list[Relation], list[Problem]]:
    known = {str(row.values["claim_id"]) for row in claims}
    relations: dict[Relation, None] = {}
    problems = []
    for row in claims:
        own = str(row.values["claim_id"])
        for text in parts(row, "relations"):
            name, _, other = (part.strip() for part in text.partition(":"))
            if name not in _RELATIONS:
                expected = "one of " + ", ".join(_RELATIONS)
                problems.append(_problem(row, "relations", text, expected, "Write supports:CL01."))
            elif other == own:
                cure = "Name another claim, or remove the relation."
                problems.append(_problem(row, "relations", text, "another claim", cure))
            elif other not in known:
                cure = did_you_mean(other, known) or "Add the claim to a table of claims."
                problems.append(_problem(row, "relations", text, "a known claim", cure))
            else:
                kind, turned = _RELATIONS[name]
                pair = (other, own) if turned else (own, other)
                relations[Relation(pair[0], kind, pair[1])] = None
    return list(relations), problems


def _anchors(claims: Sequence[Row]) -> Iterator[Problem]:
    for row in claims:
        words = (row.text("anchor_phrase") or "").split()
        if len(words) > MOST_WORDS:
            cure = "Quote fewer words: the phrase only has to be found again."
            found = f"a phrase of {len(words)} words"
            yield _problem(row, "anchor_phrase", found, f"at most {MOST_WORDS} words", cure)


def _unknown(rows: Sequence[Row], columns: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    """Yield a violation for each key that no table knows."""
    for row in rows:
        for column, known in columns.items():
            for key in parts(row, column):
                if key not in known:
                    table = "claims" if column in _CLAIMS else "works"
                    cure = did_you_mean(key, known) or f"Add it to a table of {table}."
                    yield _problem(row, column, key, f"a key of the table of {table}", cure)


def _places(rows: Sequence[Row], paragraphs: Sequence[Row]) -> Iterator[Problem]:
    """Yield a violation for each locator that a paper whose paragraphs are listed lacks."""
    places: dict[str, set[str]] = {}
    for row in paragraphs:
        places.setdefault(str(row.values["paper"]), set()).add(str(row.values["locator"]))
    for row in rows:
        known = places.get(paper_of(row))
        for locator in parts(row, "locator"):
            if known is not None and locator not in known:
                cure = did_you_mean(locator, known) or "Correct it, or list the paragraph."
                yield _problem(row, "locator", locator, "a paragraph of the paper", cure)


def _circles(relations: Sequence[Relation], claims: Sequence[Row]) -> Iterator[Problem]:
    """Yield a warning for a circle of support: each of its claims would be its own ground."""
    needs: dict[str, set[str]] = {}
    for relation in relations:
        if relation.kind == "supports":
            needs.setdefault(relation.object, set()).add(relation.subject)
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        circle = list(reversed(error.args[1]))
        row = next(row for row in claims if row.values["claim_id"] in circle)
        cure = "It is kept; no claim counts as its own support."
        text = " supports ".join(circle)
        yield _problem(row, "relations", text, "support that ends somewhere", cure, "warning")


def _thin(works: Sequence[Row]) -> Iterator[Problem]:
    """Yield a warning for each work of the user's that lacks its year or its title."""
    for row in works:
        lacking = [name for name in ("year", "title") if row.text(name) is None]
        if lacking and not row.file.startswith("embedded "):
            found = f"{row.values['key']} without {' and '.join(lacking)}"
            cure = "It is kept; without them it cannot be matched or dated."
            yield _problem(row, lacking[0], found, "a year and a title", cure, "warning")


def _problem(
    row: Row, column: str, found: str, expected: str, cure: str, severity: str = "violation"
) -> Problem:
    return Problem(row.file, row.number, column, found, expected, cure, severity)
