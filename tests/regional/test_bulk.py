"""Verdicts out of the database are those that the graph of facts gives."""

import csv

import pyarrow.parquet
import pytest

from loclearn.datasets.opening import engine
from tests.regional.test_networks_decide import survey

JOBS = {"period": "2017", "coverage": "census"}


def rows_of(path):
    return sorted(
        tuple("" if cell is None else str(cell).lower() for cell in row.values())
        for row in pyarrow.parquet.read_table(path).to_pylist()
    )


@pytest.fixture
def place(folder):
    """A survey, employment in two years, a case that tables know, and one that they do not."""
    lively, ties = survey("R1", lively=True)
    quiet, _ = survey("R2", lively=False)
    far = {**lively[0], "actor_id": "far", "region": "R3", "networks": ""}
    jobs = [
        {
            "region": r,
            "activity": a,
            "period": p,
            "persons": n,
            "firms": n % 4,
            "coverage": "census",
        }
        for n, (r, a, p) in enumerate(
            (r, a, p) for r in ("R1", "R2", "UKC1") for a in ("wine", "cars") for p in (2016, 2017)
        )
    ]
    case = {
        "case_id": "CASE",
        "place": "Tees",
        "kind": "cluster",
        "activity": "vineyards",
        "nuts_2021": "UKC1",
        "period_from": "2017",
        "period_to": "2017",
    }
    said = {
        "evidence_id": "E1",
        "case_id": "CASE",
        "source_key": "Me 2020",
        "dimension": "ubiquitification-offshoring",
        "scope": "local",
        "polarity": "supports-presence",
        "strength": "strong",
        "basis": "abstract-seen",
        "confidence": "0.9",
    }
    return folder(
        actors=[*lively, *quiet, far],
        ties=ties,
        employment=jobs,
        cases=[case, {**case, "case_id": "OTHER", "activity": "ships"}],
        evidence=[said, {**said, "evidence_id": "E2", "case_id": "OTHER"}],
        crosswalk=[{"case_activity": "vineyards", "activity": "wine"}],
    )


@pytest.mark.parametrize(
    "options",
    [(), ("--no-embedded", "--profile", "strict"), ("--setting", "CASE", "--condition", "C04")],
)
def test_the_database_and_the_graph_give_the_same_verdicts(
    command, place, tmp_path_factory, options
):
    out = tmp_path_factory.mktemp("out") / "verdicts.parquet"
    bulk = command("assess", "--data", place, "--out", out, *options)
    assert bulk.code == 0, bulk.err
    done = command("assess", "--data", place, "--format", "csv", *options)
    expected = sorted(
        tuple(cell.lower() for cell in row.values())
        for row in csv.DictReader(done.out.splitlines())
    )
    assert rows_of(out) == expected
    assert len({row[6] for row in expected}) > 1 or "--setting" in options


SAID = """
@prefix ll: <https://w3id.org/localized-learning/ontology/> .
@prefix dimension: <https://w3id.org/localized-learning/id/dimension/> .
@prefix scope: <https://w3id.org/localized-learning/id/scope/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<urn:later> a ll:LocalSetting ; ll:regionCode "R1" ; ll:activity "wine" ; ll:place "R1" ;
    ll:periodFrom 2018 ; ll:periodTo 2018 ; ll:hasEvidence [ a ll:EvidenceStatement ;
        ll:hasDimension dimension:ubiquitification-offshoring ; ll:hasScope scope:local ;
        ll:weightFor 2.7 ; ll:confidence 0.9 ] .
<urn:same> a ll:LocalSetting ; skos:notation "MINE" ; ll:regionCode "R2" ; ll:activity "wine" ;
    ll:periodFrom 2017 ; ll:periodTo 2017 .
"""


def test_settings_of_graphs_and_of_cases_have_earlier_phases_in_tables(command, folder, out):
    """An eroding setting was in D2 a year before, as tables alone say."""
    made = [survey(region, lively=True) for region in ("R1", "UKC1", "R2")]
    case = {"case_id": "LATE", "place": "Tees", "kind": "cluster", "activity": "wine",
            "nuts_2021": "UKC1", "period_from": "2019", "period_to": "2019"}  # fmt: skip
    said = {"evidence_id": "E1", "case_id": "LATE", "source_key": "Me 2020", "scope": "local",
            "dimension": "ubiquitification-offshoring", "polarity": "supports-presence",
            "strength": "strong", "basis": "abstract-seen", "confidence": "0.9"}  # fmt: skip
    pooled = {**case, "case_id": "POOL", "kind": "region-set"}
    place = folder(actors=[a for actors, _ in made for a in actors],
                   ties=[t for _, ties in made for t in ties], cases=[case, pooled],
                   evidence=[said, {**said, "evidence_id": "E2", "case_id": "POOL"}])  # fmt: skip
    (place / "more.ttl").write_text(SAID, encoding="utf-8")
    bulk = command("assess", "--no-embedded", "--data", place, "--out", out / "v.parquet")
    assert bulk.code == 0, bulk.err
    done = command("assess", "--no-embedded", "--data", place, "--format", "csv")
    table = list(csv.DictReader(done.out.splitlines()))
    assert rows_of(out / "v.parquet") == sorted(
        tuple(cell.lower() for cell in row.values()) for row in table
    )
    found = {(row["setting"], row["condition"]): row["value"] for row in table}
    assert found["R1|wine|2018", "D7"] == found["LATE", "D7"] == "supported"
    assert found["POOL", "D7"] == "unknown"
    assert found["MINE", "C04"] == "supported"
    assert ("R2|wine|2017", "C04") not in found


