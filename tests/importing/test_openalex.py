"""Publications: institutions that publish together, by region, against plain counts."""

import gzip
import json
import random
from collections import defaultdict
from itertools import combinations

import pytest

from tests.conftest import read_csv
from tests.importing.patents import verdicts

AUTHOR = "Ottoline Quillfeather"
"""A name that must never come out again."""
SITE = "https://openalex.org/"


def house(number, type_="education", country="SE", **more):
    """An institution as a work names it."""
    return {
        "id": f"{SITE}I{number}", "display_name": f"House {number}", "country_code": country,
        "ror": f"https://ror.org/0{number:08d}", "type": type_, **more,
    }  # fmt: skip


def work(number, *teams, year=2018, **more):
    """A work; each team are the institutions of one author."""
    authorships = [
        {
            "author_position": "middle",
            "author": {"id": f"{SITE}A{n}", "display_name": AUTHOR, "orcid": None},
            "raw_author_name": AUTHOR,
            "raw_affiliation_strings": [f"{AUTHOR}, Nowhere"],
            "institutions": list(team),
        }
        for n, team in enumerate(teams)
    ]
    return {"id": f"{SITE}W{number}", "publication_year": year, "title": f"On {AUTHOR}",
            "authorships": authorships, **more}  # fmt: skip


FIRM, UNI, LAB = house(1, "company"), house(2), house(3, "facility")
AWAY, LOST = house(4, "education", "US"), house(5, None, None)
PLACES = {1: "SE110", 2: "SE110", 3: "SE232"}
WORKS = [
    work(1, [FIRM], [UNI]),
    work(2, [UNI], [LAB], [AWAY]),
    work(3, [UNI], [LOST]),
    work(4, [FIRM, LAB], year=2019),
]
EXPECTED = {
    ("I1@SE110", "I2@SE110", "2018"),
    ("I2@SE110", "I3@SE232", "2018"),
    ("I2@SE110", "I4@US", "2018"),
    ("I3@SE232", "I4@US", "2018"),
    ("I2@SE110", "I5", "2018"),
}


@pytest.fixture
def openalex(tmp_path, command):
    """Write files and import them; institutions are placed by a table."""

    def call(content, *options, name="works.json", out="out", places=PLACES):
        path = tmp_path / name
        if not isinstance(content, bytes | str):
            content = json.dumps(content)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        given = []
        if places:
            table = "ror,region\n" + "".join(
                f"https://ror.org/0{n:08d},{code}\n" for n, code in places.items()
            )
            (tmp_path / "places.csv").write_text(table, encoding="utf-8")
            given = ["--places", tmp_path / "places.csv"]
        done = command("import", "openalex", path, *given, *options, "--out", tmp_path / out)
        everything = done.out + done.err
        if (tmp_path / out).exists():
            files = (tmp_path / out).iterdir()
            everything += "".join(p.read_text(encoding="utf-8") for p in files)
        assert "Quillfeather" not in everything
        assert "Nowhere" not in everything
        return done, tmp_path / out

    return call


def ties(folder):
    return {(r["source"], r["target"], r["period"]) for r in read_csv(folder / "ties.csv")}


def lines(items):
    return "".join(json.dumps(item) + "\n" for item in items)


ENVELOPES = {
    "page": json.dumps({"meta": {"count": 4}, "results": WORKS}),
    "list": json.dumps(WORKS, indent=2),
    "lines": lines(WORKS),
    "packed lines": gzip.compress(lines(WORKS).encode()),
    "with a mark": "\ufeff" + json.dumps(WORKS),
}


