"""Read works of OpenAlex, in the schema of 2022 with host_venue and in today's."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from loclearn.bibliography import dates, identifiers
from loclearn.bibliography.cited import from_openalex
from loclearn.bibliography.crossref import TYPES
from loclearn.bibliography.json_items import Item, Taken, items, numbered
from loclearn.bibliography.names import from_either
from loclearn.bibliography.record import Date, Extra, Identifiers, Name, Record, ordered
from loclearn.bibliography.words import is_retracted
from loclearn.errors import Problem

FORMAT = "openalex"
_LONGEST = 100_000


def read(text: str, file: str) -> Iterator[Record | Problem]:
    """Return the records of an answer of OpenAlex, and a violation for each broken one.

    >>> next(read('{"id": "https://openalex.org/W2741809807", "title": "T"}', "x")).key
    'W2741809807'
    """
    return numbered(items(text, file), from_item, file)


def from_item(item: Item) -> Record:
    """Return the record that a work of OpenAlex gives.

    >>> from_item({"biblio": {"first_page": "5", "last_page": "11"}}).pages
    '5-11'
    """
    taken = Taken(item)
    venue, publisher, issn, url = _venue(item)
    ids = item["ids"] if isinstance(item.get("ids"), dict) else {}
    biblio = item["biblio"] if isinstance(item.get("biblio"), dict) else {}
    title = taken.text("title", "display_name")
    if item.get("display_name") == item.get("title"):
        taken.take("display_name")
    openalex = identifiers.openalex(taken.text("id"))
    type_ = str(item.get("type_crossref") or item.get("type") or "")
    journal = _source(item).get("type") == "journal"
    csl = "article-journal" if type_ == "article" and journal else TYPES.get(type_, "document")
    cited = taken.take("referenced_works")
    language = taken.text("language")
    record = Record(
        key=openalex,
        type=csl,
        title=title,
        authors=_authors(item),
        issued=_issued(taken),
        container=venue,
        volume=_text(biblio.get("volume")),
        issue=_text(biblio.get("issue")),
        pages=_pages(biblio),
        publisher=publisher,
        identifiers=Identifiers(
            doi=identifiers.doi(taken.text("doi") or _text(ids.get("doi"))),
            issn=issn,
            pmid=identifiers.pmid(_text(ids.get("pmid"))),
            openalex=openalex,
            url=url,
        ),
        abstract=abstract(taken.take("abstract_inverted_index")),
        language=language,
        keywords=_keywords(item),
        retracted=taken.take("is_retracted") is True or is_retracted(title),
        references=tuple(from_openalex(w) for w in cited if isinstance(w, str))
        if isinstance(cited, list)
        else (),
    )
    extras = [Extra(FORMAT, name, value) for name, value in taken.kept]
    return replace(record, extra=ordered(extras))


def abstract(index: Any) -> str:
    """Return the abstract that OpenAlex gives as an index from words to places.

    >>> abstract({"growing": [1], "Despite": [0, 2]})
    'Despite growing Despite'
    """
    if not isinstance(index, dict):
        return ""
    words: dict[int, str] = {}
    for word, places in index.items():
        for place in places if isinstance(places, list) else []:
            if isinstance(place, int) and 0 <= place < _LONGEST:
                words[place] = word
    return " ".join(words[place] for place in sorted(words))


def _text(value: Any) -> str:
    return str(value).strip() if isinstance(value, str | int) else ""


def _source(item: Item) -> Item:
    location = item.get("primary_location")
    source = location.get("source") if isinstance(location, dict) else None
    return source if isinstance(source, dict) else {}


def _venue(item: Item) -> tuple[str, str, tuple[str, ...], str]:
    """Return the venue, its publisher, its ISSNs and the address, in either schema."""
    host = item.get("host_venue")
    location = item.get("primary_location")
    venue = host if isinstance(host, dict) else _source(item)
    publisher = venue.get("publisher") or venue.get("host_organization_name")
    numbers = venue.get("issn")
    issn = identifiers.issns(" ".join(map(str, numbers)) if isinstance(numbers, list) else "")
    url = host.get("url") if isinstance(host, dict) else None
    if url is None and isinstance(location, dict):
        url = location.get("landing_page_url")
    return _text(venue.get("display_name")), _text(publisher), issn, _text(url)


def _authors(item: Item) -> tuple[Name, ...]:
    names = []
    listed = item.get("authorships")
    for entry in listed if isinstance(listed, list) else []:
        if isinstance(entry, dict):
            author = entry.get("author")
            shown = author.get("display_name") if isinstance(author, dict) else None
            names.append(_text(shown) or _text(entry.get("raw_author_name")))
    return tuple(from_either(name) for name in names if name)


def _issued(taken: Taken) -> Date:
    """Return the date; the first of January is how OpenAlex writes that only the year is known."""
    year = dates.parse(taken.text("publication_year"))
    exact = dates.parse(taken.text("publication_date"))
    if exact.year is None or (exact.month, exact.day) == (1, 1):
        taken.keep("publication_date")
        return year if year.year is not None else Date(exact.year)
    return exact


def _pages(biblio: Item) -> str:
    first, last = _text(biblio.get("first_page")), _text(biblio.get("last_page"))
    return f"{first}-{last}" if first and last and first != last else first or last


def _keywords(item: Item) -> tuple[str, ...]:
    found = []
    listed = item.get("keywords")
    for entry in listed if isinstance(listed, list) else []:
        word = (
            entry.get("display_name") or entry.get("keyword") if isinstance(entry, dict) else entry
        )
        if _text(word):
            found.append(_text(word))
    return tuple(found)
