"""The graph that is asked: what it holds of works, countries and verdicts."""

import pyoxigraph as ox

from loclearn.knowledge import knowledge, knowledge_graph
from loclearn.namespaces import DCTERMS, RDF, RDFS, TERMS, thing
from tests.conftest import read_csv, write_csv


def texts(store, subject, predicate):
    quads = store.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(predicate), None, None)
    return {quad.object.value for quad in quads}


def test_a_work_has_title_authors_year_and_verified_doi():
    store = knowledge_graph()
    work = thing("work", "amincohendet1999")
    assert texts(store, work, DCTERMS + "title") == {
        "Learning and adaptation in decentralised business networks"
    }
    assert texts(store, work, DCTERMS + "creator") == {"Amin, Ash", "Cohendet, Patrick"}
    assert texts(store, work, DCTERMS + "issued") == {"1999"}
    assert texts(store, work, DCTERMS + "identifier") == {"doi:10.1068/d170087"}


def test_a_doi_that_nobody_verified_is_left_out():
    from loclearn import resources

    store = knowledge_graph()
    for row in read_csv(resources.data() / "works.csv"):
        found = texts(store, thing("work", row["key"]), DCTERMS + "identifier")
        assert bool(found) == (row["doi_confidence"] == "verified"), row["key"]


def test_a_source_without_a_row_becomes_a_work_with_that_label(tables, tmp_path):
    written = tables([{"source_key": "Me 2020"}, {"source_key": "you"}])
    write_csv(tmp_path / "works.csv", [{"key": "you", "title": "Shoes", "year": "2020"}])
    known = knowledge([written.evidence], [written.cases], [tmp_path / "works.csv"], embedded=False)
    assert texts(known.store, thing("work", "Me 2020"), RDFS + "label") == {"Me 2020"}
    assert texts(known.store, thing("work", "you"), RDFS + "label") == {"Shoes"}
    assert len(known.assessment.warnings) == 1


def test_a_case_lies_in_each_of_its_countries():
    store = knowledge_graph()
    assert texts(store, thing("setting", "MED-BIO"), TERMS + "country") == {"DK", "SE"}
    assert texts(store, thing("setting", "OPTO6"), TERMS + "country") == set()


def test_derived_classes_axioms_and_facts_stand_in_one_graph():
    store = knowledge_graph(profile="extended")
    assert TERMS + "D2Supported" in texts(store, thing("setting", "SVY-IT"), RDF + "type")
    assert TERMS + "AdmissibleFor" in texts(store, thing("statement", "EV001"), RDF + "type")
    assert texts(store, TERMS + "profile/extended", TERMS + "profileName") == {"extended"}
    assert list(store.named_graphs()) == []
