"""Papers enter by tables: what joins them is checked, and becomes a graph of claims."""

import re
import shutil

import pyoxigraph as ox
import pytest

from loclearn import validate
from loclearn.errors import InvalidInput
from loclearn.knowledge import knowledge, knowledge_graph
from loclearn.namespaces import CITO, DCTERMS, FABIO, RDF, TERMS, THINGS, thing
from loclearn.sources.papers import Relation, read_papers
from loclearn.spar import DATACITE, FOAF, FRBR, LITERAL, OCO, PRISM, PRO
from tests.conftest import ROOT, read_csv, write_csv

SECOND = ROOT / "tests" / "second_paper"
DATA = ROOT / "ontology" / "data"


@pytest.fixture(scope="module")
def store():
    return knowledge_graph()


def ends(store, subject, predicate):
    quads = store.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(predicate), None, None)
    return {quad.object.value.removeprefix(THINGS).removeprefix(TERMS) for quad in quads}


@pytest.fixture
def folder(tmp_path):
    """Give a function that writes the second paper with some cells changed."""
    path = tmp_path / "paper"
    shutil.copytree(SECOND, path)

    def change(table, key, **cells):
        rows = read_csv(path / f"{table}.csv")
        column = next(iter(rows[0]))
        for row in rows:
            if row[column] == key:
                row.update(cells)
        write_csv(path / f"{table}.csv", rows)
        return path

    return change


def test_everything_of_the_paper_is_there(store):
    papers = read_papers()
    assert [len(rows) for rows in (papers.claims, papers.citations, papers.paragraphs)] == [
        90, 95, 63,
    ]  # fmt: skip
    assert len(papers.anomalies) == 57
    assert papers.warnings == ()
    for name, count in {
        "Claim": 90,
        "Citation": 95,
        "Paragraph": 63,
        "CitationAnomaly": 57,
    }.items():
        members = store.quads_for_pattern(
            None, ox.NamedNode(RDF + "type"), ox.NamedNode(TERMS + name), None
        )
        assert len({quad.subject for quad in members}) == count, name


def test_citations_and_claims_are_those_of_the_coding(shared):
    coded = read_csv(shared / "data" / "intext_citations.csv")
    ours = read_csv(DATA / "citations.csv")
    assert len(coded) == len(ours)
    for theirs, row in zip(coded, ours, strict=True):
        assert row["cited"] == theirs["key"]
        assert "cito:" + row["function"] == theirs["function"]
        assert row["citing_string"] == theirs["citing_string"]
        assert row["attributed"] == theirs["paraphrase"]
        assert row["resolution"] == theirs["resolution"]
        place = theirs["section"]
        note = place.startswith("fn")
        assert row["locator"].endswith(place if note else f"{place}.P{theirs['paragraph']}")
    claims = {row["claim_id"]: row for row in read_csv(DATA / "claims.csv")}
    for theirs in read_csv(shared / "data" / "claims.csv"):
        row = claims[theirs["claim_id"]]
        assert {key: row[key] for key in theirs} == theirs
    places = {row["locator"] for row in read_csv(shared / "data" / "seed_paragraphs.csv")}
    assert {row["locator"] for row in read_csv(DATA / "paragraphs.csv")} == places


def test_a_citation_serves_a_claim_of_its_own_paragraph():
    claims = {row["claim_id"]: row for row in read_csv(DATA / "claims.csv")}
    elsewhere = {
        row["citation_id"]: (row["locator"], row["claim_id"])
        for row in read_csv(DATA / "citations.csv")
        for claim in row["claim_id"].split(";")
        if claims[claim]["locator"] != row["locator"]
    }
    notes = {id_: pair for id_, pair in elsewhere.items() if ".fn" in pair[0]}
    assert elsewhere == notes, "only a footnote may serve a claim of the text that it is put to"


def test_a_citation_that_the_claims_name_serves_that_claim():
    """The column of cited works was coded by another hand than the citations."""
    served = {}
    for row in read_csv(DATA / "citations.csv"):
        for claim in row["claim_id"].split(";"):
            served.setdefault(claim, []).append(row["cited"])
    for row in read_csv(DATA / "claims.csv"):
        families = [name for name in re.split("[&;]", row["works_cited"]) if name.strip()]
        # CL71 names Bathelt et al. 2004, whom the text does not cite in that paragraph
        if families and row["claim_id"] != "CL71":
            plain = re.sub("[^a-z]", "", families[0].lower().replace("ö", "o"))[:5]
            assert any(plain in key for key in served[row["claim_id"]]), row["claim_id"]


