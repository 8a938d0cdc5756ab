"""The Horn axioms beside the definitions: which are allowed, and what they add.

An axiom kind that the rewriting does not know is refused by name, because it might entail a
verdict that no query would find. The allowed ones become rules: for a class, further
expressions whose members belong to it; for a property, SPARQL updates that add pairs.
"""

from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from loclearn.errors import OntologyError, did_you_mean
from loclearn.namespaces import OWL, RDF, RDFS, TERMS, XSD
from loclearn.rewriting.axioms import AxiomReader
from loclearn.rewriting.expressions import Expression, Named, Related, names, properties, values

_TYPE = RDF + "type"
_DECLARATIONS = {
    OWL + name
    for name in (
        "AnnotationProperty",
        "Class",
        "DatatypeProperty",
        "NamedIndividual",
        "ObjectProperty",
        "Ontology",
        "Restriction",
        "SymmetricProperty",
        "TransitiveProperty",
    )
} | {RDFS + "Datatype"}
_CONSTRUCTORS = {
    OWL + name
    for name in (
        "intersectionOf",
        "unionOf",
        "onProperty",
        "hasValue",
        "someValuesFrom",
        "onDatatype",
        "withRestrictions",
    )
}
_PREDICATES = {
    OWL + name
    for name in (
        "equivalentClass",
        "equivalentProperty",
        "hasValue",
        "imports",
        "intersectionOf",
        "inverseOf",
        "onDatatype",
        "onProperty",
        "propertyChainAxiom",
        "priorVersion",
        "someValuesFrom",
        "unionOf",
        "versionIRI",
        "versionInfo",
        "withRestrictions",
        "deprecated",
        "backwardCompatibleWith",
        "incompatibleWith",
    )
} | {
    RDFS + name
    for name in (
        "comment",
        "domain",
        "isDefinedBy",
        "label",
        "range",
        "seeAlso",
        "subClassOf",
        "subPropertyOf",
    )
}


def refuse_unknown_axioms(store: ox.Store) -> None:
    """Raise OntologyError that names every axiom outside the Horn fragment.

    >>> from loclearn import graph
    >>> refuse_unknown_axioms(graph.ontology())
    """
    refused = sorted(set(_unknown(store)))
    if refused:
        raise OntologyError(
            "The ontology holds axioms that the rewriting does not know and must not ignore: "
            + "; ".join(refused)
            + ". Move them to a layer of their own, or say the same with allowed axioms."
        )


def _unknown(store: ox.Store) -> Iterator[str]:
    for quad in store:
        predicate, subject = quad.predicate.value, _local(quad.subject)
        if predicate == _TYPE:
            yield from _unknown_type(quad, subject)
        elif predicate.startswith((OWL, RDFS)) and predicate not in _PREDICATES:
            yield f"{_local(quad.predicate)} ({subject})"
        elif predicate in (RDFS + "subClassOf", RDFS + "domain", RDFS + "range"):
            if isinstance(quad.object, ox.BlankNode):
                yield f"{_local(quad.predicate)} an anonymous class ({subject})"
            elif quad.object.value == OWL + "Nothing":
                yield f"{_local(quad.predicate)} Nothing ({subject})"
            elif isinstance(quad.subject, ox.BlankNode):
                yield f"{_local(quad.predicate)} of an anonymous class ({_local(quad.object)})"
        elif predicate == OWL + "inverseOf" and isinstance(quad.subject, ox.BlankNode):
            yield f"inverseOf in an expression ({_local(quad.object)})"
        elif predicate in _CONSTRUCTORS and isinstance(quad.subject, ox.NamedNode):
            yield f"{_local(quad.predicate)} on the named class {subject}"
        elif predicate == OWL + "equivalentClass" and isinstance(quad.subject, ox.BlankNode):
            yield f"equivalentClass of an anonymous class ({_local(quad.object)})"


def _unknown_type(quad: ox.Quad, subject: str) -> Iterator[str]:
    if not isinstance(quad.object, ox.NamedNode):
        yield f"type by an anonymous class ({subject})"
        return
    kind = quad.object.value
    if kind.startswith((OWL, RDFS)) and kind not in _DECLARATIONS:
        yield f"{_local(quad.object)} ({subject})"
    elif kind.endswith(("Supported", "Opposed")) and kind.startswith(TERMS):
        yield f"a verdict asserted as a fact, {_local(quad.object)} ({subject})"