@pytest.mark.parametrize("envelope", ENVELOPES)
def test_each_envelope_gives_the_same_ties(openalex, envelope):
    done, out = openalex(ENVELOPES[envelope])
    assert done.code == 0, done.err
    assert ties(out) == EXPECTED
    actors = {(r["actor_id"], r["period"]): r for r in read_csv(out / "actors.csv")}
    assert {name: row["type"] for (name, _), row in actors.items()} == {
        "I1@SE110": "firm", "I2@SE110": "university", "I3@SE232": "research-organisation",
        "I4@US": "university",
    }  # fmt: skip
    assert {row["coverage"] for row in actors.values()} == {"selective"}
    assert actors["I4@US", "2018"]["activity"] == ""
    unplaced = {r["actor_id"]: r["reason"] for r in read_csv(out / "unplaced.csv")}
    assert unplaced == {"I4": "it has no region", "I5": "it has no region"}
    assert "4 records in = 4 written + 0 unplaced + 0 left out + 0 reported" in done.out
    assert "2 of 5 parties have no region that is sure" in done.out
    assert "1 ties with a party whose region is not known" in done.out


def test_one_author_at_two_institutions_and_parts_of_one_make_no_tie(openalex):
    part = house(3, "facility", lineage=[f"{SITE}I3", f"{SITE}I2"])
    done, out = openalex(
        [work(1, [FIRM, UNI]), work(2, [FIRM, UNI], [UNI]), work(3, [UNI], [part])]
    )
    assert done.code == 0, done.err
    assert ties(out) == {("I1@SE110", "I2@SE110", "2018")}


def test_records_of_institutions_say_where_these_are(openalex):
    geo = [{"id": f"{SITE}I1", "type": "company", "country_code": "SE",
            "geo": {"country_code": "SE", "region": "Skåne län", "city": "Lund"}},
           {"id": f"{SITE}I2", "type": "education", "country_code": "SE",
            "geo": {"country_code": "SE", "region": "Atlantis", "city": "Lund"}}]  # fmt: skip
    done, out = openalex([*WORKS, *geo], places=None)
    assert done.code == 0, done.err
    regions = {r["actor_id"]: r["region"] for r in read_csv(out / "actors.csv")}
    assert regions["I1@SE-M"] == "SE-M"
    assert {r["actor_id"] for r in read_csv(out / "unplaced.csv")} == {"I2", "I3", "I4", "I5"}


def test_countries_can_be_the_regions(openalex):
    done, out = openalex(WORKS, "--level", "country", "--period", "2018/2019", places=None)
    assert done.code == 0, done.err
    assert {r["region"] for r in read_csv(out / "actors.csv")} == {"SE", "US"}
    assert ("SE", "0") in {(r["code"], r["level"]) for r in read_csv(out / "regions.csv")}
    assert ("I1@SE", "I2@SE", "2018/2019") in ties(out)
    assert ("I2@SE", "I4@US", "2018/2019") in ties(out)


def test_activities_are_ones_own_or_of_the_topic(openalex):
    topic = {"display_name": "Bone", "field": {"display_name": "Medicine"}}
    works = [work(1, [FIRM], [UNI], primary_topic=topic), work(2, [FIRM], [UNI])]
    done, out = openalex(works, "--by", "field", out="a")
    assert {r["activity"] for r in read_csv(out / "actors.csv")} == {"Medicine"}
    assert ties(out) == {("I1@SE110:Medicine", "I2@SE110:Medicine", "2018")}
    assert "left out: 1 without a primary topic" in done.out
    _, out = openalex(works, "--activity", "62", out="b")
    assert {r["actor_id"] for r in read_csv(out / "actors.csv")} == {"I1@SE110:62", "I2@SE110:62"}
    done, _ = openalex(works, "--activity", "62", "--by", "topic")
    assert (done.code, "choose one" in done.err) == (2, True)


def test_pages_can_be_added_one_after_the_other(openalex):
    openalex(WORKS[:2])
    done, out = openalex(WORKS[1:], name="next.json")
    assert done.code == 0, done.err
    assert ties(out) == EXPECTED