def test_ten_citations_say_what_the_paper_does(store):
    """A spot check by a reader of the paper."""
    for number, cited, claim, place, function in (
        (1, "maskell1998", "CL06", "2.P3", "extends"),
        (7, "north1994", "CL19", "2.fn3", "includesQuotationFrom"),
        (26, "porter1990", "CL34", "3.1.P2", "discusses"),
        (38, "gordonmccann2005", "CL37", "3.1.P3", "citesAsEvidence"),
        (41, "storpervenables2004", "CL49", "3.3.P1", "credits"),
        (56, "britton2003", "CL55", "4.P2", "citesAsEvidence"),
        (63, "boschma2005", "CL59", "4.P3", "includesQuotationFrom"),
        (70, "amincohendet2004", "CL61", "4.P4", "discusses"),
        (75, "owensmithpowell2004", "CL67", "4.P7", "credits"),
        (93, "cohenlevinthal1990", "CL76", "4.P10", "citesAsAuthority"),
    ):
        node = thing("citation", f"malmbergmaskell2005-{number:02d}")
        assert ends(store, node, TERMS + "citesWork") == {f"work/{cited}"}
        assert f"claim/{claim}" in ends(store, node, TERMS + "servesClaim")
        assert ends(store, node, TERMS + "citesFrom") == {f"paragraph/malmbergmaskell2005/{place}"}
        assert ends(store, node, CITO + "hasCitationCharacterization") == {CITO + function}
        assert ends(store, node, CITO + "hasCitingEntity") == {"work/malmbergmaskell2005"}


def test_evidence_for_a_criticism_hangs_on_the_criticism(store):
    britton = thing("work", "britton2003")
    quads = store.quads_for_pattern(
        None, ox.NamedNode(TERMS + "drawsOnWork"), ox.NamedNode(britton), None
    )
    assert {quad.subject.value for quad in quads} == {thing("claim", "CL55")}
    assert "LimitedInteractionCriticism" in ends(store, thing("claim", "CL55"), RDF + "type")
    assert ends(store, thing("claim", "CL55"), TERMS + "attacksClaim") == {"claim/CL31"}


def test_a_relation_told_from_the_other_end_is_the_same():
    relations = read_papers().relations
    assert Relation("CL57", "attacks", "CL34") in relations
    assert Relation("CL07", "attacks", "CL03") in relations
    assert len(set(relations)) == len(relations)


def test_a_work_follows_the_model_of_open_citations(store):
    work = thing("work", "bathelt2004")
    assert FABIO + "JournalArticle" in ends(store, work, RDF + "type")
    (issue,) = ends(store, work, FRBR + "partOf")
    (volume,) = ends(store, THINGS + issue, FRBR + "partOf")
    (journal,) = ends(store, THINGS + volume, FRBR + "partOf")
    assert ends(store, THINGS + journal, DCTERMS + "title") == {"Progress in Human Geography"}
    names = []
    role = thing("role", "bathelt2004", "1")
    while role:
        assert ends(store, role, PRO + "withRole") == {PRO + "author"}
        (agent,) = ends(store, role, PRO + "isHeldBy")
        names += ends(store, THINGS + agent, FOAF + "familyName")
        following = ends(store, role, OCO + "hasNext")
        role = THINGS + following.pop() if following else None
    assert names == ["Bathelt", "Malmberg", "Maskell"]
    (identifier,) = ends(store, work, DATACITE + "hasIdentifier")
    node = THINGS + identifier
    assert ends(store, node, LITERAL + "hasLiteralValue") == {"10.1191/0309132504ph469oa"}
    assert ends(store, node, TERMS + "hasDoiConfidence") == {"doi-confidence/verified"}
    (printed,) = ends(store, work, FRBR + "embodiment")
    assert ends(store, THINGS + printed, PRISM + "startingPage") == {"31"}


