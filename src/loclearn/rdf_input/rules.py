"""What data may say, and what only the ontology and its definitions may."""

from collections.abc import Iterable, Iterator
from functools import cache

import pyoxigraph as ox

from loclearn import resources
from loclearn.errors import Problem, shorten
from loclearn.namespaces import OWL, RDF, RDFS, TERMS, compact, term
from loclearn.rdf_input.numbers import PROPERTIES, as_decimal

_TYPE = ox.NamedNode(RDF + "type")
_HARMLESS = frozenset({RDFS + "isDefinedBy", RDFS + "seeAlso", OWL + "imports"})
_PROFILES = TERMS + "profile/"


class Rules:
    """Sift the triples of one file and keep what was wrong with them."""

    def __init__(self, file: str) -> None:
        """Begin with a file of which nothing is known."""
        self._file = file
        self._found: dict[tuple[str, ...], Problem] = {}
        self._odd: dict[tuple[str, str, bool], list[str]] = {}
        self._terms: dict[str, list[ox.Quad]] = {}

    def sift(self, quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
        """Yield the triples that data may hold, in one graph, their numbers as decimals."""
        for quad in quads:
            subject, predicate, value = quad.subject, quad.predicate, quad.object
            if isinstance(subject, ox.Triple) or _is_new(value):
                self._refuse_new(predicate.value)
            elif isinstance(subject, ox.NamedNode) and _is_term(subject.value):
                self._terms.setdefault(subject.value, []).append(quad)
            elif isinstance(value, ox.BlankNode) and predicate == _TYPE:
                self._refuse_axiom("a type by an anonymous class", subject)
            elif predicate.value == OWL + "sameAs":
                self._refuse_axiom("owl:sameAs", subject)
            elif isinstance(value, ox.NamedNode) and self._is_refused(subject, predicate, value):
                continue
            elif isinstance(value, ox.Literal) and predicate.value in PROPERTIES:
                number = self._number(predicate.value, value)
                if number is not None:
                    yield ox.Quad(subject, predicate, number)
            else:
                yield ox.Quad(subject, predicate, value)

    def readmit(self, store: ox.Store) -> list[ox.Quad]:
        """Return the refused triples that a profile may hold, if the file is one."""
        profile = ox.NamedNode(term("Profile"))
        own = any(
            quad.predicate == _TYPE and quad.object == profile
            for quads in self._terms.values()
            for quad in quads
        )
        if not own and not any(store.quads_for_pattern(None, _TYPE, profile)):
            return []
        names = [iri for iri in self._terms if iri in thresholds() or iri.startswith(_PROFILES)]
        quads = [quad for iri in names for quad in self._terms.pop(iri)]
        return [ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads]

    def problems(self) -> list[Problem]:
        """Return what was found, in order, nothing twice."""
        redefined = [
            Problem(
                self._file,
                None,
                None,
                f"a statement about {compact(iri)}",
                "data that use the terms of the ontology and leave their meaning alone",
                "Remove it, or give your thing an IRI of your own.",
            )
            for iri in self._terms
        ]
        return sorted([*self._found.values(), *redefined, *map(self._tell, self._odd)])

    def _is_refused(
        self, subject: ox.NamedNode | ox.BlankNode, predicate: ox.NamedNode, value: ox.NamedNode
    ) -> bool:
        if predicate == _TYPE and value.value in derived_classes():
            found = f"{_name(subject)} typed as {compact(value.value)}"
            self._found[subject.value, value.value] = Problem(
                self._file,
                None,
                None,
                found,
                "the types that data may give",
                "Remove the type: verdicts are derived from evidence, never asserted.",
            )
            return True
        axiom = predicate.value.startswith((RDFS, OWL)) and predicate.value not in _HARMLESS
        if axiom and value.value.startswith(TERMS):
            found = f"an axiom about {compact(value.value)} ({compact(predicate.value)})"
            self._found["axiom", predicate.value, value.value] = Problem(
                self._file,
                None,
                None,
                found,
                "data that leave the meaning of the ontology's terms alone",
                "Remove it: what a term means stands in the ontology alone.",
            )
            return True
        return False

    def _refuse_axiom(self, kind: str, subject: ox.NamedNode | ox.BlankNode) -> None:
        self._found["axiom", kind] = Problem(
            self._file,
            None,
            None,
            f"{kind} ({_name(subject)})",
            "facts that the rewriting knows",
            "Remove it: give things named types, and one IRI each.",
        )

    def _refuse_new(self, predicate: str) -> None:
        self._found["new", predicate] = Problem(
            self._file,
            None,
            None,
            f"a triple term or a text direction of RDF 1.2 at {compact(predicate)}",
            "RDF 1.1",
            "Write the statement as a node with properties.",
        )

    def _number(self, predicate: str, literal: ox.Literal) -> ox.Literal | None:
        number, odd, wrong = as_decimal(literal)
        if odd:
            self._odd.setdefault((predicate, odd, wrong), []).append(literal.value)
        not_a_number = literal.value.strip().lower().lstrip("+-") in ("nan", "inf")
        return None if not_a_number else number

    def _tell(self, key: tuple[str, str, bool]) -> Problem:
        predicate, odd, wrong = key
        values = self._odd[key]
        many = f"{len(values)} values" if len(values) > 1 else "a value"
        return Problem(
            self._file,
            None,
            None,
            f"{many} of {compact(predicate)} as {odd}: {shorten(', '.join(sorted(set(values))))}",
            "xsd:decimal with at most 12 places",
            "Correct the number." if wrong else "It was read as such a decimal.",
            "violation" if wrong else "warning",
        )


def _name(node: ox.NamedNode | ox.BlankNode) -> str:
    return compact(node.value) if isinstance(node, ox.NamedNode) else "a blank node"


def _is_new(value: object) -> bool:
    return isinstance(value, ox.Triple) or (
        isinstance(value, ox.Literal) and value.direction is not None
    )


def _is_term(iri: str) -> bool:
    return iri.startswith(TERMS) or iri in _individuals()


@cache
def _individuals() -> frozenset[str]:
    """Return the codes, indicators and schemes that the modules define."""
    return frozenset(
        quad.subject.value
        for path in resources.modules()
        for quad in ox.parse(path=path)
        if quad.predicate.value == RDFS + "isDefinedBy" and isinstance(quad.subject, ox.NamedNode)
    )


@cache
def derived_classes() -> frozenset[str]:
    """Return the classes that have a definition: their members are derived, never asserted.

    >>> TERMS + "D2AlternativeSupported" in derived_classes()
    True
    """
    paths = [*resources.modules(), resources.profiles()["default"]]
    return _subjects(paths, OWL + "equivalentClass")


@cache
def thresholds() -> frozenset[str]:
    """Return the terms that a profile defines: thresholds and the alternatives of D2."""
    return _subjects([resources.profiles()["default"]], OWL + "equivalentClass")


def _subjects(paths: Iterable[object], predicate: str) -> frozenset[str]:
    return frozenset(
        quad.subject.value
        for path in paths
        for quad in ox.parse(path=str(path))
        if quad.predicate.value == predicate and isinstance(quad.subject, ox.NamedNode)
    )
