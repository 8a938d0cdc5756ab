"""Read class expressions and datatypes from OWL axioms in RDF; refuse all others by name."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

import pyoxigraph as ox

from loclearn.errors import OntologyError
from loclearn.graph import objects
from loclearn.namespaces import OWL, RDF, RDFS, XSD
from loclearn.rewriting.expressions import And, Expression, Facet, Has, Named, Or, Some, Within
from loclearn.tables.cells import normalise

Node = ox.NamedNode | ox.BlankNode | ox.Literal

_FACETS = {
    XSD + "minInclusive": ">=",
    XSD + "minExclusive": ">",
    XSD + "maxInclusive": "<=",
    XSD + "maxExclusive": "<",
}
_RESTRICTIONS = [
    {OWL + "onProperty", OWL + "someValuesFrom"},
    {OWL + "onProperty", OWL + "hasValue"},
]


class AxiomReader:
    """Read the expressions of one store.

    Parameters
    ----------
    store: the ontology with one profile.
    """

    def __init__(self, store: ox.Store) -> None:
        """Read the datatype definitions."""
        self._store = store
        self.datatypes: dict[str, tuple[Facet, ...]] = {}
        self.undefined: list[str] = []
        kind = ox.NamedNode(RDFS + "Datatype")
        for quad in store.quads_for_pattern(None, ox.NamedNode(RDF + "type"), kind, None):
            if isinstance(quad.subject, ox.NamedNode):
                facets = self._facets(quad.subject)
                if facets is None:
                    self.undefined.append(_local(quad.subject.value))
                else:
                    self.datatypes[quad.subject.value] = facets

    def defines_datatype(self, node: Node) -> bool:
        """Tell whether a node restricts a datatype."""
        return isinstance(node, ox.BlankNode) and self.one(node, OWL + "onDatatype") is not None

    def one(self, subject: ox.NamedNode | ox.BlankNode, predicate: str) -> Node | None:
        """Return the only object, None without one; raise OntologyError where there are more."""
        found = list(objects(self._store, subject, predicate))
        if len(found) > 1:
            raise OntologyError(f"{_shown(subject)} has {len(found)} values of {predicate}.")
        return found[0] if found else None

    def items(self, head: Node) -> Iterator[Node]:
        """Yield the items of an RDF list."""
        while isinstance(head, ox.BlankNode):
            first, rest = self.one(head, RDF + "first"), self.one(head, RDF + "rest")
            if first is None or rest is None:
                raise OntologyError("A list of the ontology is broken.")
            yield first
            head = rest

    def expression(self, node: Node, context: str) -> Expression:
        """Return the expression of a node.

        Parameters
        ----------
        node: a named class or a blank node with a class expression.
        context: the class in whose definition the node stands, for messages.

        Raises OntologyError, with the name of the construct, outside the fragment.
        """
        if isinstance(node, ox.NamedNode):
            if node.value.startswith((OWL, RDF, RDFS, XSD)):
                raise OntologyError(
                    f"{context}: {_local(node.value)} stands where a class belongs."
                )
            return Named(node.value)
        if isinstance(node, ox.Literal):
            raise OntologyError(f"{context}: a literal stands where a class belongs.")
        used = {
            quad.predicate.value
            for quad in self._store.quads_for_pattern(node, None, None, None)
            if quad.predicate.value != RDF + "type"
        }
        for name, build in (("intersectionOf", And), ("unionOf", Or)):
            if used == {OWL + name}:
                head = self.one(node, OWL + name)
                parts = [] if head is None else list(self.items(head))
                if not parts:
                    raise OntologyError(f"{context}: an empty {name}.")
                return build(tuple(self.expression(part, context) for part in parts))
        if used not in _RESTRICTIONS:
            kinds = ", ".join(sorted(_local(iri) for iri in used)) or "an empty expression"
            raise OntologyError(
                f"{context}: {kinds} lies outside the fragment that is rewritten (named classes, "
                "or exactly one of intersectionOf, unionOf, someValuesFrom, hasValue)."
            )
        return self._restriction(node, context)

    def _restriction(self, node: ox.BlankNode, context: str) -> Expression:
        on = self.one(node, OWL + "onProperty")
        value = self.one(node, OWL + "hasValue")
        filler = self.one(node, OWL + "someValuesFrom")
        if not isinstance(on, ox.NamedNode) or on.value.startswith(OWL):
            raise OntologyError(f"{context}: a restriction is on an inverse or built-in property.")
        if isinstance(value, ox.NamedNode | ox.Literal):
            return Has(on.value, value)
        if filler is None:
            raise OntologyError(f"{context}: hasValue names a blank node.")
        if isinstance(filler, ox.NamedNode) and self._is_datatype(filler):
            return Within(on.value, filler.value, self.datatypes[filler.value])
        return Some(on.value, self.expression(filler, context))

    def _is_datatype(self, node: ox.NamedNode) -> bool:
        quad = ox.Quad(node, ox.NamedNode(RDF + "type"), ox.NamedNode(RDFS + "Datatype"))
        return quad in self._store

    def _facets(self, datatype: ox.NamedNode) -> tuple[Facet, ...] | None:
        definitions = list(objects(self._store, datatype, OWL + "equivalentClass"))
        name = _local(datatype.value)
        if not definitions:
            return None
        if len(definitions) > 1:
            raise OntologyError(f"The threshold {name} is defined {len(definitions)} times.")
        body = definitions[0]
        if isinstance(body, ox.Literal):
            raise OntologyError(f"The threshold {name} is defined by a literal.")
        base = self.one(body, OWL + "onDatatype")
        facets = self.one(body, OWL + "withRestrictions")
        if base != ox.NamedNode(XSD + "decimal") or facets is None:
            raise OntologyError(f"The threshold {name} must restrict xsd:decimal by facets.")
        return tuple(facet for item in self.items(facets) for facet in self._bounds(item, name))

    def _bounds(self, item: Node, name: str) -> Iterator[Facet]:
        quads = (
            list(self._store.quads_for_pattern(item, None, None, None))
            if isinstance(item, ox.BlankNode)
            else []
        )
        twice = Counter(quad.predicate.value for quad in quads).most_common(1)
        if twice and twice[0][1] > 1:
            both = (q.object for q in quads if q.predicate.value == twice[0][0])
            values = " and ".join(sorted(getattr(one, "value", str(one)) for one in both))
            raise OntologyError(
                f"The threshold {name} has two values of {_local(twice[0][0])}, {values}. Turtle "
                "reads a comma as the begin of another value: write 12.5, not 12,5."
            )
        for quad in quads:
            operator, bound = _FACETS.get(quad.predicate.value), quad.object
            if operator is None or not isinstance(bound, ox.Literal) or not _is_decimal(bound):
                quads = []
                break
            yield Facet(operator, normalise(Decimal(bound.value)))
        if not quads:
            raise OntologyError(
                f"The threshold {name} has a facet that is no decimal bound "
                "(minInclusive, minExclusive, maxInclusive, maxExclusive; write 1.0, not 1e0)."
            )


def _is_decimal(literal: ox.Literal) -> bool:
    return literal.datatype.value in (XSD + "decimal", XSD + "integer")


def _local(iri: str) -> str:
    return iri.rsplit("/", 1)[-1].rsplit("#", 1)[-1]


def _shown(node: ox.NamedNode | ox.BlankNode) -> str:
    return _local(node.value) if isinstance(node, ox.NamedNode) else "an anonymous class"
