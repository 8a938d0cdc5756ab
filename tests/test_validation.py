"""Validation lists all that is wrong with files, each thing once, with its place and its cure."""

import os
import re
import sys
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest

from loclearn import graph, resources
from loclearn.errors import WrongUse
from loclearn.validation import shacl, shapes, validate
from tests.conftest import ROOT, STATEMENT, read_csv, write_csv

PLANTED = sorted((ROOT / "tests/shapes").glob("*.ttl"))
CASE = """
@prefix ll: <https://w3id.org/localized-learning/ontology/> .
@prefix ex: <http://example.org/> .
@prefix dimension: <https://w3id.org/localized-learning/id/dimension/> .
@prefix scope: <https://w3id.org/localized-learning/id/scope/> .
@prefix polarity: <https://w3id.org/localized-learning/id/polarity/> .
@prefix strength: <https://w3id.org/localized-learning/id/strength/> .
@prefix basis: <https://w3id.org/localized-learning/id/basis/> .
@prefix indicator: <https://w3id.org/localized-learning/id/indicator/> .
ex:case a ll:LocalSetting ; ll:place "Here" ; ll:activity "shoes" ; ll:caseKind "cluster" .
"""
PREFIXES, _, _ = CASE.partition("ex:case")
SPOKEN = """
ex:case ll:hasEvidence ex:statement .
ex:statement a ll:EvidenceStatement ; ll:hasDimension dimension:trust ; ll:hasScope scope:local ;
    ll:hasPolarity polarity:supports-presence ; ll:hasStrength strength:strong ;
    ll:hasBasis basis:abstract-seen ; ll:confidence 0.9 ; ll:weightFor 2.7 ; ll:reportedIn ex:me .
"""


