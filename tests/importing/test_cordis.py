"""Projects of CORDIS: each header, periods, activities, partners, and who is where."""

import csv
from collections import Counter, defaultdict
from itertools import combinations

import pytest

from loclearn.datasets.dataset import open_tables
from loclearn.indicators.computing import compute
from tests.conftest import read_csv
from tests.importing.cordis import (
    BEFORE_2021,
    MEMBERS,
    ORGANISATIONS,
    PERSON,
    PROJECTS,
    SHORTER,
    TODAY,
    fp7,
    organisations,
    projects,
)
from tests.regional.test_verdicts import verdicts

ACTORS = [
    ("900000001", "EL30", "ALL", "firm"),
    ("900000002", "EL30", "ALL", "university"),
    ("900000003", "ES51", "ALL", "research-organisation"),
    ("900000004", "UKF2", "ALL", "other"),
]
EXTRA, RESEARCH = "extra-local-knowledge-ties", "firm-research-ties"


def actors(folder):
    rows = read_csv(folder / "actors.csv")
    assert {row["coverage"] for row in rows} == {"selective"}
    placed = (r for r in rows if r["region"])
    return sorted((r["actor_id"], r["region"], r["activity"], r["type"]) for r in placed)


def partners(folder):
    """Return those of whom the country alone is known."""
    rows = read_csv(folder / "actors.csv")
    return sorted((r["actor_id"], r["country"]) for r in rows if not r["region"])


def observed(folder, indicator):
    """Return the values of an indicator as loclearn computes them."""
    place = [p for p in folder.glob("*.csv") if p.name != "unplaced.csv"]
    rows = compute(open_tables({p.stem: [p] for p in place}))[0].to_pyarrow().to_pylist()
    return {r["region"]: r["value"] for r in rows if r["indicator"] == indicator}


def values(folder, indicator, period=None):
    """Count pairs in the tables by hand, each once."""
    rows = read_csv(folder / "actors.csv")
    known = {(r["actor_id"], r["period"]): r for r in rows if period in (None, r["period"])}
    joint = defaultdict(set)
    for row in read_csv(folder / "consortia.csv"):
        if (row["actor_id"], row["period"]) in known:
            joint[row["consortium"], row["period"]].add((row["actor_id"], row["period"]))
    pairs = {pair for some in joint.values() for pair in combinations(sorted(some), 2)}
    counts = {}
    for pair in pairs:
        one, other = (known[end] for end in pair)
        if not (one["region"] and other["region"]):
            if indicator == EXTRA and "" != one["country"] != other["country"] != "":
                for row in (r for r in (one, other) if r["region"] and r["activity"]):
                    counts[row["region"]] = counts.get(row["region"], 0) + 1
            continue
        local = one["region"] == other["region"]
        types = {one["type"], other["type"]}
        between = "firm" in types and bool(types & {"university", "research-organisation"})
        found = (local and between) if indicator == RESEARCH else not local
        for row in {r["region"]: r for r in (one, other) if r["activity"]}.values():
            counts[row["region"]] = counts.get(row["region"], 0) + found
    return counts


@pytest.mark.parametrize(
    ("head", "quote", "dialect"),
    [(TODAY, True, "nature"), (SHORTER, False, "signature"), (BEFORE_2021, True, "2016")],
    ids=["today", "shorter", "old"],
)
def test_each_header_gives_the_same_tables(head, quote, dialect, cordis, tmp_path):
    done = cordis(organizations=organisations(head, quote=quote), projects=projects(dialect))
    assert done.code == 0, done.err
    out = tmp_path / "out"
    assert actors(out) == ACTORS
    assert partners(out) == [("900000005", "XK")]
    joint = [(r["consortium"], r["actor_id"], r["period"]) for r in read_csv(out / "consortia.csv")]
    assert joint == [(project, name, "2014/2019") for project, name in MEMBERS]
    count = observed if head is TODAY else values
    assert count(out, EXTRA) == {"EL30": 4, "ES51": 2, "UKF2": 1}  # one in Kosovo
    assert count(out, RESEARCH) == {"EL30": 1, "ES51": 0, "UKF2": 0}
    assert "8 participations in = 8 written + 0 unplaced + 0 left out + 0 reported" in done.out
    assert "5 organizations in = 4 written + 1 unplaced + 0 left out + 0 reported" in done.out
    assert "4 projects, 1 of them with one organization" in done.out
    (unplaced,) = read_csv(out / "unplaced.csv")
    assert (unplaced["actor_id"], unplaced["region"], unplaced["country"], unplaced["row"]) == (
        "900000005", "XK", "XK", "8"
    )  # fmt: skip
    assert PERSON not in done.out + done.err
    assert not any(PERSON in path.read_text(encoding="utf-8") for path in out.iterdir())


