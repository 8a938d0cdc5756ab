"""Read the tables of a report, and derive what it shows."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from loclearn import graph
from loclearn.bulk import facts_in_bulk, judge_in_bulk
from loclearn.conditions import Theory
from loclearn.conditions import theory as theory_of
from loclearn.errors import Problem, WrongUse
from loclearn.sensitivity.rows import Sensitivity
from loclearn.sources.claims import add_papers
from loclearn.sources.facts import add_works
from loclearn.sources.papers import read_papers
from loclearn.sources.world import Inputs, World, read_world

if TYPE_CHECKING:
    import pyarrow

    from loclearn.datasets.dataset import Dataset


@dataclass(frozen=True)
class Gathered:
    """Hold all that a report tells of.

    theory: conditions and definitions, with the thresholds of one profile.
    knowledge: the ontology, the facts of cases, the claims of papers, and the works cited.
    dataset: the regional tables.
    verdicts: 30 rows a setting, in the order of settings and conditions.
    observed: the observations of the tables, each with its setting.
    firmness: which verdicts flip when a threshold is moved.
    """

    theory: Theory
    knowledge: ox.Store
    world: World
    dataset: "Dataset"
    verdicts: "pyarrow.Table"
    observed: "pyarrow.Table"
    firmness: Sensitivity
    warnings: tuple[Problem, ...]


def gather(inputs: Inputs, profile: str = "default") -> Gathered:
    """Read tables, compute indicators and derive verdicts, each once.

    Parameters
    ----------
    inputs: what to read; at least one regional table.
    profile: default, strict, extended, or a Turtle file.

    Raises InvalidInput, WrongUse or OntologyError as `assess_in_bulk` does.
    """
    knowledge = graph.ontology(profile)
    theory = theory_of(knowledge, profile)
    world = read_world(inputs, knowledge, observe=False)
    if not any(world.regional.values()):
        raise WrongUse(
            "There is no regional table to report on; loclearn template employment starts one."
        )
    from loclearn.datasets.dataset import open_tables  # noqa: PLC0415 - half a second
    from loclearn.grounds.in_tables import InTables  # noqa: PLC0415
    from loclearn.grounds.opening import Opened  # noqa: PLC0415
    from loclearn.sensitivity.varying import of_facts  # noqa: PLC0415

    dataset = open_tables(world.regional)
    facts = facts_in_bulk(dataset, world, theory, told=True)
    bulk = judge_in_bulk(facts, dataset, theory)
    judged = bulk.table.order_by("setting", "period", "condition")
    columns = ("setting", "indicator", "value", "coverage", "p_value", "capability", "inputs")
    observed = bulk.observed.select(*columns)
    observed = observed.order_by("setting", "indicator", "capability", "inputs", "value")
    run = Opened(knowledge, theory, world, InTables(facts, theory), facts.warnings)
    firmness = of_facts(run, every=False)
    knowledge.extend(world.facts)
    add_works(knowledge)
    add_papers(knowledge, read_papers(world.tables, world.tables["works"]))
    return Gathered(
        theory, knowledge, world, dataset, judged.to_pyarrow(), observed.to_pyarrow(),
        firmness, bulk.warnings,
    )  # fmt: skip
