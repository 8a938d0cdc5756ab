"""A selective source counts nobody: no firms, no rivals, no vertical ties, and never a no."""

import pytest

from loclearn.indicators.computing import compute
from tests.regional.conftest import opened
from tests.regional.test_verdicts import verdicts

FULL, FEW = {"period": "2017", "coverage": "census"}, {"period": "2017", "coverage": "selective"}
WINE = {"region": "R1", "activity": "wine"}
FIRMS = [{"actor_id": name, **WINE} for name in "ABC"]
VERTICAL = {"source": "A", "target": "B", "kind": "vertical", "network": "s"}
ABSENT = {"firm-count", "rival-count", "local-vertical-ties", "informal-contact-clustering"}


def found(place):
    rows = compute(opened(place))[0].to_pyarrow().to_pylist()
    return {r["indicator"]: (r["value"], r["coverage"]) for r in rows if r["activity"] == "wine"}


@pytest.mark.parametrize("actors", [FULL, FEW])
@pytest.mark.parametrize("ties", [FULL, FEW])
def test_vertical_ties_and_contacts_need_a_census_or_a_sample(folder, actors, ties):
    pairs = [("A", "B"), ("B", "C"), ("A", "C")]
    contacts = [{"source": a, "target": b, "kind": "informal-contact", "network": "s", **ties}
                for a, b in pairs]  # fmt: skip
    place = folder(actors=[{**one, **actors} for one in FIRMS], ties=[{**VERTICAL, **ties},
                   *contacts])  # fmt: skip
    seen = found(place)
    assert ("local-vertical-ties" in seen) == (actors is ties is FULL)
    assert ("firm-count" in seen) == ("rival-count" in seen) == (actors is FULL)
    assert "inward-density" in seen
    if ties is FEW:
        assert not {"local-vertical-ties", "informal-contact-clustering"} & seen.keys()


def test_a_selective_table_of_firms_and_jobs_decides_neither_c01_nor_c04(command, folder):
    jobs = [{**WINE, "persons": 90, "firms": 9, **FEW},
            {**WINE, "activity": "cars", "persons": 9, "firms": 1, **FEW}]  # fmt: skip
    place = folder(actors=[{**one, **FEW} for one in FIRMS], employment=jobs)
    assert not ABSENT & found(place).keys()
    values = verdicts(command, place)
    assert {v for (_, id_), v in values.items() if id_ in {"C01", "C04", "C07"}} == {"unknown"}


def test_a_census_that_missed_a_firm_or_tie_counts_as_a_sample(folder):
    cars = [{"actor_id": n, "region": "R2", "activity": "cars", **FULL} for n in "DE"]
    actors = [*({**one, **FULL} for one in FIRMS[:2]), {**FIRMS[2], **FEW}, *cars]
    ties = [{**VERTICAL, **FULL, "kind": "knowledge"}, {**VERTICAL, **FEW, "network": "t"},
            {**VERTICAL, "source": "D", "target": "E", **FULL}]  # fmt: skip
    seen = found(folder(actors=actors, ties=ties))
    assert seen["firm-count"] == (2, "sample")
    assert seen["rival-count"] == (1, "sample")
    assert seen["local-vertical-ties"] == (0, "sample")


def test_a_partner_without_an_activity_still_is_a_pipeline(command, folder):
    """Who belongs to no setting is a partner: else the region would seem to have no gatekeeper."""
    actors = [*({**one, **FULL} for one in FIRMS), {"actor_id": "far", "region": "R2",
              "activity": "", **FULL}]  # fmt: skip
    tie = {"kind": "knowledge", "network": "s", **FULL}
    ties = [{"source": "far", "target": "A", **tie}, {"source": "A", "target": "B", **tie}]
    place = folder(actors=actors, ties=ties)
    seen = found(place)
    assert seen["gatekeeper-count"] == (1, "census")
    assert seen["extra-local-knowledge-ties"] == (1, "census")
    settings = {setting for setting, _ in verdicts(command, place)}
    assert settings == {"R1|wine|2017"}
