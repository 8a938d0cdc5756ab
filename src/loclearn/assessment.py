"""Derive the verdicts of all settings: the main job."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from loclearn import graph, owl_engine
from loclearn.conditions import FOUR_VALUES, Condition, Theory
from loclearn.conditions import theory as theory_of
from loclearn.errors import Problem, WrongUse, known
from loclearn.namespaces import RDF, profile_iri, term, thing, verdict_iri
from loclearn.reasoning import close_properties
from loclearn.rewriting.membership import Membership
from loclearn.rewriting.sparql import members_update
from loclearn.rewriting.sql.facts import tables_of
from loclearn.rewriting.sql.verdicts import members
from loclearn.sources.settings import Setting
from loclearn.sources.world import Inputs, World, read_world

if TYPE_CHECKING:
    import pandas

CHECKED = 20_000
"""Up to this number of triples, graphs handed in are held to the shapes before use."""

VALUES = tuple(FOUR_VALUES.values())
"""The four values of a verdict (Belnap 1977): only for, only against, both, neither."""


@dataclass(frozen=True)
class Verdict:
    """Hold what the evidence does to one condition or status of one setting.

    value: supported, opposed, contested or unknown.
    contested_inputs: ids of the contested (sub-)conditions on which the verdict rests.
    """

    setting: Setting
    condition: Condition
    value: str
    contested_inputs: tuple[str, ...]

    def record(self) -> dict[str, Any]:
        """Return the verdict as one record of the exchange format.

        >>> assess().verdicts[0].record()["condition"]
        'C01'
        """
        return {
            "setting": self.setting.id,
            "region": self.setting.region,
            "activity": self.setting.activity,
            "period": self.setting.period,
            "pooled": self.setting.pooled,
            "condition": self.condition.id,
            "value": self.value,
            "contested_inputs": list(self.contested_inputs),
        }


@dataclass(frozen=True)
class Assessment:
    """Hold all verdicts of one run with one profile.

    verdicts: by setting, in the order of the cases, and by condition.
    warnings: what was odd with the input.
    """

    profile: str
    settings: tuple[Setting, ...]
    conditions: tuple[Condition, ...]
    verdicts: tuple[Verdict, ...]
    warnings: tuple[Problem, ...]

    def only(self, conditions: Sequence[str]) -> "Assessment":
        """Return the part that speaks of some conditions; all of it where none is named.

        Raises WrongUse when there is no such condition.
        """
        known(conditions, [one.id for one in self.conditions], "condition")
        return replace(
            self,
            conditions=tuple(c for c in self.conditions if not conditions or c.id in conditions),
            verdicts=tuple(
                v for v in self.verdicts if not conditions or v.condition.id in conditions
            ),
        )

    def triples(self) -> list[ox.Triple]:
        """Return the verdicts other than unknown as RDF, each an ll:Verdict."""
        kinds = ("verdictFor", "verdictOn", "verdictValue", "underProfile")
        for_, on, value, under = (ox.NamedNode(term(name)) for name in kinds)
        profile = ox.NamedNode(profile_iri(self.profile))
        found = []
        for verdict in self.verdicts:
            if verdict.value == "unknown":
                continue
            setting = verdict.setting.iri
            node = ox.NamedNode(verdict_iri(setting, verdict.condition.id, self.profile))
            found += [
                ox.Triple(node, ox.NamedNode(RDF + "type"), ox.NamedNode(term("Verdict"))),
                ox.Triple(node, under, profile),
                ox.Triple(node, for_, ox.NamedNode(setting)),
                ox.Triple(node, on, ox.NamedNode(verdict.condition.iri)),
                ox.Triple(node, value, ox.NamedNode(thing("value", verdict.value))),
            ]
        return found

    def to_frame(self) -> "pandas.DataFrame":
        """Return one row a verdict as a data frame; needs pandas, which notebooks have.

        Raises WrongUse when pandas is not installed.
        """
        try:
            import pandas  # noqa: PLC0415
        except ImportError:
            raise WrongUse("A data frame needs pandas: pip install pandas.") from None
        return pandas.DataFrame([verdict.record() for verdict in self.verdicts])

    def value(self, setting: str, condition: str) -> str:
        """Return the value of one verdict; of the latest phase where a case has several.

        Raises WrongUse when there is no such setting or condition.
        """
        known([setting], list(dict.fromkeys(s.id for s in self.settings)), "setting")
        known([condition], [c.id for c in self.conditions], "condition")
        return [
            v.value
            for v in self.verdicts
            if v.setting.id == setting and v.condition.id == condition
        ][-1]


def assess(
    evidence: Sequence[Path | str] = (),
    cases: Sequence[Path | str] = (),
    works: Sequence[Path | str] = (),
    data: Sequence[Path | str] = (),
    *,
    embedded: bool = True,
    profile: str = "default",
    engine: str = "sparql",
    reasoner: str = "pellet",
    settings: Sequence[str] = (),
) -> Assessment:
    """Derive which local settings meet which conditions.

    Parameters
    ----------
    evidence, cases, works: CSV files of the user's own.
    data: RDF files of the user's own, or folders of RDF files and tables.
    embedded: whether the coded literature that comes with loclearn is read as well.
    profile: default, strict, extended, or a Turtle file.
    engine: sparql; sql for the same in a database; or owl for a DL reasoner, which takes small
        sets of settings only.
    reasoner: pellet or hermit, for the engine owl.
    settings: ids of the settings to judge; all where none is named.

    Raises InvalidInput, WrongUse or OntologyError.

    >>> assess().value("SVY-IT", "D4")
    'supported'
    """
    ontology = graph.ontology(profile)
    theory = theory_of(ontology, profile)
    inputs = Inputs(evidence, cases, works, data, embedded)
    world = read_world(inputs, ontology, only=settings).only(settings)
    world = replace(world, warnings=(*world.warnings, *_doubts(world)))
    if engine == "sparql":
        return derive(world, theory)
    if engine == "owl":
        iris = [setting.iri for setting in world.settings]
        found = owl_engine.members(world.facts, ontology, theory, iris, reasoner=reasoner)
        return judged(world, theory, found)
    if engine == "sql":
        return judged(world, theory, _by_sql(world, theory))
    raise WrongUse(f"There is no engine {engine}; use sparql, sql or owl.")


def _by_sql(world: World, theory: Theory) -> dict[str, frozenset[str]]:
    try:
        import duckdb  # noqa: F401, PLC0415
        import ibis  # noqa: F401, PLC0415 - a second
    except ImportError:
        raise WrongUse(
            'The engine sql needs a database: install it with pip install "loclearn[tables]".'
        ) from None
    return members(tables_of(world.facts, theory), theory)


def _doubts(world: World) -> list[Problem]:
    """Return what the shapes find in the graphs handed in, as warnings; large ones are left out."""
    if not 0 < sum(map(len, world.graphs.values())) <= CHECKED:
        return []
    from loclearn.validation.shapes import shape_problems  # noqa: PLC0415 - half a second

    return [replace(problem, severity="warning") for problem in shape_problems(world.graphs)]


def derive(world: World, theory: Theory) -> Assessment:
    """Derive the verdicts of a world; the derived types are added to its facts."""
    store = world.facts
    close_properties(store, theory.closure)
    for iri in theory.order:
        store.update(members_update(iri, theory.definitions[iri]))
    members = {side: _members(store, side) for c in theory.conditions.values() for side in c.sides}
    return judged(world, theory, members)


def judged(world: World, theory: Theory, members: dict[str, frozenset[str]]) -> Assessment:
    """Return the verdicts that follow from the members of each class."""
    judge = _Judge(theory, members, Membership(world.facts, theory.definitions))
    return Assessment(
        profile=theory.profile,
        settings=world.settings,
        conditions=tuple(theory.verdicts),
        verdicts=tuple(
            judge.verdict(setting, condition)
            for setting in world.settings
            for condition in theory.verdicts
        ),
        warnings=world.warnings,
    )


class _Judge:
    def __init__(
        self, theory: Theory, members: dict[str, frozenset[str]], membership: Membership
    ) -> None:
        self._members = members
        self._membership = membership
        self._contested = {
            side: (one.id, frozenset.intersection(*(members[side] for side in one.sides)))
            for one in theory.contestable
            for side in one.sides
        }
        contested = frozenset().union(*(things for _, things in self._contested.values()))
        self._touched = membership.reaching(contested)
        self._definitions = theory.definitions

    def verdict(self, setting: Setting, condition: Condition) -> Verdict:
        supported = setting.iri in self._members[condition.supported]
        opposed = condition.opposed is not None and setting.iri in self._members[condition.opposed]
        value = FOUR_VALUES[supported, opposed]
        sides = [side for side in condition.sides if setting.iri in self._members[side]]
        return Verdict(setting, condition, value, self._inputs(setting, condition, sides))

    def _inputs(self, setting: Setting, condition: Condition, sides: list[str]) -> tuple[str, ...]:
        if setting.iri not in self._touched:
            return ()
        thing = ox.NamedNode(setting.iri)
        grounds = set().union(
            *(self._membership.grounds(self._definitions[side], thing) for side in sides)
        )
        return tuple(
            sorted(
                {
                    self._contested[iri][0]
                    for iri, member in grounds
                    if iri in self._contested and member.value in self._contested[iri][1]
                }
                - {condition.id}
            )
        )


def _members(store: ox.Store, iri: str) -> frozenset[str]:
    quads = store.quads_for_pattern(None, ox.NamedNode(RDF + "type"), ox.NamedNode(iri), None)
    return frozenset(
        quad.subject.value for quad in quads if not isinstance(quad.subject, ox.Triple)
    )
