"""Open the facts of a run, in a graph or in a database."""

from dataclasses import dataclass

import pyoxigraph as ox

from loclearn import graph
from loclearn.conditions import Theory
from loclearn.conditions import theory as theory_of
from loclearn.errors import Problem
from loclearn.grounds.in_graph import InGraph
from loclearn.grounds.in_tables import InTables
from loclearn.reasoning import close_properties
from loclearn.sources.world import Inputs, World, read_world


@dataclass(frozen=True)
class Opened:
    """Hold the facts of a run with the theory that judges them.

    ontology: the modules with one profile.
    facts: what grades the settings.
    """

    ontology: ox.Store
    theory: Theory
    world: World
    facts: InGraph | InTables
    warnings: tuple[Problem, ...]


def opened(inputs: Inputs, profile: str = "default") -> Opened:
    """Read all inputs; regional tables stay in a database.

    Raises InvalidInput, WrongUse or OntologyError.

    >>> len(opened(Inputs()).facts.places)
    50
    """
    ontology = graph.ontology(profile)
    theory = theory_of(ontology, profile)
    world = read_world(inputs, ontology, observe=False)
    if not any(world.regional.values()):
        close_properties(world.facts, theory.closure)
        facts = InGraph(world.facts, world.settings, theory)
        return Opened(ontology, theory, world, facts, world.warnings)
    from loclearn.bulk import facts_in_bulk  # noqa: PLC0415
    from loclearn.datasets.dataset import open_tables  # noqa: PLC0415 - half a second

    found = facts_in_bulk(open_tables(world.regional), world, theory)
    return Opened(ontology, theory, world, InTables(found, theory), found.warnings)
