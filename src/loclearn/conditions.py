"""Read from the ontology what is derived: conditions, statuses and their definitions."""

from collections.abc import Iterable
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pyoxigraph as ox

from loclearn import graph
from loclearn.errors import OntologyError, did_you_mean
from loclearn.namespaces import OWL, RDF, RDFS, SKOS, term
from loclearn.reasoning import class_rules, property_rules, refuse_unknown_axioms, undeclared
from loclearn.rewriting.axioms import AxiomReader
from loclearn.rewriting.expressions import Expression, Or, names, properties

FOUR_VALUES = {
    (True, False): "supported",
    (False, True): "opposed",
    (True, True): "contested",
    (False, False): "unknown",
}
"""What a verdict is called (Belnap 1977), by whether it is supported and whether it is opposed."""

KINDS = ("Condition", "SubCondition", "Extension", "Status")


@dataclass(frozen=True)
class Condition:
    """Hold a condition, sub-condition, extension or status with its two classes.

    iri, id: its IRI and its notation, such as C05 or D2.
    supported, opposed: IRIs of its classes; a status may lack the opposed one.
    whole: the id of the condition of which it is an alternative, or None.
    """

    iri: str
    id: str
    label: str
    definition: str
    kind: str
    supported: str
    opposed: str | None
    whole: str | None

    @property
    def sides(self) -> tuple[str, ...]:
        """Return the classes that exist, supported first."""
        return (self.supported,) if self.opposed is None else (self.supported, self.opposed)


@dataclass(frozen=True)
class Theory:
    """Hold the definitions of one ontology with one profile.

    conditions: by id, in order of ids: conditions, extensions, statuses; sub-conditions too.
    definitions: what makes something a member of a class, by IRI of the class.
    order: the classes in an order in which each stands after those that it needs.
    closure: (property, SPARQL update) pairs of the properties that the definitions need.
    """

    profile: str
    conditions: dict[str, Condition]
    definitions: dict[str, Expression]
    order: tuple[str, ...]
    closure: tuple[tuple[str, str], ...]

    @property
    def verdicts(self) -> list[Condition]:
        """Return what each setting gets a verdict on: all but the sub-conditions.

        >>> len(read_theory().verdicts)
        30
        """
        return [c for c in self.conditions.values() if c.kind != "SubCondition"]

    @property
    def contestable(self) -> list[Condition]:
        """Return what is marked as contested wherever a verdict rests on it: no status."""
        return [c for c in self.conditions.values() if c.opposed is not None and c.kind != "Status"]


def read_theory(profile: str = "default") -> Theory:
    """Read the ontology with one profile.

    Parameters
    ----------
    profile: default, strict, extended, or a Turtle file.

    Raises OntologyError where an axiom lies outside the fragment, a threshold has no value or
    two, or definitions depend on each other in a circle; WrongUse where there is no profile.

    >>> read_theory().conditions["C05"].label
    'buzz'
    """
    return theory(graph.ontology(profile), profile)


def theory(store: ox.Store, name: str | None = None) -> Theory:
    """Read the theory out of a store that holds the ontology and one profile.

    Parameters
    ----------
    store: the ontology with one profile.
    name: how the user called the profile; the name of a file is shown beside the profile's own.
    """
    refuse_unknown_axioms(store)
    conditions = _conditions(store)
    definitions = _definitions(store)
    _complete(conditions.values(), definitions)
    faults = undeclared(store, definitions)
    if faults:
        raise OntologyError(" ".join(faults))
    order, needed = _order(conditions.values(), definitions)
    return Theory(
        profile=_profile(store, name),
        conditions=conditions,
        definitions=definitions,
        order=order,
        closure=_closure(store, needed),
    )


def _profile(store: ox.Store, name: str | None) -> str:
    quads = store.quads_for_pattern(None, ox.NamedNode(term("profileName")), None, None)
    found = sorted({quad.object.value for quad in quads if isinstance(quad.object, ox.Literal)})
    if len(found) != 1:
        raise OntologyError(
            "Exactly one profile must be loaded, each with one ll:profileName; found "
            + (", ".join(found) or "none")
            + "."
        )
    file = "" if name is None or name == found[0] else f" ({Path(name).name})"
    return found[0] + file


