"""Two folders of invented tables: one with every kind of fact, and one of 10,000 settings."""

import os

import pytest

from loclearn.cli import run
from tests.regional.conftest import write
from tests.regional.test_networks_decide import survey

PERSON = "Ida Lace"
SAID = {
    "case_id": "LACE",
    "source_key": "Me 2020",
    "scope": "local",
    "strength": "strong",
    "basis": "abstract-seen",
    "confidence": "0.9",
}
CASE = {
    "case_id": "LACE",
    "place": "Tees",
    "kind": "cluster",
    "activity": "lace",
    "nuts_2021": "UKC1",
}
COUNTRY = {"case_id": "LAND", "place": "Some country", "kind": "country", "activity": "lace"}


def tables_of(folder):
    """Write a survey, employment in two years, capabilities, a case in two phases, statements."""
    lively, ties = survey("R1", lively=True)
    quiet, _ = survey("R2", lively=False)
    lone = {**lively[0], "actor_id": PERSON, "region": "R3", "networks": "", "knowledge": ""}
    lost = {**ties[0], "target": "Nobody Known"}
    jobs = [
        {"region": r, "activity": a, "period": p, "persons": 10 + 7 * n, "firms": n % 5,
         "coverage": "census" if a == "wine" else "sample"}
        for n, (r, a, p) in enumerate(
            (r, a, p)
            for r in ("R1", "R2", "UKC1") for a in ("wine", "cars") for p in ("2016", "2017")
        )
    ]  # fmt: skip
    parts = [("R1", 9), ("R2", 1), ("UKC1", 2)]
    able = [
        {"region": r, "kind": "institution", "capability": "guild", "activity": "wine",
         "period": "2017", "value": v, "coverage": "census"}
        for r, v in parts
    ]  # fmt: skip
    places = [
        {"code": "R1", "name": "River <b>Land</b>", "lat": 50.0, "lon": 4.0},
        {"code": "R2", "name": "Hill", "lat": 51.0, "lon": 5.0},
    ]
    joint = [
        {"consortium": c, "actor_id": a, "network": "grants", "period": ties[0]["period"],
         "coverage": "selective"}
        for c, a in (("P1", PERSON), ("P1", "R11"), ("P2", "Nobody Funded"), ("P1", "R11"))
    ]  # fmt: skip
    stated = [
        ("co-location", "supports-presence"),
        ("co-location", "supports-absence"),
        ("buzz-social-dimension", "supports-presence"),
        ("ubiquitification-offshoring", "supports-presence"),
        ("trust", "mixed"),
    ]
    said = [
        {**SAID, "evidence_id": f"E{n}", "dimension": dimension, "polarity": polarity,
         "paraphrase": "Said </script> so.", "locator": f"p. {n}"}
        for n, (dimension, polarity) in enumerate(stated)
    ]  # fmt: skip
    said.append({**said[2], "evidence_id": "E9", "strength": "weak", "case_id": "LAND"})
    phases = [
        {**CASE, "period_from": "2000", "period_to": "2009"},
        {**CASE, "case_id": "LATER", "period_from": "2017", "period_to": "2017"},
        COUNTRY,
    ]
    folder.mkdir()
    for kind, rows in {
        "actors": [*lively, *quiet, lone], "ties": [*ties, lost], "consortia": joint,
        "employment": jobs,
        "capabilities": able, "regions": places, "cases": phases, "evidence": said,
    }.items():  # fmt: skip
        write(folder / f"{kind}.csv", rows)
    with (folder / "unplaced.csv").open("w", encoding="utf-8") as file:
        file.write("table,region,reason,file,row,actor_id\n")
        file.writelines(f"actors,X9,no region X9 in NUTS,a.csv,{n},{PERSON}\n" for n in range(3))
    return folder


@pytest.fixture(scope="session")
def small(tmp_path_factory):
    return tables_of(tmp_path_factory.mktemp("reporting") / "small")


@pytest.fixture(scope="session")
def large(tmp_path_factory):
    """200 regions with a place, 50 activities: 10,000 settings."""
    folder = tmp_path_factory.mktemp("reporting") / "large"
    folder.mkdir()
    jobs = [
        {"region": f"Q{r:03}", "activity": f"A{a:02}", "period": "2020",
         "persons": (r * 37 + a * 101) % 997, "firms": (r * 7 + a * 13) % 41, "coverage": "census"}
        for r in range(200) for a in range(50)
    ]  # fmt: skip
    places = [
        {"code": f"Q{r:03}", "name": f"Region {r}", "lat": 45 + r // 20 * 0.8, "lon": r % 20}
        for r in range(200)
    ]
    write(folder / "employment.csv", jobs)
    write(folder / "regions.csv", places)
    return folder


@pytest.fixture(scope="session")
def large_page(large, tmp_path_factory):
    return made(large, tmp_path_factory.mktemp("pages") / "large.html")


def made(folder, path, *options):
    """Write the report of a folder as on one given day."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = "86400"
    try:
        assert run(["report", str(folder), "-o", str(path), *map(str, options)]) == 0
    finally:
        del os.environ["SOURCE_DATE_EPOCH"]
        if before is not None:
            os.environ["SOURCE_DATE_EPOCH"] = before
    return path


@pytest.fixture(scope="session")
def small_page(small, tmp_path_factory):
    return made(small, tmp_path_factory.mktemp("pages") / "small.html", "--title", "A <b>& title")
