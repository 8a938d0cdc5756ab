"""What answers say of works, retractions, corrections and citations."""

import json

import pyoxigraph as ox
import pytest

from loclearn.bibliography.record import Reference
from loclearn.enrichment import opencitations
from loclearn.enrichment.addresses import wikidata_query
from loclearn.enrichment.asked import Answer, Question
from loclearn.enrichment.notices import Notice, of_crossref, of_wikidata
from loclearn.enrichment.works import works
from tests.enrichment import answers

DAY = "2026-11-23"


def read(service, kind, body):
    asked = Question(service, kind, answers.DOI)
    return list(works(Answer(asked, True, json.dumps(body), DAY, False), "It"))


@pytest.mark.parametrize(
    ("service", "kind", "body"),
    [
        ("crossref", "work", answers.crossref()),
        ("crossref", "search", answers.found_by_crossref(answers.crossref_work())),
        ("openalex", "work", answers.openalex()),
        ("openalex", "search", {"meta": {}, "results": [answers.openalex()]}),
        ("opencitations-meta", "metadata", answers.metadata()),
    ],
)
def test_every_service_gives_the_same_work(service, kind, body):
    (work,) = read(service, kind, body)
    record = work.record
    assert (record.file, record.retrieved, record.key, record.extra) == ("It", DAY, "", ())
    assert record.title.lower() == "local buzz among the lantern makers of small towns"
    assert [(n.family, n.given) for n in record.authors] == [("Ash", "Ida"), ("Lee", "Bo")]
    assert record.identifiers.doi == answers.DOI
    assert record.identifiers.url == ""  # it would only lead to the DOI
    assert (record.container, record.volume, record.issue, record.pages, record.type) == (
        "Journal of Towns", "7", "2", "11-29", "article-journal",
    )  # fmt: skip
    assert not record.retracted


@pytest.mark.parametrize(
    ("service", "kind", "body"),
    [
        ("crossref", "work", {"message": {"DOI": 1, "title": 7, "author": "x", "issued": []}}),
        ("crossref", "work", {"message": {"title": ["T"], "author": [1], "updated-by": [1, {}]}}),
        ("crossref", "search", {"message": {"items": [1, None, {"title": []}]}}),
        ("crossref", "work", {"message": {"title": ["T"], "issued": {"date-parts": [[99999]]}}}),
        ("openalex", "work", {"id": "x", "title": None, "authorships": 1}),
        ("openalex", "search", {"results": [[], {"title": 1}]}),
        ("opencitations", "references", [1, {}, {"cited": None}, {"cited": ["x"]}]),
        ("opencitations-meta", "metadata", [{"title": None}, {"title": "x", "author": 1}]),
        ("opencitations-meta", "metadata", []),
        ("wikidata", "item", answers.wikidata(item="no item")),
        ("wikidata", "item", {"results": {"bindings": [1, {"item": 7}, {"item": {"value": 1}}]}}),
    ],
)
def test_odd_answers_give_works_or_nothing(service, kind, body):
    for work in read(service, kind, body):
        assert work.record.retrieved == DAY


@pytest.mark.shared
def test_real_answers_are_read(shared):
    folder = shared / "data" / "bib"
    body = json.loads((folder / "crossref" / "test_works_with_one_id_0.json").read_text("utf-8"))
    (work,) = read("crossref", "work", body)
    assert work.record.identifiers.doi == "10.1371/journal.pone.0033693"
    assert len(work.record.references) == body["message"]["reference-count"] == 70
    body = json.loads((folder / "crossref" / "test_works_field_queries_0.json").read_text("utf-8"))
    assert len(read("crossref", "search", body)) == len(body["message"]["items"])
    body = json.loads(
        (folder / "openalex" / "works_page_2026schema_trimmed.json").read_text("utf-8")
    )
    (work,) = read("openalex", "search", body)
    assert work.record.identifiers.openalex == "W2027456229"


UPDATE = {
    "DOI": answers.NOTICE.upper(), "type": "retraction", "source": "retraction-watch",
    "label": "Retraction", "updated": {"date-parts": [[2019, 3, 7]]},
}  # fmt: skip


def test_a_retraction_names_its_notice_and_day():
    (work,) = read("crossref", "work", answers.crossref(**{"updated-by": [UPDATE]}))
    assert work.record.retracted
    assert work.notices == (Notice("retraction", answers.NOTICE, "2019-03-07", "It", DAY),)


