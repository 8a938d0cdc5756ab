"""From tables to verdicts: what a census decides, what a sample leaves open."""

import csv

import pandas
import pytest

JOBS = {"period": "2017", "coverage": "census"}


def verdicts(command, folder, *options):
    done = command("assess", "--no-embedded", "--data", folder, "--format", "csv", *options)
    assert done.code == 0, done.err
    rows = csv.DictReader(done.out.splitlines())
    return {(row["setting"], row["condition"]): row["value"] for row in rows}


def table(**persons):
    """Two regions, two activities; persons and firms as `R1_wine=(30, 3)`."""
    return [
        {
            **JOBS,
            "region": key.split("_")[0],
            "activity": key.split("_")[1],
            "persons": p,
            "firms": f,
        }
        for key, (p, f) in persons.items()
    ]


def test_the_quotient_alone_decides_nothing_and_one_plant_opposes_in_a_census(command, folder):
    rows = table(R1_wine=(90, 1), R1_cars=(10, 5), R2_wine=(10, 4), R2_cars=(90, 3))
    place = folder(employment=rows)
    found = verdicts(command, place)
    assert found["R1|wine|2017", "C01"] == "opposed"
    assert found["R2|cars|2017", "C01"] == "supported"
    assert found["R1|cars|2017", "C01"] == "unknown"
    sample = folder(employment=[{**row, "coverage": "sample"} for row in rows])
    found = verdicts(command, sample)
    assert found["R1|wine|2017", "C01"] == "unknown"
    assert found["R2|cars|2017", "C01"] == "supported"


def test_a_quotient_without_firms_decides_nothing(command, folder):
    rows = [{**row, "firms": ""} for row in table(R1_wine=(90, 1), R1_cars=(10, 5),
                                                   R2_wine=(10, 4), R2_cars=(90, 3))]  # fmt: skip
    found = verdicts(command, folder(employment=rows))
    assert {value for (_, id_), value in found.items() if id_ in {"C01", "C04"}} == {"unknown"}


def test_all_activities_never_join_a_sector(command, folder):
    rows = [{**JOBS, "region": "R1", "activity": "", "persons": 100, "firms": 50},
            {**JOBS, "region": "R1", "activity": "wine", "persons": 100, "firms": ""}]  # fmt: skip
    found = verdicts(command, folder(employment=rows))
    assert found["R1|ALL|2017", "C04"] == "supported"
    assert found["R1|wine|2017", "C04"] == "unknown"


def test_a_capability_is_compared_with_what_the_region_employs(command, folder):
    jobs = table(R1_wine=(100, 3), R2_wine=(100, 3))
    lab = {"kind": "knowledge-base", "capability": "laboratories", "activity": "wine", **JOBS}
    place = folder(
        employment=jobs,
        capabilities=[{**lab, "region": "R1", "value": 5}, {**lab, "region": "R2", "value": 3}],
    )
    found = verdicts(command, place)
    assert found["R1|wine|2017", "C10"] == "supported"  # 5/100 over 8/200 is 1.25
    assert found["R2|wine|2017", "C10"] == "unknown"
    done = command("explain", "R1|wine|2017", "C10", "--no-embedded", "--data", place)
    assert "laboratories: 5 for 100; all regions 8 for 200 (≥ 1.25)" in done.out


def test_tables_join_the_case_of_the_same_region_activity_and_period(command, folder):
    place = folder(
        cases=[{"case_id": "CASE", "place": "Tees Valley", "kind": "cluster", "activity": "wine",
                "nuts_2021": "UKC1", "period_from": "2017", "period_to": "2017"},
               {"case_id": "OTHER", "place": "Tees Valley", "kind": "cluster", "activity": "wine",
                "nuts_2021": "UKC1", "period_from": "2016", "period_to": "2016"}],
        employment=[{**JOBS, "region": "UKC1", "activity": "1102", "persons": 5, "firms": 9}],
        crosswalk=[{"case_activity": "wine", "activity": "1102"}],
    )  # fmt: skip
    found = verdicts(command, place)
    assert found["CASE", "C04"] == "supported"
    assert found["OTHER", "C04"] == "unknown"
    assert ("UKC1|1102|2017", "C04") not in found
    done = command("explain", "CASE", "C04", "--no-embedded", "--data", place)
    assert "rival-count = 8" in done.out


def test_the_registers_of_the_united_kingdom_decide_three_conditions(command, shared, tmp_path):
    """40 regions and 525 industries, against the same rules written out with pandas."""
    uk = shared / "data" / "regional" / "uk"
    parts = [
        pandas.read_csv(uk / f"nomis_{name}_2017_TYPE450.csv", dtype={"SIC4": str})
        .rename(columns={"geo_cd": "region", "SIC4": "activity", "year": "period", "value": column})
        [["region", "activity", "period", column]]
        for name, column in (("IDBR", "firms"), ("BRES", "persons"))
    ]  # fmt: skip
    jobs = parts[0].merge(parts[1], how="outer", on=["region", "activity", "period"])
    jobs.assign(coverage="census").to_csv(tmp_path / "employment.csv", index=False)
    found = verdicts(command, tmp_path, "--condition", "C01", "--condition", "C04",
                     "--condition", "C11")  # fmt: skip
    assert len(found) == 3 * 40 * 525

    persons = jobs.pivot_table(index="region", columns="activity", values="persons")
    quotient = persons.div(persons.sum(axis=1), axis=0) / (persons.sum() / persons.sum().sum())
    firms = jobs.pivot_table(index="region", columns="activity", values="firms")
    share = firms.div(firms.sum(axis=1), axis=0) / (firms.sum() / firms.sum().sum())
    everywhere = (share.round(12) >= 1).sum()[firms.sum() > 0]
    relative = everywhere / everywhere.median()
    counts = {}
    for (setting, condition), value in found.items():
        region, activity, _ = setting.split("|")
        n = firms.loc[region, activity]
        high = region in quotient.index and quotient.loc[region, activity] >= 1.25
        expected = {
            "C01": "opposed" if n <= 1 else "supported" if high else "unknown",
            "C04": "supported" if n - 1 >= 2 else "opposed" if n - 1 <= 1 else "unknown",
            "C11": "unknown" if activity not in relative
                   else "supported" if relative[activity] < 1 else "opposed",
        }[condition]  # fmt: skip
        assert value == expected, (setting, condition)
        counts[condition, value] = counts.get((condition, value), 0) + 1
    assert all(counts[c, v] > 2000 for c in ("C01", "C04", "C11") for v in ("supported", "opposed"))


@pytest.mark.parametrize("name", ["actors", "ties", "employment", "capabilities", "regions"])
def test_a_regional_table_can_be_begun_and_validated(command, tmp_path, name):
    out = tmp_path / f"{name}.csv"
    assert command("template", name, "--out", out).code == 0
    assert out.read_text("utf-8").startswith({"ties": "source,", "actors": "actor_id,",
                                              "regions": "code,"}.get(name, "region,"))  # fmt: skip
