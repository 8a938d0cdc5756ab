"""Read single values out of a graph: ends of IRIs, texts, authors in order, DOIs, venues."""

from collections.abc import Iterator
from urllib.parse import unquote

import pyoxigraph as ox

from loclearn import graph
from loclearn.namespaces import DCTERMS, RDF, SKOS, term, thing
from loclearn.spar import DATACITE, FOAF, FRBR, LITERAL, OCO, PRO

_TYPE = ox.NamedNode(RDF + "type")


class Records:
    """Look things up in one graph, always in the same order.

    Parameters
    ----------
    store: the graph.
    """

    def __init__(self, store: ox.Store) -> None:
        """Keep the graph."""
        self.store = store

    def members(self, iri: str) -> list[ox.NamedNode]:
        """Return the things of a class, in order of their IRIs."""
        quads = self.store.quads_for_pattern(None, _TYPE, ox.NamedNode(iri), None)
        found = {quad.subject for quad in quads if isinstance(quad.subject, ox.NamedNode)}
        return sorted(found, key=lambda node: node.value)

    def pairs(self, property_: str) -> list[tuple[ox.NamedNode, ox.NamedNode]]:
        """Return the pairs of a property, in order of the second."""
        quads = self.store.quads_for_pattern(None, ox.NamedNode(property_), None, None)
        found = [
            (quad.subject, quad.object)
            for quad in quads
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode)
        ]
        return sorted(found, key=lambda pair: (pair[1].value, pair[0].value))

    def nodes(self, node: ox.NamedNode, property_: str) -> list[ox.NamedNode]:
        """Return the things that a property leads to."""
        found = graph.objects(self.store, node, property_)
        nodes = (other for other in found if isinstance(other, ox.NamedNode))
        return sorted(nodes, key=lambda other: other.value)

    def ends(self, node: ox.NamedNode, property_: str) -> tuple[str, ...]:
        """Return the last parts of the IRIs that a property leads to."""
        return tuple(
            unquote(other.value.rsplit("/", 1)[-1]) for other in self.nodes(node, property_)
        )

    def end(self, node: ox.NamedNode, kind: str) -> str:
        """Return the id in the IRI of a thing of ours, or the whole IRI of another's."""
        return unquote(node.value.removeprefix(thing(kind, "")))

    def text(self, node: ox.NamedNode, property_: str) -> str | None:
        """Return the first text in order."""
        return graph.value(self.store, node, property_)

    def texts(self, node: ox.NamedNode, property_: str) -> tuple[str, ...]:
        """Return all texts in order."""
        return tuple(sorted(found.value for found in graph.objects(self.store, node, property_)))

    def places(self, node: ox.NamedNode, property_: str) -> tuple[str, ...]:
        """Return the locators of the paragraphs that a property leads to."""
        found = self.nodes(node, property_)
        return tuple(self.text(other, SKOS + "notation") or other.value for other in found)

    def authors(self, work: ox.NamedNode) -> tuple[str, ...]:
        """Return the names of the authors, in the order of their roles where there are roles."""
        roles = self.nodes(work, PRO + "isDocumentContextFor")
        if not roles:
            return self.texts(work, DCTERMS + "creator")
        following = {role: self.nodes(role, OCO + "hasNext") for role in roles}
        later = {other for others in following.values() for other in others}
        waiting = [role for role in roles if role not in later]
        ordered: list[ox.NamedNode] = []
        while waiting:
            role = waiting.pop(0)
            if role not in ordered:
                ordered.append(role)
                waiting = following.get(role, []) + waiting
        return tuple(self._names(ordered))

    def _names(self, roles: list[ox.NamedNode]) -> Iterator[str]:
        for role in roles:
            for agent in self.nodes(role, PRO + "isHeldBy"):
                name = self.text(agent, FOAF + "name")
                if name is not None:
                    yield name

    def doi(self, work: ox.NamedNode) -> tuple[str | None, str]:
        """Return the DOI of a work and how sure it is: verified, likely or none."""
        for identifier in self.nodes(work, DATACITE + "hasIdentifier"):
            if "doi" in self.ends(identifier, DATACITE + "usesIdentifierScheme"):
                sure = self.ends(identifier, term("hasDoiConfidence"))
                return self.text(identifier, LITERAL + "hasLiteralValue"), next(
                    iter(sure), "likely"
                )
        return None, "none"

    def venue(self, work: ox.NamedNode) -> str | None:
        """Return the title of the journal, book or series of a work."""
        above = self.nodes(work, FRBR + "partOf")
        while above:
            title = self.text(above[0], DCTERMS + "title")
            if title is not None:
                return title
            above = self.nodes(above[0], FRBR + "partOf")
        return None