@pytest.mark.parametrize(
    ("kind", "said", "retracted"),
    [
        ("removal", "removal", True),
        ("withdrawal", "withdrawal", True),
        ("partial_retraction", "partial retraction", False),
        ("expression_of_concern", "expression of concern", False),
        ("erratum", "erratum", False),
        ("correction", "correction", False),
    ],
)
def test_each_kind_of_notice_is_told_and_only_some_retract(kind, said, retracted):
    body = answers.crossref(**{"updated-by": [{**UPDATE, "type": kind}]})
    (work,) = read("crossref", "work", body)
    assert [notice.kind for notice in work.notices] == [said]
    assert work.record.retracted is retracted


def test_a_notice_itself_is_not_retracted():
    (work,) = read("crossref", "work", answers.crossref(**{"update-to": [UPDATE]}))
    assert [(n.about, n.retracts) for n in work.notices] == [(answers.NOTICE, False)]
    assert not work.record.retracted


def test_a_relation_says_nothing_new_beside_an_update():
    relation = {"is-retracted-by": [{"id-type": "doi", "id": answers.NOTICE}]}
    both = {"updated-by": [UPDATE], "relation": relation}
    assert len(of_crossref(both, "It", DAY)) == 1
    assert of_crossref({"relation": relation}, "It", DAY) == [
        Notice("retraction", answers.NOTICE, "", "It", DAY)
    ]


def test_openalex_says_that_a_work_is_retracted():
    (work,) = read("openalex", "work", answers.openalex(is_retracted=True))
    assert work.record.retracted
    assert [str(notice) for notice in work.notices] == [f"retraction (It, {DAY})"]


def test_references_of_opencitations_carry_both_identifiers():
    (work,) = read("opencitations", "references", answers.references())
    assert work.record.references == (
        Reference("10.1000/cited.1", doi="10.1000/cited.1", openalex="W1000000001",
                  confidence=1.0, how="opencitations"),
        Reference("10.1000/cited.3", doi="10.1000/cited.3", confidence=1.0, how="opencitations"),
    )  # fmt: skip
    found = opencitations.citing(json.dumps(answers.citations()))
    assert found == [("10.1000/later", "2011"), ("br/06110", "2012-02")]


WD, WDT = "http://www.wikidata.org/entity/", "http://www.wikidata.org/prop/direct/"
TRIPLES = f"""@prefix wd: <{WD}> . @prefix wdt: <{WDT}> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
wd:Q1 wdt:P356 "10.1000/SOUND" .
wd:Q2 wdt:P356 "10.1000/RETRACTED" ; wdt:P31 wd:Q45182324 ; wdt:P5824 wd:Q20 .
wd:Q20 wdt:P356 "10.1000/NOTICE" ; wdt:P577 "2019-03-07T00:00:00Z"^^xsd:dateTime .
wd:Q3 wdt:P356 "10.1000/EVENT" ; wdt:P793 wd:Q45203135 .
wd:Q4 wdt:P356 "10.1000/lower" ; wdt:P2507 wd:Q40 .
wd:Q40 wdt:P577 "2020-01-01T00:00:00Z"^^xsd:dateTime .
wd:Q5 wdt:P356 "10.1000/Q\\"UOTE" .
"""


@pytest.mark.parametrize(
    ("doi", "item", "told"),
    [
        ("10.1000/sound", "Q1", []),
        ("10.1000/retracted", "Q2", [("retraction", "10.1000/notice", "2019-03-07")]),
        ("10.1000/event", "Q3", [("retraction", "", "")]),
        ("10.1000/lower", "Q4", [("correction", "", "2020-01-01")]),
        ('10.1000/q"uote', "Q5", []),
        ("10.1000/none", None, []),
        ('10.1000/x" } #', None, []),
    ],
)
def test_the_query_to_wikidata_finds_item_and_notices(doi, item, told):
    """Another engine runs the very query on a few statements in the form of Wikidata's."""
    store = ox.Store()
    store.load(TRIPLES.encode(), format=ox.RdfFormat.TURTLE)
    results = store.query(wikidata_query(doi))
    assert isinstance(results, ox.QuerySolutions)
    body = results.serialize(format=ox.QueryResultsFormat.JSON).decode()
    found = list(works(Answer(Question("wikidata", "item", doi), True, body, DAY, False), "It"))
    assert [work.record.identifiers.wikidata for work in found] == ([item] if item else [])
    assert [(n.kind, n.doi, n.date) for n in of_wikidata(body, "It", DAY)] == told
