"""Each check is silent on what comes with loclearn and finds a planted fault."""

import re

import pyoxigraph as ox
import pytest

from loclearn import queries
from loclearn.knowledge import knowledge_graph
from loclearn.namespaces import TERMS, THINGS, XSD
from tests.queries.asked import FOLDERS, by_oxigraph, named

RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
OWL_EQUIVALENT = "http://www.w3.org/2002/07/owl#equivalentClass"
STATEMENT = THINGS + "statement/EV001"
SETTING = THINGS + "setting/TOR-ELEC"
FAULTS = {
    "statement_without_work": ([(STATEMENT, TERMS + "reportedIn", None)], [], STATEMENT),
    "statement_without_case": (
        [], [(THINGS + "setting/SVY-IT", TERMS + "hasEvidence", STATEMENT)], STATEMENT,
    ),
    "work_without_label": (
        [(THINGS + "work/britton2003", RDFS_LABEL, None)], [], THINGS + "work/britton2003",
    ),
    "dangling_code": (
        [], [(STATEMENT, TERMS + "hasDimension", THINGS + "dimension/gossip")], STATEMENT,
    ),
    "statement_lacks_coding": ([(STATEMENT, TERMS + "hasScope", None)], [], STATEMENT),
    "condition_without_class": (
        [(TERMS + "C05Supported", OWL_EQUIVALENT, None)], [], TERMS + "C05",
    ),
    "weight_unlike_coding": (
        [(STATEMENT, TERMS + "weightFor", None)], [(STATEMENT, TERMS + "weightFor", "3.0")],
        STATEMENT,
    ),
    "weight_on_the_wrong_side": ([], [(STATEMENT, TERMS + "weightAgainst", "2.0")], STATEMENT),
    "threshold_without_rationale": (
        [(TERMS + "SeveralFirms", TERMS + "rationale", None)], [], TERMS + "SeveralFirms",
    ),
    "threshold_without_value": (
        [(TERMS + "SeveralFirms", OWL_EQUIVALENT, None)], [], TERMS + "SeveralFirms",
    ),
    "claim_link_malformed": (
        [], [(TERMS + "C05", TERMS + "restsOnClaim", THINGS + "claim/5")], TERMS + "C05",
    ),
    "impossible_number": ([], [(STATEMENT, TERMS + "confidence", "1.01")], STATEMENT),
    "phase_in_the_wrong_order": (
        [], [(SETTING, TERMS + "periodFrom", 1990), (SETTING, TERMS + "periodTo", 1980)], SETTING,
    ),
}  # fmt: skip


def objects(value):
    if isinstance(value, int):
        return ox.Literal(str(value), datatype=ox.NamedNode(XSD + "integer"))
    if re.fullmatch(r"[\d.]+", value):
        return ox.Literal(value, datatype=ox.NamedNode(XSD + "decimal"))
    return ox.NamedNode(value)


@pytest.fixture
def faulty(store):
    """Return a copy of the graph with triples taken out and put in."""

    def plant(out, put):
        copy = ox.Store()
        copy.extend(store)
        for subject, predicate, _ in out:
            for quad in copy.quads_for_pattern(
                ox.NamedNode(subject), ox.NamedNode(predicate), None, None
            ):
                copy.remove(quad)
        for subject, predicate, value in put:
            copy.add(ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), objects(value)))
        return copy

    return plant


@pytest.mark.parametrize("query", FOLDERS["checks"], ids=named)
def test_a_check_finds_nothing_in_what_comes_with_loclearn(query, store):
    assert query.returns == ("node", "problem", "cure")
    assert by_oxigraph(store, query).rows == ()


@pytest.mark.parametrize("profile", ["strict", "extended"])
def test_no_check_finds_anything_under_another_profile(profile):
    store = knowledge_graph(profile=profile)
    assert [q.name for q in FOLDERS["checks"] if by_oxigraph(store, q).rows] == []


@pytest.mark.parametrize("query", FOLDERS["checks"], ids=named)
def test_a_check_finds_a_planted_fault_and_nothing_else(query, faulty):
    out, put, node = FAULTS[query.name]
    answer = by_oxigraph(faulty(out, put), query)
    assert {row[0].value for row in answer.rows} == {node}
    for _, problem, cure in answer.rows:
        assert problem.value
        assert cure.value.endswith(".")


def test_severities_stand_in_one_table():
    assert set(queries.severities()) == {query.name for query in FOLDERS["checks"]}
    assert set(FAULTS) == set(queries.severities())
