"""Look up one record with the services: by its DOI, else by title, author and year."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from loclearn.bibliography.record import Record
from loclearn.enrichment.asked import Answer, Failure, Question
from loclearn.enrichment.asker import Asker
from loclearn.enrichment.notices import Notice
from loclearn.enrichment.opencitations import citing
from loclearn.enrichment.works import Work, works
from loclearn.linking.comparison import compare, contradicts, expressions
from loclearn.linking.entry import Entry, records
from loclearn.linking.pairs import LINK, REVIEW

SERVICES = ("crossref", "openalex", "opencitations", "wikidata")
"""What can be asked, in the order in which values of services win over each other."""
_LONGEST = 300
_RETRACTED = re.compile(
    r"^\W*(?:retracted|withdrawn|removed)(?:\s+(?:article|paper|chapter))?\s*[:.\])–—-]+\s*",
    re.IGNORECASE,
)
_OTHER = re.compile(r"[^\w]+")


@dataclass(frozen=True)
class Proposal:
    """Hold a work that a search found and that is not surely the one looked for."""

    service: str
    title: str
    doi: str
    probability: float
    retrieved: str


@dataclass
class Looked:
    """Hold what the services say of one record.

    found: what they give, in the order in which it wins. proposed: what may be the same work.
    other: what a service has under the DOI, where that is another work.
    citing: for each work that cites this one its DOI and the date, and who says it, and when.
    """

    record: Record
    found: list[Record] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    proposed: list[Proposal] = field(default_factory=list)
    other: list[Record] = field(default_factory=list)
    citing: list[tuple[str, str, str, str]] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)


def look_up(
    record: Record, asker: Asker, services: Sequence[str] = SERVICES, *, cited_by: bool = False
) -> Looked:
    """Return what services say of a record.

    Parameters
    ----------
    record: what is looked for; its DOI, or title, first author and year, are all that is told.
    asker: how services are asked.
    services: which of them are asked.
    cited_by: whether the works that cite it are asked for as well.
    """
    looked = Looked(record)
    entry = _entry(record)
    doi = record.identifiers.doi
    for service in (name for name in ("crossref", "openalex") if name in services):
        if doi:
            _by_doi(looked, asker, entry, Question(service, "work", doi))
        else:
            doi = _by_words(looked, asker, entry, service)
    if not doi:
        return looked
    if "opencitations" in services:
        _opencitations(looked, asker, entry, doi, cited_by)
    if "wikidata" in services:
        for half in ("wikidata", "wikidata-main"):
            if _by_doi(looked, asker, entry, Question(half, "item", doi)):
                break
    return looked


def _entry(record: Record) -> Entry:
    """Return a record as it is compared: without what publishers put before a retracted title."""
    title = _RETRACTED.sub("", record.title)
    return next(records([replace(record, title=title or record.title)]))


def _ask(looked: Looked, asker: Asker, question: Question) -> list[Work]:
    answer = asker.ask(question)
    if isinstance(answer, Failure):
        looked.failures.append(answer)
        return []
    name = asker.table[question.service].name
    if question.kind == "citations" and answer.found:
        looked.citing += [(*one, name, answer.retrieved) for one in citing(answer.body)]
    # the words are in the cache, and many of them would fill the memory
    looked.answers.append(replace(answer, body=""))
    return list(works(answer, name))


def _by_doi(looked: Looked, asker: Asker, entry: Entry, question: Question) -> bool:
    """Take what is known of a DOI, unless it is another work; return whether it is known."""
    found = _ask(looked, asker, question)[:1]
    for work in found:
        if contradicts(entry, _entry(work.record)):
            looked.other.append(work.record)
        else:
            _take(looked, work)
    return bool(found)


def _take(looked: Looked, work: Work) -> None:
    looked.found.append(work.record)
    looked.notices += work.notices


def _by_words(looked: Looked, asker: Asker, entry: Entry, service: str) -> str:
    """Search for a record without a DOI; return the DOI of what is surely the same work."""
    question = search(looked.record, service)
    if question is None:
        return ""
    hits = []
    for work in _ask(looked, asker, question):
        other = _entry(work.record)
        found = compare(entry, other)
        hits.append((found, work, expressions(entry, other, found)))
    best = max(hits, key=lambda hit: (not hit[2], hit[0].weight), default=None)
    if best is None or best[0].probability < REVIEW:
        return ""
    chance, work, version = best
    if chance.probability < LINK or version:
        looked.proposed.append(_proposal(work, chance.probability))
        return ""
    _take(looked, work)
    return work.record.identifiers.doi


def _proposal(work: Work, probability: float) -> Proposal:
    record = work.record
    doi = record.identifiers.doi
    return Proposal(record.file, record.title, doi, probability, record.retrieved)


def search(record: Record, service: str) -> Question | None:
    """Return the question for a record by its words, or None where it has too few of them.

    >>> search(Record(title="Local buzz, global pipelines"), "openalex").value
    'Local buzz global pipelines'
    """
    title = " ".join(_OTHER.sub(" ", record.title).split())[:_LONGEST]
    names = (*record.authors, *record.editors)
    if not title or not (names or record.issued.year or title.count(" ") >= 3):
        return None
    if service == "openalex":
        return Question(service, "search", title)
    year = str(record.issued.year or "")
    words = [title, names[0].surname if names else "", year]
    return Question(service, "search", " ".join(word for word in words if word))


def _opencitations(looked: Looked, asker: Asker, entry: Entry, doi: str, cited_by: bool) -> None:
    """Take references; the rest only where nobody else knows the work, whose data they are."""
    if not any(record.title for record in looked.found):
        _by_doi(looked, asker, entry, Question("opencitations-meta", "metadata", doi))
    _by_doi(looked, asker, entry, Question("opencitations", "references", doi))
    if cited_by:
        _ask(looked, asker, Question("opencitations", "citations", doi))
