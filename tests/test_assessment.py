"""The verdicts: on the literature, on random tables, at the boundaries."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loclearn import assess
from loclearn.tables import contract
from tests import oracle
from tests.conftest import CASE, ROOT, STATEMENT, read_csv, write_csv

IDS = [f"C{n:02}" for n in range(1, 19)] + ["X1", "X2", "X3"]
IDS += ["D1", "D1p", "D2", "D2h", "D3", "D4", "D5", "D6", "D7"]


def by_setting(result):
    found = {}
    for verdict in result.verdicts:
        found.setdefault(verdict.setting.id, {})[verdict.condition.id] = verdict.value
    return found


@pytest.mark.parametrize("profile", ["default", "strict", "extended"])
def test_all_50_cases_equal_the_independently_computed_verdicts(profile):
    rows = read_csv(ROOT / "tests" / "expected" / "verdicts.csv")
    column = "extended" if profile == "extended" else "default"
    expected = {(row["case_id"], row["condition"]): row[column] for row in rows}
    result = assess(profile=profile)
    found = {(v.setting.id, v.condition.id): v.value for v in result.verdicts}
    told = {key: value for key, value in found.items() if value != "unknown"}
    assert told == {key: value for key, value in expected.items() if value != "unknown"}
    assert len(result.settings) == 50
    assert len(expected) == 157
    assert len(found) == 50 * 30


@pytest.mark.parametrize("extended", [False, True])
def test_all_50_cases_equal_the_second_reading_of_the_rules(extended):
    rows = read_csv(ROOT / "ontology" / "data" / "evidence.csv")
    found = by_setting(assess(profile="extended" if extended else "default"))
    for case, verdicts in found.items():
        mine = oracle.values([row for row in rows if row["case_id"] == case], extended)
        assert verdicts == mine, case


def test_every_setting_gets_30_verdicts_in_the_same_order():
    result = assess()
    for setting in result.settings:
        assert [v.condition.id for v in result.verdicts if v.setting == setting] == IDS


CONFIDENCES = ["0", "0.4", "0.5", "0.599999999999", "0.6", "0.600000000001", "0.8", "0.9", "1",
               "0.40", "6e-1", "0.5999999999999999", "1.0"]  # fmt: skip


def codes(column):
    return st.sampled_from(contract("evidence").field(column).codes)


STATEMENTS = st.fixed_dictionaries(
    {
        "case_id": st.sampled_from([f"K{n}" for n in range(8)]),
        "dimension": codes("dimension"),
        "scope": codes("scope"),
        "polarity": codes("polarity"),
        "strength": codes("strength"),
        "basis": codes("basis"),
        "confidence": st.sampled_from(CONFIDENCES),
        "source_key": st.just("Me 2020"),
    }
)


@pytest.mark.parametrize("profile", ["default", "extended"])
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=st.lists(STATEMENTS, min_size=1, max_size=120))
def test_random_tables_equal_the_second_reading_of_the_rules(tmp_path, profile, rows):
    rows = [{**row, "evidence_id": f"E{number}"} for number, row in enumerate(rows)]
    cases = [{**CASE, "case_id": f"K{n}", "place": f"Place {n}"} for n in range(8)]
    write_csv(tmp_path / "cases.csv", cases)
    write_csv(tmp_path / "evidence.csv", rows)
    result = assess(
        [tmp_path / "evidence.csv"], [tmp_path / "cases.csv"], embedded=False, profile=profile
    )
    found = by_setting(result)
    assert len(found) == 8
    for case, verdicts in found.items():
        mine = [row for row in rows if row["case_id"] == case]
        assert verdicts == oracle.values(mine, profile == "extended")


BOUNDARIES = [
    ("moderate", "0.6", "supports-presence", "supported"),
    ("moderate", "0.60", "supports-presence", "supported"),
    ("moderate", "6E-1", "supports-presence", "supported"),
    ("moderate", "0.599999999999", "supports-presence", "unknown"),
    ("moderate", "0.5999999999999999", "supports-presence", "supported"),
    ("moderate", "0.6000000000000001", "supports-absence", "opposed"),
    ("strong", "0.6", "supports-absence", "opposed"),
    ("strong", "0.59", "supports-presence", "unknown"),
    ("weak", "1", "supports-presence", "unknown"),
    ("none stated", "1", "supports-presence", "unknown"),
    ("strong", "0.8", "mixed", "contested"),
    ("strong", "0.799999999999", "mixed", "unknown"),
    ("moderate", "1", "mixed", "unknown"),
]


@pytest.mark.parametrize(("strength", "confidence", "polarity", "value"), BOUNDARIES)
def test_weight_and_confidence_decide_at_their_exact_bounds(
    tables, strength, confidence, polarity, value
):
    written = tables([{"strength": strength, "confidence": confidence, "polarity": polarity}])
    result = assess([written.evidence], [written.cases], embedded=False)
    assert result.value("A", "C01") == value


def test_seed_text_is_capped_whatever_its_strength(tables):
    written = tables([{"basis": "seed-text", "strength": "strong", "confidence": "1"}])
    assert assess([written.evidence], [written.cases], embedded=False).value("A", "C01") == (
        "unknown"
    )


def test_many_poor_studies_do_not_decide_what_one_adequate_study_decides(tables):
    poor = [{"strength": "weak", "confidence": "1", "source_key": f"S{n}"} for n in range(20)]
    written = tables(poor)
    assert assess([written.evidence], [written.cases], embedded=False).value("A", "C01") == (
        "unknown"
    )
    written = tables([*poor, {"strength": "moderate", "confidence": "0.6"}])
    assert assess([written.evidence], [written.cases], embedded=False).value("A", "C01") == (
        "supported"
    )


def test_a_case_of_the_user_without_statements_is_unknown_throughout(tables):
    written = tables([{}], [{}, {"case_id": "B", "place": "There"}])
    found = by_setting(assess([written.evidence], [written.cases], embedded=False))
    assert set(found["B"].values()) == {"unknown"}


def test_a_users_statement_joins_the_literature(tmp_path):
    write_csv(
        tmp_path / "e.csv",
        [{**STATEMENT, "evidence_id": "MINE1", "case_id": "LON-MIX", "dimension": "trust"}],
    )
    result = assess([tmp_path / "e.csv"])
    assert result.value("LON-MIX", "C13") == "supported"
    assert assess().value("LON-MIX", "C13") == "unknown"
    assert [w.severity for w in result.warnings] == ["warning"]


def test_pooled_cases_are_flagged():
    pooled = {s.id for s in assess().settings if s.pooled}
    assert {"ITP-SME", "WINE3", "SWE-MACH", "USM-HT", "NOR3-CL"} <= pooled
    assert not {"RUHR-STEEL", "MED-BIO", "ORE-REG", "SVY-IT"} & pooled
    assert len(pooled) == 12


PHASES = [
    {"period_from": "1970", "period_to": "1985", "dimension": "vertical-local-links"},
    {"period_from": "1986", "period_to": "2000", "dimension": "ubiquitification-offshoring"},
]


def test_erosion_needs_an_element_in_an_earlier_phase(tables):
    written = tables(PHASES)
    result = assess([written.evidence], [written.cases], embedded=False)
    found = {(v.setting.period, v.condition.id): v.value for v in result.verdicts}
    assert found["1970/1985", "D2"] == "supported"
    assert found["1986/2000", "D2"] == "unknown"
    assert found["1986/2000", "D7"] == "supported"
    assert found["1970/1985", "D7"] == "unknown"
    assert {v.setting.id for v in result.verdicts} == {"A"}


@pytest.mark.parametrize(
    "change",
    [
        [{"period_from": "2001", "period_to": "2010"}, {}],
        [{"period_from": "", "period_to": ""}, {}],
        [{"dimension": "extra-local-pipelines", "scope": "both"}, {}],
        [{}, {"polarity": "supports-absence"}],
    ],
    ids=["the element came later", "no period", "no element", "no pressure"],
)
def test_without_its_reasons_nothing_erodes(tables, change):
    written = tables([{**row, **new} for row, new in zip(PHASES, change, strict=True)])
    result = assess([written.evidence], [written.cases], embedded=False)
    assert "supported" not in {v.value for v in result.verdicts if v.condition.id == "D7"}


def test_phases_may_come_as_two_cases_of_one_place_and_activity(tables):
    cases = [
        {"case_id": "OLD", "period_from": "1970", "period_to": "1985"},
        {"case_id": "NEW", "period_from": "1986", "period_to": "2000"},
        {"case_id": "ELSE", "period_from": "1986", "period_to": "2000", "activity": "hats"},
    ]
    statements = [
        {"case_id": "OLD", "dimension": "buzz-social-dimension"},
        {"case_id": "NEW", "dimension": "ubiquitification-offshoring"},
        {"case_id": "ELSE", "dimension": "ubiquitification-offshoring"},
    ]
    written = tables(statements, cases)
    result = assess([written.evidence], [written.cases], embedded=False)
    assert result.value("NEW", "D7") == "supported"
    assert result.value("ELSE", "D7") == "unknown"


def test_a_verdict_names_the_contested_inputs_on_which_it_rests(tables):
    written = tables(
        [
            {"dimension": "buzz-social-dimension"},
            {"dimension": "buzz-social-dimension", "polarity": "supports-absence"},
            {"dimension": "lock-in"},
        ]
    )
    result = assess([written.evidence], [written.cases], embedded=False)
    inputs = {v.condition.id: v.contested_inputs for v in result.verdicts}
    assert inputs["C05"] == ()
    assert inputs["C01"] == ("C05",)
    assert inputs["D2"] == ("C05",)
    assert inputs["D6"] == ()
    assert result.value("A", "D2") == "supported"


def test_a_contested_input_and_an_unknown_one_may_oppose(tables):
    kinds = [f"localized-capability-{kind}" for kind in oracle.KINDS]
    against = [{"dimension": kind, "polarity": "supports-absence"} for kind in kinds]
    written = tables([*against, {"dimension": kinds[0]}])
    result = assess([written.evidence], [written.cases], embedded=False)
    assert result.value("A", "C10") == "contested"
    assert result.value("A", "D1") == "opposed"
    inputs = {v.condition.id: v.contested_inputs for v in result.verdicts}
    assert inputs["C10"] == ("C10-institution",)
    assert inputs["D1"] == ("C10", "C10-institution")


def test_the_literature_has_one_verdict_that_rests_on_a_contested_kind():
    rests = {
        (v.setting.id, v.condition.id): v.contested_inputs
        for v in assess().verdicts
        if v.contested_inputs
    }
    assert rests == {
        ("MSV-MOTOR", "C10"): ("C10-institution",),
        ("MSV-MOTOR", "D1p"): ("C10-institution",),
    }
