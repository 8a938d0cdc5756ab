"""Fifteen rules that the theory forbids, each with a case of the literature.

Each number is that of the design's list of naive rules; the locator says where the paper
forbids it.
"""

import pyoxigraph as ox
import pytest

from loclearn import assess
from loclearn.conditions import theory
from loclearn.graph import ontology
from loclearn.rewriting.expressions import Or, names
from loclearn.rewriting.membership import Membership
from tests.conftest import STATEMENT, write_csv
from tests.facts import HERE, observe


@pytest.fixture(scope="module")
def literature():
    return assess()


def with_statement(tmp_path, case, **cells):
    path = tmp_path / "more.csv"
    write_csv(path, [{**STATEMENT, "evidence_id": "NEW1", "case_id": case, **cells}])
    return assess([path])


def differences(one, two):
    return {
        (a.setting.id, a.condition.id)
        for a, b in zip(one.verdicts, two.verdicts, strict=True)
        if (a.value, a.contested_inputs) != (b.value, b.contested_inputs)
    }


@pytest.mark.parametrize("dimension", ["local-dominance", "local-interaction-performance"])
@pytest.mark.parametrize("polarity", ["supports-presence", "supports-absence", "mixed"])
def test_01_a_local_majority_is_neither_asked_for_nor_rewarded(
    literature, tmp_path, dimension, polarity
):  # 4.P6
    for case in ("TOR-ELEC", "LON-MIX", "SVY-IT"):
        changed = with_statement(tmp_path, case, dimension=dimension, polarity=polarity)
        assert differences(literature, changed) == set()


def test_01_no_indicator_of_a_local_share_is_in_any_definition():  # 4.P6
    text = str(theory(ontology()).definitions)
    assert "share" not in text
    assert "e-i" not in text.lower()


def test_02_the_lack_of_vertical_links_lowers_no_status(literature):  # 3.1.P3, 5.P4
    assert literature.value("GDL-IT", "C07") == "opposed"
    assert literature.value("GDL-IT", "C01") == "supported"
    assert literature.value("GDL-IT", "D2") == "unknown"
    assert literature.value("SUZ-ICT", "D2") == "unknown"


def test_03_learning_by_monitoring_needs_no_interaction(literature, tmp_path):  # 3.2.P4
    changed = with_statement(
        tmp_path, "LON-ADV", dimension="local-interaction", polarity="supports-absence"
    )
    assert changed.value("LON-ADV", "X3") == "opposed"
    assert changed.value("LON-ADV", "C03") == "supported"
    assert changed.value("LON-ADV", "D2") == "supported"
    assert differences(literature, changed) == {("LON-ADV", "X3")}


def test_04_co_location_implies_no_learning(literature):  # 4.P3
    assert literature.value("R128-IT", "C01") == "supported"
    assert literature.value("R128-IT", "D2") == "unknown"
    assert literature.value("TOR-ELEC", "D2") == "unknown"


def test_05_distance_does_not_imply_that_nothing_is_learnt(literature):  # 5.P5
    assert literature.value("MED-BIO", "C06") == "supported"
    assert literature.value("SWN-MIX", "C06") == "supported"


def test_06_more_pipelines_are_not_better(literature, tmp_path):  # 4.P10
    assert literature.value("HOL-FILM", "C14") == "supported"
    assert literature.value("HOL-FILM", "D2") == "supported"
    assert literature.value("HOL-FILM", "D4") == "unknown"
    more = with_statement(
        tmp_path, "HOL-FILM", dimension="extra-local-pipelines", scope="extra-local"
    )
    assert differences(literature, more) == set()


def test_07_cognitively_closer_is_not_better():  # 3.P2
    store = ontology()
    reader = theory(store)
    condition = reader.conditions["C02"]
    opposed = reader.definitions[condition.opposed]
    assert isinstance(opposed, Or)
    assert len(opposed.parts) == 2, "too near and too far are alternatives"
    for distance in ("0", "1", "0.4"):
        facts = ox.Store()
        observe(facts, "knowledge-distance", distance, "census")
        membership = Membership(facts, reader.definitions)
        assert not membership.holds(reader.definitions[condition.supported], HERE)


def test_08_capabilities_may_hinder(literature, tmp_path):  # 5.P3
    assert literature.value("RUHR-STEEL", "C10") == "supported"
    assert literature.value("RUHR-STEEL", "D6") == "supported"
    hindering = with_statement(
        tmp_path, "RUHR-STEEL", dimension="localized-capability-institution", valence="hindering"
    )
    assert differences(literature, hindering) == set()


def test_09_being_distinctive_is_not_enough_for_the_capability_element(literature):  # 5.P3
    assert literature.value("CAM-HT", "C10") == "supported"
    assert {v.value for v in literature.verdicts if v.condition.id == "D1"} == {"unknown"}


def test_10_specialization_proves_no_capability():  # 2.P7
    reader = theory(ontology())
    facts = ox.Store()
    observe(facts, "location-quotient", "9", "census")
    membership = Membership(facts, reader.definitions)
    for id_ in ("C01", "C10", "C11", "D1p", "D2"):
        for side in reader.conditions[id_].sides:
            assert not membership.holds(reader.definitions[side], HERE)


def test_11_low_technology_and_low_cost_places_qualify(literature):  # 2.P4, 1.P1
    for case in ("LON-ADV", "SIA-SURG", "RUHR-STEEL", "WINE3"):
        assert literature.value(case, "D2") == "supported"


def test_12_offshored_does_not_mean_ubiquitous(literature):  # 5.P15
    for case in ("HOL-FILM", "MBL-SPORT", "TUT-SURG"):
        assert literature.value(case, "C18") == "supported"
        assert literature.value(case, "C11") == "unknown"
    assert literature.value("MBL-SPORT", "C10") == "supported"


def test_13_erosion_refutes_nothing(literature, tmp_path):  # 5.P14
    eroded = with_statement(
        tmp_path, "SVY-IT", dimension="ubiquitification-offshoring", scope="both"
    )
    assert eroded.value("SVY-IT", "C18") == "supported"
    assert differences(literature, eroded) == {("SVY-IT", "C18")}


def test_14_buzz_is_not_free_for_all(literature):  # 3.3.P1
    assert literature.value("COL-WINE", "C05") == "opposed"
    assert literature.value("WINE3", "C01") == "supported"
    assert literature.value("WINE3", "C05") == "opposed"


def test_15_thick_formal_institutions_are_not_required(literature):  # 2.fn3
    assert literature.value("NOR3-CL", "C10") == "supported"
    assert literature.value("MSV-MOTOR", "C10") == "supported"
    assert literature.value("MSV-MOTOR", "D2") == "supported"


def test_unknown_is_never_read_as_false(literature):
    for verdict in literature.verdicts:
        if verdict.setting.id == "ORE-REG":
            assert verdict.value == "unknown"


def test_one_pipeline_is_not_counted_twice():  # 5.P6: pipelines are a capability, too
    reader = theory(ontology())
    used = set()
    waiting = [reader.conditions["C10"].supported]
    while waiting:
        name = waiting.pop()
        if name not in used:
            used.add(name)
            waiting += names(reader.definitions[name]) if name in reader.definitions else []
    assert reader.conditions["C14"].supported not in used


def test_what_is_asserted_without_a_study_decides_no_dimension(literature):  # 5.P14
    for case in ("SHA-ICT", "MTY-IT", "MEX-IT"):
        told = {
            v.condition.id
            for v in literature.verdicts
            if v.setting.id == case and v.value != "unknown"
        }
        assert told == {"D5"}
