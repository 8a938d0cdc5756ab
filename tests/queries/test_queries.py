"""Each query of the catalogue: its header, its rows in two engines, what it is for."""

import re

import pyoxigraph as ox
import pytest

from loclearn import queries, resources
from loclearn.asking.header import KEYS, OPTIONAL_KEYS, header_of
from loclearn.asking.refusing import readable
from loclearn.asking.running import run
from loclearn.cli.answers import as_csv
from loclearn.errors import OntologyError
from loclearn.namespaces import RDF, TERMS
from tests.conftest import ROOT
from tests.queries.asked import BY_ID, CATALOGUE, FOLDERS, by_oxigraph, by_rdflib, named

EXPECTED = ROOT / "tests" / "queries" / "expected"


def test_all_queries_were_found():
    assert {name: len(found) for name, found in FOLDERS.items()} == {
        "answers": 68, "checks": 13, "rules": 4}  # fmt: skip
    files = {p.stem for folder in FOLDERS for p in (resources.queries() / folder).glob("*.rq")}
    assert files == {query.name for query in CATALOGUE}
    assert len(BY_ID) == len(CATALOGUE)


@pytest.mark.parametrize("query", CATALOGUE, ids=named)
def test_the_header_is_complete_and_true(query):
    header = header_of(query.text, query.name)
    assert set(KEYS) <= set(header) <= {*KEYS, *OPTIONAL_KEYS}
    assert query.question.endswith("?")
    assert query.entailment in ("none", "derived")
    known = readable(query.text)
    if query.folder == "rules":
        assert (known.kind, query.returns) == ("construct", ("subject", "predicate", "object"))
    else:
        assert (known.kind, known.columns) == ("select", query.returns)
        assert known.ordered
    assert set(query.parameters) <= set(query.returns)
    if query.folder == "answers":
        assert re.fullmatch(r"cq\d\d_[a-z_]+", query.name)
        assert query.name.startswith(query.id + "_")
    else:
        assert query.id == query.name


@pytest.mark.parametrize("query", CATALOGUE, ids=named)
def test_a_query_says_that_it_needs_verdicts_when_it_does(query):
    names = re.sub(r"(?m)^#.*$", "", query.text)
    derived = re.search(r"ll:(Admissible(For|Against)\b|\w+(Supported|Opposed)\b)|a \?(class|supp)",
                        names)  # fmt: skip
    assert (query.entailment == "derived") >= bool(derived)


@pytest.mark.parametrize("query", CATALOGUE, ids=named)
def test_both_engines_give_the_same_rows(query, store, twin):
    ours, theirs = by_oxigraph(store, query), by_rdflib(twin, query)
    assert ours.columns == theirs.columns
    if query.folder == "rules":
        assert set(ours.rows) == set(theirs.rows)
    else:
        assert as_csv(ours) == as_csv(theirs)
    if query.empty is None:
        assert ours.rows


def test_questions_and_bodies_are_distinct():
    assert len({query.question for query in CATALOGUE}) == len(CATALOGUE)
    assert len({query.text.split("\n\n", 1)[1] for query in CATALOGUE}) == len(CATALOGUE)


def test_not_exists_holds_one_triple_pattern_only():
    for query in CATALOGUE:
        for body in re.findall(r"NOT EXISTS \{([^}]*)\}", query.text):
            assert " ; " not in body, query.name
            assert " . " not in body, query.name


# --- answers ---------------------------------------------------------------------------------


def test_each_answer_has_expected_rows():
    assert {p.stem for p in EXPECTED.glob("*.csv")} == {q.name for q in FOLDERS["answers"]}


@pytest.mark.parametrize("query", FOLDERS["answers"], ids=named)
def test_the_rows_are_those_expected(query, store):
    expected = (EXPECTED / f"{query.name}.csv").read_text(encoding="utf-8")
    assert as_csv(by_oxigraph(store, query)) == expected


@pytest.mark.parametrize("query", FOLDERS["answers"], ids=named)
def test_a_parameter_narrows_the_rows(query, store):
    whole = by_oxigraph(store, query)
    for name in query.parameters:
        place = whole.columns.index(name)
        wanted = whole.rows[-1][place]
        narrow = run(store, query.text, {name: [wanted]})
        assert set(narrow.rows) == {row for row in whole.rows if row[place] == wanted}


# What the answers should be, counted once more from the tables, without a graph.


# --- rules -----------------------------------------------------------------------------------


@pytest.mark.parametrize("query", FOLDERS["rules"], ids=named)
def test_a_rule_makes_triples_and_names_no_term_of_its_own(query, store):
    rows = by_oxigraph(store, query).rows
    assert len(rows) > 20
    declared = {q.subject.value for q in store if isinstance(q.subject, ox.NamedNode)}
    for _, predicate, _ in rows:
        assert not predicate.value.startswith(TERMS) or predicate.value in declared


def test_the_rules_speak_of_the_same_verdicts(store):
    value = ox.NamedNode(RDF + "value")
    verdicts = {s for s, p, _ in by_oxigraph(store, BY_ID["verdicts_as_things"]).rows if p == value}
    grounds = {s for s, _, _ in by_oxigraph(store, BY_ID["statements_behind_verdicts"]).rows}
    assert grounds <= verdicts
    assert len(grounds) > 80


# --- the catalogue ---------------------------------------------------------------------------


def test_the_index_is_in_step():
    assert (resources.queries() / "README.md").read_text(encoding="utf-8") == queries.index()


@pytest.mark.parametrize(
    "line",
    ["#+ id cq99", "#+ colour: red", "#+id: cq99", "#+ id: ", "#+ id: a\n#+ id: b", "#+   id: x"],
)
def test_a_malformed_header_is_refused(line):
    with pytest.raises(OntologyError, match="header"):
        header_of(line + "\nSELECT * WHERE {}", "cq99.rq")


def test_a_header_that_lacks_a_key_is_refused(tmp_path):
    path = tmp_path / "cq99.rq"
    path.write_text("#+ id: cq99\nSELECT * WHERE {}", encoding="utf-8")
    with pytest.raises(OntologyError, match="lacks question"):
        queries.read(path, "answers")