def _conditions(store: ox.Store) -> dict[str, Condition]:
    ids: dict[str, str] = {}
    found: list[tuple[int, str, ox.NamedNode, str]] = []
    for rank, kind in enumerate(KINDS):
        for quad in store.quads_for_pattern(
            None, ox.NamedNode(RDF + "type"), ox.NamedNode(term(kind)), None
        ):
            if isinstance(quad.subject, ox.NamedNode):
                id_ = graph.value(store, quad.subject, SKOS + "notation")
                if id_ is None:
                    raise OntologyError(f"{quad.subject.value} has no skos:notation.")
                ids[quad.subject.value] = id_
                found.append((rank, id_, quad.subject, kind))
    result = {}
    for _, id_, node, kind in sorted(found, key=lambda item: (item[0], item[1])):
        supported = graph.value(store, node, term("supportedClass"))
        if supported is None:
            raise OntologyError(f"{id_} names no supported class.")
        if id_ in result:
            raise OntologyError(f"The notation {id_} stands for two conditions.")
        result[id_] = Condition(
            iri=node.value,
            id=id_,
            label=graph.value(store, node, RDFS + "label") or id_,
            definition=graph.value(store, node, SKOS + "definition") or "",
            kind=kind,
            supported=supported,
            opposed=graph.value(store, node, term("opposedClass")),
            whole=ids.get(graph.value(store, node, term("partOfCondition")) or ""),
        )
    return result


def _definitions(store: ox.Store) -> dict[str, Expression]:
    reader = AxiomReader(store)
    _thresholds(store, reader)
    definitions: dict[str, Expression] = {}
    for quad in store.quads_for_pattern(None, ox.NamedNode(OWL + "equivalentClass"), None, None):
        if not isinstance(quad.subject, ox.NamedNode) or quad.subject.value in reader.datatypes:
            continue
        name = quad.subject.value
        if name in definitions:
            raise OntologyError(f"{_local(name)} is defined more than once.")
        if isinstance(quad.object, ox.NamedNode | ox.BlankNode):
            definitions[name] = reader.expression(quad.object, _local(name))
    for name, rules in class_rules(store, definitions).items():
        definitions[name] = Or(tuple(rules))
    return definitions


def _thresholds(store: ox.Store, reader: AxiomReader) -> None:
    """Raise OntologyError where the profile lacks thresholds or defines unknown ones."""
    faults = [
        f"{_local(quad.subject.value)} is no threshold of the ontology. "
        + did_you_mean(_local(quad.subject.value), reader.undefined)
        for quad in store.quads_for_pattern(None, ox.NamedNode(OWL + "equivalentClass"), None, None)
        if isinstance(quad.subject, ox.NamedNode)
        and isinstance(quad.object, ox.BlankNode)
        and quad.subject.value not in reader.datatypes
        and reader.defines_datatype(quad.object)
    ]
    if reader.undefined:
        names_ = ", ".join(sorted(reader.undefined))
        faults.append(f"The profile gives no value to: {names_}.")
    if faults:
        raise OntologyError(" ".join(faults))


def _complete(conditions: Iterable[Condition], definitions: dict[str, Expression]) -> None:
    lacking = [
        _local(side)
        for condition in conditions
        for side in condition.sides
        if side not in definitions
    ]
    used = {name for expression in definitions.values() for name in names(expression)}
    for name in sorted(used - set(definitions)):
        if name.endswith(("Supported", "Opposed")):
            lacking.append(_local(name))
    if lacking:
        raise OntologyError("No definition is loaded of " + ", ".join(sorted(set(lacking))) + ".")


def _order(
    conditions: Iterable[Condition], definitions: dict[str, Expression]
) -> tuple[tuple[str, ...], set[str]]:
    needs: dict[str, set[str]] = {}
    waiting = [side for condition in conditions for side in condition.sides]
    used: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in needs or name not in definitions:
            continue
        needs[name] = set(names(definitions[name])) & set(definitions)
        used |= set(properties(definitions[name]))
        waiting += sorted(needs[name])
    try:
        graph_order = {name: sorted(needs[name]) for name in sorted(needs)}
        return tuple(TopologicalSorter(graph_order).static_order()), used
    except CycleError as error:
        circle = " → ".join(_local(name) for name in error.args[1])
        raise OntologyError(f"Definitions depend on each other in a circle: {circle}.") from None


def _closure(store: ox.Store, needed: set[str]) -> tuple[tuple[str, str], ...]:
    rules = property_rules(store)
    wanted = set(needed)
    while True:
        useful = [rule for rule in rules if rule[0] in wanted]
        mentioned = {rule[0] for rule in rules if any(f"<{rule[0]}>" in u for _, u in useful)}
        if mentioned <= wanted:
            return tuple(useful)
        wanted |= mentioned


def _local(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]
