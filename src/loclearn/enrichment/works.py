"""Answers of services as records, and what else they say of a work."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from loclearn.bibliography import crossref, identifiers, openalex
from loclearn.bibliography.json_items import Item
from loclearn.bibliography.record import Identifiers, Record
from loclearn.enrichment import notices, opencitations
from loclearn.enrichment.asked import Answer
from loclearn.enrichment.notices import Notice


@dataclass(frozen=True)
class Work:
    """Hold what one service says of one work, with the notices of its retraction or correction."""

    record: Record
    notices: tuple[Notice, ...] = ()


def works(answer: Answer, name: str) -> Iterator[Work]:
    """Yield the works of an answer; what has no form of a work is left out.

    Parameters
    ----------
    answer: what a service said.
    name: how the service is called where its values are shown.

    >>> from loclearn.enrichment.asked import Question
    >>> asked = Question("openalex", "work", "10.1/x")
    >>> body = '{"id": "https://openalex.org/W123", "title": "T", "is_retracted": true}'
    >>> found = next(works(Answer(asked, True, body, "2026-11-23", False), "OpenAlex"))
    >>> found.record.title, found.record.retracted, found.record.retrieved
    ('T', True, '2026-11-23')
    """
    if not answer.found:
        return
    service = answer.question.service.partition("-")[0]
    for number, work in enumerate(_READERS[service](answer, name), start=1):
        record = replace(
            work.record,
            file=name,
            number=number,
            line=None,
            retrieved=answer.retrieved,
            key="",
            identifiers=_without_resolver(work.record.identifiers),
            notes=(),
            retracted=work.record.retracted or any(notice.retracts for notice in work.notices),
            extra=(),
        )
        yield replace(work, record=record)


def _without_resolver(ids: Identifiers) -> Identifiers:
    """Return identifiers without an address that only leads to the DOI."""
    return replace(ids, url="") if identifiers.doi(ids.url) and "doi.org/" in ids.url else ids


def _crossref(answer: Answer, name: str) -> Iterator[Work]:
    message = json.loads(answer.body).get("message", {})
    items = message.get("items") if answer.question.kind == "search" else [message]
    for item in _objects(items):
        found = notices.of_crossref(item, name, answer.retrieved)
        yield from _read(crossref.from_item, item, found)


def _openalex(answer: Answer, name: str) -> Iterator[Work]:
    found = json.loads(answer.body)
    for item in _objects(found.get("results") if answer.question.kind == "search" else [found]):
        told = notices.of_openalex(item, name, answer.retrieved)
        yield from _read(openalex.from_item, item, told)


def _read(reader: Callable[[Item], Record], item: Item, found: list[Notice]) -> Iterator[Work]:
    try:
        record = reader(item)
    except (ValueError, TypeError, AttributeError, KeyError, IndexError):
        return
    if record.title:
        yield Work(record, tuple(found))


def _opencitations(answer: Answer, name: str) -> Iterator[Work]:
    del name
    if answer.question.kind == "references":
        if cited := opencitations.references(answer.body):
            yield Work(Record(references=cited))
    elif answer.question.kind == "metadata":
        record = opencitations.record(answer.body)
        if record is not None:
            yield Work(record)


def _wikidata(answer: Answer, name: str) -> Iterator[Work]:
    items = sorted({row.get("item", "") for row in notices.rows(answer.body)})
    ids = [found for item in items if (found := identifiers.wikidata(item))]
    if ids:
        told = notices.of_wikidata(answer.body, name, answer.retrieved)
        yield Work(Record(identifiers=Identifiers(wikidata=ids[0])), tuple(told))


def _objects(value: Any) -> list[Item]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


_READERS: dict[str, Callable[[Answer, str], Iterator[Work]]] = {
    "crossref": _crossref,
    "openalex": _openalex,
    "opencitations": _opencitations,
    "wikidata": _wikidata,
}
