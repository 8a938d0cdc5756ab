"""Verdicts on any number of settings, as a table that no Python object has to hold.

The facts of regional tables stay in the database; only what is coded or handed in as a graph comes
through the graph of facts. The verdicts are those of `assess`, and a test holds the two together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from loclearn import graph
from loclearn.conditions import Theory
from loclearn.conditions import theory as theory_of
from loclearn.errors import InvalidInput, Problem, WrongUse
from loclearn.rewriting.sql.columns import Tables
from loclearn.rewriting.sql.facts import tables_of
from loclearn.rewriting.sql.verdicts import verdicts
from loclearn.sources.observed import cases_by_place, crosswalk_of, setting_of
from loclearn.sources.settings import Crosswalk, Setting, phases
from loclearn.sources.vintages import mixed_vintages
from loclearn.sources.world import Inputs, World, read_world

if TYPE_CHECKING:
    import ibis

    from loclearn.datasets.dataset import Dataset

_SETTING = {"setting": "string", "id": "string", "region": "string", "activity": "string",
            "period": "string", "pooled": "boolean"}  # fmt: skip
COLUMNS = ("setting", "region", "activity", "period", "pooled", "condition", "value",
           "contested_inputs")  # fmt: skip
_MOST = 20
"""So many names that stand for two settings are told."""


@dataclass(frozen=True)
class Bulk:
    """Hold verdicts as a table, 30 rows a setting, and what was odd with the input.

    observed: the observations of the tables, each with its setting: the IRI of a case, or else
        region, activity and period.
    """

    table: "ibis.Table"
    warnings: tuple[Problem, ...]
    observed: "ibis.Table"


def assess_in_bulk(inputs: Inputs, profile: str = "default") -> Bulk:
    """Return the verdicts on all settings as a table of a database.

    Parameters
    ----------
    inputs: what to read.
    profile: default, strict, extended, or a Turtle file.

    Its columns are those of the exchange format; contested inputs are joined by semicolons. The 30
    rows of a setting stand together, in the order of conditions; settings are in no order. Rows are
    made when they are asked for: `to_parquet` and `to_csv` write any number.

    Raises InvalidInput, WrongUse or OntologyError.
    """
    ontology = graph.ontology(profile)
    theory = theory_of(ontology, profile)
    world = read_world(inputs, ontology, observe=False)
    if not any(world.regional.values()):
        raise WrongUse("There is no regional table; without one, leave out --format parquet.")
    from loclearn.datasets.dataset import open_tables  # noqa: PLC0415 - half a second

    return derive_in_bulk(open_tables(world.regional), world, theory)


def derive_in_bulk(dataset: "Dataset", world: World, theory: Theory, *, told: bool = False) -> Bulk:
    """Return the verdicts on all settings of regional tables and of a graph.

    Parameters
    ----------
    dataset: the checked tables, in DuckDB or in Spark.
    world: the settings and facts of the graph. theory: conditions and their definitions.
    told: whether the observations say what they were made of, which takes time.
    """
    return judge_in_bulk(facts_in_bulk(dataset, world, theory, told=told), dataset, theory)


def judge_in_bulk(facts: "Facts", dataset: "Dataset", theory: Theory) -> Bulk:
    """Return the verdicts on all settings of facts that are in a database.

    Parameters
    ----------
    facts: what `facts_in_bulk` gives. dataset: their database. theory: as for `derive_in_bulk`.
    """

    def in_order(settings: "ibis.Table") -> "ibis.Table":
        """Sort settings, so that what is written is nearly in order, and small."""
        named = settings.join(facts.names, "setting").order_by("id", "period")
        return dataset.keep("judged_settings", named, ("region", "activity", "period"))

    judged = verdicts(facts.tables, theory, in_order, dataset.keep)
    table = judged.select(**{name: judged["id" if name == "setting" else name] for name in COLUMNS})
    return Bulk(table, facts.warnings, facts.observed)


@dataclass(frozen=True)
class Facts:
    """Hold the facts of a run as tables of a database.

    tables: the facts, settings named by their IRI, or by their id where tables alone know them.
    names: what is told of each setting: setting, id, region, activity, period, pooled.
    observed: the observations of the regional tables alone, each with its setting.
    """

    tables: Tables
    names: "ibis.Table"
    observed: "ibis.Table"
    warnings: tuple[Problem, ...]


def facts_in_bulk(dataset: "Dataset", world: World, theory: Theory, *, told: bool = False) -> Facts:
    """Return the facts of regional tables beside those of a graph, as tables of a database.

    Parameters
    ----------
    dataset, world, theory, told: as `derive_in_bulk` takes them.
    """
    from loclearn.indicators.computing import compute  # noqa: PLC0415

    observed, odd = compute(dataset, deciding=True)
    crosswalk = crosswalk_of(dataset)
    placed = _placed(observed if told else observed.drop("inputs"), world, dataset, crosswalk)
    new = placed.filter(placed["new"]).select("setting", "region", "activity", "period")
    new = dataset.keep("new_settings", new.distinct())
    _refuse_twice(new)
    between = _phases(new, world.settings, crosswalk)
    return Facts(
        tables=_facts(placed, new, tables_of(world.facts, theory), between),
        names=_names(new, world.settings),
        observed=placed,
        warnings=(*world.warnings, *dataset.problems, *mixed_vintages(dataset), *odd),
    )


def _placed(
    observed: "ibis.Table", world: World, dataset: "Dataset", crosswalk: Crosswalk
) -> "ibis.Table":
    """Return the observations with the setting of each: the case of the same three, or its own."""
    import ibis  # noqa: PLC0415

    cases = cases_by_place(world.settings, crosswalk)
    rows = [(*key, one.iri) for key, found in cases.items() for one in found]
    known = _table(rows, {"region": "string", "activity": "string", "period": "string",
                          "case": "string"})  # fmt: skip
    same = [observed[name].identical_to(known[name]) for name in ("region", "activity", "period")]
    joined = observed.left_join(known, same)
    own = ibis.literal("|").join(
        [observed.region, observed.activity, observed.period.fill_null("")]
    )
    found = joined.select(
        *observed.columns, setting=ibis.coalesce(joined["case"], own), new=joined["case"].isnull()
    )
    return dataset.keep("placed_observations", found)


def _refuse_twice(settings: "ibis.Table") -> None:
    """Raise InvalidInput where two regions or activities make one name: a|b and c, a and b|c."""
    odd = settings.filter(settings.region.contains("|") | settings.activity.contains("|"))
    some = settings.semi_join(odd, "setting")
    names = some.group_by("setting").aggregate(times=some.count())
    names = names.filter(names.times > 1).order_by("setting").limit(_MOST)
    cure = "Take the bar | out of the codes of regions and activities."
    found = [
        Problem("the tables", None, None, f"{row['setting']} for {row['times']} settings",
                "one setting a name", cure)
        for row in names.to_pyarrow().to_pylist()
    ]  # fmt: skip
    if found:
        raise InvalidInput(found)


def _phases(
    settings: "ibis.Table", known: Sequence[Setting], crosswalk: Crosswalk
) -> "ibis.Table | None":
    """Return the phases that neither tables alone nor graphs and cases alone tell."""
    dated = [one for one in known if one.region and one.period]
    regions = sorted({str(one.region) for one in dated})
    if not regions:
        return None
    near = settings.filter(settings.region.isin(regions), settings.period.notnull())
    names = {
        setting_of(row["region"], row["activity"], row["period"]): row["setting"]
        for row in near.to_pyarrow().to_pylist()
    }
    pairs = [
        (names.get(later, later.iri), names.get(earlier, earlier.iri))
        for later, earlier in phases([*dated, *names], crosswalk)
        if (later in names) != (earlier in names)
        or (later not in names and later.where != earlier.where)
    ]
    return _table(pairs, {"setting": "string", "earlier": "string"}) if pairs else None


def _facts(
    placed: "ibis.Table", settings: "ibis.Table", coded: Tables, between: "ibis.Table | None"
) -> Tables:
    """Return the facts of the tables beside those of the graph, and the phases between them."""
    from loclearn.indicators.computing import together  # noqa: PLC0415

    columns = ("setting", "indicator", "coverage", "capability", "value", "p_value")
    seen = placed.select(*columns)
    if coded.observations is not None:
        types = seen.schema()
        graph_ = coded.observations.select(
            **{name: coded.observations[name].cast(types[name]) for name in columns}
        )
        seen = seen.union(graph_)
    found = _earlier(settings, coded.earlier), between
    pairs = [one for one in found if one is not None]
    return Tables(
        settings=settings.select("setting").mutate(pooled=False).union(coded.settings),
        statements=coded.statements,
        observations=seen,
        earlier=together(pairs) if pairs else None,
        several=coded.several,
    )


def _earlier(settings: "ibis.Table", coded: "ibis.Table | None") -> "ibis.Table | None":
    """Return the pairs of a later and an earlier setting, or None where there is none."""
    dated = settings.filter(settings.period.notnull())
    if dated.period.nunique().to_pyarrow().as_py() > 1:
        years = dated.mutate(first=dated.period.left(4), last=dated.period.right(4))
        both = years.join(years.view(), ["region", "activity"])
        before = (both.first_right < both["first"]) | (
            (both.first_right == both["first"]) & (both.last_right < both["last"])
        )
        pairs = both.filter(before).select("setting", earlier="setting_right")
        return pairs if coded is None else pairs.union(coded)
    some = coded is not None and coded.count().to_pyarrow().as_py()
    return coded if some else None


def _names(new: "ibis.Table", known: Sequence[Setting]) -> "ibis.Table":
    """Return what is told of each setting beside its verdicts."""
    own = new.mutate(id=new.setting, pooled=False).select(*_SETTING)
    rows = [(one.iri, one.id, one.region, one.activity, one.period, one.pooled) for one in known]
    return own.union(_table(rows, _SETTING))


def _table(rows: Sequence[Sequence[object]], columns: dict[str, str]) -> "ibis.Table":
    import ibis  # noqa: PLC0415
    import pyarrow  # noqa: PLC0415

    schema = ibis.schema(columns)
    cells = {name: [row[place] for row in rows] for place, name in enumerate(columns)}
    return ibis.memtable(pyarrow.table(cells, schema=schema.to_pyarrow()))
