"""Derive the verdicts of facts that live in a shared store, and leave them there.

The rewritten queries are put to the store as they are; unions and intersections of conditions
are formed here, so that no query grows beyond what a server takes. The verdicts go to a graph of
their own. They are written beside it first and moved into it at the end, so that a broken
connection leaves the old verdicts or none, and nothing else in the store is touched.
"""

from collections.abc import Callable, Iterable, Sequence
from uuid import uuid4

import pyoxigraph as ox

from loclearn import graph
from loclearn.assessment import Assessment, judged
from loclearn.conditions import Theory
from loclearn.conditions import theory as theory_of
from loclearn.endpoint import Endpoint, EndpointError
from loclearn.errors import InvalidInput, OntologyError, WrongUse
from loclearn.namespaces import RDF, SKOS, term, thing
from loclearn.rewriting.expressions import And, Expression, Named, Or, Some, names
from loclearn.rewriting.sparql import members_query
from loclearn.sources.numbers import impossible_numbers
from loclearn.sources.world import World, settings_of

VERDICTS = thing("graph", "verdicts")
CHUNK = 2_000
_VERDICT = ("verdictFor", "verdictOn", "verdictValue", "underProfile")
_ABOUT = ("regionCode", "place", "activity", "periodFrom", "periodTo", "caseKind",
          "hasEarlierPhase")  # fmt: skip


def assess_store(
    endpoint: Endpoint,
    *,
    profile: str = "default",
    settings: Sequence[str] = (),
) -> Assessment:
    """Derive the verdicts of the facts in a store.

    Parameters
    ----------
    endpoint: the store.
    profile: default, strict, extended, or a Turtle file.
    settings: ids of the settings to judge; all where none is named.

    Raises EndpointError when the store does not answer, InvalidInput where it holds numbers
    that cannot be, else as assess.
    """
    ontology = graph.ontology(profile)
    theory = theory_of(ontology, profile)
    if theory.closure:
        raise OntologyError(
            "The definitions need properties that follow from others: "
            + ", ".join(sorted({iri for iri, _ in theory.closure}))
            + ". A shared store must hold what follows before it can be asked."
        )
    world = _world(endpoint)
    if not world.settings:
        where = f"the graph {endpoint.graph}" if endpoint.graph else "its default graph"
        raise WrongUse(f"{endpoint.query_address} tells of no setting in {where}.")
    world = world.only(settings)
    faults = impossible_numbers(endpoint.select, endpoint.query_address)
    if faults:
        raise InvalidInput(faults)
    found = Members(endpoint, theory)
    members = {
        side: found.of(Named(side))
        for condition in theory.conditions.values()
        for side in condition.sides
    }
    _keep_types(world.facts, members)
    return judged(world, theory, members)


class Members:
    """Find the members of expressions by asking a store.

    Parameters
    ----------
    endpoint: the store.
    theory: the definitions.
    """

    def __init__(self, endpoint: Endpoint, theory: Theory) -> None:
        """Start with nothing asked."""
        self._endpoint = endpoint
        self._definitions = theory.definitions
        self._sides = {side for c in theory.conditions.values() for side in c.sides}
        self._known: dict[str, frozenset[str]] = {}

    def of(self, expression: Expression) -> frozenset[str]:
        """Return the IRIs of the members."""
        if not self._reaches_conditions(expression):
            return self._ask(members_query(expression, self._definitions))
        match expression:
            case Named(iri):
                if iri not in self._known:
                    self._known[iri] = self.of(self._definitions[iri])
                return self._known[iri]
            case And(parts):
                return frozenset.intersection(*map(self.of, parts))
            case Or(parts):
                return frozenset.union(*map(self.of, parts))
            case Some(name, filler):
                targets = self.of(filler)
                pairs = self._endpoint.select(f"SELECT ?case ?x WHERE {{ ?case <{name}> ?x }}")
                return frozenset(_iri(p["case"]) for p in pairs if _iri(p["x"]) in targets)
        raise OntologyError("A definition cannot be put to a shared store.")

    def _reaches_conditions(self, expression: Expression) -> bool:
        waiting = list(names(expression))
        seen: set[str] = set()
        while waiting:
            name = waiting.pop()
            if name in self._sides:
                return True
            if name not in seen and name in self._definitions:
                seen.add(name)
                waiting += names(self._definitions[name])
        return False

    def _ask(self, query: str) -> frozenset[str]:
        return frozenset(_iri(row["case"]) for row in self._endpoint.select(query))