def undeclared(store: ox.Store, definitions: Mapping[str, Expression]) -> list[str]:
    """Return a complaint for each name in the definitions that the ontology does not declare.

    A misspelt class, property or code would otherwise be met by nothing, for ever.
    """
    declared = {
        quad.subject.value
        for quad in store.quads_for_pattern(None, ox.NamedNode(_TYPE), None, None)
        if isinstance(quad.subject, ox.NamedNode)
    } | set(definitions)
    found: dict[str, str] = {}
    for owner, expression in definitions.items():
        used = {*names(expression), *properties(expression), *values(expression)}
        found.update(dict.fromkeys(sorted(used - declared), owner))
    by_name = {iri.rsplit("/", 1)[-1] for iri in declared}
    return [
        f"{_end(iri)}, used in the definition of {_end(owner)}, is declared nowhere. "
        + did_you_mean(_end(iri), by_name)
        for iri, owner in sorted(found.items())
    ]


def class_rules(store: ox.Store, defined: Iterable[str]) -> dict[str, list[Expression]]:
    """Return, by class, the expressions whose members belong to it by sub-class, domain, range.

    Raises OntologyError where such an axiom leads into a defined class: what entails a condition
    must be a disjunct inside its definition.
    """
    rules: dict[str, list[Expression]] = {}
    closed = set(defined)
    for predicate in ("subClassOf", "domain", "range"):
        for quad in store.quads_for_pattern(None, ox.NamedNode(RDFS + predicate), None, None):
            subject, target = quad.subject, quad.object
            if not isinstance(subject, ox.NamedNode) or not isinstance(target, ox.NamedNode):
                continue
            if target.value.startswith((XSD, OWL)):
                continue
            if target.value in closed:
                raise OntologyError(
                    f"{predicate} leads from {_local(subject)} into the defined class "
                    f"{_local(target)}: make it a disjunct of the definition."
                )
            rule: Expression = (
                Named(subject.value)
                if predicate == "subClassOf"
                else Related(subject.value, as_object=predicate == "range")
            )
            rules.setdefault(target.value, []).append(rule)
    return rules


def property_rules(store: ox.Store) -> list[tuple[str, str]]:
    """Return (property, SPARQL update) pairs that close the properties of a graph.

    The property is the one to which pairs are added: an update can be left out when no
    definition needs that property. The updates are repeated until nothing is added.
    """
    rules: list[tuple[str, str]] = []

    def add(head: str, body: str, swap: bool = False) -> None:
        new = f"?y <{head}> ?x" if swap else f"?x <{head}> ?y"
        rules.append((head, f"INSERT {{ {new} }} WHERE {{ {body} }}"))

    for one, two in _pairs(store, RDFS + "subPropertyOf"):
        add(two, f"?x <{one}> ?y")
    for one, two in _pairs(store, OWL + "equivalentProperty"):
        add(two, f"?x <{one}> ?y")
        add(one, f"?x <{two}> ?y")
    for one, two in _pairs(store, OWL + "inverseOf"):
        add(two, f"?x <{one}> ?y", swap=True)
        add(one, f"?x <{two}> ?y", swap=True)
    for kind, body, swap in (
        ("SymmetricProperty", "?x <{p}> ?y", True),
        ("TransitiveProperty", "?x <{p}> ?z . ?z <{p}> ?y", False),
    ):
        for quad in store.quads_for_pattern(
            None, ox.NamedNode(_TYPE), ox.NamedNode(OWL + kind), None
        ):
            if isinstance(quad.subject, ox.NamedNode):
                add(quad.subject.value, body.format(p=quad.subject.value), swap)
    reader = AxiomReader(store)
    for quad in store.quads_for_pattern(None, ox.NamedNode(OWL + "propertyChainAxiom"), None, None):
        if isinstance(quad.subject, ox.NamedNode) and not isinstance(quad.object, ox.Triple):
            links = [item.value for item in reader.items(quad.object)]
            variables = ["?x", *(f"?z{i}" for i in range(1, len(links))), "?y"]
            body = " . ".join(
                f"{variables[i]} <{link}> {variables[i + 1]}" for i, link in enumerate(links)
            )
            add(quad.subject.value, body)
    return sorted(set(rules))


def close_properties(facts: ox.Store, rules: Iterable[tuple[str, str]]) -> None:
    """Add to the facts what the property rules entail, until nothing more follows."""
    updates = [update for _, update in rules]
    size = -1
    while updates and len(facts) != size:
        size = len(facts)
        for update in updates:
            facts.update(update)


def _pairs(store: ox.Store, predicate: str) -> Iterator[tuple[str, str]]:
    for quad in store.quads_for_pattern(None, ox.NamedNode(predicate), None, None):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            yield quad.subject.value, quad.object.value


def _local(node: object) -> str:
    return _end(node.value) if isinstance(node, ox.NamedNode) else "anonymous"


def _end(iri: str) -> str:
    return iri.rsplit("/", 1)[-1].rsplit("#", 1)[-1]
