"""Check the DOIs of the embedded works that are only likely: does each lead to its work?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from loclearn.bibliography import identifiers
from loclearn.enrichment.asked import Answer, Failure, Question
from loclearn.enrichment.asker import Asker
from loclearn.enrichment.works import Work, works
from loclearn.errors import Problem
from loclearn.linking.comparison import compare
from loclearn.linking.entry import Entry, records, work
from loclearn.linking.pairs import LINK, REVIEW
from loclearn.linking.weights import WEIGHTS, Comparison
from loclearn.sources.merging import read_all

OWN, PUBLISHED = "own", "published version"
OUTCOMES = ("confirmed", "unclear", "contradicted", "not found", "not reachable")
"""What may come of a check."""


@dataclass(frozen=True)
class Likely:
    """Hold a DOI that is only likely, with the work it should lead to.

    role: whether it is that of the work itself or of its published version.
    """

    key: str
    doi: str
    role: str
    entry: Entry


@dataclass(frozen=True)
class Check:
    """Hold what came of a check: the columns of the table of checks.

    probability: that the DOI leads to the work. fields: what speaks for it and against it.
    service, date: who said so, and when.
    """

    key: str
    doi: str
    role: str
    outcome: str
    probability: str = ""
    fields: str = ""
    service: str = ""
    date: str = ""
    title_found: str = ""

    @property
    def place(self) -> tuple[str, str, str]:
        """Return what a check is about; a table holds one check of it."""
        return self.key, self.role, self.doi


def likely() -> list[Likely]:
    """Return the DOIs of the embedded works that are only likely.

    >>> {one.role for one in likely()} == {OWN, PUBLISHED}
    True
    """
    return list(_likely())


def _likely() -> Iterator[Likely]:
    for row in read_all("works", (), embedded=True).rows:
        key, title = row.text("key") or "", row.text("title") or ""
        people = (row.text("authors") or "").split(";")
        doi = identifiers.doi(row.text("doi") or "")
        if doi and row.text("doi_confidence") == "likely":
            entry = work(
                key=key, title=title, authors=people, year=row.text("year") or "",
                kind=row.text("type") or "", venue=row.text("container") or "",
                volume=row.text("volume") or "", pages=row.text("pages") or "",
            )  # fmt: skip
            yield Likely(key, doi, OWN, entry)
        later = identifiers.doi(row.text("published_doi") or "")
        if later and row.text("published_doi_confidence") == "likely":
            # of the later version the table tells title and authors alone
            yield Likely(key, later, PUBLISHED, work(key=key, title=title, authors=people))


def check(one: Likely, asker: Asker) -> tuple[Check, list[Failure], list[Work]]:
    """Ask Crossref, else OpenAlex, where a DOI leads, and compare that with the work.

    Returns the check, the questions without an answer, and what was found.
    """
    failures: list[Failure] = []
    unknown: list[Answer] = []
    for service in ("crossref", "openalex"):
        answer = asker.ask(Question(service, "work", one.doi))
        if isinstance(answer, Failure):
            failures.append(answer)
            continue
        for found in works(answer, asker.table[service].name):
            return _compared(one, found), failures, [found]
        unknown.append(answer)
    if not unknown:
        return Check(one.key, one.doi, one.role, "not reachable"), failures, []
    names = "; ".join(asker.table[answer.question.service].name for answer in unknown)
    day = max(answer.retrieved for answer in unknown)
    missing = Check(one.key, one.doi, one.role, "not found", service=names, date=day)
    return missing, failures, []


def told(done: Sequence[tuple[Check, list[Failure], list[Work]]]) -> Iterator[Problem]:
    """Yield a warning for each retraction or correction of a work that was found."""
    for one, _, found in done:
        for work_ in found:
            for notice in work_.notices:
                yield Problem(one.key, None, None, str(notice), "", "", "warning")


def _compared(one: Likely, found: Work) -> Check:
    record = found.record
    # the DOI is what is in question, so it may not speak for itself
    there = replace(next(records([record])), ids=frozenset(), letter="")
    entry = replace(one.entry, letter="")
    compared = compare(entry, there)
    chance = compared.probability
    outcome = "confirmed" if chance >= LINK else "unclear" if chance >= REVIEW else "contradicted"
    return Check(
        one.key, one.doi, one.role, outcome, f"{chance:.4f}", _fields(compared, outcome),
        record.file, record.retrieved, record.title,
    )  # fmt: skip


def _fields(compared: Comparison, outcome: str) -> str:
    """Return the fields that decided; where the DOI is not confirmed, what differs comes first."""
    against = [
        f"{name} {level}" for name, level in compared.levels.items() if WEIGHTS[name][level] < 0
    ]
    if outcome == "confirmed" or not against:
        return compared.fields
    rest = [part for part in compared.fields.split(", ") if part not in against]
    return ", ".join([*against, *rest])
