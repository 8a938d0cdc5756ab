"""Counts of firms and ties, against the same counts written out plainly."""

import tempfile
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from loclearn.indicators.computing import compute
from tests.regional.conftest import opened, write

RANKS = ("selective", "sample", "census")
TIES = {
    "local-vertical-ties": ("vertical", lambda near, far: near["region"] == far["region"]),
    "firm-research-ties": (
        "knowledge",
        lambda near, far: (
            near["region"] == far["region"]
            and {near["type"] == "firm", far["type"] == "firm"} == {True, False}
            and "university" in {near["type"], far["type"]}
        ),
    ),
    "extra-local-knowledge-ties": ("knowledge", lambda n, f: n["region"] != f["region"]),
}

actor = st.fixed_dictionaries({
    "region": st.sampled_from(["R1", "R2", ""]), "activity": st.sampled_from(["wine", "cars"]),
    "type": st.sampled_from(["firm", "university", "other"]),
    "group": st.sampled_from(["", "", "G1"]), "country": st.sampled_from(["UK", "GB", "FR", ""]),
    "period": st.sampled_from(["2017", "2018", ""]), "coverage": st.sampled_from(RANKS),
})  # fmt: skip
tie = st.fixed_dictionaries({
    "source": st.sampled_from("ABCDE"), "target": st.sampled_from("ABCDEX"),
    "kind": st.sampled_from(["vertical", "knowledge"]),
    "period": st.sampled_from(["2017", "2018", ""]), "network": st.sampled_from(["s", "t", ""]),
    "coverage": st.sampled_from(RANKS),
})  # fmt: skip


def weakest(*coverages):
    return min(coverages, key=RANKS.index)


def firms_expected(actors):
    groups = defaultdict(list)
    for one in actors:
        if one["region"]:
            groups[one["region"], one["activity"], one["period"]].append(one)
    found = {}
    for setting, members in groups.items():
        full = [m for m in members if m["coverage"] != "selective"]
        if not full:
            continue
        firms = [m for m in full if m["type"] == "firm"]
        count = len({("g", m["group"]) if m["group"] else ("a", m["actor_id"]) for m in firms})
        coverage = weakest(*(m["coverage"] for m in full))
        coverage = weakest(coverage, "census" if full == members else "sample")
        lost = [a for a in actors if a["type"] == "firm" and a["coverage"] != "selective"
                and not a["region"] and (a["activity"], a["period"]) == setting[1:]]  # fmt: skip
        coverage = weakest(coverage, "sample" if lost else "census")
        found[setting, "firm-count"] = (count, coverage)
        found[setting, "rival-count"] = (max(count - 1, 0), coverage)
    return found


def ties_expected(actors, ties):
    """Go through each tie from each end, as a person would with a pencil.

    A pair of actors is one tie of its kind in a setting, whichever networks and rows know it.
    """
    edges = {}
    for one in ties:
        if one["source"] != one["target"]:
            pair = tuple(sorted((one["source"], one["target"])))
            edges.setdefault((pair, one["kind"], one["period"], one["network"]), []).append(
                one["coverage"]
            )
    by_id = defaultdict(list)
    for one in actors:
        by_id[one["actor_id"]].append(one)
    seen = []
    for ((a, b), kind, period, network), coverages in edges.items():
        for near_id, far_id in ((a, b), (b, a)):
            for near in by_id[near_id]:
                for far in by_id[far_id]:
                    own = period or near["period"] or far["period"]
                    if {near["period"], far["period"]} - {"", own}:
                        continue
                    if near["region"] and far["region"]:
                        coverage = weakest(*coverages, near["coverage"], far["coverage"])
                        setting = near["region"], near["activity"], own
                        seen.append((setting, (a, b, kind, period, network), near, far, coverage))
    loose = nobody_knows(edges, by_id)
    return {**counted(seen, loose), **balanced(seen, loose)}


