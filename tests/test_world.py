"""Facts that come as RDF, alone or beside tables."""

import json

import pytest

from loclearn import assess
from tests.conftest import CASE, STATEMENT, write_csv

PREFIXES = """
@prefix ll: <https://w3id.org/localized-learning/ontology/> .
@prefix indicator: <https://w3id.org/localized-learning/id/indicator/> .
@prefix coverage: <https://w3id.org/localized-learning/id/coverage/> .
@prefix dimension: <https://w3id.org/localized-learning/id/dimension/> .
@prefix scope: <https://w3id.org/localized-learning/id/scope/> .
@prefix setting: <https://w3id.org/localized-learning/id/setting/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix ex: <http://example.org/> .
"""
COUNTED = """
ex:here a ll:LocalSetting ; ll:regionCode "BE22" ; ll:activity "C15" ;
    ll:place "Limburg" ; ll:caseKind "region" ; ll:periodFrom 2017 ; ll:periodTo 2017 ;
    ll:hasObservation [ a ll:Observation ; ll:hasIndicator indicator:firm-count ; ll:value 12 ;
        ll:hasCoverage coverage:census ] ,
    [ a ll:Observation ; ll:hasIndicator indicator:location-quotient ; ll:value 2.5 ;
        ll:hasCoverage coverage:census ] .
"""


@pytest.fixture
def graph(tmp_path):
    def write(turtle, name="mine.ttl"):
        path = tmp_path / name
        path.write_text(PREFIXES + turtle, encoding="utf-8")
        return path

    return write


def test_a_setting_without_an_id_is_called_by_region_activity_and_period(command, graph):
    done = command("assess", "--no-embedded", "--data", graph(COUNTED), "--format", "json")
    assert (done.code, done.err) == (0, "")
    records = json.loads(done.out)
    assert len(records) == 30
    first = records[0]
    assert first == {
        "setting": "BE22|C15|2017", "region": "BE22", "activity": "C15", "period": "2017",
        "pooled": False, "condition": "C01", "value": "supported", "contested_inputs": [],
    }  # fmt: skip


def test_a_source_without_activity_stands_for_all_and_joins_no_sector(graph):
    path = graph(
        COUNTED.replace('ll:activity "C15" ;', "")
        + """ex:there a ll:LocalSetting ; ll:regionCode "BE22" ; ll:activity "C15" ;
            ll:periodFrom 2017 ; ll:periodTo 2017 ."""
    )
    result = assess(data=[path], embedded=False)
    assert {s.id for s in result.settings} == {"BE22|ALL|2017", "BE22|C15|2017"}
    assert result.value("BE22|ALL|2017", "C01") == "supported"
    assert result.value("BE22|C15|2017", "C01") == "unknown"


def test_doubles_become_decimals_with_a_warning(command, graph):
    path = graph(COUNTED.replace("2.5", "1.2500000000000002e0").replace(" 12 ", " 2.0e0 "))
    done = command("assess", "--no-embedded", "--data", path, "--format", "csv")
    assert done.code == 0
    assert "BE22|C15|2017,BE22,C15,2017,false,C01,supported," in done.out
    assert "warning: " in done.err


def test_facts_about_a_case_of_the_literature_join_it(graph):
    path = graph(
        """setting:LON-MIX ll:hasObservation [ ll:hasIndicator indicator:relative-ubiquity ;
            ll:value 0.4 ; ll:hasCoverage coverage:sample ] ."""
    )
    assert assess().value("LON-MIX", "C11") == "unknown"
    result = assess(data=[path])
    assert result.value("LON-MIX", "C11") == "supported"
    assert len(result.settings) == 50


def test_two_files_that_contradict_each_other_are_both_kept(graph):
    claim = """ex:here a ll:LocalSetting ; skos:notation "HERE" ; ll:hasEvidence ex:%s .
        ex:%s ll:hasDimension dimension:trust ; ll:hasScope scope:local ; ll:confidence 0.9 ;
            ll:weight%s 2.7 ."""
    one = graph(claim % ("s1", "s1", "For"), "one.ttl")
    two = graph(claim % ("s2", "s2", "Against"), "two.ttl")
    assert assess(data=[one, two], embedded=False).value("HERE", "C13") == "contested"


def test_phases_of_one_region_are_found_across_the_graph(graph):
    phase = """ex:p%s a ll:LocalSetting ; skos:notation "P" ; ll:place "Here" ;
        ll:activity "shoes" ; ll:periodFrom %s ; ll:hasEvidence [ ll:hasDimension dimension:%s ;
        ll:hasScope scope:local ; ll:confidence 0.9 ; ll:weightFor 2.7 ] ."""
    path = graph(
        phase % (1, 1970, "buzz-social-dimension")
        + phase % (2, 1990, "ubiquitification-offshoring")
    )
    result = assess(data=[path], embedded=False)
    values = {v.setting.period: v.value for v in result.verdicts if v.condition.id == "D7"}
    assert values == {"1970/..": "unknown", "1990/..": "supported"}