def test_a_selective_source_opposes_nothing_and_counts_no_firms(cordis, tmp_path, command):
    assert cordis(organizations=organisations(), projects=projects()).code == 0
    found = verdicts(command, tmp_path / "out")
    assert {id_ for (_, id_), value in found.items() if value == "supported"} == {
        "C12", "C14", "C15",
    }  # fmt: skip
    assert set(found.values()) == {"supported", "unknown"}
    assert found["EL30|ALL|2014/2019", "C12"] == "supported"
    assert found["ES51|ALL|2014/2019", "C12"] == "unknown"
    assert {s for (s, id_), value in found.items() if id_ == "C14" and value == "supported"} == {
        f"{region}|ALL|2014/2019" for region in ("EL30", "ES51", "UKF2")
    }
    for indicator in ("firm-count", "rival-count", "local-vertical-ties"):
        assert observed(tmp_path / "out", indicator) == {}


def test_who_is_outside_nuts_is_a_partner_and_makes_no_setting(cordis, tmp_path, command):
    """A pipeline may lead to Hong Kong, of which CORDIS knows no region."""
    far = {"900000006": ("HES", "HK", "HK"), "900000007": ("PRC", "", "US")}
    members = [("700009", "900000006"), ("700009", "900000007"), ("700009", "900000004"),
               ("700008", "900000005"), ("700008", "900000001")]  # fmt: skip
    done = cordis(organizations=organisations(members=members, known={**ORGANISATIONS, **far}))
    assert "2 organizations in countries outside NUTS count as partners only" in done.out
    assert observed(tmp_path / "out", EXTRA) == {"UKF2": 2, "EL30": 1}
    found = verdicts(command, tmp_path / "out")
    assert {setting for setting, _ in found} == {"UKF2|ALL|", "EL30|ALL|"}
    assert found["UKF2|ALL|", "C14"] == "supported"
    assert [r["region"] for r in read_csv(tmp_path / "out" / "unplaced.csv")] == ["XK"]


def test_a_partner_without_region_counts_where_its_country_is_another(cordis, tmp_path, command):
    """In the same country it may be local or not: nobody knows, and no pair is invented."""
    lost = {"900000005": ("PUB", "", "GR"), "900000006": ("HES", "", "UK"),
            "900000007": ("PRC", "UKF21", "FR"), "900000008": ("PRC", "", "")}  # fmt: skip
    members = [(f"70000{n}", name) for n, name in enumerate(lost)] + [
        ("700000", "900000001"), ("700001", "900000001"), ("700002", "900000001"),
        ("700003", "900000001"), ("700001", "900000004"),
    ]  # fmt: skip
    text = organisations(members=members, known={**ORGANISATIONS, **lost})
    done = cordis(organizations=text)
    assert done.code == 0, done.err
    out = tmp_path / "out"
    assert partners(out) == [("900000005", "EL"), ("900000006", "UK")]
    assert len(read_csv(out / "unplaced.csv")) == 4
    assert observed(out, EXTRA) == values(out, EXTRA) == {"EL30": 2, "UKF2": 1}
    assert observed(out, "ei-index") == {"EL30": 1, "UKF2": 1}
    (row,) = [r for r in table(command, out) if r["region"] == "EL30"]
    assert row["inputs"].endswith("1 of them with partners known by their country alone")
    again = cordis(organizations=text)
    assert "0 of them new" in again.out
    moved = {**lost, "900000006": ("HES", "UKF21", "UK")}
    later = cordis(organizations=organisations(members=members, known={**ORGANISATIONS, **moved}))
    assert later.code == 0, later.err
    assert partners(out) == [("900000005", "EL")]


def table(command, folder):
    done = command("indicators", folder, "--indicator", EXTRA)
    return list(csv.DictReader(done.out.splitlines()))


