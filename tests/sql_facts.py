"""Facts and tables for the tests of the engine sql, and the verdicts that two engines give."""

from decimal import Decimal
from functools import cache

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, Phase, settings

from loclearn import graph
from loclearn.assessment import derive
from loclearn.conditions import theory
from loclearn.datasets.dataset import Dataset
from loclearn.datasets.opening import engine
from loclearn.namespaces import TERMS, thing
from loclearn.rewriting.axioms import AxiomReader
from loclearn.rewriting.sql.columns import COLUMNS, Tables
from loclearn.rewriting.sql.facts import tables_of
from loclearn.rewriting.sql.verdicts import verdicts
from loclearn.sources.world import World, settings_of
from tests.facts import node, number

duckdb = pytest.importorskip("duckdb", reason="needs the packages of the extra tables")
ibis = pytest.importorskip("ibis", reason="needs the packages of the extra tables")
pyarrow = pytest.importorskip("pyarrow", reason="needs the packages of the extra tables")

PLACES = ("settings", "statements", "observations", "earlier")
TICK = Decimal("0.000000000001")
QUIET = settings(
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)


@cache
def ontology(profile):
    return graph.ontology(profile)


@cache
def rules(profile):
    return theory(ontology(profile))


def codes(scheme):
    """Return all codes of a list that stand in the ontology."""
    base = thing(scheme, "")
    found = {quad.subject.value for quad in ontology("default") if base in str(quad.subject)}
    found = sorted(iri.removeprefix(base) for iri in found)
    assert len(found) > 1, scheme
    return found


def edges(profile, *names):
    """Return each bound of the thresholds of a profile, and the numbers next to it."""
    thresholds = AxiomReader(ontology(profile)).datatypes
    found = {
        facet.bound
        for iri, facets in thresholds.items()
        for facet in facets
        if not names or iri.rsplit("/", 1)[-1] in names
    }
    return sorted({edge for bound in found for edge in (bound - TICK, bound, bound + TICK)})


def describe(store, setting, link, **values):
    """Add one statement or observation; a value may be several, of none there is no triple."""
    it = ox.BlankNode()
    store.add(ox.Quad(ox.NamedNode(setting), node(link), it))
    for name, given_ in values.items():
        for value in given_ if isinstance(given_, tuple) else (given_,):
            if value is not None:
                scheme = COLUMNS[TERMS + name].scheme
                there = ox.NamedNode(thing(scheme, value)) if scheme else number(f"{value:f}")
                store.add(ox.Quad(it, node(name), there))


def expected(store, theory_):
    """Return the records of all verdicts by the engine sparql."""
    mine = ox.Store()
    mine.extend(store)
    found = derive(World(mine, tuple(settings_of(mine)), ()), theory_)
    return {
        (v.setting.iri, v.condition.id, v.value, ";".join(v.contested_inputs))
        for v in found.verdicts
    }


@cache
def written(profile):
    """Return the query of a profile as SQL, over tables by their names."""
    empty = tables_of(ox.Store(), rules(profile))
    named = {place: ibis.table(getattr(empty, place).schema(), name=place) for place in PLACES}
    return str(ibis.to_sql(verdicts(Tables(**named, several=True), rules(profile)), "duckdb"))


def found(store, profile):
    """Return the records of all verdicts by the engine sql."""
    tables = tables_of(store, rules(profile))
    with duckdb.connect() as database:
        for place in PLACES:
            database.register(place, getattr(tables, place).to_pyarrow())
        rows = database.execute(written(profile)).fetchall()
    assert len(rows) == len(set(rows))
    return set(rows)


def kept(store, profile):
    """Return the records of all verdicts, worked out once for each pattern of answers."""
    dataset = Dataset(engine(), {})
    told = verdicts(tables_of(store, rules(profile)), rules(profile), keep=dataset.keep)
    names = ("setting", "condition", "value", "contested_inputs")
    rows = [tuple(row[name] for name in names)
            for row in dataset.database.to_pyarrow(told).to_pylist()]  # fmt: skip
    assert len(rows) == len(set(rows))
    return set(rows)


def table(columns, kinds=None):
    schema = None if kinds is None else ibis.schema(kinds).to_pyarrow()
    return ibis.memtable(pyarrow.table(columns, schema=schema))


SEEN = {"setting": ["A"], "indicator": ["rival-count"], "coverage": ["census"],
        "capability": [None], "value": [2.0], "p_value": [None]}  # fmt: skip
KINDS = {**dict.fromkeys(SEEN, "string"), "value": "float64", "p_value": "float64"}


def judge(seen=SEEN, kinds=KINDS, **more):
    tables = Tables(
        table({"setting": ["A"]}), observations=table(seen, {c: kinds[c] for c in seen}),
        **more,
    )  # fmt: skip
    rows = verdicts(tables, rules("default")).to_pyarrow().to_pylist()
    return {row["condition"]: row["value"] for row in rows if row["value"] != "unknown"}
