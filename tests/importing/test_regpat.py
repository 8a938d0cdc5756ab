"""Patents by region: each dialect gives the same tables, and plain counts the same verdicts."""

import gzip
import io
import random
from collections import defaultdict
from itertools import combinations

import pandas as pd
import pytest

from tests.conftest import read_csv
from tests.importing.patents import (
    CLASSES,
    INVENTORS,
    TIES,
    classes,
    persons,
    ties,
    verdicts,
)


def mixed(name):
    """Appln_id, Reg_code: how the headers of 2016 to 2018 are written."""
    return name.capitalize()


DIALECTS = {
    "2020 to 2025": {},
    "2016 to 2018": {"case": mixed},
    "capitals": {"case": str.upper},
    "saved with tabs": {"between": "\t"},
    "saved with semicolons": {"between": ";"},
    "PCT": {"key": "pct_nbr"},
}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_each_dialect_gives_the_same_ties(regpat, dialect):
    form = DIALECTS[dialect]
    quote = '"' if dialect in ("2016 to 2018", "2020 to 2025") else ""
    if dialect == "saved with semicolons":
        quote = '"'
    done, out = regpat(persons(**form, quote=quote), classes(**form))
    assert done.code == 0, done.err
    assert ties(out) == TIES
    networks = {row["network"] for row in read_csv(out / "ties.csv")}
    assert networks == {f"REGPAT {'PCT' if dialect == 'PCT' else 'EPO'} co-invention"}
    actors = {r["actor_id"]: r for r in read_csv(out / "actors.csv")}
    assert actors["inv16@AT130:B25J"]["region"] == "AT130"
    assert actors["inv14@JP"]["region"] == "JP"
    assert actors["inv14@JP"]["activity"] == ""
    assert {row["coverage"] for row in actors.values()} == {"selective"}
    assert {row["type"] for row in actors.values()} == {"other"}
    unplaced = {r["actor_id"]: (r["region"], r["reason"]) for r in read_csv(out / "unplaced.csv")}
    assert unplaced == {
        "inv13:H04L": ("DE212 0.6; DE21H 0.4",
                       "it has shares in several regions, and nobody knows in which it is"),
        "inv14:H04L": ("", "it has no region"),
    }  # fmt: skip
    assert "inventors.txt: 8 rows in = 8 written + 0 unplaced + 0 left out + 0 reported" in done.out


def test_packed_tables_with_a_mark_are_the_same(regpat):
    text = ("\ufeff" + persons()).replace("\r\n", "\n").encode("utf-8")
    done, out = regpat(gzip.compress(text), classes())
    assert done.code == 0, done.err
    assert ties(out) == TIES


def test_an_address_in_two_regions_is_placed_where_these_are_one(regpat):
    done, out = regpat(persons(), classes(), "--level", 2)
    assert done.code == 0, done.err
    assert ("inv11@DE21:H04L", "inv13@DE21:H04L", "2012") in ties(out)
    assert [r["actor_id"] for r in read_csv(out / "unplaced.csv")] == ["inv14:H04L"]


def test_counts_keep_every_share(regpat):
    """Against pandas: the share of the person times that of the region over the classes."""
    done, out = regpat(persons(), classes(), "--counts")
    assert done.code == 0, done.err
    names = ["one", "person", "region", "country", "share", "part"]
    rows = pd.DataFrame(INVENTORS, columns=names).astype({"share": float, "part": float})
    filed = pd.DataFrame(CLASSES, columns=["one", "period", "app", "ipc"])
    filed["activity"] = filed.ipc.str[:4]
    filed = filed[["one", "period", "activity"]].drop_duplicates()
    filed["n"] = filed.groupby("one").activity.transform("size")
    both = rows.merge(filed, on="one")
    both["value"] = both.share * both.part / both.n
    wanted = both.groupby(["region", "activity", "period"]).value.sum().to_dict()
    found = {
        (r["region"] or "JPZZZ", r["activity"], r["period"]): float(r["value"])
        for path in ("capabilities", "unplaced")
        for r in read_csv(out / f"{path}.csv")
        if r["capability"] if r["value"]
    }  # fmt: skip
    assert found == pytest.approx(wanted)
    assert sum(found.values()) == pytest.approx(3)  # three applications