def randomly():
    draw = random.Random(5)
    types = ["company", "education", "facility", "government", "nonprofit"]
    houses = [house(n, types[n % 5], draw.choice(["SE", "DK", "US"])) for n in range(30)]
    codes = {"SE": ["SE110", "SE232"], "DK": ["DK011", "DK041"], "US": []}
    places = {n: draw.choice(codes[h["country_code"]]) for n, h in enumerate(houses)
              if codes[h["country_code"]] and draw.random() < 0.7}  # fmt: skip
    works = [work(n, *([h] for h in draw.sample(houses, draw.randint(1, 4))),
                  year=draw.choice([2018, 2019])) for n in range(60)]  # fmt: skip
    return [*works, work(99, *([h] for h in houses), *([UNI],) * 30, year=2020)], places, houses


def plainly(works, places):
    """C12 and C14 by pairs of institutions, in a few lines."""
    wanted = defaultdict(set)
    for one in works:
        team = {i["id"]: i for a in one["authorships"] for i in a["institutions"]}
        for a, b in combinations(team.values(), 2):
            here, there = (places.get(int(i["id"].rpartition("I")[2])) for i in (a, b))
            for near, far in ((here, there), (there, here)):
                if near and (far != near if far else a["country_code"] != b["country_code"]):
                    wanted["C14"].add(f"{near}|ALL|{one['publication_year']}")
            kinds = {a["type"], b["type"]}
            if here and here == there and "company" in kinds and kinds & {"education", "facility"}:
                wanted["C12"].add(f"{here}|ALL|{one['publication_year']}")
    return wanted


def test_plain_counts_give_the_same_verdicts(openalex, command):
    works, places, _ = randomly()
    done, out = openalex(works, places=places)
    assert done.code == 0, done.err
    wanted, found = plainly(works, places), verdicts(command, out)
    assert len(wanted["C12"]) > 2
    assert (found["C12"], found["C14"]) == (wanted["C12"], wanted["C14"])
    assert not {"C01", "C04", "C05", "C07"} & found.keys()


def test_a_paper_of_four_hundred_institutions_is_not_a_crowd_of_ties(openalex, command):
    houses = [house(n, ("company", "education", "government")[n % 3]) for n in range(400)]
    places = {n: ("SE110", "SE232", "DK011", "DK041")[n % 4] for n in range(400)}
    works = [work(1, *([h] for h in houses))]
    done, out = openalex(works, places=places)
    assert done.code == 0, done.err
    assert "1 works have more than 50 parties, one of them 400" in done.out
    assert len(ties(out)) <= 800
    found, wanted = verdicts(command, out), plainly(works, places)
    assert (found["C12"], found["C14"]) == (wanted["C12"], wanted["C14"])
    assert "C15" not in found  # all pairs make nobody a gatekeeper


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "found an empty file"),
        ("<!DOCTYPE html><html>", "found a web page"),
        ('{"error": "Not found", "message": "no"}', "found an error of the service"),
        ("id,title\n1,2\n", "JSON that breaks off or is broken"),
        (f"<<<<<<< HEAD\n{json.dumps(WORKS)}\n", "line 1: found marks of an unfinished merge"),
        (gzip.compress(b"[]" * 999)[:20], "a compressed file that breaks off"),
        (b"PK\x03\x04", "an Excel or OpenDocument workbook"),
    ],
)
def test_what_is_not_of_openalex_is_refused(openalex, content, told):
    done, out = openalex(content)
    assert (done.code, out.exists()) == (1, False)
    assert told in done.err


def test_broken_records_are_reported_and_the_others_written(openalex):
    again = work(1, [FIRM], [LAB])
    odd = work(7, [FIRM], [house(6, "education", "QX")])
    given = [*WORKS, WORKS[0], again, {"id": f"{SITE}W8", "publication_year": 2018}, odd,
             work(9, [{"id": None, "display_name": "?"}]), work(10, [FIRM], year=None),
             work(11, [FIRM], is_paratext=True), 5]  # fmt: skip
    done, out = openalex(given)
    assert done.code == 1
    assert "record 6: found another year or other institutions for W1; expected what" in done.err
    assert "record 7, column authorships: found a record without authorships" in done.err
    assert "found QX for I6; expected a code of a country" in done.err
    assert "12 records in = 5 written + 0 unplaced + 4 left out + 3 reported" in done.out
    for reason in ("1 that repeat another record", "1 without a known institution",
                   "1 without a year of publication", "(paratext)"):  # fmt: skip
        assert reason in done.out
    assert ties(out) == EXPECTED | {("I1@SE110", "I6", "2018")}


