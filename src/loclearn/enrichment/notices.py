"""What services say of retractions and corrections of a work."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from loclearn.bibliography import identifiers

RETRACTED = frozenset({"retraction", "removal", "withdrawal"})
"""Kinds of notices after which a work counts as retracted."""
_RELATIONS = {
    "is-corrected-by": "correction",
    "is-retracted-by": "retraction",
    "is-replaced-by": "replacement",
}


@dataclass(frozen=True, order=True)
class Notice:
    """Hold one notice.

    kind: retraction, correction, erratum, expression of concern … doi: of the notice, if known.
    date: when it was given, as far as it is known. about: the DOI of another work, where the
    record asked for is itself the notice.

    >>> str(Notice("retraction", "10.1/r", "2020-05", "Crossref", "2026-11-23"))
    'retraction, 2020-05, https://doi.org/10.1/r (Crossref, 2026-11-23)'
    """

    kind: str
    doi: str
    date: str
    service: str
    retrieved: str
    about: str = ""

    @property
    def retracts(self) -> bool:
        """Return whether the work asked for counts as retracted."""
        return self.kind in RETRACTED and not self.about

    def __str__(self) -> str:
        """Return the notice in one line."""
        address = f"https://doi.org/{self.doi}" if self.doi else ""
        said = ", ".join(part for part in (self.kind, self.date, address) if part)
        about = f" of https://doi.org/{self.about}" if self.about else ""
        return f"{said}{about} ({self.service}, {self.retrieved})"


def of_crossref(item: Mapping[str, Any], service: str, retrieved: str) -> list[Notice]:
    """Return the notices in a work of Crossref.

    >>> item = {"updated-by": [{"type": "erratum", "DOI": "10.1234/E"}]}
    >>> [notice.doi for notice in of_crossref(item, "Crossref", "2026-11-23")]
    ['10.1234/e']
    """
    found = []
    for update in _objects(item.get("updated-by")):
        kind, doi = _kind(update.get("type")), identifiers.doi(str(update.get("DOI", "")))
        found.append(Notice(kind, doi, _date(update), service, retrieved))
    for update in _objects(item.get("update-to")):
        about = identifiers.doi(str(update.get("DOI", "")))
        found.append(
            Notice(_kind(update.get("type")), "", _date(update), service, retrieved, about)
        )
    relations = item.get("relation")
    known = {notice.doi for notice in found}
    told = relations if isinstance(relations, dict) else {}
    for name, kind in _RELATIONS.items():
        for relation in _objects(told.get(name)):
            doi = identifiers.doi(str(relation.get("id", "")))
            if doi not in known:
                found.append(Notice(kind, doi, "", service, retrieved))
    return sorted(set(found))


def of_openalex(item: Mapping[str, Any], service: str, retrieved: str) -> list[Notice]:
    """Return the notice that OpenAlex knows of: it says no more than that there is one.

    >>> of_openalex({"is_retracted": False}, "OpenAlex", "2026-11-23")
    []
    """
    if item.get("is_retracted") is not True:
        return []
    return [Notice("retraction", "", "", service, retrieved)]


def of_wikidata(body: str, service: str, retrieved: str) -> list[Notice]:
    """Return the notices in an answer of Wikidata."""
    found = set()
    for row in rows(body):
        if kind := row.get("said", ""):
            doi, day = identifiers.doi(row.get("doi", "")), row.get("date", "")[:10]
            found.add(Notice(kind, doi, day, service, retrieved))
    # that a work is retracted says nothing new beside the notice itself
    told = {notice.kind for notice in found if notice.doi}
    return sorted(notice for notice in found if notice.doi or notice.kind not in told)


def rows(body: str) -> Iterator[dict[str, str]]:
    """Yield the rows of results in SPARQL's JSON; what is no result yields nothing.

    >>> list(rows('{"results": {"bindings": [{"a": {"type": "literal", "value": "1"}}]}}'))
    [{'a': '1'}]
    """
    found = json.loads(body)
    results = found.get("results") if isinstance(found, dict) else None
    for row in _objects(results.get("bindings") if isinstance(results, dict) else None):
        yield {
            name: str(cell["value"])
            for name, cell in row.items()
            if isinstance(cell, dict) and "value" in cell
        }


def _objects(value: Any) -> list[Mapping[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _kind(value: Any) -> str:
    words = str(value or "change").replace("_", " ").replace("-", " ").lower()
    return " ".join(words.split())


def _date(update: Mapping[str, Any]) -> str:
    updated = update.get("updated")
    parts = updated.get("date-parts") if isinstance(updated, dict) else None
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
    numbers = [number for number in first if isinstance(number, int)]
    return "-".join(f"{n:0{4 if place == 0 else 2}}" for place, n in enumerate(numbers[:3]))