def test_years_periods_and_activities_of_ones_own(regpat, tmp_path):
    _, out = regpat(persons(), classes(), "--year", "app", "--period", "2010/2014", out="a")
    assert {row["period"] for row in read_csv(out / "actors.csv")} == {"2010/2014"}
    own = tmp_path / "own.csv"
    own.write_text("class;activity\nH04;telecom\nH04L29;internet\n", encoding="utf-8")
    done, out = regpat(persons(), classes(), "--activities", own, out="b")
    activities = {row["activity"] for row in read_csv(out / "actors.csv")}
    assert activities == {"telecom", "internet", ""}
    assert "left out: 1 of applications without a class that is asked for" in done.out


def test_cpc_takes_the_place_of_ipc_which_gives_the_years(regpat, tmp_path):
    cpc = tmp_path / "202208_CPC_Classes.txt"
    cpc.write_text("appln_id|CPC_Class\n1|Y02E  10/50\n2|H04W4/00\n3|B25J9/16\n", encoding="utf-8")
    done, out = regpat(persons(), classes(), "--classes", cpc)
    assert done.code == 0, done.err
    found = {(r["activity"], r["period"]) for r in read_csv(out / "actors.csv") if r["activity"]}
    assert found == {("Y02E", "2010"), ("H04W", "2012"), ("B25J", "2015")}


def test_without_classes_all_is_of_all_activities_and_no_period(regpat):
    done, out = regpat(persons())
    assert done.code == 0, done.err
    assert {(r["activity"], r["period"]) for r in read_csv(out / "actors.csv")} == {
        ("ALL", ""), ("", "")
    }  # fmt: skip
    done, _ = regpat(persons(), None, "--period", "2010")
    assert (done.code, "--period needs --classes" in done.err) == (2, True)


def test_applications_of_a_region_with_all_their_persons(regpat):
    done, out = regpat(persons(), classes(), "--within", "fr", "--within", "AT1", "--counts")
    assert done.code == 0, done.err
    assert ties(out) == {tie for tie in TIES if tie[2] == "2010"}
    counted = {row["region"] for row in read_csv(out / "capabilities.csv")}
    assert counted == {"FR101", "AT130"}  # of DE212 another application was left out
    assert "5 of applications without a person in the regions that are asked for" in done.out
    assert "3 written + 0 unplaced + 5 left out + 0 reported" in done.out


def test_an_application_may_lie_in_two_parts_of_a_table(regpat, tmp_path):
    part = tmp_path / "part.txt"
    part.write_text(persons(INVENTORS[1:]), encoding="utf-8")
    done, out = regpat(persons(INVENTORS[:1]), classes(), "--inventors", part)
    assert done.code == 0, done.err
    assert ties(out) == TIES
    assert "a sum of 1" not in done.err


def test_regions_outside_nuts_come_from_the_table_of_the_oecd(regpat, tmp_path):
    rows = [("1", "11", "US003", "US", "1", "0.5"), ("1", "12", "US004", "US", "1", "0.5"),
            ("2", "11", "US003", "US", "1", "0.5"), ("2", "13", "DE212", "DE", "1", "0.5"),
           ]  # fmt: skip
    areas = tmp_path / "REGPAT_REGIONS.txt"
    areas.write_text("Ctry_code|Reg_code|Reg_label|Up_reg_code|Up_reg_label\nUS|US003|Easton|US06|"
                     "Bigland\nUS|US004|Weston|US06|Bigland\nDE|DE212|M|DE21|O\n"
                     "US|USZZZ|Not known|USZZ|Not known\n", encoding="utf-8")  # fmt: skip
    _, out = regpat(persons(rows), None, out="without")
    assert {r["region"] for r in read_csv(out / "unplaced.csv")} == {"US003", "US004"}
    done, out = regpat(persons(rows), None, "--areas", areas, "--level", 2, out="two")
    assert done.code == 0, done.err
    assert ties(out) == {("inv11@US06", "inv12@US06", ""), ("inv11@US06", "inv13@DE21", "")}
    names = {r["code"]: r["name"] for r in read_csv(out / "regions.csv")}
    assert names == {"US06": "Bigland", "DE21": "Oberbayern"}
    _, out = regpat(persons(rows), None, "--areas", areas, out="three")
    assert ("inv11@US003", "inv12@US004", "") in ties(out)
    done, _ = regpat(persons(rows), None, "--areas", areas.with_name("inventors.txt"), out="no")
    assert "no column reg_label, up_reg_code, up_reg_label" in done.err


