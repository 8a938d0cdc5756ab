"""What the queries say of citations and their anomalies, counted again from the tables."""

from collections import Counter, defaultdict

from tests.queries.asked import rows_of
from tests.queries.tables import AUTHORS, items, table


def test_anomalies(store):
    rows = table("anomalies")
    listed = {r["anomaly"]: r for r in rows_of(store, "cq50")}
    assert set(listed) == {r["anomaly_id"] for r in rows}
    for row in rows:
        found = listed[row["anomaly_id"]]
        assert (found["anomaly_kind"], found["certainty"]) == (row["kind"], row["certainty"])
        assert set(found["works"].split()) == set(items(row["works"]))
        assert set(found["where"].split()) == set(items(row["locator"]))
    assert {(r["work"], r["anomaly"]) for r in rows_of(store, "cq51")} == {
        (work, r["anomaly_id"]) for r in rows for work in items(r["works"])
    }
    counts = Counter((r["kind"], r["certainty"]) for r in rows)
    for row in rows_of(store, "cq52"):
        levels = ("verified", "visible", "judged")
        assert [int(row[c]) for c in levels] == [counts[row["anomaly_kind"], c] for c in levels]
        assert int(row["anomalies"]) == sum(int(row[c]) for c in levels)


def test_citations(store, citations, works, own):
    found = {(r["citation"], r["claim"], r["work"]) for r in rows_of(store, "cq53")}
    assert found == {
        (r["citation_id"], claim, r["cited"] or "none of the list")
        for r in citations
        for claim in items(r["claim_id"])
    }
    assert {r["citation"] for r in rows_of(store, "cq54")} == {
        r["citation_id"] for r in citations if r["function_alt"]
    }
    assert {r["citation"] for r in rows_of(store, "cq55")} == {
        r["citation_id"] for r in citations if r["resolution"] in ("uncertain", "none")
    }
    assert {r["citation"] for r in rows_of(store, "cq61")} == {
        r["citation_id"] for r in citations if r["cited"] in own
    }
    assert {r["work"] for r in rows_of(store, "cq57")} == {
        key for key, row in works.items() if row["published_as"]
    }
    assert {r["work"] for r in rows_of(store, "cq58")} == {
        r["cited"]
        for r in citations
        if r["cited"] and works[r["cited"]]["doi_confidence"] != "verified"
    }


def test_authors_drawn_upon(store, citations, works):
    expected = defaultdict(lambda: (set(), set()))
    for row in citations:
        for author in items(works[row["cited"]]["authors"]) if row["cited"] else ():
            expected[author][0].add(row["cited"])
            expected[author][1].add(row["citation_id"])
    rows = rows_of(store, "cq59")
    assert {r["author"]: (int(r["works"]), int(r["citations"])) for r in rows} == {
        author: (len(cited), len(acts)) for author, (cited, acts) in expected.items()
    }
    assert {r["author"] for r in rows if r["self"] == "true"} == AUTHORS


def test_functions_of_citations_in_each_part_of_the_argument(store, claims, citations):
    expected = defaultdict(set)
    for row in citations:
        for claim in items(row["claim_id"]):
            key = (claims[claim]["element"], "cito:" + row["function"])
            expected[key].add(row["citation_id"])
    assert {(r["element"], r["function"]): int(r["citations"]) for r in rows_of(store, "cq60")} == {
        key: len(found) for key, found in expected.items()
    }
