"""What the engine sql makes of any definition and of any number, and what it refuses."""

from decimal import Decimal

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loclearn import graph
from loclearn.conditions import theory
from loclearn.errors import OntologyError, WrongUse
from loclearn.namespaces import TERMS, thing
from loclearn.rewriting.expressions import And, Facet, Has, Named, Or, Related, Some, Within
from loclearn.rewriting.membership import Membership
from loclearn.rewriting.sql.columns import COLUMNS
from loclearn.rewriting.sql.facts import tables_of
from loclearn.rewriting.sql.members import Members
from loclearn.rewriting.sql.numbers import exact
from loclearn.rewriting.sql.verdicts import members, verdicts
from loclearn.tables.cells import normalise
from tests.facts import TYPE, node, number
from tests.sql_facts import KINDS, QUIET, SEEN, TICK, codes, describe, judge, rules, table

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


A_FLOAT = st.one_of(
    st.floats(-1e15, 1e15, exclude_min=True, exclude_max=True),
    st.integers(-(10**7), 10**7).map(lambda n: n * 1e-13),
    st.integers(-(10**5), 10**5).map(lambda n: 1.25 + n * 5e-13),
)


@settings(QUIET, max_examples=30)
@given(st.lists(A_FLOAT, min_size=30, max_size=30))
def test_a_float_becomes_the_decimal_that_all_of_loclearn_reads(values):
    cells = table({"x": values})
    found = cells.select(x=exact(cells.x)).to_pyarrow()["x"].to_pylist()
    for value, decimal in zip(values, found, strict=True):
        long = Decimal(repr(value))
        beyond = long.as_tuple().exponent < -20
        assert decimal == normalise(long) or (beyond and abs(decimal - long) <= TICK)


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
