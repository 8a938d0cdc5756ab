"""Exports, read back by others."""

import csv
import io
import json

import networkx as nx
import pytest

from loclearn.literature import drawn, exports
from loclearn.literature.corpus import corpus
from loclearn.literature.networks import network
from loclearn.literature.stance import stances
from loclearn.sources.publications import Publication
from tests.literature.conftest import literature, work


@pytest.fixture(scope="module")
def claims(real):
    return drawn.of_claims(real)


@pytest.fixture
def own():
    told = literature([work("one", doi="10.1/abc")])
    lists = {"W1": ("R1", "R2", "W2"), "W2": ("R1", "R2"), "W3": ("R2", "W1")}
    found = corpus(
        [Publication(i, f"<On & {i}>", ("A",), None, None, "10.1/abc" if i == "W1" else None, refs)
         for i, refs in lists.items()], told)  # fmt: skip
    return {
        kind: drawn.of_corpus(network(found, kind), found)
        for kind in ("citation", "co-citation", "coupling")
    }


def edges_of(real):
    relations = [
        (c.id, other, kind)
        for c in real.claims.values()
        for kind in ("supports", "attacks", "qualifies")
        for other in getattr(c, kind)
        if other in real.claims
    ]
    return relations + [(s.work, s.claim, "cited") for s in stances(real) if s.direct]


def test_graphml_reads_back(real, claims, tmp_path):
    path = tmp_path / "claims.graphml"
    path.write_text(exports.graphml(claims), encoding="utf-8")
    graph = nx.read_graphml(path, force_multigraph=True)
    assert graph.is_directed()
    assert sorted((a, b, d["kind"]) for a, b, d in graph.edges(data=True)) == sorted(edges_of(real))
    assert graph.nodes["CL55"]["description"] == real.claims["CL55"].statement
    assert graph.nodes["CL55"]["role"] == "LimitedInteractionCriticism"


def test_gexf_reads_back(real, claims, tmp_path):
    path = tmp_path / "claims.gexf"
    path.write_text(exports.gexf(claims), encoding="utf-8")
    graph = nx.read_gexf(path, version="1.2draft")
    assert sorted((a, b, d["kind"]) for a, b, d in graph.edges(data=True)) == sorted(edges_of(real))
    assert set(graph.nodes["CL55"]["viz"]["position"]) == {"x", "y", "z"}
    assert graph.nodes["CL55"]["label"] == "CL55"


@pytest.mark.parametrize("kind", ["citation", "co-citation", "coupling"])
def test_networks_of_a_corpus_read_back(own, kind, tmp_path):
    path = tmp_path / "x.gexf"
    path.write_text(exports.gexf(own[kind]), encoding="utf-8")
    graph = nx.read_gexf(path, version="1.2draft")
    found = {frozenset((a, b)): d["weight"] for a, b, d in graph.edges(data=True)}
    assert found == {frozenset((e.source, e.target)): e.strength for e in own[kind].lines}
    path.write_text(exports.graphml(own[kind]), encoding="utf-8")
    assert nx.read_graphml(path).is_directed() == (kind == "citation")


def test_works_of_the_graph_carry_their_key(own):
    keys = {point.id: point.attributes["in_graph"] for point in own["coupling"].points}
    assert keys == {"W1": "one", "W2": "", "W3": ""}


def check_vosviewer(text):
    """Hold a text to the documented format: items with id and label, links among them."""
    data = json.loads(text)
    assert set(data) == {"network"}
    assert set(data["network"]) == {"items", "links"}
    allowed = {"id", "label", "description", "x", "y", "cluster", "weights", "scores", "url"}
    ids = set()
    for item in data["network"]["items"]:
        assert {"id", "label"} <= set(item) <= allowed
        assert isinstance(item["cluster"], int)
        assert item["cluster"] >= 1
        assert all(isinstance(v, int | float) for v in item["weights"].values())
        assert all(isinstance(v, int | float) for v in item.get("scores", {}).values())
        ids.add(item["id"])
    assert len(ids) == len(data["network"]["items"])
    pairs = set()
    for link in data["network"]["links"]:
        assert set(link) == {"source_id", "target_id", "strength"}
        assert {link["source_id"], link["target_id"]} <= ids
        assert link["strength"] > 0
        pairs.add(frozenset((link["source_id"], link["target_id"])))
    assert len(pairs) == len(data["network"]["links"])
    return data["network"]


def test_vosviewer(real, claims, own):
    found = check_vosviewer(exports.vosviewer(claims))
    assert sum(link["strength"] for link in found["links"]) == len(edges_of(real))
    for one in own.values():
        check_vosviewer(exports.vosviewer(one))


def test_csv(real, claims):
    nodes = list(csv.DictReader(io.StringIO(exports.nodes_csv(claims))))
    edges = list(csv.DictReader(io.StringIO(exports.edges_csv(claims))))
    assert {n["Id"] for n in nodes} >= set(real.claims)
    found = sorted((e["Source"], e["Target"], e["kind"]) for e in edges)
    assert found == sorted(edges_of(real))


def test_the_matrix_holds_each_stance_once(real):
    rows = list(csv.DictReader(io.StringIO(exports.matrix(real))))
    cells = {
        (row["claim"], work): value
        for row in rows
        for work, value in row.items()
        if value and work not in ("claim", "element")
    }
    expected = {(s.claim, s.work): s.value if s.direct else f"({s.value})" for s in stances(real)}
    assert cells == expected
