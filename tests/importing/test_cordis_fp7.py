"""The real participations of FP7 against a count of all their pairs."""

import csv
from collections import Counter, defaultdict
from itertools import combinations

import pytest

from tests.conftest import read_csv

EXTRA = "extra-local-knowledge-ties"
WITHIN = """AL AT BA BE BG CH CY CZ DE DK EE EL ES FI FR HR HU IE IS IT LI LT LU LV ME MK MT NL NO
PL PT RO RS SE SI SK TR UA UK XK"""


@pytest.mark.shared
def test_fp7_gives_what_a_count_of_all_pairs_gives(shared, tmp_path, command):
    """An independent count: each pair of each project, by hand, of the files as they are."""
    place, out = shared / "data" / "regional" / "cordis", tmp_path / "out"
    done = command(
        "import", "cordis", "--organizations", place / "fp7org_sod16.csv", "--participations",
        place / "fp7edges_sod16.csv", "--period", "2007/2013", "--out", out, "--format", "parquet",
    )  # fmt: skip
    assert done.code == 0
    assert "135,670 participations in = 135,667 written" in done.out
    # the countries of which NUTS has regions; their parts that bear another code; no country
    within = set(WITHIN.split())
    within |= {"GF", "GP", "MQ", "RE", "YT", "KO", "AN", "GB", "GR", ""}
    regions, abroad, land = defaultdict(set), {}, {}
    same = {"GB": "UK", "GR": "EL"} | dict.fromkeys(("GF", "GP", "MQ", "RE", "YT", "MF"), "FR")
    with (place / "fp7org_sod16.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            name, code = row["new_org_id"], row["REGION_Level_NUTS_3"][:4]
            regions[name].add(code)
            land.setdefault(name, set()).add(same.get(row["country"], row["country"]))
            if len(code) in (0, 2) and row["country"] not in within:
                abroad[name] = row["country"]
    joint = defaultdict(set)
    with (place / "fp7edges_sod16.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            joint[row["projectRcn"]].add(row["new_org_id"])
    # NUTS 2006 has these codes, and no vintage from 2010 on; ZZ is no territory
    older = {"DE41", "DE42", "DED1", "DED3", "DEE3", "FI1A", "HR01", "UKZZ"}
    home = {name: code for name, found in regions.items() for code in found
            if len(found) == 1 and len(code) == 4 and code not in older}  # fmt: skip
    settings = set(home.values())
    home |= abroad
    # whose region is unknown lies beyond where its country, if that is one, is another
    lands = {name: found.pop() for name, found in land.items()
             if len(found) == 1 and len(regions[name]) == 1}  # fmt: skip
    lands = {name: one for name, one in lands.items() if one not in ("KO", "")}
    pairs = {pair for members in joint.values() for pair in combinations(sorted(members), 2)}
    beyond = Counter()
    for one, other in (*pairs, *((b, a) for a, b in pairs)):
        if home.get(one) in settings:
            known = other in home or {one, other} <= lands.keys()
            far = (
                home[one] != home[other] if other in home else known and lands[one] != lands[other]
            )
            beyond[home[one]] += bool(far)
    target = tmp_path / "indicators.csv"
    assert command("indicators", out, "--indicator", EXTRA, "--out", target).code == 0
    mine = {r["region"]: float(r["value"]) for r in read_csv(target)}
    assert mine == beyond
    assert len(mine) > 200
    verdict = tmp_path / "verdicts.parquet"
    options = ["--no-embedded", "--format", "parquet", "--out", verdict]
    assert command("assess", "--data", out, *options).code == 0
    found = pytest.importorskip("pyarrow.parquet").read_table(verdict).to_pylist()
    assert {r["region"] for r in found if (r["condition"], r["value"]) == ("C14", "supported")} == {
        region for region, count in beyond.items() if count
    }
    assert {r["value"] for r in found} == {"supported", "unknown"}
    assert {r["condition"] for r in found if r["value"] == "supported"} == {"C14", "C15"}