def nobody_knows(edges, by_id):
    """Return the ties with one of whom no row says where it lies, and whether that is abroad."""
    found = []
    for ((a, b), kind, period, _), coverages in edges.items():
        for near_id, far_id in ((a, b), (b, a)):
            homes = [one["period"] for one in by_id[far_id] if one["region"]]
            if homes if not period else {"", period} & {*homes}:
                continue
            for near in by_id[near_id]:
                if near["region"] and not (period and near["period"] not in ("", period)):
                    setting = near["region"], near["activity"], period or near["period"]
                    lands = [one["country"].replace("GB", "UK") for one in (near, *by_id[far_id])]
                    abroad = all(lands) and len(set(lands)) == 2
                    coverage = weakest(*coverages, near["coverage"])
                    found.append((setting, (a, b, kind), abroad, coverage))
    return found


def balanced(seen, loose):
    """Weigh the knowledge ties beyond the region against those within it."""
    found = {}
    for setting, edge, near, far, coverage in seen:
        if edge[2] == "knowledge":
            sides = found.setdefault(setting, ({True: set(), False: set()}, []))
            sides[0][near["region"] == far["region"]].add(edge[:3])
            sides[1].append(coverage)
    for setting, edge, _, coverage in loose:
        if setting in found and edge[2] == "knowledge":
            found[setting][1].append(weakest("sample", coverage))
    return {
        (setting, "ei-index"): (
            pytest.approx(1 - 2 * len(ties[True]) / len(ties[True] | ties[False])),
            weakest(*coverages),
        )
        for setting, (ties, coverages) in found.items()
    }


def counted(seen, loose):
    """Count what was seen, where a survey asked for it."""
    found = {}
    for indicator, (kind, test) in TIES.items():
        strict = indicator == "local-vertical-ties"
        known = [one for one in seen if not (strict and one[4] == "selective")]
        recorded = {(e[4], s[2]) for s, e, n, f, _ in known if e[2] == kind and test(n, f)}
        for setting, edge, near, far, coverage in known:
            if (edge[4], setting[2]) in recorded:
                told = found.setdefault((setting, indicator), (set(), []))
                told[1].append(coverage)
                if edge[2] == kind and test(near, far):
                    told[0].add(edge[:3])
        for setting, edge, abroad, coverage in loose:
            if indicator == "extra-local-knowledge-ties" and edge[2] == kind and abroad:
                told = found.setdefault((setting, indicator), (set(), []))
                told[0].add(edge)
                told[1].append(coverage)
        unsure = [setting for setting, edge, abroad, _ in loose if edge[2] == kind and not abroad]
        for setting in (*unsure, *(missed(seen, kind, test) if strict else ())):
            if (setting, indicator) in found:
                found[setting, indicator][1].append("sample")
    return {key: (len(edges), weakest(*all_)) for key, (edges, all_) in found.items()}


def missed(seen, kind, test):
    """Name the settings in which a selective source knows a tie of a kind."""
    return [s for s, e, near, far, c in seen
            if c == "selective" and e[2] == kind and test(near, far)]  # fmt: skip


@settings(
    max_examples=40,
    suppress_health_check=list(HealthCheck),
    deadline=None,
    phases=set(Phase) - {Phase.shrink},  # each example opens a database; a failure is told at once
)
@given(
    st.lists(actor, min_size=5, max_size=5),
    st.lists(tie, min_size=1, max_size=8, unique_by=lambda t: tuple(t.values())[:5]),
)
def test_counts_are_those_of_a_plain_reading(made, ties):
    actors = [{"actor_id": name, **one} for name, one in zip("ABCDE", made, strict=True)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder / "actors.csv", actors)
        write(folder / "ties.csv", ties)
        rows = compute(opened(folder))[0].to_pyarrow().to_pylist()
    expected = {**firms_expected(actors), **ties_expected(actors, ties)}
    found = {
        ((r["region"], r["activity"], r["period"] or ""), r["indicator"]): (
            r["value"], r["coverage"],
        )
        for r in rows if r["indicator"] in {"firm-count", "rival-count", "ei-index", *TIES}
    }  # fmt: skip
    assert found == expected


