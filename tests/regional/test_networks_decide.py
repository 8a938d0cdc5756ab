"""A synthetic survey of whole regions: each verdict that an indicator can drive, on both sides."""

import csv
import re
from itertools import combinations

import pytest

BASE = {"period": "2017", "coverage": "census"}


def survey(region, *, lively):
    """Eight firms and a university: tied among themselves and to the outside, or not at all."""
    names = [f"{region}{n}" for n in range(8)]
    actors = [
        {
            "actor_id": n,
            "region": region,
            "activity": "wine",
            "type": "firm",
            "networks": "survey",
            "knowledge": "H04;G06" if lively else "H04",
            **BASE,
        }
        for n in names
    ]
    actors.append(
        {
            "actor_id": f"{region}U",
            "region": region,
            "activity": "teaching",
            "type": "university",
            "networks": "survey",
            "knowledge": "",
            **BASE,
        }
    )
    if not lively:
        return actors, []
    tie = {"network": "survey", **BASE}
    ties = [
        {"source": a, "target": b, "kind": "informal-contact", **tie}
        for group in (names[:4], names[4:])
        for a, b in combinations(group, 2)
    ]
    ties += [
        {"source": a, "target": b, "kind": "knowledge", **tie}
        for a, b in [("far", names[0]), (names[0], names[1]), (names[1], f"{region}U")]
    ]
    ties.append({"source": names[2], "target": names[3], "kind": "vertical", **tie})
    return actors, ties


@pytest.fixture
def place(folder):
    lively, ties = survey("R1", lively=True)
    quiet, _ = survey("R2", lively=False)
    far = {
        "actor_id": "far",
        "region": "R3",
        "activity": "wine",
        "type": "firm",
        "networks": "",
        "knowledge": "",
        **BASE,
    }
    return folder(actors=[*lively, *quiet, far], ties=ties)


def values(command, folder, *options):
    done = command("assess", "--no-embedded", "--data", folder, "--format", "csv", *options)
    assert done.code == 0, done.err
    rows = csv.DictReader(done.out.splitlines())
    return {
        (r["setting"].split("|")[0], r["condition"]): r["value"]
        for r in rows
        if "|wine|" in r["setting"]
    }


@pytest.mark.parametrize("engine", ["sparql", "sql", "owl"])
def test_a_survey_of_whole_regions_decides_on_both_sides(command, place, engine):
    found = values(command, place, "--engine", engine)
    for condition in ("C07", "C12", "C14"):
        assert found["R1", condition] == "supported", condition
        assert found["R2", condition] == "opposed", condition
    assert found["R1", "C15"] == "supported"
    assert found["R2", "C15"] == "unknown"  # the other route, mobility, nobody has looked at
    assert found["R1", "C05"] == "supported"
    assert found["R2", "C05"] == "unknown"  # without contacts there is nothing to cluster
    assert found["R1", "C04"] == found["R2", "C04"] == "supported"
    assert {found["R3", c] for c in ("C05", "C07", "C12", "C15", "C16")} <= {"unknown", "opposed"}


def test_a_sample_opposes_nothing(command, place):
    for name in ("actors", "ties"):
        path = place / f"{name}.csv"
        path.write_text(path.read_text("utf-8").replace("census", "sample"), encoding="utf-8")
    found = values(command, place)
    assert found["R1", "C14"] == "supported"
    assert "opposed" not in found.values()


def test_a_profile_with_values_lets_distance_and_reach_decide(command, place, tmp_path_factory):
    from loclearn import resources

    text = resources.profiles()["default"].read_text("utf-8")
    text = text.replace('"default"', '"own"').replace("profile/default", "profile/own")
    own = tmp_path_factory.mktemp("profile") / "own.ttl"
    own.write_text(
        _with(
            text,
            {
                "WorkableKnowledgeDistance": ("minInclusive", "0.2", "maxInclusive", "0.9"),
                "KnowledgeDistanceBelowRange": ("maxExclusive", "0.2"),
                "KnowledgeDistanceAboveRange": ("minExclusive", "0.9"),
                "PipelineReachWide": ("minInclusive", "0.3"),
                "PipelineReachNarrow": ("maxExclusive", "0.3"),
            },
        ),
        encoding="utf-8",
    )
    actors = place / "actors.csv"
    one = actors.read_text("utf-8").replace(
        "R10,R1,wine,firm,survey,H04;G06", "R10,R1,wine,firm,survey,B01"
    )
    actors.write_text(one, encoding="utf-8")
    for engine in ("sparql", "sql"):
        found = values(command, place, "--profile", own, "--engine", engine)
        assert (found["R1", "C02"], found["R2", "C02"]) == ("supported", "opposed")
        assert (found["R1", "C16"], found["R2", "C16"]) == ("supported", "unknown")


def _with(profile, ranges):
    """Return a profile with values in place of empty ranges."""
    for name, facets in ranges.items():
        found = re.search(rf"ll:{name} .*?\.\n", profile, flags=re.DOTALL)
        if found is None:
            pytest.fail(f"the profile has no {name}: {re.findall('ll:[A-Z][A-Za-z]+', profile)}")
        pairs = zip(facets[::2], facets[1::2], strict=True)
        listed = " ".join(f"[ xsd:{facet} {value} ]" for facet, value in pairs)
        new = re.sub(
            r"owl:withRestrictions \(.*?\)",
            f"owl:withRestrictions ( {listed} )",
            found[0],
            flags=re.DOTALL,
        )
        profile = profile.replace(found[0], new)
    return profile
