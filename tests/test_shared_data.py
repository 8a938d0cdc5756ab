"""The coded literature beside the checkout is what comes with loclearn."""

from tests.conftest import ROOT, read_csv


def test_the_tables_of_the_shared_data_are_read_as_they_are(command, shared):
    data = shared / "data"
    done = command(
        "assess", "--no-embedded", "--evidence", data / "evidence.csv",
        "--cases", data / "seed_cases.csv", "--cases", data / "related_cases.csv",
        "--format", "csv",
    )  # fmt: skip
    assert done.code == 0
    told = {
        tuple(row.split(",")[i] for i in (0, -3, -2))
        for row in done.out.splitlines()[1:]
        if ",unknown," not in row
    }
    expected = {
        (row["case_id"], row["condition"], row["default"])
        for row in read_csv(data / "expected_verdicts.csv")
        if row["default"] != "unknown"
    }
    assert told == expected


def test_the_embedded_data_and_expected_verdicts_are_those_of_the_shared_data(shared):
    data = shared / "data"
    ours = ROOT / "ontology" / "data"
    assert read_csv(ours / "evidence.csv") == read_csv(data / "evidence.csv")
    cases = [*read_csv(data / "seed_cases.csv"), *read_csv(data / "related_cases.csv")]
    assert [{k: v for k, v in row.items() if v} for row in read_csv(ours / "cases.csv")] == [
        {k: v for k, v in row.items() if v} for row in cases
    ]
    verdicts = ROOT / "tests" / "expected" / "verdicts.csv"
    assert read_csv(verdicts) == read_csv(data / "expected_verdicts.csv")
    works = {row["key"]: row for row in read_csv(ours / "works.csv")}
    for row in read_csv(data / "references.csv"):
        for column in ("authors", "year", "title", "doi", "doi_confidence", "container"):
            assert works[row["key"]][column] == row[column]
