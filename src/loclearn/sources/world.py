"""All facts of one run, whatever door they came through, and the settings to assess."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyoxigraph as ox

from loclearn import graph
from loclearn.errors import InvalidInput, Problem, known
from loclearn.namespaces import RDF, SKOS, term
from loclearn.rdf_input import read_rdf
from loclearn.sources.coded import Coded, read_coded
from loclearn.sources.facts import add_facts
from loclearn.sources.finding import found as found_in
from loclearn.sources.finding import many
from loclearn.sources.numbers import impossible_numbers
from loclearn.sources.settings import NO_CODES, Crosswalk, Setting, phases
from loclearn.tables.kinds import ALL

_TYPE = ox.NamedNode(RDF + "type")
_FACTS = ("hasEvidence", "hasObservation")
_CODED = ("evidence", "cases", "works")


@dataclass(frozen=True)
class World:
    """Hold the facts of a run.

    facts: settings, statements, observations and works.
    settings: what is assessed.
    warnings: what was odd with the input.
    graphs: the RDF that was handed in, by file.
    tables: the user's tables by their kind; those of papers are not read for an assessment.
    regional: the user's regional tables by their kind.
    """

    facts: ox.Store
    settings: tuple[Setting, ...]
    warnings: tuple[Problem, ...]
    graphs: dict[str, ox.Store] = field(default_factory=dict)
    tables: dict[str, list[Path]] = field(default_factory=dict)
    regional: dict[str, list[Path]] = field(default_factory=dict)

    def only(self, ids: Sequence[str]) -> "World":
        """Return the world with some settings to assess; all where none is named.

        Raises WrongUse when there is no such setting.
        """
        known(ids, list(dict.fromkeys(one.id for one in self.settings)), "setting")
        return replace(self, settings=tuple(s for s in self.settings if not ids or s.id in ids))


@dataclass(frozen=True)
class Inputs:
    """Name what a run reads.

    evidence, cases, works: CSV files of the user's own.
    data: RDF files, or folders of RDF files and of tables told by their header.
    embedded: whether the coded literature that comes with loclearn is read as well.
    """

    evidence: Sequence[Path | str] = ()
    cases: Sequence[Path | str] = ()
    works: Sequence[Path | str] = ()
    data: Sequence[Path | str] = ()
    embedded: bool = True


def read_world(
    inputs: Inputs, ontology: ox.Store, *, observe: bool = True, only: Sequence[str] = ()
) -> World:
    """Read all inputs into one graph of facts.

    Parameters
    ----------
    inputs: what to read.
    ontology: where the points of strengths and bases stand.
    observe: whether what regional tables observe becomes facts of the graph.
    only: ids of settings; of regional tables, what concerns no verdict on them need not be read,
        and its settings are not among those of the world. All is read where none is named.

    Raises InvalidInput with all violations of all files, WrongUse without any input.

    >>> len(read_world(Inputs(), graph.ontology()).settings)
    50
    """
    files = found_in(many(inputs.data))
    tables = files.tables
    problems: list[Problem] = []
    coded = Coded((), (), (), {}, ())
    mine = any(tables[kind] for kind in _CODED) or inputs.evidence or inputs.cases or inputs.works
    if inputs.embedded or mine or not (files.graphs or any(files.regional.values())):
        try:
            coded = read_coded(
                [*many(inputs.evidence), *tables["evidence"]],
                [*many(inputs.cases), *tables["cases"]],
                [*many(inputs.works), *tables["works"]],
                embedded=inputs.embedded,
            )
        except InvalidInput as error:
            problems += error.problems
    facts = graph.facts()
    add_facts(facts, coded, ontology)
    handed = {}
    for path in files.graphs:
        handed[str(path)], found = read_rdf(path)
        facts.extend(handed[str(path)])
        problems += (_profile(path) if found else []) or found
        problems += impossible_numbers(handed[str(path)].query, str(path))
    crosswalk = NO_CODES
    if observe:
        crosswalk = _observed(facts, coded.settings, files.regional, only, problems)
    settings = [*coded.settings, *settings_of(facts, {one.iri for one in coded.settings})]
    problems += _twice(settings)
    if set(only) - {one.id for one in settings} and any(files.regional.values()) and observe:
        return read_world(inputs, ontology)
    if any(problem.severity == "violation" for problem in problems):
        raise InvalidInput(problems)
    for later, earlier in phases(settings, crosswalk):
        pair = ox.NamedNode(later.iri), ox.NamedNode(earlier.iri)
        facts.add(ox.Quad(pair[0], ox.NamedNode(term("hasEarlierPhase")), pair[1]))
    tables["works"] += many(inputs.works)
    warnings = (*coded.warnings, *problems)
    return World(facts, tuple(settings), warnings, handed, tables, files.regional)


def _profile(path: Path) -> list[Problem]:
    """Return one violation for a profile among the data, instead of one for each threshold."""
    store, _ = read_rdf(path, profiles=True)
    if not any(store.quads_for_pattern(None, _TYPE, ox.NamedNode(term("Profile")), None)):
        return []
    cure = f"Take it out of the folder, and name it: --profile {path.name}."
    return [Problem(str(path), None, None, "a profile among the data", "settings and facts", cure)]


def _observed(
    facts: ox.Store,
    coded: Sequence[Setting],
    files: dict[str, list[Path]],
    only: Sequence[str],
    problems: list[Problem],
) -> Crosswalk:
    """Add what regional tables observe to the facts, and what is odd to the problems.

    Return the codes that the tables give for the activities of cases.
    """
    if not any(files.values()):
        return NO_CODES
    from loclearn.datasets.dataset import open_tables  # noqa: PLC0415 - half a second
    from loclearn.indicators.computing import compute  # noqa: PLC0415
    from loclearn.sources.concerning import concern, earlier_phases  # noqa: PLC0415
    from loclearn.sources.observed import crosswalk_of, observed  # noqa: PLC0415
    from loclearn.sources.vintages import mixed_vintages  # noqa: PLC0415

    try:
        dataset = open_tables(files)
    except InvalidInput as error:
        problems += error.problems
        return NO_CODES
    crosswalk = crosswalk_of(dataset)
    told = [*coded, *settings_of(facts, {one.iri for one in coded})]
    regions = wanted = None
    if only:
        found = concern(only, dataset, told, crosswalk, earlier_phases(facts))
        regions, wanted = found.regions, found.test
    table, odd = compute(dataset, deciding=True, regions=regions)
    facts.extend(observed(table, told, crosswalk, wanted).facts)
    problems += (*dataset.problems, *mixed_vintages(dataset), *odd)
    return crosswalk


def _twice(settings: Sequence[Setting]) -> list[Problem]:
    """Return a violation for each name that stands for two settings of one period."""
    first: dict[tuple[str, str | None], Setting] = {}
    problems = []
    for one in settings:
        other = first.setdefault((one.id, one.period), one)
        if other is not one:
            found = f"{one.id} for <{one.iri}> and for <{other.iri}>"
            cure = "Give one of them another skos:notation, or the same IRI."
            problems.append(Problem("the graphs", None, None, found, "one setting a name", cure))
    return problems


def settings_of(facts: ox.Store, told: Set[str] = frozenset()) -> list[Setting]:
    """Return the settings that a graph tells of, but for those told, in order of their IRIs."""
    nodes: set[ox.NamedNode] = set()
    for name in ("LocalSetting", "PooledCase"):
        quads = facts.quads_for_pattern(None, _TYPE, ox.NamedNode(term(name)), None)
        nodes |= {quad.subject for quad in quads if isinstance(quad.subject, ox.NamedNode)}
    for name in _FACTS:
        quads = facts.quads_for_pattern(None, ox.NamedNode(term(name)), None, None)
        nodes |= {quad.subject for quad in quads if isinstance(quad.subject, ox.NamedNode)}
    new = sorted((node for node in nodes if node.value not in told), key=lambda n: n.value)
    return [_setting(facts, node) for node in new]


def _setting(facts: ox.Store, node: ox.NamedNode) -> Setting:
    def text(iri: str) -> str | None:
        return graph.value(facts, node, iri)

    codes = sorted(one.value for one in graph.objects(facts, node, term("regionCode")))
    region = ";".join(codes) or None
    activity = text(term("activity")) or ALL
    years = tuple(_year(text(term(name))) for name in ("periodFrom", "periodTo"))
    pooled = ox.Quad(node, _TYPE, ox.NamedNode(term("PooledCase"))) in facts
    one = Setting(
        id="",
        place=text(term("place")) or region or node.value.rsplit("/", 1)[-1],
        region=region,
        activity=activity,
        years=(years[0], years[1]),
        kind=text(term("caseKind")) or ("region-set" if pooled else "region"),
        node=node.value,
    )
    return one.named(text(SKOS + "notation"))


def _year(text: str | None) -> int | None:
    return int(text) if text and text.lstrip("-").isdigit() else None