def test_the_index_of_krackhardt_and_stern(folder):
    """Two ties within and one beyond: (1 − 2) / (1 + 2)."""
    base = {"activity": "wine", "coverage": "census", "period": ""}
    actors = [{"actor_id": a, "region": r, **base} for a, r in
              [("A", "R1"), ("B", "R1"), ("C", "R1"), ("D", "R2")]]  # fmt: skip
    ties = [{"source": s, "target": t, "kind": "knowledge", "coverage": "census"} for s, t in
            ["AB", "BC", "AD"]]  # fmt: skip
    rows = compute(opened(folder(actors=actors, ties=ties)))[0].to_pyarrow().to_pylist()
    values = {r["region"]: r["value"] for r in rows if r["indicator"] == "ei-index"}
    assert values == {"R1": pytest.approx(-1 / 3), "R2": 1.0}


def test_who_was_asked_and_named_nobody_has_no_ties_and_who_was_not_asked_is_unknown(folder):
    base = {"coverage": "census", "period": "2017", "region": "R1", "networks": ""}
    actors = [
        {"actor_id": "A", "activity": "wine", **base},
        {"actor_id": "B", "activity": "wine", **base},
        {"actor_id": "C", "activity": "cars", **base, "networks": "t;s"},
        {"actor_id": "D", "activity": "ships", **base},
    ]
    ties = [{"source": "A", "target": "B", "kind": "vertical", "network": "s", "period": "2017",
             "coverage": "census"}]  # fmt: skip
    rows = compute(opened(folder(actors=actors, ties=ties)))[0].to_pyarrow().to_pylist()
    found = {r["activity"]: r["value"] for r in rows if r["indicator"] == "local-vertical-ties"}
    assert found == {"wine": 1, "cars": 0}
    assert not any(r["indicator"] == "extra-local-knowledge-ties" for r in rows)


def test_a_survey_that_never_names_a_university_or_another_region_did_not_ask_for_them(folder):
    base = {"coverage": "census", "period": "2017", "activity": "wine", "type": "firm"}
    actors = [{"actor_id": a, "region": r, **base} for a, r in zip("ABCD", ("R1", "R1", "R2", "R2"),
              strict=True)]  # fmt: skip
    tie = {"kind": "knowledge", "network": "s", "period": "2017", "coverage": "census"}
    ties = [{"source": "A", "target": "B", **tie}, {"source": "C", "target": "D", **tie}]
    rows = compute(opened(folder(actors=actors, ties=ties)))[0].to_pyarrow().to_pylist()
    assert not {"firm-research-ties", "extra-local-knowledge-ties"} & {r["indicator"] for r in rows}
    ties.append({"source": "A", "target": "C", **tie, "network": "t"})
    ties.append({"source": "B", "target": "C", **tie, "period": ""})
    rows = compute(opened(folder(actors=actors, ties=ties)))[0].to_pyarrow().to_pylist()
    found = {
        r["region"]: r["value"] for r in rows if r["indicator"] == "extra-local-knowledge-ties"
    }
    assert found == {"R1": 2, "R2": 2}
    assert not any(r["indicator"] == "firm-research-ties" for r in rows)


@pytest.mark.parametrize(
    ("lost", "opposing"),
    [
        ({"region": "R1", "activity": ""}, {"R2"}),
        ({"region": "", "activity": "wine"}, set()),
        ({"region": "", "activity": "cars"}, {"R1", "R2"}),
        ({"region": "R1", "activity": "", "type": "university"}, {"R1", "R2"}),
        ({"region": "R1", "activity": "", "coverage": "selective"}, {"R1", "R2"}),
        ({"region": "R1", "activity": "", "period": "2018"}, {"R1", "R2"}),
    ],
)
def test_a_census_with_a_firm_that_may_be_one_more_is_a_sample(folder, lost, opposing):
    one = {"type": "firm", "activity": "wine", "period": "2017", "coverage": "census"}
    rows = [{**one, "actor_id": "A", "region": "R1"}, {**one, "actor_id": "B", "region": "R2"},
            {**one, "actor_id": "C", **lost}]  # fmt: skip
    seen, _ = compute(opened(folder(actors=rows)))
    found = seen.filter(seen.indicator == "rival-count", seen.activity == "wine")
    counts = found.to_pyarrow().to_pylist()
    assert {row["region"]: row["value"] for row in counts} == {"R1": 0, "R2": 0}
    assert {row["region"] for row in counts if row["coverage"] == "census"} == opposing
