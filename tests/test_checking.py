"""Files are checked as a whole: what joins tables, and whether a profile can be used."""

import pytest

from loclearn import resources, validate
from tests.conftest import STATEMENT, write_csv


def test_an_unknown_case_and_a_repeated_id_are_told(command, tables):
    written = tables([{"case_id": "Z"}, {"evidence_id": "E1", "case_id": "A"}])
    done = command("validate", written.cases, written.evidence)
    assert done.code == 1
    assert "column case_id: found Z; expected a case of a cases table" in done.out
    assert "column evidence_id: found E1 again" in done.out


def test_statements_alone_are_joined_with_the_embedded_cases(command, tmp_path):
    path = tmp_path / "e.csv"
    write_csv(path, [{**STATEMENT, "case_id": "LON-MIX"}])
    assert command("validate", path).code == 0
    write_csv(path, [{**STATEMENT, "case_id": "LON-MIXX"}])
    done = command("validate", path)
    assert done.code == 1
    assert "Did you mean LON-MIX?" in done.out


def test_no_problem_is_told_twice(command, tables):
    written = tables([{"confidence": "7"}])
    out = command("validate", written.cases, written.evidence).out
    assert out.count("column confidence: found 7") == 1


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("xsd:minInclusive 1.2 ", "xsd:minLength 1 ", "AdmissibleWeight has a facet"),
        ("ll:AdmissibleWeight owl", "ll:AdmissibleWeigh owl", "gives no value to"),
        ("ll:D2AlternativeOpposed owl", "ll:D2AlternativeOpposedd owl", "D2AlternativeOpposed"),
    ],
)
def test_a_profile_that_cannot_be_used_is_told(command, tmp_path, old, new, message):
    text = resources.profiles()["default"].read_text(encoding="utf-8")
    path = tmp_path / "mine.ttl"
    path.write_text(text.replace(old, new), encoding="utf-8")
    done = command("validate", path)
    assert done.code == 1
    assert message in done.out


def test_shipped_profiles_and_data_conform():
    report = validate([resources.data(), *resources.profiles().values()])
    assert report.problems == ()
