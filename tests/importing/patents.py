"""Tables of REGPAT in the dialects of its releases; all persons are invented."""

import json

from tests.conftest import read_csv

NAME, STREET = "Quillfeather, Ottoline", "Nonesuch Lane 7"
"""A name and an address that must never come out again."""
INVENTORS = [
    # application, person, region, country, share of region, share of person
    ("1", "11", "DE212", "DE", "1", "0.5"),
    ("1", "12", "FR101", "FR", "1", "0.5"),
    ("2", "11", "DE212", "DE", "1", "0.25"),
    ("2", "13", "DE212", "DE", "0.6", "0.25"),
    ("2", "13", "DE21H", "DE", "0.4", "0.25"),
    ("2", "14", "JPZZZ", "JP", "1", "0.25"),
    ("2", "15", "DE212", "DE", "1", "0.25"),
    ("3", "16", "AT130", "AT", "1", "1"),
]
CLASSES = [
    ("1", "2010", "2011", "H04L  29/06"),
    ("1", "2010", "2011", "G06F   3/00"),
    ("2", "2012", "2013", "H04L   1/00"),
    ("2", "2012", "2013", "H04L   5/00"),
    ("3", "2015", "2016", "B25J   9/16"),
]


def persons(rows=INVENTORS, role="inv", *, case=str.lower, between="|", key="app_nbr", quote=""):
    """A table of inventors or applicants; the case of its header and its signs as asked."""
    ids = ("appln_id", key, *(["pub_nbr"] if key == "app_nbr" else []))
    header = [*ids, "person_id", f"{role}_name", "address", "city", "postal_code", "reg_code",
              "ctry_code", "reg_share", f"{role}_share"]  # fmt: skip
    lines = [[case(name) for name in header]]
    for application, person, region, country, share, part in rows:
        number = [application, f"XX{application}", *(["P"] if key == "app_nbr" else [])]
        who = [f"{quote}{NAME}{quote}", f"{quote}{STREET}{quote}", f"{quote}Town{quote}", "000"]
        lines.append([*number, person, *who, region, country, share, part])
    return "".join(between.join(line) + "\r\n" for line in lines)


def classes(rows=CLASSES, *, case=str.lower, between="|", key="app_nbr"):
    """A table of IPC classes."""
    header = ["appln_id", key, "prio_year", "app_year", "IPC"]
    lines = [[case(name) if name != "IPC" else name for name in header]]
    lines += [[one, f"XX{one}", prio, app, symbol] for one, prio, app, symbol in rows]
    return "".join(between.join(line) + "\r\n" for line in lines)


def verdicts(command, folder):
    """The values of C12 and C14 by setting, of those that are not unknown."""
    done = command("assess", "--data", folder, "--no-embedded", "--format", "json")
    assert done.code == 0, done.err
    rows = [row for row in json.loads(done.out) if row["value"] != "unknown"]
    found = {"C12": {}, "C14": {}}
    for row in rows:
        assert row["value"] == "supported"  # a selective source never opposes
        found.setdefault(row["condition"], {})[row["setting"]] = row["value"]
    return {name: set(settings) for name, settings in found.items()}


def ties(folder):
    """The ends and the period of each tie."""
    return {(r["source"], r["target"], r["period"]) for r in read_csv(folder / "ties.csv")}


TIES = {
    ("inv11@DE212:G06F", "inv12@FR101:G06F", "2010"),
    ("inv11@DE212:H04L", "inv12@FR101:H04L", "2010"),
    ("inv11@DE212:H04L", "inv13:H04L", "2012"),
    ("inv11@DE212:H04L", "inv14@JP", "2012"),
    ("inv11@DE212:H04L", "inv15@DE212:H04L", "2012"),
    ("inv13:H04L", "inv15@DE212:H04L", "2012"),
    ("inv14@JP", "inv15@DE212:H04L", "2012"),
}
"""What INVENTORS and CLASSES give."""