def test_tables_of_fp7_stand_apart_and_know_no_types_and_no_dates(cordis, tmp_path):
    own, edges = fp7()
    done = cordis(organizations=own, participations=edges)
    assert done.code == 0, done.err
    assert actors(tmp_path / "out") == [(*row[:3], "other") for row in ACTORS]
    assert "no period is stated; --period 2007/2013" in done.out
    assert "no types of organizations" in done.out
    assert {r["period"] for r in read_csv(tmp_path / "out" / "consortia.csv")} == {""}
    assert values(tmp_path / "out", EXTRA) == {"EL30": 4, "ES51": 2, "UKF2": 1}  # one in Kosovo
    assert set(values(tmp_path / "out", RESEARCH).values()) == {0}
    done = cordis("--period", "2007/2013", organizations=own, participations=edges, out="two")
    assert "period 2007/2013, as asked for; no project has dates" in done.out
    assert {r["period"] for r in read_csv(tmp_path / "two" / "actors.csv")} == {"2007/2013"}
    lacking = cordis(organizations=own, out="three")
    assert lacking.code == 2
    assert "--participations" in lacking.err


def test_a_project_counts_in_each_period_in_which_it_ran(cordis, tmp_path):
    out = tmp_path / "out"
    done = cordis("--period", "2014/2015", "--period", "2016", organizations=organisations(),
                  projects=projects())  # fmt: skip
    assert done.code == 0
    joint = Counter((r["consortium"], r["period"]) for r in read_csv(out / "consortia.csv"))
    assert joint == {("700001", "2014/2015"): 3, ("700001", "2016"): 3, ("700002", "2016"): 2,
                     ("700003", "2014/2015"): 1}  # fmt: skip
    assert "2 of projects of another period" in done.out
    assert values(out, EXTRA, "2014/2015") == {"EL30": 2, "ES51": 2}
    wrong = cordis("--period", "2016/2014", organizations=organisations(), out="no")
    assert (wrong.code, "is no period" in wrong.err) == (2, True)


def test_without_dates_the_period_is_that_of_the_programme(cordis, tmp_path):
    bare = projects()
    for start, end, _, _ in PROJECTS.values():
        bare = bare.replace(start, "").replace(end, "")
    done = cordis(organizations=organisations(), projects=bare)
    assert "period 2014/2020, that of the programme" in done.out
    assert {r["period"] for r in read_csv(tmp_path / "out" / "actors.csv")} == {"2014/2020"}


def test_activities_may_be_those_of_organizations_projects_or_topics(cordis, tmp_path):
    files = {"organizations": organisations(), "projects": projects()}
    one = "organisation,activity\n900000001,26\n900000003,72\n"
    assert cordis(**files, activities=one, out="a").code == 0
    assert [row[2] for row in actors(tmp_path / "a")] == ["26", "ALL", "72", "ALL"]
    by_project = cordis(**files, activities="project;activity\n700001;26\n", out="b")
    assert by_project.code == 0
    assert "3 of 4 projects have no activity and are ALL" in by_project.out
    assert [row[:3] for row in actors(tmp_path / "b")] == [
        ("900000001@26", "EL30", "26"), ("900000001@ALL", "EL30", "ALL"),
        ("900000002@26", "EL30", "26"), ("900000002@ALL", "EL30", "ALL"),
        ("900000003@26", "ES51", "26"),
        ("900000003@ALL", "ES51", "ALL"), ("900000004", "UKF2", "ALL"),
    ]  # fmt: skip
    topics = "topic,activity\nENV-01,26\nICT-02,62\nENV-01,27\n"
    assert cordis(**files, activities=topics, out="c").code == 0
    joint = {r["consortium"] for r in read_csv(tmp_path / "c" / "consortia.csv")}
    assert joint == {"700001@26", "700001@27", "700002@62", "700003@62", "700004@ALL"}
    alone = cordis(organizations=organisations(), activities=topics, out="d")
    assert (alone.code, "--projects" in alone.err) == (2, True)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("organisation,sector\n9,26\n", "row 1: found the columns organisation, sector"),
        ("organisation,project,activity\n9,8,26\n", "one of organisation, project, topic"),
        ("organisation,activity\n9,26\n9,27\n", "row 3, column activity: found a second activity"),
        ("organisation,activity\n9,\n", "row 2, column activity: found an empty cell"),
    ],
)
def test_a_broken_table_of_activities_is_refused(cordis, tmp_path, content, told):
    done = cordis(organizations=organisations(), activities=content)
    assert done.code == 1
    assert told in done.err
    assert not (tmp_path / "out").exists()