def test_the_same_tables_twice_change_nothing(regpat):
    regpat(persons(), classes())
    done, out = regpat(persons(), classes())
    assert done.code == 0, done.err
    assert "0 written + 7 there already" in done.out
    assert ties(out) == TIES


def randomly(seed):
    """Applications of two offices' worth of persons, some abroad, some at unsure addresses."""
    draw = random.Random(seed)
    regions = ["DE212", "DE21H", "DE111", "FR101", "AT130"]
    home = {str(n): draw.choice([*regions, "JPZZZ", "DEZZZ", "DE212+DE111"]) for n in range(40)}
    rows, filed = [], []
    for one in range(60):
        team = draw.sample(sorted(home), draw.randint(1, 5))
        part = str(round(1 / len(team), 3))
        for person in team:
            codes = home[person].split("+")
            shares = ["1"] if len(codes) == 1 else ["0.7", "0.3"]
            rows += [(str(one), person, code, code[:2], share, part)
                     for code, share in zip(codes, shares, strict=True)]  # fmt: skip
        symbols = draw.sample(["H04L", "G06F", "B25J"], draw.randint(1, 2))
        filed += [(str(one), str(draw.choice([2010, 2011])), "2012", f"{s} 1/00") for s in symbols]
    years = {one: year for one, year, *_ in filed}
    return rows, [(one, years[one], app, symbol) for one, _, app, symbol in filed], home


def is_far(one, other):
    """Plainly: in two regions, or in two countries."""
    sure = [code for code in (one, other) if "+" not in code and not code.endswith("ZZZ")]
    return bool(sure) and (one[:2] != other[:2] or (len(sure) == 2 and one != other))


def test_plain_counts_give_the_same_pipelines(regpat, command):
    rows, filed, home = randomly(1)
    done, out = regpat(persons(rows), classes(filed))
    assert done.code == 0, done.err
    teams = pd.read_csv(io.StringIO(persons(rows)), sep="|", dtype=str)
    teams = teams.groupby("appln_id").person_id.apply(set)
    wanted = defaultdict(set)
    for one, year, _, symbol in filed:
        for a, b in combinations(sorted(teams[one]), 2):
            for near, far in ((home[a], home[b]), (home[b], home[a])):
                if "+" not in near and not near.endswith("ZZZ") and is_far(near, far):
                    wanted["C14"].add(f"{near}|{symbol[:4]}|{year}")
    found = verdicts(command, out)
    assert len(wanted["C14"]) > 8
    assert found["C14"] == wanted["C14"]
    assert found["C12"] == set()
    assert not {"C01", "C04", "C05", "C07"} & found.keys()


def test_applicants_link_industry_and_academia_where_types_are_given(regpat, command, tmp_path):
    rows = [("1", "71", "DE212", "DE", "1", "0.5"), ("1", "72", "DE212", "DE", "1", "0.5"),
            ("2", "71", "DE212", "DE", "1", "0.5"), ("2", "73", "FR101", "FR", "1", "0.5"),
            ("3", "74", "AT130", "AT", "1", "0.5"), ("3", "75", "AT130", "AT", "1", "0.5"),
           ]  # fmt: skip
    table = persons(rows, "app")
    done, out = regpat(None, classes(), applicants=table, out="a")
    assert "REGPAT does not say which applicants are firms" in done.out
    assert {row["type"] for row in read_csv(out / "actors.csv")} == {"other"}
    types = tmp_path / "types.csv"
    types.write_text("person_id,type\n71,COMPANY\n72,university\n73,UNIVERSITY\n74,COMPANY\n75,"
                     "GOV NON-PROFIT\n", encoding="utf-8")  # fmt: skip
    done, out = regpat(None, classes(), "--types", types, applicants=table, out="b")
    assert done.code == 0, done.err
    found = verdicts(command, out)
    assert found["C12"] == {"DE212|H04L|2010", "DE212|G06F|2010"}
    assert found["C14"] == {"DE212|H04L|2012", "FR101|H04L|2012"}