def test_a_forthcoming_work_and_its_article_are_two_expressions_of_one_work(store):
    cited, later = thing("work", "nooteboom2005"), thing("work", "nooteboom2005-published")
    assert ends(store, cited, FRBR + "realizationOf") == ends(store, later, FRBR + "realizationOf")
    assert ends(store, later, DATACITE + "hasIdentifier")
    assert not ends(store, cited, DATACITE + "hasIdentifier")


def test_a_second_paper_is_four_tables(command):
    report = validate([SECOND])
    assert (report.conforms, report.problems) == (True, ())
    store = knowledge_graph(data=[SECOND], embedded=False)
    assert "claim/CL42" in ends(store, thing("claim", "NA02"), TERMS + "attacksClaim")
    assert ends(store, thing("claim", "NA03"), TERMS + "answers") == {"claim/NA02"}
    done = command("assess", "--no-embedded", "--data", SECOND, "--format", "csv")
    assert (done.code, done.err) == (0, "")
    assert "INV-CHAIR,NO-46,furniture,2025/2030,false,C03,supported," in done.out


@pytest.mark.parametrize(
    ("table", "key", "cells", "message"),
    [
        ("claims", "NA01", {"relations": "attacks:NA01"}, "expected another claim"),
        ("claims", "NA01", {"relations": "attacks:CL422"}, "Did you mean CL42?"),
        ("claims", "NA01", {"relations": "hates:CL42"}, "expected one of supports, attacks"),
        ("claims", "NA02", {"answers": "CL999"}, "a key of the table of claims"),
        ("claims", "NA01", {"paper": "nobody2000"}, "a key of the table of works"),
        ("claims", "NA01", {"anchor_phrase": "one two three four five six seven eight nine"},
         "a phrase of 9 words"),
        ("claims", "NA01", {"locator": "9.P9"}, "a paragraph of the paper"),
        ("claims", "NA01", {"element": "diagonal"}, "column element: found diagonal"),
        ("claims", "NA01", {"role": "Heresy"}, "column role: found Heresy"),
        ("claims", "NA02", {"claim_id": "CL42"}, "CL42 again"),
        ("citations", "norvikabel2031-2", {"cited": "quillburg2029"}, "mean quillberg2029?"),
        ("citations", "norvikabel2031-2", {"function": "citesAsEvidense"}, "column function"),
        ("citations", "norvikabel2031-2", {"claim_id": "NA77"}, "column claim_id: found NA77"),
        ("citations", "norvikabel2031-2", {"citation_id": "norvikabel2031-1"}, "again"),
        ("citations", "norvikabel2031-2", {"citing": ""}, "column citing"),
        ("paragraphs", "norvikabel2031/5.P1", {"locator": "5.P2"}, "found 5.P1"),
    ],
)  # fmt: skip
def test_a_fault_of_a_paper_is_told_with_its_place(command, folder, table, key, cells, message):
    path = folder(table, key, **cells)
    for call in (["validate", path], ["ask", "cq09", "--data", path]):
        done = command(*call)
        assert done.code == 1, done.err
        assert message in done.out + done.err
        assert "row " in done.out + done.err
        assert "Traceback" not in done.err


def test_all_faults_of_a_paper_are_told_at_once(folder):
    folder("claims", "NA01", relations="attacks:NA01", paper="nobody2000")
    path = folder("citations", "norvikabel2031-2", cited="nothing1999", claim_id="NA77")
    with pytest.raises(InvalidInput) as caught:
        knowledge(data=[path])
    assert len([p for p in caught.value.problems if p.severity == "violation"]) == 4


def test_support_that_goes_in_a_circle_is_kept_with_a_warning(folder):
    folder("claims", "NA01", relations="supports:NA03")
    path = folder("claims", "NA03", relations="supports:NA01")
    (warning,) = knowledge(data=[path]).assessment.warnings
    assert "NA01 supports NA03 supports NA01" in str(warning) or (
        "NA03 supports NA01 supports NA03" in str(warning)
    )


def test_a_work_without_year_or_title_is_kept_with_a_warning(folder):
    path = folder("works", "quillberg2029", year="", title="")
    report = validate([path])
    assert report.conforms
    assert "quillberg2029 without year and title" in str(report.problems[0])
    assert thing("work", "quillberg2029") in {
        quad.subject.value
        for quad in knowledge_graph(data=[path]).quads_for_pattern(
            None, ox.NamedNode(RDF + "type"), ox.NamedNode(TERMS + "Work"), None
        )
    }