def test_a_piece_of_a_file_is_not_shown_since_names_may_stand_in_it(openalex):
    done, _ = openalex(lines(WORKS) + f'"{AUTHOR}"\n{{"a": "{AUTHOR}\n')
    assert "line 5: found what is no record" in done.err
    assert "line 6: found what is no record" in done.err
    done, out = openalex(f'"{AUTHOR}"', out="none")
    assert (done.code, out.exists()) == (1, False)


def test_a_file_cut_short_gives_what_came_before(openalex):
    text = json.dumps({"results": WORKS})
    done, out = openalex(text[: text.index("W3")])
    assert done.code == 1
    assert "JSON that breaks off or is broken" in done.err
    assert ties(out) == {t for t in EXPECTED if t[1] != "I5"}


def test_an_institution_of_two_kinds_is_told(openalex):
    done, out = openalex([work(1, [FIRM], [UNI]), work(2, [house(1, "education")], [UNI])])
    assert "record 2, column type: found university for I1; expected firm, as before" in done.err
    assert {r["type"] for r in read_csv(out / "actors.csv")} == {"firm", "university"}


def test_lists_cut_by_openalex_are_told(openalex):
    done, _ = openalex([work(1, [FIRM], [UNI], is_authors_truncated=True)])
    assert "1 works have their authors cut off at 100 by OpenAlex" in done.out


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("name,region\na,b\n", "found name, region; expected the column region, and one of id"),
        ("ror,region\nhouse,SE110\n", "column ror: found house; expected an id such as"),
        ("id,region\nI1,SE110\nI1,SE232\n", "found SE232 for I1; expected SE110, as above"),
    ],
)
def test_tables_of_places_are_checked(openalex, tmp_path, table, told):
    (tmp_path / "mine.csv").write_text(table, encoding="utf-8")
    done, out = openalex(WORKS, "--places", tmp_path / "mine.csv", places=None)
    assert (done.code, out.exists()) == (1, False)
    assert told in done.err


@pytest.mark.shared
def test_real_works_of_2022_and_2026(shared, tmp_path, command):
    """Every institution of the files, and as many pairs of them as two different authors make."""
    files = sorted((shared / "data" / "bib" / "openalex").glob("*.json"))
    works = []
    for path in files:
        found = json.loads(path.read_text(encoding="utf-8"))
        works += found.get("results", [found])
    assert {w["publication_year"] for w in works} == {2018, 2006}
    done = command("import", "openalex", *files, "--level", "country", "--out", tmp_path / "o")
    assert done.code == 0, done.err
    wanted, countries = set(), {}
    for one in works:
        teams = [{i["id"][21:]: i["country_code"] for i in a["institutions"]}
                 for a in one["authorships"]]  # fmt: skip
        countries |= {id_: code for team in teams for id_, code in team.items()}
        wanted |= {frozenset((a, b)) for one, two in combinations(teams, 2)
                   for a in one for b in two if a != b}  # fmt: skip
    rows = read_csv(tmp_path / "o" / "ties.csv")
    found = {frozenset(row[end].partition("@")[0] for end in ("source", "target")) for row in rows}
    assert found == wanted
    placed = {r["actor_id"].partition("@")[0] for r in read_csv(tmp_path / "o" / "actors.csv")}
    assert placed == {id_ for id_, code in countries.items() if code}
    printed = done.out + (tmp_path / "o" / "actors.csv").read_text(encoding="utf-8")
    for one in works:
        for entry in one["authorships"]:
            assert entry["author"]["display_name"] not in printed
