"""Read a bibliography in any format: each record comes through or is reported."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from loclearn.bibliography import (
    bibtex,
    crossref,
    csl,
    mapped,
    openalex,
    rdf_reader,
    ris,
    scopus,
    wos,
)
from loclearn.bibliography.detecting import detect
from loclearn.bibliography.loading import load
from loclearn.bibliography.record import Extra, Record
from loclearn.errors import InvalidInput, Problem, WrongUse, did_you_mean, shorten

MOST_CITED = 100_000
"""A record with more references than this is reported: no work has so many."""

MOST_PEOPLE = 20_000
"""A record with more authors or editors than this is reported: the most known are some 15,000."""

Found = Record | Problem | Extra
Reader = Callable[[str, str], Iterator[Found]]
READERS: dict[str, Reader] = {
    "bibtex": bibtex.read,
    "crossref": crossref.read,
    "csl-json": csl.read,
    "jsonld": rdf_reader.read_jsonld,
    "openalex": openalex.read,
    "ris": ris.read,
    "scopus": scopus.read,
    "turtle": rdf_reader.read_turtle,
    "wos": wos.read,
}


@dataclass(frozen=True)
class Bibliography:
    """Hold what one file gave.

    records: the records that came through, in the order of the file.
    problems: a violation for each record that did not, and warnings.
    between: what stands between the records: preambles, comments.

    >>> Bibliography("a.bib", "bibtex", (Record(),), ()).counts
    (1, 1, 0)
    """

    file: str
    format: str
    records: tuple[Record, ...]
    problems: tuple[Problem, ...]
    between: tuple[Extra, ...] = ()

    @property
    def counts(self) -> tuple[int, int, int]:
        """Return how many records are in the file, came through, and are reported as broken."""
        reported = sum(problem.severity == "violation" for problem in self.problems)
        return len(self.records) + reported, len(self.records), reported


def read(
    path: Path | str, *, format_: str | None = None, mapping: Path | str | None = None
) -> Bibliography:
    """Read the records of one file.

    Parameters
    ----------
    path: the file.
    format_: its format; told from its content where it is not given.
    mapping: for a CSV table, the TOML file that says which columns mean what.

    Raises WrongUse when the file cannot be read or the format is unknown, InvalidInput when
    nothing in it is a record.
    """
    file = str(path)
    if mapping is not None:
        columns, separator = mapped.mapping(mapping)
        text, warnings = load(path)
        return gather(mapped.read(text, file, columns, separator), file, "csv", warnings)
    text, warnings = load(path)
    if format_ is not None and format_ not in READERS:
        hint = did_you_mean(format_, READERS) or f"Known are {', '.join(sorted(READERS))}."
        raise WrongUse(f"There is no format {format_}. {hint}")
    kind = format_ or detect(text, file)
    return gather(READERS[kind](text, file), file, kind, warnings)


def gather(
    found: Iterator[Found], file: str, kind: str, warnings: list[Problem] | None = None
) -> Bibliography:
    """Return what a reader yields as a bibliography; raise InvalidInput when it is nothing."""
    records, problems, between = [], list(warnings or []), []
    for item in found:
        if isinstance(item, Problem):
            problems.append(item)
        elif isinstance(item, Extra):
            between.append(item)
        elif too_many := _too_many(item):
            problems.append(too_many)
        else:
            records.append(item)
    if not records and not any(p.severity == "violation" for p in problems):
        problems.append(Problem(file, None, None, f"{kind} without a record", "records"))
    if not records:
        raise InvalidInput(problems)
    problems += [*_same_keys(records), *_retracted(records)]
    return Bibliography(file, kind, tuple(records), tuple(problems), tuple(between))


def _too_many(record: Record) -> Problem | None:
    """Return what is wrong with a record that has more of something than a work can have."""
    for what, found, most in (
        ("references", record.references, MOST_CITED),
        ("authors", record.authors, MOST_PEOPLE),
        ("editors", record.editors, MOST_PEOPLE),
    ):
        if len(found) > most:
            told = f"{len(found):,} {what} in {shorten(record.key or record.title)}"
            expected = f"at most {most:,} in a record"
            return Problem(record.file, _place(record), None, told, expected, unit=_unit(record))
    return None


def _place(record: Record) -> int:
    return record.line or record.number


def _unit(record: Record) -> str:
    return "line" if record.line else "record"


def _retracted(records: list[Record]) -> Iterator[Problem]:
    """Yield a warning for each retracted work."""
    for record in records:
        if record.retracted:
            found = f"the retracted work {shorten(record.title or record.key)}"
            cure = "Cite it as retracted, or not at all."
            unit = _unit(record)
            yield Problem(record.file, _place(record), None, found, "", cure, "warning", unit=unit)


def _same_keys(records: list[Record]) -> Iterator[Problem]:
    """Yield a warning for each record whose key another one has; all of them are kept."""
    first: dict[str, Record] = {}
    for record in records:
        other = first.setdefault(record.key, record)
        if other is record or not record.key:
            continue
        what = "the same record" if other == record else "another work"
        found = f"the key {shorten(record.key)} again, for {what}"
        cure = f"It stands first in {_unit(other)} {_place(other)}; both are kept."
        yield Problem(
            record.file, _place(record), None, found, "", cure, "warning", unit=_unit(record)
        )