@pytest.fixture
def written(tmp_path):
    def write(text, name="data.ttl"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def lines(*paths):
    return [f"{p.severity}: {p}" for p in validate(paths).problems]


def test_sound_data_conform(written):
    report = validate([written(CASE + SPOKEN)])
    assert report.problems == ()
    assert report.conforms
    assert report.counts == {"files": 1, "rows": 0, "triples": 14}


def test_a_confidence_beyond_its_bounds_is_told_once_with_its_cure(written):
    path = written(CASE + SPOKEN.replace("0.9", "90"))
    assert lines(path) == [
        f"violation: {path}: found ll:confidence 90 at <http://example.org/statement>; "
        "expected one confidence from 0 to 1, a decimal. "
        "Write one plain number, such as 0.9; write 0.9 if you meant 90 per cent."
    ]


def test_a_missing_value_and_several_values_are_told_apart(written):
    path = written(CASE + SPOKEN.replace("ll:hasScope scope:local ;", ""))
    assert "found no ll:hasScope at <http://example.org/statement>" in lines(path)[0]
    path = written(CASE + SPOKEN.replace("scope:local ;", "scope:local , scope:both ;"))
    assert "found several values of ll:hasScope at " in lines(path)[0]


def test_a_word_that_is_no_number_breaks_several_rules_and_is_told_once(written):
    (line,) = lines(written(CASE + SPOKEN.replace("0.9", '"high"')))
    assert "found ll:confidence high at " in line


def test_a_blank_node_is_told_by_what_is_said_of_it(written):
    text = (
        CASE
        + """ex:case ll:hasObservation [ a ll:Observation ; ll:value 3 ;
        ll:hasIndicator indicator:firm-count ] ."""
    )
    path = written(text)
    assert lines(path) == [
        f"warning: {path}: found no ll:hasCoverage at a blank node (ll:hasObservation of "
        "<http://example.org/case>; ll:hasIndicator indicator/firm-count; ll:value 3); "
        "expected a stated coverage. Say by ll:hasCoverage how the units were found: "
        "a count can oppose only with coverage:census."
    ]
    assert validate([path]).conforms


def test_blank_nodes_alike_are_counted(written):
    one = "[ a ll:Observation ; ll:value 3 ; ll:hasIndicator indicator:firm-count ]"
    (line,) = lines(written(CASE + f"ex:case ll:hasObservation {one} , {one} ."))
    assert "(2 such nodes)" in line


def test_a_text_where_a_node_belongs_is_told_once(written):
    (line,) = lines(written(CASE + 'ex:case ll:hasEvidence "They trust one another." .'))
    assert "found ll:hasEvidence They trust one another. at <http://example.org/case>" in line


def test_a_case_and_its_statements_may_stand_in_two_files(written):
    both = [written(CASE), written(PREFIXES + SPOKEN, "more.ttl")]
    assert validate(both).problems == ()
    (alone,) = validate(both[1:]).problems
    assert alone.severity == "warning"
    assert "no such rdf:type at <http://example.org/case>" in alone.found


def test_a_problem_names_the_file_in_which_its_node_stands(written):
    paths = [written(CASE), written(PREFIXES + SPOKEN.replace("0.9", "9"), "b.ttl")]
    assert [p.file for p in validate(paths).problems] == [str(paths[1])]


def test_of_two_files_that_speak_of_a_node_the_one_with_the_fault_is_named(written):
    paths = [written(CASE + SPOKEN), written(PREFIXES + "ex:case ll:regionCode 5 .", "b.ttl")]
    assert [p.file for p in validate(paths).problems] == [str(paths[1])]


def test_blank_nodes_of_two_files_stay_apart(written):
    text = CASE + "ex:{0} ll:hasObservation _:o . _:o ll:value {0} ; a ll:Observation ."
    found = lines(*(written(text.replace("{0}", n), f"{n}.nt.ttl") for n in "12"))
    assert not any("several" in line for line in found)


def test_other_problems_are_listed_beside_a_file_that_cannot_be_read(written):
    found = lines(written("<"), written(CASE + SPOKEN.replace("0.9", "9"), "b.ttl"))
    assert [line.split(": found ")[1][:15] for line in found] == [
        "ll:confidence 9",
        "a fault at line",
    ]


def test_a_verdict_that_is_asserted_is_told_once(written):
    (line,) = lines(written(CASE + "ex:case a ll:D4Supported ."))
    assert "found <http://example.org/case> typed as ll:D4Supported" in line
    assert line.endswith("verdicts are derived from evidence, never asserted.")


def test_a_double_is_a_warning_and_passes_as_a_decimal(written):
    path = written(CASE + SPOKEN.replace("0.9", "9e-1"))
    assert lines(path) == [
        f"warning: {path}: found a value of ll:confidence as xsd:double: 9e-1; "
        "expected xsd:decimal with at most 12 places. It was read as such a decimal."
    ]


def test_problems_are_sorted_and_none_stands_twice(tmp_path):
    for path in PLANTED:
        (tmp_path / path.name).write_bytes(path.read_bytes())
    found = validate([tmp_path, tmp_path]).problems
    assert len(found) == len(set(found)) > 100
    assert [p.file for p in found] == sorted(p.file for p in found)
    assert found == validate(sorted(tmp_path.iterdir(), reverse=True)).problems


# tables


@pytest.mark.parametrize("name", ["evidence", "cases", "works"])
def test_an_embedded_table_conforms_and_its_kind_is_told_by_its_header(name):
    report = validate([resources.data() / f"{name}.csv"])
    assert report.problems == ()
    assert report.counts["rows"] > 30


def test_a_table_is_blamed_by_row_and_column(tmp_path):
    write_csv(tmp_path / "e.csv", [STATEMENT, {**STATEMENT, "scope": "locale", "confidence": "90"}])
    assert lines(tmp_path / "e.csv") == [
        f"violation: {tmp_path}/e.csv, row 3, column confidence: found 90; "
        "expected a number from 0 to 1. Write 0.9 if you meant a percentage.",
        f"violation: {tmp_path}/e.csv, row 3, column scope: found locale; "
        "expected one of local, extra-local, both. Did you mean local?",
    ]


def test_evidence_without_its_ids_is_still_told_from_cases(tmp_path):
    write_csv(tmp_path / "e.csv", [{k: v for k, v in STATEMENT.items() if k != "evidence_id"}])
    assert "column evidence_id: found no such column" in lines(tmp_path / "e.csv")[0]


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "an empty file"),
        (b"a,b\n1,2\n", "a header of no known table"),
        (b"PK\x03\x04...", "an Excel or OpenDocument workbook"),
        (b"case_id\0", "a zero byte at byte 8"),
    ],
)
def test_a_file_that_is_no_known_table(tmp_path, data, found):
    (tmp_path / "t.csv").write_bytes(data)
    assert f"found {found}" in lines(tmp_path / "t.csv")[0]


# files and folders


def test_a_folder_is_searched_and_what_is_no_data_is_left_alone(written, tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "x.ttl").write_text("no Turtle", encoding="utf-8")
    written("notes", "notes.md")
    written(CASE + SPOKEN, "sub/a.ttl")
    write_csv(tmp_path / "e.csv", [STATEMENT])
    report = validate([tmp_path])
    assert report.problems == ()
    assert report.counts["files"] == 2


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("missing.ttl", "There is no file "),
        ("data.xlsx", "has no ending that tells its format"),
        ("data", "has no ending that tells its format"),
        ("empty", "holds no file with one of the endings"),
    ],
)
def test_a_path_that_cannot_be_checked(tmp_path, name, message):
    (tmp_path / "empty").mkdir()
    for file in ("data.xlsx", "data"):
        (tmp_path / file).write_text("x", encoding="utf-8")
    with pytest.raises(WrongUse, match=message):
        validate([tmp_path / name])


def test_no_path_at_all():
    with pytest.raises(WrongUse, match="nothing to check"):
        validate([])


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root reads all files")
def test_a_file_that_may_not_be_read(written):
    path = written(CASE)
    path.chmod(0)
    with pytest.raises(WrongUse, match="cannot be read"):
        validate([path])


