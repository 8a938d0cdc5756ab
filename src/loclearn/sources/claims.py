"""The claims of the paper that the conditions formalise."""

from collections.abc import Iterator

import pyoxigraph as ox

from loclearn import resources
from loclearn.namespaces import DCTERMS, RDF, SKOS, term, thing
from loclearn.tables import Row, contract, read_table

PAPER = "malmbergmaskell2005"


def read_claims() -> tuple[Row, ...]:
    """Return the rows of the embedded table of claims.

    >>> len(read_claims())
    90
    """
    path = resources.data() / "claims.csv"
    return read_table(path, contract("claims"), name="embedded claims.csv").rows


def add_claims(store: ox.Store) -> None:
    """Add the claims to a store, each with its statement and its paragraph."""
    store.extend(quad for row in read_claims() for quad in _claim(row))


def _claim(row: Row) -> Iterator[ox.Quad]:
    id_ = str(row.values["claim_id"])
    subject = ox.NamedNode(thing("claim", id_))
    paragraph = ox.NamedNode(thing("paragraph", PAPER, str(row.values["locator"])))
    yield ox.Quad(subject, ox.NamedNode(RDF + "type"), ox.NamedNode(term("Claim")))
    yield ox.Quad(subject, ox.NamedNode(SKOS + "notation"), ox.Literal(id_))
    statement = ox.Literal(str(row.values["statement"]), language="en")
    yield ox.Quad(subject, ox.NamedNode(DCTERMS + "description"), statement)
    yield ox.Quad(subject, ox.NamedNode(DCTERMS + "source"), paragraph)
