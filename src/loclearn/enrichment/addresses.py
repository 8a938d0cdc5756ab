"""The address at which a question is asked; it names nobody and holds no key."""

from urllib.parse import quote

import pyoxigraph as ox

from loclearn.enrichment.asked import Question
from loclearn.enrichment.services import Service

HITS = 5
"""So many works are asked for in a search."""
_WIKIDATA = """PREFIX wd: <http://www.wikidata.org/entity/>
PREFIX wdt: <http://www.wikidata.org/prop/direct/>
SELECT DISTINCT ?item ?said ?doi ?date WHERE {
  VALUES ?asked { %s }
  ?item wdt:P356 ?asked .
  OPTIONAL {
    { ?item wdt:P31 wd:Q45182324 . BIND("retraction" AS ?said) }
    UNION { ?item wdt:P793 wd:Q45203135 . BIND("retraction" AS ?said) }
    UNION {
      ?item wdt:P5824 ?notice . BIND("retraction" AS ?said)
      OPTIONAL { ?notice wdt:P356 ?doi } OPTIONAL { ?notice wdt:P577 ?date }
    }
    UNION {
      ?item wdt:P2507 ?notice . BIND("correction" AS ?said)
      OPTIONAL { ?notice wdt:P356 ?doi } OPTIONAL { ?notice wdt:P577 ?date }
    }
  }
}
ORDER BY ?item ?said ?doi ?date
LIMIT 100"""


def address(service: Service, question: Question) -> str:
    """Return the address of a question.

    >>> from loclearn.enrichment.services import services
    >>> table = services(environment={})
    >>> address(table["crossref"], Question("crossref", "work", "10.1/a<b>"))
    'https://api.crossref.org/works/10.1/a%3Cb%3E'
    """
    kind = service.id.partition("-")[0]
    value = quote(question.value, safe="/")
    if kind == "openalex":
        return _openalex(service, question)
    if kind == "opencitations":
        return f"{service.address}/{question.kind}/doi:{value}"
    if kind == "wikidata":
        return f"{service.address}?query={quote(wikidata_query(question.value))}"
    if question.kind == "search":
        return f"{service.address}/works?query.bibliographic={quote(question.value)}&rows={HITS}"
    return f"{service.address}/works/{value}"


def _openalex(service: Service, question: Question) -> str:
    """Return an address as pyalex makes it; pyalex knows only that of OpenAlex itself."""
    from pyalex import Works  # noqa: PLC0415

    if question.kind == "search":
        works = Works(params={"filter": {"title.search": question.value}, "per-page": HITS})
    else:
        works = Works(params=f"doi:{question.value}")
    return service.address + str(works.url).removeprefix("https://api.openalex.org")


def wikidata_query(doi: str) -> str:
    """Return the query for the item of a DOI and what Wikidata says of its retraction.

    Wikidata writes most DOIs in capitals.

    >>> '"10.1/X" "10.1/x"' in wikidata_query("10.1/x")
    True
    """
    written = dict.fromkeys((doi.upper(), doi.lower()))
    return _WIKIDATA % " ".join(str(ox.Literal(text)) for text in written)
