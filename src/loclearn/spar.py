"""Works as triples in the words of the SPAR ontologies, after the OpenCitations data model.

The model: Daquino, Massari, Peroni and Shotton, The OpenCitations Data Model
(https://doi.org/10.6084/m9.figshare.3443876): a work is a FaBiO expression, its authors hold
roles in an order, a journal has volumes and issues, an identifier is a thing with a scheme.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pyoxigraph as ox

from loclearn.namespaces import DCTERMS, FABIO, RDF, XSD, thing

DATACITE = "http://purl.org/spar/datacite/"
FOAF = "http://xmlns.com/foaf/0.1/"
FRBR = "http://purl.org/vocab/frbr/core#"
LITERAL = "http://www.essepuntato.it/2010/06/literalreification/"
OCO = "https://w3id.org/oc/ontology/"
PRISM = "http://prismstandard.org/namespaces/basic/2.0/"
PRO = "http://purl.org/spar/pro/"
PSO = "http://purl.org/spar/pso/"

TYPE = ox.NamedNode(RDF + "type")
Triple = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]
_DATES = {4: "gYear", 7: "gYearMonth", 10: "date"}


@dataclass(frozen=True)
class Agent:
    """Hold a person or a group: the name as a register sorts it, and its parts if known."""

    name: str
    family: str = ""
    given: str = ""


@dataclass(frozen=True)
class Venue:
    """Hold where a work appeared; only a journal has volumes and issues."""

    name: str
    journal: bool = False
    volume: str = ""
    issue: str = ""


def described(
    work: ox.NamedNode, kind: str, title: str | None, published: str | None
) -> Iterator[Triple]:
    """Yield the kind of a work, its title, and its date: a year, a month or a day in ISO 8601.

    >>> len(list(described(ox.NamedNode("http://a.org/w"), "Book", "T", "2001-05")))
    3
    """
    yield work, TYPE, ox.NamedNode(FABIO + kind)
    if title is not None:
        yield work, ox.NamedNode(DCTERMS + "title"), ox.Literal(title)
    if published is not None and len(published) in _DATES:
        datatype = ox.NamedNode(XSD + _DATES[len(published)])
        date = ox.Literal(published, datatype=datatype)
        yield work, ox.NamedNode(PRISM + "publicationDate"), date


def roles(
    work: ox.NamedNode, path: Sequence[str], agents: Sequence[Agent], role: str = "author"
) -> Iterator[Triple]:
    """Yield agents in their order: each role names the next.

    Parameters
    ----------
    work: the work.
    path: the parts of the roles' IRIs before the number.
    agents: who holds the role.
    role: a role of PRO: author, editor.

    >>> len(list(roles(ox.NamedNode("http://a.org/w"), ["w"], [Agent("A, B", "A", "B")])))
    8
    """
    nodes = [ox.NamedNode(thing("role", *path, str(n))) for n in range(1, len(agents) + 1)]
    for agent, node in zip(agents, nodes, strict=True):
        holder = ox.NamedNode(thing("agent", agent.name))
        yield work, ox.NamedNode(PRO + "isDocumentContextFor"), node
        yield node, TYPE, ox.NamedNode(PRO + "RoleInTime")
        yield node, ox.NamedNode(PRO + "withRole"), ox.NamedNode(PRO + role)
        yield node, ox.NamedNode(PRO + "isHeldBy"), holder
        yield holder, TYPE, ox.NamedNode(FOAF + "Agent")
        yield holder, ox.NamedNode(FOAF + "name"), ox.Literal(agent.name)
        if agent.given:
            yield holder, ox.NamedNode(FOAF + "familyName"), ox.Literal(agent.family)
            yield holder, ox.NamedNode(FOAF + "givenName"), ox.Literal(agent.given)
    for node, following in pairwise(nodes):
        yield node, ox.NamedNode(OCO + "hasNext"), following


def part_of(work: ox.NamedNode, venue: Venue) -> Iterator[Triple]:
    """Yield the chain from a work to its issue, volume and journal, or to its book.

    >>> len(list(part_of(ox.NamedNode("http://a.org/w"), Venue("J", journal=True, volume="2"))))
    6
    """
    inside = ox.NamedNode(FRBR + "partOf")
    if not venue.journal:
        node = ox.NamedNode(thing("venue", venue.name))
        yield work, inside, node
        yield node, TYPE, ox.NamedNode(FABIO + "ExpressionCollection")
        yield node, ox.NamedNode(DCTERMS + "title"), ox.Literal(venue.name)
        return
    levels = [
        ("Journal", venue.name),
        ("JournalVolume", venue.volume),
        ("JournalIssue", venue.issue),
    ]
    path: list[str] = []
    above: ox.NamedNode | None = None
    for kind, text in levels:
        if not text:
            continue
        path.append(text if kind == "Journal" else f"{kind.removeprefix('Journal')} {text}")
        node = ox.NamedNode(thing("venue", *path))
        yield node, TYPE, ox.NamedNode(FABIO + kind)
        what = DCTERMS + "title" if above is None else FABIO + "hasSequenceIdentifier"
        yield node, ox.NamedNode(what), ox.Literal(text)
        if above is not None:
            yield node, inside, above
        above = node
    if above is not None:
        yield work, inside, above


def printed(work: ox.NamedNode, path: Sequence[str], pages: str) -> Iterator[Triple]:
    """Yield the manifestation of a work with its first and last page.

    >>> len(list(printed(ox.NamedNode("http://a.org/w"), ["w"], "5-11")))
    4
    """
    first, _, last = (part.strip() for part in pages.replace("–", "-").partition("-"))
    manifestation = ox.NamedNode(thing("manifestation", *path))
    yield work, ox.NamedNode(FRBR + "embodiment"), manifestation
    yield manifestation, TYPE, ox.NamedNode(FABIO + "Manifestation")
    yield manifestation, ox.NamedNode(PRISM + "startingPage"), ox.Literal(first)
    yield manifestation, ox.NamedNode(PRISM + "endingPage"), ox.Literal(last or first)


def identified(work: ox.NamedNode, scheme: str, value: str) -> Iterator[Triple]:
    """Yield an identifier as a thing of its own, so that more can be said of it.

    >>> len(list(identified(ox.NamedNode("http://a.org/w"), "doi", "10.1/x")))
    4
    """
    identifier = ox.NamedNode(thing("identifier", scheme, value))
    yield work, ox.NamedNode(DATACITE + "hasIdentifier"), identifier
    yield identifier, TYPE, ox.NamedNode(DATACITE + "Identifier")
    yield (
        identifier,
        ox.NamedNode(DATACITE + "usesIdentifierScheme"),
        ox.NamedNode(DATACITE + scheme),
    )
    yield identifier, ox.NamedNode(LITERAL + "hasLiteralValue"), ox.Literal(value)
