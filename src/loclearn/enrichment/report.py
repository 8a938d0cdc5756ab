"""What became of each record and each service, in lines of text, tables and problems."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from loclearn.bibliography.record import Record
from loclearn.enrichment.asked import Failure
from loclearn.enrichment.enriching import Enriched
from loclearn.enrichment.looking import Looked
from loclearn.enrichment.services import Service
from loclearn.errors import Problem, shorten
from loclearn.linking.sssom import harmless

CITING = ("citing", "cited", "date", "service", "retrieved")


def told(
    done: Sequence[Enriched], looked: Sequence[Looked], table: dict[str, Service]
) -> list[str]:
    """Return all lines: what became of each record, of each service, and of all."""
    return [*lines(done, looked), *counts(looked, table), totals(done, looked)]


def lines(done: Sequence[Enriched], looked: Sequence[Looked]) -> Iterator[str]:
    """Yield a line for each value added, each difference and each proposal."""
    for one, found in zip(done, looked, strict=True):
        name = called(one.record)
        yield from (f"added    {name}  {added}" for added in one.added)
        yield from (f"differs  {name}  {shown}" for shown in map(_short, one.differences))
        for hit in found.proposed:
            address = f" https://doi.org/{hit.doi}" if hit.doi else ""
            yield (
                f"proposed {name}  {shorten(hit.title)}{address}, probability "
                f"{hit.probability:.4f} ({hit.service}, {hit.retrieved})"
            )


def _short(text: str) -> str:
    return text if len(text) <= 400 else text[:399] + "…"


def called(record: Record) -> str:
    """Return the file and key of a record.

    >>> called(Record("a/my.bib", 3, key="mm1999"))
    'my.bib/mm1999'
    """
    return f"{PurePath(record.file).name}/{shorten(record.key or str(record.number))}"


def counts(looked: Sequence[Looked], table: dict[str, Service]) -> Iterator[str]:
    """Yield a line for each service that was asked: how many questions, and what came of them."""
    answers = [answer for one in looked for answer in one.answers]
    failures = [failure for one in looked for failure in one.failures]
    for name in dict.fromkeys(service.name for service in table.values()):
        mine = [a for a in answers if table[a.question.service].name == name]
        lost = sum(table[f.question.service].name == name for f in failures)
        if mine or lost:
            known, cached = sum(a.found for a in mine), sum(a.cached for a in mine)
            yield (
                f"{name}: {len(mine) + lost} asked = {known} answered + {len(mine) - known} "
                f"not found + {lost} without an answer; {cached} from the cache"
            )


def totals(done: Sequence[Enriched], looked: Sequence[Looked]) -> str:
    """Return in one line how many records there are and what they gained."""
    added = sum(len(one.added) for one in done)
    gained = sum(bool(one.added) for one in done)
    differ = sum(len(one.differences) for one in done)
    proposed = sum(len(one.proposed) for one in looked)
    return (
        f"{len(looked)} records in, {len(done)} out: {added} values added to {gained} records, "
        f"{differ} differences, {proposed} works proposed and not used"
    )


def problems(looked: Sequence[Looked], table: dict[str, Service]) -> list[Problem]:
    """Return a warning for each retraction, each wrong DOI and each record without an answer.

    A service that was not asked, since it cannot be reached, is told once for all records.
    """
    found = []
    for one in looked:
        found += [_at(one.record, str(notice), "") for notice in one.notices]
        found += [_other(one.record, other) for other in one.other]
        found += _unanswered(one, table)
    whole = [failure for one in looked for failure in one.failures if failure.whole]
    return [*found, *unreached(whole, table)]


def _other(record: Record, other: Record) -> Problem:
    said = f"{shorten(other.title)} ({other.file}, {other.retrieved})"
    found = f"the DOI {record.identifiers.doi} of another title: {said}"
    return _at(record, found, "Nothing was taken from there; look whether the DOI is right.")


def _unanswered(one: Looked, table: dict[str, Service]) -> Iterator[Problem]:
    reasons: dict[tuple[str, str], list[str]] = {}
    for failure in one.failures:
        if not failure.whole:
            name = table[failure.question.service].name
            reasons.setdefault((failure.said, failure.cure), []).append(name)
    for (said, cure), names in reasons.items():
        yield _at(one.record, f"{said}: {', '.join(dict.fromkeys(names))}", cure)


def _at(record: Record, found: str, cure: str) -> Problem:
    place, unit = (record.line, "line") if record.line else (record.number, "record")
    return Problem(record.file, place, None, found, "", cure, "warning", unit=unit)


def unreached(failures: Sequence[Failure], table: dict[str, Service]) -> list[Problem]:
    """Return one warning for each service and reason, with how many questions it stands for."""
    told = Counter((table[f.question.service].name, f.said, f.cure) for f in failures)
    return [
        Problem(name, None, None, f"{said}; {_questions(count)} without an answer", "", cure,
                "warning")
        for (name, said, cure), count in told.items()
    ]  # fmt: skip


def _questions(count: int) -> str:
    return "1 question" if count == 1 else f"{count} questions"


def citing(looked: Sequence[Looked]) -> str:
    """Return a table of the works that cite those of the bibliography."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(CITING)
    rows = {
        (doi, _doi(one), day, service, retrieved)
        for one in looked
        for doi, day, service, retrieved in one.citing
    }
    writer.writerows([harmless(cell) for cell in row] for row in sorted(rows))
    return out.getvalue()


def _doi(one: Looked) -> str:
    return next((r.identifiers.doi for r in (one.record, *one.found) if r.identifiers.doi), "")
