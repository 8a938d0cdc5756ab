"""Records as triples in the words of SPAR, with PROV: `loclearn.spar` gives the model."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import blake2s

import pyoxigraph as ox

from loclearn.bibliography import carrier, kinds
from loclearn.bibliography.paths import paths
from loclearn.bibliography.rdf_reader import lost
from loclearn.bibliography.rdf_terms import CARRIED, LOCAL, SCHEMES
from loclearn.bibliography.record import Name, Record, Reference
from loclearn.bibliography.words import sound
from loclearn.namespaces import CITO, DCTERMS, FABIO, PROV, RDFS, SKOS, XSD, thing
from loclearn.spar import (
    DATACITE,
    FOAF,
    FRBR,
    LITERAL,
    OCO,
    PRISM,
    PRO,
    PSO,
    TYPE,
    Agent,
    Triple,
    Venue,
    described,
    identified,
    part_of,
    printed,
    roles,
)

BIRO = "http://purl.org/spar/biro/"
# things have no prefix: rdflib stumbles over the escapes that their names would need
_PREFIXES = {
    "biro": BIRO, "cito": CITO, "datacite": DATACITE, "dcterms": DCTERMS, "fabio": FABIO,
    "foaf": FOAF, "frbr": FRBR, "literal": LITERAL, "oco": OCO, "prism": PRISM, "pro": PRO,
    "prov": PROV, "pso": PSO, "rdfs": RDFS, "skos": SKOS, "xsd": XSD,
}  # fmt: skip


@dataclass(frozen=True)
class _Node:
    """Hold the IRI of a work and the parts from which the IRIs of its parts are made."""

    iri: ox.NamedNode
    path: tuple[str, ...]


def turtle(records: Iterable[Record]) -> str:
    """Return records as Turtle.

    >>> "fabio:Book" in turtle([Record("a.bib", 1, key="k", type="book", title='A "b"')])
    True
    """
    return serialized(triples(records), "turtle")


def jsonld(records: Iterable[Record]) -> str:
    """Return records as JSON-LD.

    >>> jsonld([Record("a.bib", 1, key="k", type="book", title="T")])[:1]
    '['
    """
    return serialized(triples(records), "jsonld")


def serialized(found: Iterable[Triple], to: str) -> str:
    r"""Return triples as turtle or jsonld, sorted, each once.

    >>> serialized([], "jsonld")
    '[]\n'
    """
    format_ = {"turtle": ox.RdfFormat.TURTLE, "jsonld": ox.RdfFormat.JSON_LD}[to]
    ordered = sorted({ox.Triple(*triple) for triple in found}, key=str)
    text = (ox.serialize(ordered, format=format_, prefixes=_PREFIXES) or b"").decode()
    return (text.replace("\t", "    ") if to == "turtle" else text) + "\n"


def triples(records: Iterable[Record]) -> Iterator[Triple]:
    """Yield what records say of their works; each work names the record that says so.

    >>> any(t[1].value.endswith("wasDerivedFrom") for t in triples([Record("a.bib", 1)]))
    True
    """
    for place, (record, path) in enumerate(paths(records), start=1):
        node = _Node(ox.NamedNode(thing("work", *path)), path)
        entry = ox.NamedNode(thing("record", *path))
        said = [*_work(record, node), *_provenance(record, node, entry)]
        carried = carrier.as_json([place, lost(record, said, node.iri.value, entry.value)])
        yield from said
        yield from _text(entry, RDFS + "comment", CARRIED + carried)
        for number, cited in enumerate(record.references, start=1):
            yield from _cited(cited, node, number)


def described_as(record: Record, path: tuple[str, ...]) -> Iterator[Triple]:
    """Yield what a record says of the work that has a path, and what that work cites.

    >>> len(list(described_as(Record(title="T"), ("merged", "a")))) > 1
    True
    """
    node = _Node(ox.NamedNode(thing("work", *path)), path)
    yield from _work(record, node)
    for number, cited in enumerate(record.references, start=1):
        yield from _cited(cited, node, number)


def _text(subject: ox.NamedNode, predicate: str, value: str) -> Iterator[Triple]:
    if value.strip():
        yield subject, ox.NamedNode(predicate), ox.Literal(sound(value))


def _work(record: Record, node: _Node) -> Iterator[Triple]:
    work, path = node.iri, node.path
    kind = kinds.FABIO.get(record.type, "Expression")
    title = sound(record.title) if record.title else None
    yield from described(work, kind, title, _published(record))
    yield from _text(work, DCTERMS + "date", record.issued.text)
    yield from roles(work, path, [_agent(name) for name in record.authors])
    yield from roles(work, (*path, "editor"), [_agent(n) for n in record.editors], "editor")
    if record.publisher:
        house = [Agent(sound(record.publisher))]
        yield from roles(work, (*path, "publisher"), house, "publisher")
    if record.pages:
        yield from printed(work, path, sound(record.pages))
    yield from _venue(record, work)
    yield from _identifiers(record, work)
    yield from _text(work, PRISM + "edition", record.edition)
    yield from _text(work, DCTERMS + "abstract", record.abstract)
    yield from _text(work, DCTERMS + "language", record.language)
    yield from _text(work, PRISM + "location", record.place)
    for word in record.keywords:
        yield from _text(work, PRISM + "keyword", word)
    for note in record.notes:
        yield from _text(work, RDFS + "comment", note)
    if record.retracted:
        status = ox.NamedNode(thing("status", *path))
        yield work, ox.NamedNode(PSO + "holdsStatusInTime"), status
        yield status, TYPE, ox.NamedNode(PSO + "StatusInTime")
        retracted = ox.NamedNode(PSO + "retracted-from-publication")
        yield status, ox.NamedNode(PSO + "withStatus"), retracted


def _agent(name: Name) -> Agent:
    return Agent(sound(name.inverted), sound(name.surname) if name.given else "", sound(name.given))


def _published(record: Record) -> str | None:
    """Return the date as far as it is one: there is no 31st of February."""
    issued = record.issued
    if issued.year is None or issued.month is None or issued.day is None:
        return issued.iso or None
    try:
        return date(issued.year, issued.month, issued.day).isoformat()
    except ValueError:
        return issued.iso[:7]


def _venue(record: Record, work: ox.NamedNode) -> Iterator[Triple]:
    name = sound(record.container or record.collection)
    journal = record.type == "article-journal"
    if not name.strip():
        if not journal:
            yield from _text(work, PRISM + "volume", record.volume)
            yield from _text(work, PRISM + "number", record.issue)
        return
    yield from part_of(work, Venue(name, journal, sound(record.volume), sound(record.issue)))
    if not journal:
        yield from _text(work, PRISM + "volume", record.volume)
        yield from _text(work, PRISM + "number", record.issue)
        if record.container:
            yield from _text(work, PRISM + "seriesTitle", record.collection)
    node = ox.NamedNode(thing("venue", name))
    for number in record.identifiers.issn:
        yield from identified(node, "issn", number)


def _identifiers(record: Record, work: ox.NamedNode) -> Iterator[Triple]:
    ids = record.identifiers
    schemes = [(name, getattr(ids, name)) for name in SCHEMES]
    schemes += [("isbn", number) for number in ids.isbn]
    if not (record.container or record.collection):
        schemes += [("issn", number) for number in ids.issn]
    local = [ids.wos, ids.scopus]
    schemes += [(LOCAL, value) for value in local]
    for scheme, value in schemes:
        if value:
            yield from identified(work, scheme, sound(value))


def _provenance(record: Record, node: _Node, entry: ox.NamedNode) -> Iterator[Triple]:
    """Yield the record and the file from which every value of the work comes."""
    file = ox.NamedNode(thing("file", sound(record.file)))
    entity = ox.NamedNode(PROV + "Entity")
    yield node.iri, ox.NamedNode(PROV + "wasDerivedFrom"), entry
    yield entry, TYPE, entity
    yield entry, ox.NamedNode(PROV + "wasDerivedFrom"), file
    where = f"line {record.line}" if record.line else f"record {record.number}"
    yield from _text(entry, RDFS + "label", f"{record.file}, {where}")
    yield from _text(entry, DCTERMS + "identifier", record.key)
    if record.retrieved:
        day = ox.NamedNode(XSD + "date")
        yield entry, ox.NamedNode(DCTERMS + "date"), ox.Literal(record.retrieved, datatype=day)
    yield file, TYPE, entity
    yield from _text(file, RDFS + "label", record.file)
    for extra in record.extra:
        yield from _text(entry, RDFS + "comment", f"{extra.format} {extra.field}: {extra.value}")


def _cited(cited: Reference, node: _Node, number: int) -> Iterator[Triple]:
    """Yield a reference as it stands in the record, and the work that it seems to mean."""
    entry = ox.NamedNode(thing("reference", *node.path, str(number)))
    work = ox.NamedNode(thing("work", *_cited_path(cited)))
    yield node.iri, ox.NamedNode(CITO + "cites"), work
    yield node.iri, ox.NamedNode(FRBR + "part"), entry
    yield entry, TYPE, ox.NamedNode(BIRO + "BibliographicReference")
    yield entry, ox.NamedNode(BIRO + "references"), work
    yield from _text(entry, DCTERMS + "bibliographicCitation", cited.raw)
    said = f"read as {cited.how}, confidence {cited.confidence:.2f}"
    yield from _text(entry, RDFS + "comment", said)
    title = sound(cited.title) or None
    yield from described(work, "Expression", title, f"{cited.year:04}" if cited.year else None)
    for scheme, value in (("doi", cited.doi), ("openalex", cited.openalex)):
        if value:
            yield from identified(work, scheme, sound(value))


def _cited_path(cited: Reference) -> tuple[str, ...]:
    """Return what names a cited work: its identifier, or a digest of what is said of it."""
    if cited.doi:
        return "cited", "doi", sound(cited.doi)
    if cited.openalex:
        return "cited", "openalex", sound(cited.openalex)
    return "cited", blake2s(cited.raw.encode("utf-8", "replace"), digest_size=8).hexdigest()