def write_verdicts(endpoint: Endpoint, triples: Iterable[ox.Triple], target: str) -> int:
    """Write triples to a graph of the store, in place of what it held, and return their number.

    Raises EndpointError when the store refuses; the graph then holds what it held before.
    """
    if target == endpoint.graph:
        raise WrongUse(f"{target} holds the facts; name another graph for the verdicts.")
    if _strangers(endpoint, target):
        raise WrongUse(f"The graph {target} holds other things than verdicts; name another.")
    every = sorted(triples, key=str)
    draft = f"{target}/draft-{uuid4()}"
    try:
        for start in range(0, len(every), CHUNK):
            lines = "\n".join(f"{triple} ." for triple in every[start : start + CHUNK])
            endpoint.update(f"INSERT DATA {{ GRAPH <{draft}> {{\n{lines}\n}} }}")
        endpoint.update(
            f"MOVE SILENT <{draft}> TO <{target}>" if every else f"DROP SILENT GRAPH <{target}>"
        )
    except EndpointError:
        _quietly(lambda: endpoint.update(f"DROP SILENT GRAPH <{draft}>"))
        raise
    return len(every)


def _strangers(endpoint: Endpoint, target: str) -> bool:
    """Tell whether a graph holds anything that is no part of a verdict."""
    own = ", ".join(f"<{term(name)}>" for name in _VERDICT)
    query = (
        f"SELECT ?s WHERE {{ GRAPH <{target}> {{ ?s ?p ?o }} FILTER (?p NOT IN ({own}, "
        f"<{RDF}type>) || (?p = <{RDF}type> && ?o != <{term('Verdict')}>)) }} LIMIT 1"
    )
    return bool(endpoint.select_all(query))


def _quietly(do: Callable[[], None]) -> None:
    try:
        do()
    except EndpointError:
        return


def _world(endpoint: Endpoint) -> World:
    """Return what the store says of its settings; the evidence itself stays there."""
    facts = graph.facts()
    kinds = [term("LocalSetting"), term("PooledCase")]
    for kind in kinds:
        rows = endpoint.select(f"SELECT ?case WHERE {{ ?case <{RDF}type> <{kind}> }}")
        facts.extend(
            ox.Quad(ox.NamedNode(_iri(row["case"])), ox.NamedNode(RDF + "type"), ox.NamedNode(kind))
            for row in rows
        )
    either = " UNION ".join(f"{{ ?case <{RDF}type> <{kind}> }}" for kind in kinds)
    for predicate in (SKOS + "notation", *(term(name) for name in _ABOUT)):
        rows = endpoint.select(f"SELECT ?case ?x WHERE {{ {either} ?case <{predicate}> ?x }}")
        facts.extend(
            ox.Quad(ox.NamedNode(_iri(row["case"])), ox.NamedNode(predicate), row["x"])
            for row in rows
        )
    return World(facts, tuple(settings_of(facts)), ())


def _keep_types(facts: ox.Store, members: dict[str, frozenset[str]]) -> None:
    """Type the members, so that the inputs of a verdict can be read off the definitions."""
    for side, things in members.items():
        facts.extend(
            ox.Quad(ox.NamedNode(iri), ox.NamedNode(RDF + "type"), ox.NamedNode(side))
            for iri in things
        )


def _iri(node: object) -> str:
    return node.value if isinstance(node, ox.NamedNode) else str(node)
