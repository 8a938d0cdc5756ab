"""The query of each condition, run by hand on any engine, gives the verdicts again."""

import subprocess
import sys

import pyoxigraph as ox
import pytest
from rdflib import Graph

from loclearn import assess, graph
from loclearn.conditions import read_theory
from loclearn.sources.coded import read_coded
from loclearn.sources.facts import add_facts
from tests.conftest import ROOT

FILES = {path.stem: path for path in sorted((ROOT / "queries" / "conditions").glob("*.rq"))}


@pytest.fixture(scope="module")
def facts():
    store = graph.facts()
    add_facts(store, read_coded(), graph.ontology())
    return store


@pytest.fixture(scope="module")
def in_rdflib(facts):
    text = ox.serialize((quad.triple for quad in facts), format=ox.RdfFormat.N_TRIPLES)
    return Graph().parse(data=text.decode(), format="nt")


@pytest.fixture(scope="module")
def verdicts():
    found = {}
    for v in assess().verdicts:
        sides = {"contested": ("supported", "opposed"), "unknown": ()}.get(v.value, (v.value,))
        found.setdefault(v.condition.id, set()).update((v.setting.iri, side) for side in sides)
    return found


def test_there_is_a_query_for_each_condition_and_status():
    assert set(FILES) == set(read_theory().conditions)
    assert len(FILES) == 36


@pytest.mark.parametrize("id_", sorted(set(FILES) - {f for f in FILES if "-" in f}))
def test_the_query_gives_the_verdicts_in_oxigraph(id_, facts, verdicts):
    rows = facts.query(FILES[id_].read_text(encoding="utf-8"))
    assert {(row["case"].value, row["side"].value) for row in rows} == verdicts[id_]


@pytest.mark.parametrize("id_", ["C01", "C05", "C10", "C12", "C14", "C15", "X1", "D1p", "D5", "D6"])
def test_the_query_gives_the_verdicts_in_rdflib(id_, in_rdflib, verdicts):
    rows = in_rdflib.query(FILES[id_].read_text(encoding="utf-8"))
    assert {(str(row.case), str(row.side)) for row in rows} == verdicts[id_]


def test_each_query_says_what_it_is():
    for id_, path in FILES.items():
        head = path.read_text(encoding="utf-8").splitlines()[:8]
        keys = [line.removeprefix("#+ ").split(":")[0] for line in head]
        assert keys == [
            "id", "label", "definition", "role", "source", "profile", "returns", "generated"
        ]  # fmt: skip
        assert head[0] == f"#+ id: {id_}"


def test_the_generated_files_are_in_step():
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "generate.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr
