"""Joint projects of a programme as ties: the counts of the database against plain ones."""

import csv
from collections import Counter
from itertools import combinations

import pytest

from loclearn.indicators.computing import compute
from tests.regional.conftest import opened

SELECTIVE = {"coverage": "selective", "period": ""}


@pytest.mark.shared
def test_projects_of_the_seventh_framework_programme(shared, folder):
    """No survey is beside the checkout: joint projects stand in for ties, as a selective source."""
    cordis = shared / "data" / "regional" / "cordis"
    with (cordis / "fp7org_sod16.csv").open(encoding="utf-8", errors="replace", newline="") as file:
        codes = {r["new_org_id"]: r["REGION_Level_NUTS_3"] or ""
                 for r in csv.DictReader(file, delimiter=";")}  # fmt: skip
    with (cordis / "fp7edges_sod16.csv").open(encoding="utf-8", newline="") as file:
        rows = [(r["projectRcn"], r["new_org_id"]) for r in csv.DictReader(file, delimiter="\t")]
    regions = {org: code for org, code in codes.items() if len(code) == 5}
    teams = {}
    for project, org in rows:
        if org in regions:
            teams.setdefault(project, set()).add(org)
    small = [sorted(team) for team in teams.values() if 1 < len(team) <= 12]
    pairs = {pair for team in small for pair in combinations(team, 2)}
    place = folder(
        actors=[{"actor_id": org, "region": code, **SELECTIVE} for org, code in regions.items()],
        ties=[{"source": a, "target": b, "kind": "knowledge", **SELECTIVE} for a, b in pairs],
    )
    found = compute(opened(place))[0].to_pyarrow().to_pylist()
    inside = Counter(regions[a] for a, b in pairs if regions[a] == regions[b])
    outside = Counter(regions[e] for p in pairs if regions[p[0]] != regions[p[1]] for e in p)
    wanted = {r: (outside[r] - inside[r]) / (outside[r] + inside[r]) for r in {*inside, *outside}}
    told = {r["region"]: r["value"] for r in found if r["indicator"] == "ei-index"}
    assert len(told) > 400
    assert told == pytest.approx(wanted)
    pipelines = {r["region"]: r["value"] for r in found
                 if r["indicator"] == "extra-local-knowledge-ties"}  # fmt: skip
    assert pipelines == {r: outside[r] for r in {*inside, *outside}}
    names = {row["indicator"] for row in found}
    assert not names & {"firm-count", "rival-count", "informal-contact-clustering"}
    assert {row["coverage"] for row in found} == {"selective"}