def test_a_folder_may_hold_tables_and_graphs(command, graph, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    graph(COUNTED).rename(folder / "counts.ttl")
    write_csv(folder / "statements.csv", [STATEMENT])
    write_csv(folder / "places.csv", [CASE])
    done = command("assess", "--no-embedded", "--data", folder, "--condition", "C01",
                   "--format", "csv")  # fmt: skip
    assert done.code == 0
    assert [line.split(",")[0] for line in done.out.splitlines()[1:]] == ["A", "BE22|C15|2017"]


@pytest.mark.parametrize(
    ("turtle", "message"),
    [
        ("ex:here a ll:C05Supported .", "C05Supported"),
        ("ll:C05Supported skos:definition 'mine' .", "C05Supported"),
        ("ex:here a ll:LocalSetting", "a fault at line 10 column 26"),
    ],
)
def test_what_may_not_be_said_is_refused(command, graph, turtle, message):
    done = command("assess", "--no-embedded", "--data", graph(turtle))
    assert (done.code, done.out) == (1, "")
    assert message in done.err
    assert "Traceback" not in done.err


def test_violations_of_tables_and_graphs_are_told_together(command, graph, tables):
    written = tables([{"confidence": "7"}])
    done = command("assess", *written.options, "--data", graph("ex:here a ll:D2Supported ."))
    assert done.code == 1
    assert "column confidence: found 7" in done.err
    assert "D2Supported" in done.err


@pytest.mark.parametrize(("name", "message"), [("nowhere.ttl", "There is no file"),
                                               ("table.xlsx", "no ending that tells")])  # fmt: skip
def test_data_that_cannot_be_read_is_wrong_use(command, tmp_path, name, message):
    if name.startswith("table"):
        (tmp_path / name).write_bytes(b"PK")
    done = command("assess", "--data", tmp_path / name)
    assert done.code == 2
    assert message in done.err


def test_explain_and_ask_take_data_as_well(command, graph):
    path = graph(COUNTED)
    text = command("explain", "BE22|C15|2017", "C01", "--no-embedded", "--data", path).out
    assert "firm-count = 12 (≥ 2)" in text
    assert "location-quotient = 2.5 (≥ 1.25)" in text
    done = command("ask", "cq01", "--no-embedded", "--data", path, "--format", "csv")
    assert done.code == 0


def test_one_name_for_two_settings_is_a_violation(command, graph):
    two = """ex:a a ll:LocalSetting ; skos:notation "AAA" ; ll:place "A" .
        ex:b a ll:LocalSetting ; skos:notation "AAA" ; ll:place "B" ."""
    done = command("assess", "--no-embedded", "--data", graph(two))
    assert done.code == 1
    assert "found AAA for <http://example.org/b> and for <http://example.org/a>" in done.err


def test_what_the_shapes_find_is_a_warning(command, graph):
    whole = COUNTED.replace("12 ;\n        ll:hasCoverage coverage:census", "12")
    assert whole != COUNTED
    done = command("assess", "--no-embedded", "--data", graph(whole))
    assert done.code == 0
    assert "warning: " in done.err


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (" 12 ", " -3 ", "found the value -3 of firm-count in http://example.org/here"),
        (" 12 ", " 'many' ", "found the value many of firm-count"),
        (
            "ll:value 2.5",
            "ll:value 2.5 ; ll:pValue 5.0",
            "probability 5 of location-quotient",
        ),
    ],
)
def test_a_number_that_cannot_be_stops_the_assessment(command, graph, old, new, message):
    assert old in COUNTED
    done = command("assess", "--no-embedded", "--data", graph(COUNTED.replace(old, new)))
    assert (done.code, done.out) == (1, "")
    assert message in done.err
    assert "Write a number of at least 0" in done.err


@pytest.mark.parametrize(
    "turtle",
    ["ex:a owl:sameAs ex:b .", "ex:a a [ owl:unionOf ( ll:C05Supported ) ] ."],
)
def test_axioms_in_data_are_refused(command, graph, turtle):
    text = "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n" + turtle
    assert command("assess", "--no-embedded", "--data", graph(text)).code == 1


def test_one_path_alone_will_do(graph):
    assert assess(data=graph(COUNTED), embedded=False).settings
    assert assess(data=str(graph(COUNTED)), embedded=False).settings


def test_not_a_number_is_told_by_validate_as_well(command, graph):
    path = graph(COUNTED.replace(" 12 ", ' "NaN"^^<http://www.w3.org/2001/XMLSchema#double> '))
    done = command("validate", path)
    assert done.code == 1
    assert "fault of loclearn" not in done.err
    assert "NaN" in done.out