# profiles


def test_profiles_are_checked_each_alone():
    assert validate([resources.ontology() / "profiles"]).problems == ()


def test_a_profile_with_a_double_and_without_a_reason(written):
    text = resources.profiles()["default"].read_text(encoding="utf-8")
    text = text.replace("0.6 ]", "6e-1 ]")
    text = text.replace('    ll:rationale "Customary level of significance."@en .', "    .")
    found = [p.found for p in validate([written(text)]).problems]
    assert found[0] == "ll:SignificantProbability"
    assert found[1].endswith("at ll:AdmissibleConfidence")
    assert len(found) == 2


def test_a_profile_may_not_redefine_a_condition(written):
    text = resources.profiles()["default"].read_text(encoding="utf-8")
    (line,) = lines(written(text + "ll:C05Supported owl:equivalentClass ll:C06Supported ."))
    assert "found a statement about ll:C05Supported" in line


# engines


def counted(path, engine):
    found = shacl.results(graph.load([path]), engine)
    return Counter((r.shape.rsplit("/", 1)[-1], r.component.rsplit("#", 1)[-1]) for r in found)


def test_the_engines_give_the_same_counts_of_each_shape_and_component():
    pytest.importorskip("shifty")
    differing = {}
    total = 0
    for path in PLANTED:
        reference, fast = (counted(path, engine) for engine in ("pyshacl", "pyshifty"))
        total += reference.total()
        if reference != fast:
            differing[path.stem] = (reference - fast, fast - reference)
    assert total > 100
    # pySHACL compares a date with a number; the datatype is blamed by both.
    only_fast = Counter({("CasePeriodTo", "MaxInclusiveConstraintComponent"): 1})
    assert differing == {"CasePeriodTo_fail": (Counter(), only_fast)}


def test_the_engines_give_the_same_problems(monkeypatch):
    pytest.importorskip("shifty")
    reference = validate(PLANTED).problems
    monkeypatch.setattr(shapes, "LARGE", 10)
    assert validate(PLANTED).problems == reference
    assert len(reference) > 100


@pytest.mark.parametrize(
    ("installed", "triples", "engine"),
    [(True, 60_000, "pyshifty"), (True, 10, "pyshacl"), (False, 60_000, "pyshacl")],
)
def test_the_fast_engine_is_taken_for_large_graphs(monkeypatch, installed, triples, engine):
    taken = []
    monkeypatch.setattr(shapes, "fast_engine_is_installed", lambda: installed)
    monkeypatch.setattr(shapes, "results", lambda _, engine: taken.append(engine) or [])
    store = ox.Store()
    node = ox.NamedNode("http://example.org/a")
    store.bulk_extend(ox.Quad(node, node, ox.Literal(str(n))) for n in range(triples))
    shapes.shape_problems({"x.ttl": store})
    assert taken == [engine]


# the command


def test_the_command_says_what_it_read_and_found(command, written):
    done = command("validate", written(CASE + SPOKEN), resources.data())
    assert (done.code, done.err) == (0, "")
    tables = sum(len(read_csv(path)) for path in resources.data().glob("*.csv"))
    triples = r"\d\d,\d\d\d triples"
    expected = f"9 files, {tables} rows, {triples}: no violations and no warnings.\n"
    assert re.search(expected, done.out)


def test_the_command_lists_all_problems_and_ends_with_1(command, written):
    path = written(CASE + SPOKEN.replace("0.9", "9e0").replace("scope:local", "scope:global"))
    done = command("validate", path)
    assert (done.code, done.err) == (1, "")
    kinds = [line.split(":")[0] for line in done.out.splitlines()]
    assert kinds == ["violation", "violation", "warning", "1 file, 14 triples"]


def test_the_command_ends_with_0_where_there_are_only_warnings(command, written):
    done = command("validate", written(CASE + SPOKEN.replace("0.9", "9e-1")))
    assert done.code == 0
    assert done.out.endswith("no violations and 1 warning.\n")


@pytest.mark.parametrize("arguments", [["nowhere.ttl"], [], ["--nope"], [str(Path(__file__))]])
def test_the_command_ends_with_2_on_wrong_use(command, arguments):
    done = command("validate", *arguments)
    assert (done.code, done.out) == (2, "")
    assert "Traceback" not in done.err


def test_odd_literals_leave_no_traceback_on_the_screen(installed, written):
    odd = '"2020-99-99"^^<http://www.w3.org/2001/XMLSchema#date>'
    done = installed("validate", written(CASE + SPOKEN + f"ex:case ex:seen {odd} ."))
    assert (done.code, done.err) == (0, "")


def test_the_help_teaches(installed):
    out = installed("validate", "--help").out
    for word in (".csv", ".ttl", ".jsonld", "warning", "my-graph.ttl", "loclearn[fast]"):
        assert word in out
