"""Works as a graph in the words of the SPAR ontologies, after the OpenCitations data model.

The model: Daquino, Massari, Peroni and Shotton, The OpenCitations Data Model
(https://doi.org/10.6084/m9.figshare.3443876): a work is a FaBiO expression, its authors hold
roles in an order, a journal has volumes and issues, an identifier is a thing with a scheme.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

import pyoxigraph as ox

from loclearn.namespaces import DCTERMS, FABIO, RDF, RDFS, XSD, term, thing
from loclearn.tables import Row

DATACITE = "http://purl.org/spar/datacite/"
FOAF = "http://xmlns.com/foaf/0.1/"
FRBR = "http://purl.org/vocab/frbr/core#"
LITERAL = "http://www.essepuntato.it/2010/06/literalreification/"
OCO = "https://w3id.org/oc/ontology/"
PRISM = "http://prismstandard.org/namespaces/basic/2.0/"
PRO = "http://purl.org/spar/pro/"

_KINDS = {
    "journal-article": "JournalArticle",
    "book": "Book",
    "chapter": "BookChapter",
    "working-paper": "WorkingPaper",
    "conference-paper": "ConferencePaper",
    "thesis": "Thesis",
    "report": "ReportDocument",
}
_TYPE = ox.NamedNode(RDF + "type")
_YEAR = ox.NamedNode(XSD + "gYear")

Triple = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]


def add_bibliography(store: ox.Store, works: Iterable[Row]) -> None:
    """Add what a bibliography says of works to a store: kind, authors, venue, identifiers."""
    store.extend(ox.Quad(*triple) for work in works for triple in _work(work))


def _work(row: Row) -> Iterator[Triple]:
    key = str(row.values["key"])
    work = ox.NamedNode(thing("work", key))
    kind = _KINDS.get(row.text("type") or "", "Expression")
    yield work, _TYPE, ox.NamedNode(FABIO + kind)
    title = row.text("title")
    if title is not None:
        yield work, ox.NamedNode(DCTERMS + "title"), ox.Literal(title)
    year = row.text("year")
    if year is not None and re.fullmatch(r"\d{4}", year):
        yield work, ox.NamedNode(PRISM + "publicationDate"), ox.Literal(year, datatype=_YEAR)
    yield from _authors(work, key, row)
    yield from _venue(work, row)
    yield from _pages(work, key, row)
    yield from _identifier(work, row.text("doi"), row.text("doi_confidence"))
    yield from _later_version(work, key, row)


def _authors(work: ox.NamedNode, key: str, row: Row) -> Iterator[Triple]:
    """Yield the authors in order: each role names the next."""
    names = [name.strip() for name in (row.text("authors") or "").split(";") if name.strip()]
    roles = [ox.NamedNode(thing("role", key, str(n))) for n in range(1, len(names) + 1)]
    for name, role in zip(names, roles, strict=True):
        family, _, given = (part.strip() for part in name.partition(","))
        agent = ox.NamedNode(thing("agent", name))
        yield work, ox.NamedNode(PRO + "isDocumentContextFor"), role
        yield role, _TYPE, ox.NamedNode(PRO + "RoleInTime")
        yield role, ox.NamedNode(PRO + "withRole"), ox.NamedNode(PRO + "author")
        yield role, ox.NamedNode(PRO + "isHeldBy"), agent
        yield agent, _TYPE, ox.NamedNode(FOAF + "Agent")
        yield agent, ox.NamedNode(FOAF + "name"), ox.Literal(name)
        if given:
            yield agent, ox.NamedNode(FOAF + "familyName"), ox.Literal(family)
            yield agent, ox.NamedNode(FOAF + "givenName"), ox.Literal(given)
    for role, following in pairwise(roles):
        yield role, ox.NamedNode(OCO + "hasNext"), following


def _venue(work: ox.NamedNode, row: Row) -> Iterator[Triple]:
    """Yield the chain from a work to its issue, volume and journal, or to its book."""
    name = row.text("container")
    if name is None:
        return
    part_of = ox.NamedNode(FRBR + "partOf")
    if row.text("type") != "journal-article":
        venue = ox.NamedNode(thing("venue", name))
        yield work, part_of, venue
        yield venue, _TYPE, ox.NamedNode(FABIO + "ExpressionCollection")
        yield venue, ox.NamedNode(DCTERMS + "title"), ox.Literal(name)
        return
    levels = [("Journal", name)]
    levels += [("JournalVolume", volume) for volume in [row.text("volume")] if volume]
    levels += [("JournalIssue", issue) for issue in [row.text("issue")] if issue]
    path: list[str] = []
    above: ox.NamedNode | None = None
    for kind, text in levels:
        path.append(text if kind == "Journal" else f"{kind.removeprefix('Journal')} {text}")
        node = ox.NamedNode(thing("venue", *path))
        yield node, _TYPE, ox.NamedNode(FABIO + kind)
        what = DCTERMS + "title" if above is None else FABIO + "hasSequenceIdentifier"
        yield node, ox.NamedNode(what), ox.Literal(text)
        if above is not None:
            yield node, part_of, above
        above = node
    if above is not None:
        yield work, part_of, above


def _pages(work: ox.NamedNode, key: str, row: Row) -> Iterator[Triple]:
    pages = row.text("pages")
    if pages is None:
        return
    first, _, last = (part.strip() for part in pages.replace("–", "-").partition("-"))
    printed = ox.NamedNode(thing("manifestation", key))
    yield work, ox.NamedNode(FRBR + "embodiment"), printed
    yield printed, _TYPE, ox.NamedNode(FABIO + "Manifestation")
    yield printed, ox.NamedNode(PRISM + "startingPage"), ox.Literal(first)
    yield printed, ox.NamedNode(PRISM + "endingPage"), ox.Literal(last or first)


def _identifier(work: ox.NamedNode, doi: str | None, confidence: str | None) -> Iterator[Triple]:
    """Yield a DOI as a thing of its own, so that how sure it is can stand beside it."""
    if doi is None:
        return
    identifier = ox.NamedNode(thing("identifier", "doi", doi.lower()))
    yield work, ox.NamedNode(DATACITE + "hasIdentifier"), identifier
    yield identifier, _TYPE, ox.NamedNode(DATACITE + "Identifier")
    yield (
        identifier,
        ox.NamedNode(DATACITE + "usesIdentifierScheme"),
        ox.NamedNode(DATACITE + "doi"),
    )
    yield identifier, ox.NamedNode(LITERAL + "hasLiteralValue"), ox.Literal(doi.lower())
    sure = thing("doi-confidence", confidence or "likely")
    yield identifier, ox.NamedNode(term("hasDoiConfidence")), ox.NamedNode(sure)


def _later_version(work: ox.NamedNode, key: str, row: Row) -> Iterator[Triple]:
    """Yield the published version: it and the version cited realize one work."""
    later = row.text("published_as")
    if later is None:
        return
    idea = ox.NamedNode(thing("conception", key))
    version = ox.NamedNode(thing("work", f"{key}-published"))
    yield idea, _TYPE, ox.NamedNode(FABIO + "Work")
    for expression in (work, version):
        yield expression, ox.NamedNode(FRBR + "realizationOf"), idea
    yield version, _TYPE, ox.NamedNode(FABIO + "Expression")
    yield version, ox.NamedNode(DCTERMS + "bibliographicCitation"), ox.Literal(later)
    yield version, ox.NamedNode(RDFS + "label"), ox.Literal(later.split(".")[0])
    confidence = row.text("published_doi_confidence")
    yield from _identifier(version, row.text("published_doi"), confidence)
