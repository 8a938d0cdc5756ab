"""Read works back from Turtle, N-Triples and JSON-LD in the words of SPAR."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pyoxigraph as ox

from loclearn.bibliography import carrier, dates, identifiers, kinds
from loclearn.bibliography.names import from_either
from loclearn.bibliography.rdf_terms import CARRIED, LOCAL, SCHEMES
from loclearn.bibliography.record import Date, Identifiers, Record, Reference
from loclearn.errors import Problem, shorten
from loclearn.namespaces import CITO, DCTERMS, FABIO, PROV, RDFS
from loclearn.spar import DATACITE, FOAF, FRBR, LITERAL, OCO, PRISM, PRO, PSO, TYPE, Triple

FORMAT = "rdf"
_KEY = DCTERMS + "identifier"
Said = Mapping[str, list[str]]
_TYPES = {FABIO + name: type_ for type_, name in reversed(kinds.FABIO.items())}
_FORMATS = {"turtle": ox.RdfFormat.TURTLE, "jsonld": ox.RdfFormat.JSON_LD}


class Graph:
    """Hold what is said of each thing: the values of each predicate, in order.

    >>> Graph([]).one("http://a.org/w", "http://a.org/p")
    ''
    """

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        """Take in triples; what they are about and in which order does not matter."""
        self.said: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for subject, predicate, value in triples:
            self.said[_text(subject)][predicate.value].append(_text(value))

    def all(self, subject: str, predicate: str) -> list[str]:
        """Return the values of a predicate, sorted."""
        return sorted(self.said.get(subject, {}).get(predicate, []))

    def one(self, subject: str, predicate: str) -> str:
        """Return the first value of a predicate, or nothing."""
        return next(iter(self.all(subject, predicate)), "")


def _text(term: Any) -> str:
    return str(term.value) if hasattr(term, "value") else str(term)


def read_turtle(text: str, file: str) -> Iterator[Record | Problem]:
    """Yield the works of a Turtle file, those of loclearn as they were."""
    yield from _read(text, file, "turtle")


def read_jsonld(text: str, file: str) -> Iterator[Record | Problem]:
    """Yield the works of a JSON-LD file; contexts of other places are not fetched."""
    yield from _read(text, file, "jsonld")


def _read(text: str, file: str, format_: str) -> Iterator[Record | Problem]:
    triples: list[ox.Triple] = []
    try:
        for quad in ox.parse(text, format=_FORMATS[format_]):
            triples.append(ox.Triple(quad.subject, quad.predicate, quad.object))
    except (SyntaxError, ValueError, OSError) as error:
        line = getattr(error, "lineno", None)
        yield Problem(file, line, None, f"no {format_}: {shorten(str(error))}", "RDF", unit="line")
    graph = Graph(triples)
    found = [(_number(graph, work), work) for work in _works(graph)]
    for number, (_, work) in enumerate(sorted(found), start=1):
        yield replace(_record(graph, work), file=file, number=number)


def _works(graph: Graph) -> list[str]:
    """Return the works that records of loclearn describe; else all that have a title or roles."""
    derived = PROV + "wasDerivedFrom"
    works = [s for s, said in graph.said.items() if said.get(PRO + "isDocumentContextFor")
             or said.get(DCTERMS + "title")]  # fmt: skip
    ours = [s for s, said in graph.said.items()
            if any(_carried(graph, entry) for entry in said.get(derived, []))]  # fmt: skip
    if ours:
        return ours
    venues = {v for said in graph.said.values() for v in said.get(FRBR + "partOf", [])}
    cited = {v for said in graph.said.values() for v in said.get(CITO + "cites", [])}
    described = {s for s in works if graph.all(s, PRO + "isDocumentContextFor")}
    return [work for work in works if work not in venues and (work in described or
                                                              work not in cited)]  # fmt: skip


def _carried(graph: Graph, entry: str) -> str:
    notes = graph.all(entry, RDFS + "comment")
    return next((note for note in notes if note.startswith(CARRIED)), "")


def _entry(graph: Graph, work: str) -> str:
    entries = graph.all(work, PROV + "wasDerivedFrom")
    return next((entry for entry in entries if _carried(graph, entry)), "")


def _number(graph: Graph, work: str) -> int:
    carried = carrier.from_json(_carried(graph, _entry(graph, work)).removeprefix(CARRIED))
    number = carried[0] if isinstance(carried, list) and carried else 0
    return number if isinstance(number, int) else 0


def _record(graph: Graph, work: str) -> Record:
    entry = _entry(graph, work)
    record = plain(graph, work, graph.one(entry, _KEY))
    if not entry:
        cited = tuple(_reference(graph, other) for other in graph.all(work, CITO + "cites"))
        return replace(record, key=record.key or work.rsplit("/", 1)[-1], references=cited)
    carried = carrier.from_json(_carried(graph, entry).removeprefix(CARRIED))
    lost = carried[1] if isinstance(carried, list) and len(carried) > 1 else []
    return carrier.restore(record, lost, FORMAT)


def _reference(graph: Graph, cited: str) -> Reference:
    ids = _identifiers(graph, cited)
    year = dates.parse(graph.one(cited, PRISM + "publicationDate")).year
    return Reference(cited, year=year, title=graph.one(cited, DCTERMS + "title"), doi=ids.doi,
                     openalex=ids.openalex, confidence=1.0, how="rdf")  # fmt: skip


def plain(graph: Graph, work: str, key: str) -> Record:
    """Return what the triples alone say of a work; what is shared between works is left out.

    Parameters
    ----------
    graph: the triples. work: the IRI of the work. key: its citation key.
    """
    venue, volume, issue = _venue(graph, work)
    types = [_TYPES[t] for t in graph.all(work, TYPE.value) if t in _TYPES]
    texts = {
        "edition": PRISM + "edition", "abstract": DCTERMS + "abstract",
        "language": DCTERMS + "language", "place": PRISM + "location",
        "collection": PRISM + "seriesTitle",
    }  # fmt: skip
    values: dict[str, Any] = {name: graph.one(work, word) for name, word in texts.items()}
    return Record(
        key=key,
        type=next(iter(types), "document"),
        title=graph.one(work, DCTERMS + "title"),
        authors=tuple(map(from_either, _roles(graph, work, "author"))),
        editors=tuple(map(from_either, _roles(graph, work, "editor"))),
        issued=_issued(graph, work),
        container=venue,
        volume=volume or graph.one(work, PRISM + "volume"),
        issue=issue or graph.one(work, PRISM + "number"),
        pages=_pages(graph, work),
        publisher=next(iter(_roles(graph, work, "publisher")), ""),
        identifiers=_identifiers(graph, work),
        keywords=tuple(graph.all(work, PRISM + "keyword")),
        notes=tuple(graph.all(work, RDFS + "comment")),
        retracted=any(
            graph.one(status, PSO + "withStatus") == PSO + "retracted-from-publication"
            for status in graph.all(work, PSO + "holdsStatusInTime")
        ),
        **values,
    )


def _roles(graph: Graph, work: str, role: str) -> list[str]:
    """Return the names of who holds a role, in the order in which the roles name each other."""
    nodes = [n for n in graph.all(work, PRO + "isDocumentContextFor")
             if graph.one(n, PRO + "withRole") == PRO + role]  # fmt: skip
    following = {n: graph.one(n, OCO + "hasNext") for n in nodes}
    node = next((n for n in nodes if n not in following.values()), "")
    ordered = []
    while node and node not in ordered:
        ordered.append(node)
        node = following.get(node, "")
    ordered += [n for n in nodes if n not in ordered]
    return [_name(graph, graph.one(n, PRO + "isHeldBy")) for n in ordered]


def _name(graph: Graph, agent: str) -> str:
    family, given = graph.one(agent, FOAF + "familyName"), graph.one(agent, FOAF + "givenName")
    return graph.one(agent, FOAF + "name") or f"{family}, {given}".strip(", ")


def _issued(graph: Graph, work: str) -> Date:
    iso = graph.one(work, PRISM + "publicationDate")
    said = graph.one(work, DCTERMS + "date")
    parts = [int(part) if part.isdecimal() else None for part in iso.split("-")[:3]]
    year, month, day = (*parts, None, None)[:3]
    try:
        return Date(year, month, day, said)
    except ValueError:
        return Date(text=said or iso)


def _venue(graph: Graph, work: str) -> tuple[str, str, str]:
    """Return the name of what a work is part of, its volume and its issue."""
    volume = issue = ""
    node = graph.one(work, FRBR + "partOf")
    seen = set()
    while node and node not in seen:
        seen.add(node)
        types = graph.all(node, TYPE.value)
        number = graph.one(node, FABIO + "hasSequenceIdentifier")
        if FABIO + "JournalVolume" in types:
            volume = number
        elif FABIO + "JournalIssue" in types:
            issue = number
        else:
            return graph.one(node, DCTERMS + "title"), volume, issue
        node = graph.one(node, FRBR + "partOf")
    return "", volume, issue


def _pages(graph: Graph, work: str) -> str:
    printed = graph.one(work, FRBR + "embodiment")
    first, last = (
        graph.one(printed, PRISM + "startingPage"),
        graph.one(printed, PRISM + "endingPage"),
    )
    return first if first == last or not last else f"{first}-{last}"


def _identifiers(graph: Graph, work: str) -> Identifiers:
    found: dict[str, list[str]] = defaultdict(list)
    for node in graph.all(work, DATACITE + "hasIdentifier"):
        scheme = graph.one(node, DATACITE + "usesIdentifierScheme").removeprefix(DATACITE)
        found[scheme].append(graph.one(node, LITERAL + "hasLiteralValue"))
    local = " ".join(found[LOCAL])
    return Identifiers(
        **{scheme: next(iter(found[scheme]), "") for scheme in SCHEMES},
        isbn=tuple(found["isbn"]),
        issn=tuple(found["issn"]),
        wos=identifiers.wos(local),
        scopus=identifiers.scopus(local),
    )


def lost(record: Record, said: Iterable[Triple], work: str, entry: str) -> list[list[Any]]:
    """Return what triples do not say of a record, as `carrier.residue` has it.

    Parameters
    ----------
    record: the record. said: what is said of it. work, entry: the IRIs of the work and the record.
    """
    graph = Graph({ox.Triple(*triple) for triple in said})
    return carrier.residue(record, plain(graph, work, graph.one(entry, _KEY)), FORMAT)
