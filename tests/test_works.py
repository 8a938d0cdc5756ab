"""Every source of the embedded evidence is a work that a reader can find."""

import re

import pytest

from tests.conftest import ROOT, read_csv

WORKS = read_csv(ROOT / "ontology" / "data" / "works.csv")
SOURCES = {row["source_key"] for row in read_csv(ROOT / "ontology" / "data" / "evidence.csv")}
DOIS = [("doi", "doi_confidence"), ("published_doi", "published_doi_confidence")]


def labels(work):
    return [label.strip() for label in work["cited_as"].split(";") if label.strip()]


def test_each_source_key_is_a_label_of_some_work():
    known = {label for work in WORKS for label in [work["key"], *labels(work)]}
    assert sorted(SOURCES - known) == []


def test_each_label_is_used_by_the_evidence():
    used = {label for work in WORKS for label in labels(work)}
    assert sorted(used - SOURCES) == []


def test_each_work_has_a_title_and_authors():
    assert [
        w["key"] for w in WORKS if w["type"] != "none" and not (w["title"] and w["authors"])
    ] == []
    assert [w["key"] for w in WORKS if not w["type"]] == []


def test_what_is_no_work_says_so():
    none = [work for work in WORKS if work["type"] == "none"]
    assert [work["key"] for work in none] == ["generalknowledge"]
    assert all(work["note"] and labels(work) for work in none)


def test_authors_are_family_and_given_names():
    institutes = {
        "European Cluster Observatory",
        "The loclearn founders",
        "Research Institute for Economics and Business Administration, Kobe University",
    }
    faults = [
        (work["key"], author)
        for work in WORKS
        for author in work["authors"].split("; ")
        if author and author not in institutes and not re.fullmatch(r"[^,;]+, [^,;]+", author)
    ]
    assert faults == []


def test_years_are_four_digits():
    faults = [w["key"] for w in WORKS if w["year"] and not re.fullmatch(r"(19|20)\d\d", w["year"])]
    assert faults == []


def test_keys_are_used_once_and_plain():
    keys = [work["key"] for work in WORKS]
    assert len(keys) == len(set(keys))
    assert [key for key in keys if not re.fullmatch(r"[a-z0-9]+", key)] == []


@pytest.mark.parametrize(("doi", "confidence"), DOIS)
def test_a_doi_is_there_exactly_if_something_speaks_for_it(doi, confidence):
    faults = [w["key"] for w in WORKS if bool(w[doi]) != (w[confidence] in {"verified", "likely"})]
    assert faults == []


@pytest.mark.parametrize("doi", [doi for doi, _ in DOIS])
def test_a_doi_has_the_form_of_one(doi):
    faults = [w[doi] for w in WORKS if w[doi] and not re.fullmatch(r"10\.\d{4,9}/\S+", w[doi])]
    assert faults == []


def test_no_two_works_share_a_doi():
    dois = [work["doi"].lower() for work in WORKS if work["doi"]]
    assert sorted(dois) == sorted(set(dois))


def test_a_verified_doi_says_where_it_was_seen():
    faults = [
        w["key"] for w in WORKS if w["doi_confidence"] == "verified" and not w["doi_evidence"]
    ]
    assert faults == []