def test_a_crosswalk_joins_the_phases_of_a_case_and_of_its_code(command, folder, out):
    """The case is called wine growing; the tables know the activity as wine, a year before."""
    actors, ties = survey("UKC1", lively=True)
    case = {"case_id": "LATE", "place": "Tees", "kind": "cluster", "activity": "wine growing",
            "nuts_2021": "UKC1", "period_from": "2019", "period_to": "2019"}  # fmt: skip
    other = {**case, "case_id": "OTHER", "activity": "cellars", "period_to": "2021"}
    said = {"evidence_id": "E1", "case_id": "LATE", "source_key": "Me 2020", "scope": "local",
            "dimension": "ubiquitification-offshoring", "polarity": "supports-presence",
            "strength": "strong", "basis": "abstract-seen", "confidence": "0.9"}  # fmt: skip
    place = folder(actors=actors, ties=ties, cases=[case, other],
                   evidence=[said, {**said, "evidence_id": "E2", "case_id": "OTHER"}],
                   crosswalk=[{"case_activity": "wine growing", "activity": "wine"}])  # fmt: skip
    done = command("assess", "--no-embedded", "--data", place, "--format", "csv")
    bulk = command("assess", "--no-embedded", "--data", place, "--out", out / "v.parquet")
    assert (done.code, bulk.code) == (0, 0), done.err + bulk.err
    table = list(csv.DictReader(done.out.splitlines()))
    assert rows_of(out / "v.parquet") == sorted(
        tuple(cell.lower() for cell in row.values()) for row in table
    )
    found = {(row["setting"], row["condition"]): row["value"] for row in table}
    assert found["UKC1|wine|2017", "D2"] == found["LATE", "D7"] == "supported"
    assert found["OTHER", "D7"] == "unknown"  # its cellars are no wine
    lost = command("explain", "UKC1|wine|2019", "C05", "--no-embedded", "--data", place)
    assert (lost.code, "which facts of tables join: LATE." in lost.err) == (2, True)
    for name in ("LATE", "OTHER"):
        alone = command("assess", "--no-embedded", "--data", place, "--format", "csv",
                        "--setting", name)  # fmt: skip
        rows = list(csv.DictReader(alone.out.splitlines()))
        assert {row["condition"]: row["value"] for row in rows} == {
            condition: value for (setting, condition), value in found.items() if setting == name
        }


def test_parquet_needs_a_file_and_tables(command, tmp_path):
    assert command("assess", "--format", "parquet").code == 2
    assert command("assess", "--out", tmp_path / "v.parquet").code == 2
    assert not list(tmp_path.iterdir())


@pytest.fixture
def out(tmp_path_factory):
    """A folder beside that of the tables, from which all files are read."""
    return tmp_path_factory.mktemp("out")


def test_the_memory_of_the_database_is_bounded_on_request(command, place, out, monkeypatch):
    free = command("assess", "--data", place, "--out", out / "free.parquet")
    monkeypatch.setenv("LOCLEARN_MEMORY", "1GB")
    database = engine()
    (limit,) = database.raw_sql("SELECT current_setting('memory_limit')").fetchone()
    assert limit == "953.6 MiB"
    bounded = command("assess", "--data", place, "--out", out / "bounded.parquet")
    assert (free.code, bounded.code) == (0, 0)
    assert rows_of(out / "free.parquet") == rows_of(out / "bounded.parquet")


def test_what_is_no_size_of_memory_is_refused(command, place, out, monkeypatch):
    monkeypatch.setenv("LOCLEARN_MEMORY", "plenty")
    done = command("assess", "--data", place, "--out", out / "v.parquet")
    assert done.code == 2
    assert "LOCLEARN_MEMORY=plenty is no size, such as 1GB" in done.err


def test_verdicts_stand_in_the_order_of_setting_period_and_condition(command, place, out):
    command("assess", "--data", place, "--out", out / "v.parquet")
    rows = pyarrow.parquet.read_table(out / "v.parquet").to_pylist()
    found = [(row["setting"], row["period"] or "~", row["condition"]) for row in rows]
    assert found == sorted(found)
    assert len({row["condition"] for row in rows}) == 30


@pytest.mark.parametrize("name", ["verdicts.parquet", "verdicts.csv"])
def test_verdicts_in_the_folder_of_the_tables_are_no_input(command, place, name):
    first = command("assess", "--data", place, "--out", place / name)
    assert first.code == 0, first.err
    again = command("assess", "--data", place, "--out", place / f"again-{name}")
    assert again.code == 0, again.err