def test_broken_rows_are_reported_and_the_others_are_written(cordis, tmp_path):
    lines = organisations(SHORTER, quote=False).splitlines()
    lines.insert(3, "700001;X")
    lines.insert(5, lines[1].replace("900000001", ""))
    lines.insert(6, lines[1].replace("700001", ""))
    done = cordis(organizations="\n".join([*lines, lines[1]]) + "\n")
    assert done.code == 1
    for told in (
        "row 4: found 2 cells; expected 23 as in the header",
        "row 6, column organisationID: found an empty cell",
        "row 7, column projectID: found an empty cell",
    ):
        assert told in done.err
    assert "12 participations in = 8 written + 0 unplaced + 1 left out + 3 reported" in done.out
    assert "1 of organizations that the project names already" in done.out
    assert actors(tmp_path / "out") == ACTORS


def test_an_organization_in_two_regions_is_one_actor_in_each(cordis, tmp_path):
    """Each row says where its participant was; both are kept, and no pair is lost or doubled."""
    text = organisations().splitlines()
    moved = [line.replace("EL303", "FR101").replace('"EL"', '"FR"') if "700002" in line else line
             for line in text]  # fmt: skip
    done = cordis(organizations="\n".join(moved) + "\n")
    assert done.code == 0
    found = actors(tmp_path / "out")
    assert [row[:2] for row in found[:2]] == [
        ("900000001@EL30", "EL30"),
        ("900000001@FR10", "FR10"),
    ]
    assert values(tmp_path / "out", EXTRA) == {"EL30": 3, "ES51": 2, "FR10": 1, "UKF2": 1}


def test_the_same_again_adds_nothing_and_another_list_of_regions_places_more(cordis, tmp_path):
    files = {"organizations": organisations(), "projects": projects()}
    cordis(**files)
    out = tmp_path / "out"
    before = {p.name: p.read_bytes() for p in out.iterdir()}
    done = cordis(**files)
    assert "0 written + 8 there already" in done.out
    assert {p.name: p.read_bytes() for p in out.iterdir()} == before
    done = cordis(**files, regions="code,name\nXK,Kosovo\n")
    assert done.code == 0, done.err
    assert ("900000005", "XK", "ALL", "public-body") in actors(out)
    assert read_csv(out / "unplaced.csv") == []
    assert values(out, EXTRA) == {"EL30": 4, "ES51": 2, "UKF2": 1, "XK": 1}


def test_codes_are_cut_to_the_level_and_carried_to_the_vintage(cordis, tmp_path):
    moved = {"900000003": ("REC", "FR101", "FR"), "900000004": ("OTH", "FR21", "FR")}
    known = {**ORGANISATIONS, **moved, "900000002": ("HES", "PL127", "PL")}
    text = organisations(known=known)
    assert cordis("--level", "3", organizations=text, out="a").code == 0
    assert {row[1] for row in actors(tmp_path / "a")} == {"EL303", "FR101", "PL127"}
    done = cordis("--vintage", "2021", organizations=text, out="b")
    assert done.code == 0
    assert {row[1] for row in actors(tmp_path / "b")} == {"EL30", "FR10", "FRF2"}
    reasons = {r["region"]: r["reason"] for r in read_csv(tmp_path / "b" / "unplaced.csv")}
    assert "was divided into" in reasons["PL127"]


def test_a_project_of_400_partners_comes_in_row_by_row(cordis, tmp_path):
    codes = ("EL30", "ES51", "FR10", "UKF2")
    known = {str(n): (["PRC", "HES"][n % 2], codes[n % 4], codes[n % 4][:2]) for n in range(400)}
    text = organisations(members=[("700001", name) for name in known], known=known)
    done = cordis(organizations=text)
    assert done.code == 0
    assert "the largest, 700001, has 400; 79,800 pairs in all" in done.out
    assert len(read_csv(tmp_path / "out" / "consortia.csv")) == 400
