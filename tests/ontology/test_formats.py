"""The ontology reads the same through two parsers and in four formats."""

import pyoxigraph as ox
import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from loclearn import resources
from tests.conftest import ROOT

FILES = [*resources.modules(), *resources.profiles().values()]


def test_the_files_were_found():
    assert len(FILES) == 35


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_two_parsers_read_the_same_triples(path):
    graph = Graph().parse(path)
    triples = list(ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE))
    assert len(graph) == len(triples)
    text = ox.serialize((quad.triple for quad in triples), format=ox.RdfFormat.N_TRIPLES)
    assert isomorphic(graph, Graph().parse(data=text.decode(), format="nt"))


@pytest.mark.parametrize("format_", ["xml", "nt", "json-ld", "turtle"])
@pytest.mark.parametrize("path", FILES[:3] + FILES[-1:], ids=lambda path: path.stem)
def test_a_round_trip_through_another_format_loses_nothing(path, format_):
    graph = Graph().parse(path)
    again = Graph().parse(data=graph.serialize(format=format_), format=format_)
    assert isomorphic(graph, again)


def test_turtle_files_have_no_tabs_and_end_with_a_line_end():
    for path in (ROOT / "ontology").rglob("*.ttl"):
        text = path.read_text(encoding="utf-8")
        assert "\t" not in text
        assert text.endswith("\n")
        assert not any(line != line.rstrip() for line in text.splitlines()), path
