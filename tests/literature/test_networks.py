"""Networks of a corpus, against projections by networkx."""

from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loclearn.literature.corpus import Corpus, corpus
from loclearn.literature.layout import apart, around, communities, positions
from loclearn.literature.networks import KINDS, association, network
from loclearn.sources.publications import Publication, plain_doi
from tests.literature.conftest import literature, work


def publication(id_, references=(), doi=None):
    return Publication(id_, f"On {id_}", ("Ada Author",), 2000, None, doi, tuple(references))


def of_lists(lists):
    return Corpus({id_: publication(id_, refs) for id_, refs in lists.items()}, {})


NAMES = st.sampled_from([f"W{n}" for n in range(9)])
LISTS = st.dictionaries(NAMES, st.lists(NAMES, max_size=6, unique=True), max_size=8)


def projected(lists, onto):
    """Return the pairs of one side of the bipartite graph of lists, with their weights."""
    graph = nx.Graph()
    graph.add_nodes_from(("citing", id_) for id_ in lists)
    graph.add_nodes_from(("cited", ref) for refs in lists.values() for ref in refs)
    graph.add_edges_from(
        (("citing", id_), ("cited", ref)) for id_, refs in lists.items() for ref in refs
    )
    own = [node for node in graph if node[0] == onto]
    if len(own) == len(graph):
        return {}
    found = nx.bipartite.weighted_projected_graph(graph, own)
    return {frozenset((a[1], b[1])): data["weight"] for a, b, data in found.edges(data=True)}


@settings(max_examples=40, deadline=None)
@given(LISTS)
@pytest.mark.parametrize(("kind", "onto"), [("co-citation", "cited"), ("coupling", "citing")])
def test_pairs_are_those_of_the_projection(kind, onto, lists):
    # A work that cites itself is taken out when a corpus is read.
    lists = {id_: [ref for ref in refs if ref != id_] for id_, refs in lists.items()}
    found = network(of_lists(lists), kind)
    expected = projected(lists, onto)
    assert {frozenset((x.source, x.target)): x.strength for x in found.links} == expected
    totals = {}
    for pair, weight in expected.items():
        for end in pair:
            totals[end] = totals.get(end, 0) + weight
    assert {node.id: node.strength for node in found.nodes} == totals
    assert all(0 <= node.x <= 1 and 0 <= node.y <= 1 for node in found.nodes)


@settings(max_examples=40, deadline=None)
@given(LISTS)
def test_direct_citation_is_what_stands_in_the_lists(lists):
    found = network(of_lists(lists), "citation")
    inside = {(a, b) for a, refs in lists.items() for b in refs if b in lists and a != b}
    assert {(x.source, x.target) for x in found.links} == inside


def test_the_strongest_are_kept_and_ties_fall_by_id():
    lists = {"D1": ["a", "b", "c"], "D2": ["a", "b", "d"], "D3": ["a", "b"]}
    found = network(of_lists(lists), "co-citation", largest=3)
    assert [node.id for node in found.nodes] == ["a", "b", "c"]
    assert found.nodes[0].strength == 5
    assert found.whole == 4


def test_association_is_one_where_chance_alone_rules():
    """Links in proportion to the product of sums; the diagonal is left out, so nearly one."""
    many = {(f"{i}", f"{j}"): 1 for i, j in combinations(range(40), 2)}
    assert association(many)["0", "1"] == pytest.approx(40 / 39)


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_corpus_gives_an_empty_network(kind):
    found = network(of_lists({}), kind)
    assert (found.nodes, found.links, found.whole) == ((), (), 0)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_corpus_gives_the_same_network(kind):
    lists = {f"D{n}": [f"W{n}", f"W{n + 1}", "D0"] for n in range(1, 20)} | {"D0": ["W1"]}
    assert network(of_lists(lists), kind) == network(of_lists(lists), kind)


def test_works_of_the_graph_are_known_by_their_doi():
    told = literature([work("one", doi="10.1/ABC"), work("two", doi="10.1/x")])
    found = corpus([publication("W1", doi=plain_doi("https://doi.org/10.1/abc")),
                    publication("W1", doi="10.1/x"), publication("W2")], told)  # fmt: skip
    assert found.known == {"W1": "one"}


def test_a_doi_that_is_not_sure_marks_nothing():
    unsure = work("one")
    object.__setattr__(unsure, "doi", "10.1/abc")
    assert corpus([publication("W1", doi="10.1/abc")], literature([unsure])).known == {}


def test_layouts_of_nothing_and_of_one():
    assert positions([], []) == around([], [], {}) == apart({}, {}, (1, 1)) == {}
    assert communities([], []) == {}
    assert set(positions(["a"], [])) == {"a"}


def test_boxes_are_pushed_apart():
    places = {str(n): (0.5, 0.5) for n in range(12)}
    moved = apart(places, dict.fromkeys(places, (10, 10)), (100, 100))
    for (_, one), (_, other) in combinations(moved.items(), 2):
        assert max(abs(one[0] - other[0]), abs(one[1] - other[1])) >= 0.0995
