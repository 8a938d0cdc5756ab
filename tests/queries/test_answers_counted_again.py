"""The answers of some questions, counted again from the tables and the rules."""

from collections import Counter, defaultdict

import pytest

from loclearn import resources
from tests.conftest import read_csv
from tests.oracle import sides, values
from tests.queries.asked import rows_of


@pytest.fixture(scope="module")
def evidence():
    return read_csv(resources.data() / "evidence.csv")


@pytest.fixture(scope="module")
def cases():
    return {row["case_id"]: row for row in read_csv(resources.data() / "cases.csv")}


@pytest.fixture(scope="module")
def keys():
    """The keys of the works that a source denotes."""
    found = defaultdict(set)
    for row in read_csv(resources.data() / "works.csv"):
        for label in [row["key"], *row["cited_as"].split(";")]:
            found[label.strip()].add(row["key"])
    return found


POOLED = {"country", "region-set", "cluster-set", "country-set", "region-class", "non-place"}


def test_countries_are_counted_right(store, evidence, cases, keys):
    statements, places, works = Counter(), defaultdict(set), defaultdict(set)
    for row in evidence:
        for country in filter(None, cases[row["case_id"]]["country_iso2"].split(";")):
            statements[country] += 1
            places[country].add(row["case_id"])
            works[country] |= keys[row["source_key"]]
    expected = {c: (len(places[c]), n, len(works[c])) for c, n in statements.items()}
    found = {r["country"]: (int(r["cases"]), int(r["statements"]), int(r["works"]))
             for r in rows_of(store, "cq07")}  # fmt: skip
    assert found == expected


def test_decades_are_counted_right(store, evidence, keys):
    years = {r["key"]: r["year"] for r in read_csv(resources.data() / "works.csv")}
    found = {r["decade"]: r for r in rows_of(store, "cq08")}
    expected = defaultdict(lambda: defaultdict(set))
    for row in evidence:
        for key in keys[row["source_key"]]:
            if years[key]:
                decade = years[key][:3] + "0s"
                expected[decade]["works"].add(key)
                side = row["polarity"].removeprefix("supports-")
                expected[decade][side].add(row["evidence_id"])
    assert {d: {k: int(v) for k, v in r.items() if k != "decade"} for d, r in found.items()} == {
        d: {k: len(sets[k]) for k in ("works", "presence", "absence", "mixed")}
        for d, sets in expected.items()
    }


def test_dimensions_are_counted_right(store, evidence):
    scopes = Counter((r["dimension"], r["scope"]) for r in evidence)
    for row in rows_of(store, "cq23"):
        for column, scope in (("local", "local"), ("extra_local", "extra-local"), ("both", "both")):
            assert int(row[column]) == scopes[row["dimension"], scope]
    polarities = Counter((r["dimension"], r["polarity"]) for r in evidence)
    for row in rows_of(store, "cq24"):
        for column in ("presence", "absence"):
            assert int(row[column]) == polarities[row["dimension"], "supports-" + column]
        assert int(row["mixed"]) == polarities[row["dimension"], "mixed"]


def test_statements_that_decide_nothing_are_those_that_the_rules_leave_out(store, evidence):
    expected = {
        r["evidence_id"]: r
        for r in evidence
        if not sides(r) and r["dimension"] != "localized-learning-asserted"
    }
    found = {r["statement"]: r["reason"] for r in rows_of(store, "cq11")}
    assert set(found) == set(expected)
    for id_, reason in found.items():
        row = expected[id_]
        assert (reason == "the coder is not sure enough") == (float(row["confidence"]) < 0.6)
        if reason.startswith("the paper"):
            assert row["basis"] == "seed-text"
        if reason.startswith("half"):
            assert row["polarity"] == "mixed"


def test_secondary_sources_are_those_of_the_table(store, evidence):
    expected = {
        r["evidence_id"]: bool(sides(r))
        for r in evidence
        if r["basis"] in ("secondary-seen", "own-knowledge")
    }
    found = {r["statement"]: r["decides"] == "true" for r in rows_of(store, "cq06")}
    assert found == expected


def test_cases_of_which_only_the_paper_speaks(store, evidence):
    bases = defaultdict(set)
    for row in evidence:
        bases[row["case_id"]].add(row["basis"])
    assert {r["case"] for r in rows_of(store, "cq16")} == {
        case for case, found in bases.items() if found == {"seed-text"}
    }


@pytest.fixture(scope="module")
def verdicts(evidence):
    by_case = defaultdict(list)
    for row in evidence:
        by_case[row["case_id"]].append(row)
    return {case: values(rows) for case, rows in by_case.items()}


def test_verdicts_are_those_of_the_rules_read_a_second_time(store, verdicts):
    found = {(r["case"], r["condition"].removeprefix("ll:")): r["verdict"]
             for r in rows_of(store, "cq33")}  # fmt: skip
    assert found == {
        (case, condition): value
        for case, all_ in verdicts.items()
        for condition, value in all_.items()
        if value != "unknown"
    }


def test_unknowns_are_counted_in_local_settings_only(store, verdicts, cases):
    local = [v for case, v in verdicts.items() if cases[case]["kind"] not in POOLED]
    assert len(local) == 38
    words = {"supporting": "supported", "opposing": "opposed", "contested": "contested",
             "unknown": "unknown"}  # fmt: skip
    for row in rows_of(store, "cq17"):
        counts = Counter(v[row["condition"].removeprefix("ll:")] for v in local)
        assert {c: int(row[c]) for c in words} == {c: counts[w] for c, w in words.items()}


def test_settings_one_fact_short_are_those_of_the_rules(store, verdicts, cases):
    expected = set()
    for case, v in verdicts.items():
        if cases[case]["kind"] in POOLED:
            continue
        held = {c for c, value in v.items() if value in ("supported", "contested")}
        some = held & {"C03", "C05", "C07", "C09", "C12"}
        if ("C01" in held) != bool(some):
            expected.add((case, "co-location" if some else "any dimension of proximity"))
    assert {(r["case"], r["lacks"]) for r in rows_of(store, "cq05")} == expected


def test_unused_statements_fit_no_condition_of_the_rules(store, evidence):
    asked = {"co-location": 3, "customer-sophistication": 3, "cognitive-proximity": 3}
    unused = {r["statement"] for r in rows_of(store, "cq12")}
    for row in evidence:
        if row["dimension"] in asked:
            assert row["evidence_id"] not in unused
        if row["dimension"] in ("local-dominance", "local-interaction-performance"):
            assert (row["evidence_id"] in unused) == bool(sides(row))
