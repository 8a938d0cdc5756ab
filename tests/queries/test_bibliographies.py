"""The bibliography of each competency question: what it should name, counted in another way."""

import json
import re
from pathlib import Path
from urllib.parse import unquote

import pyoxigraph as ox
import pytest
from pybtex.database import parse_string

from loclearn import cite, knowledge_graph, queries
from loclearn.citing import cited, written
from loclearn.errors import WrongUse
from loclearn.namespaces import TERMS, THINGS
from loclearn.sources.merging import read_all
from tests.conftest import ROOT, read_csv
from tests.queries.asked import BY_ID, FOLDERS, by_oxigraph, named
from tests.queries.tables import table

WORK = THINGS + "work/"
NAMED = {
    "work": "02 03 06 10 15 27 32 34 37 44 45 49 51 53 54 55 56 57 58 61",
    "works": "50",
    "source": "09 19",
}
"""The column of works, and the questions that have one."""

BEHIND = {
    "statement": "11 12 14 21 25",
    "claim": "30 35 36 38 41 42 46 48 62 63 64 65 68",
    "setting": "01 05 13 16 20 26 28 31 33",
}
"""What leads to works where a question names none, and the questions."""

NONE = "04 07 08 17 18 22 23 24 29 39 40 43 47 52 59 60 66 67"

PATHS = {
    "statement": "ll:reportedIn",
    "claim": "ll:madeIn",
    "setting": "ll:hasEvidence/ll:reportedIn",
}


def ids(numbers):
    return [f"cq{number}" for number in numbers.split()]


def test_each_question_is_declared_once():
    declared = [one for text in (*NAMED.values(), *BEHIND.values(), NONE) for one in ids(text)]
    assert sorted(declared) == sorted(query.id for query in FOLDERS["answers"])


@pytest.fixture(scope="module")
def rows():
    return read_all("works", (), embedded=True).rows


@pytest.mark.parametrize(
    ("column", "id_"), [(column, one) for column, text in NAMED.items() for one in ids(text)]
)
def test_the_bibliography_is_what_the_column_names(column, id_, store, rows, works):
    answer = by_oxigraph(store, BY_ID[id_])
    place = answer.columns.index(column)
    expected = []
    for row in answer.rows:
        text = row[place].value if row[place] is not None else ""
        if column != "works" and not isinstance(row[place], ox.NamedNode):
            continue  # "none of the list"
        if text.startswith(THINGS + "paragraph/malmbergmaskell2005/"):
            expected.append("malmbergmaskell2005")
        else:
            expected += [unquote(part.removeprefix(WORK)) for part in text.split()]
    found = cited(store, answer, rows)
    assert [record.key for record in found.records] == list(dict.fromkeys(expected))
    assert found.columns == (column,)
    assert set(expected) <= set(works)
    assert found.records


@pytest.mark.parametrize(
    ("kind", "id_"), [(kind, one) for kind, text in BEHIND.items() for one in ids(text)]
)
def test_the_bibliography_is_what_stands_behind_the_answer(kind, id_, store, rows):
    answer = by_oxigraph(store, BY_ID[id_])
    things = {str(t) for row in answer.rows for t in row if str(t).startswith(f"<{THINGS}{kind}/")}
    values = " ".join(things)
    text = f"PREFIX ll: <{TERMS}> SELECT ?w {{ VALUES ?x {{ {values} }} ?x {PATHS[kind]} ?w }}"
    expected = {row["w"].value.removeprefix(WORK) for row in store.query(text)}
    found = cited(store, answer, rows)
    assert found.kind == kind
    keys = [record.key for record in found.records]
    assert len(set(keys)) == len(keys)
    assert set(keys) == {unquote(key) for key in expected}
    assert "the answer itself names no works" in str(found)


@pytest.mark.parametrize("id_", ids(NONE))
def test_an_answer_without_works_has_no_bibliography(id_, store, rows):
    answer = by_oxigraph(store, BY_ID[id_])
    things = [t for row in answer.rows for t in row if isinstance(t, ox.NamedNode)]
    assert not [t for t in things if t.value.startswith(WORK)]
    assert cited(store, answer, rows).records == ()


@pytest.mark.parametrize("query", FOLDERS["rules"], ids=named)
def test_triples_have_a_bibliography_too(query, store, rows):
    answer = queries.ask(store, query)
    expected = [t.value for row in answer.rows for t in row if str(t).startswith(f"<{WORK}")]
    found = cited(store, answer, rows)
    if expected:
        keys = [unquote(iri.removeprefix(WORK)) for iri in dict.fromkeys(expected)]
        assert [record.key for record in found.records] == keys
    else:
        assert found.kind in {"", "statement", "setting"}


@pytest.fixture(scope="module")
def everything(store, rows):
    """All works of the table, by a query that names them."""
    values = " ".join(f"<{WORK}{row.values['key']}>" for row in rows)
    query = f"SELECT ?work {{ VALUES ?work {{ {values} }} }}"
    answer = queries.run(store, query)
    return cited(store, answer, rows).records


def test_bibtex_is_read_by_pybtex_as_the_table_says(everything, works):
    found = parse_string(written(everything, "bibtex"), "bibtex").entries
    assert set(found) == set(works)
    for key, entry in found.items():
        row = works[key]
        authors = [name for name in row["authors"].split(";") if name.strip()]
        assert len(entry.persons.get("author", ())) == len(authors)
        assert entry.fields.get("year", "") == row["year"]
        assert entry.fields.get("doi", "") == row["doi"].lower()
        note = entry.fields.get("note", "")
        assert ("DOI likely, not verified" in note) == ("likely" in (
            row["doi_confidence"], row["published_doi_confidence"])), key  # fmt: skip
        assert row["published_doi"] in note
        assert ("Published later: " in note) == bool(row["published_as"])
        assert "loclearn" not in entry.fields
    types = "article book incollection inproceedings techreport phdthesis misc"
    assert {entry.type for entry in found.values()} == set(types.split())
    chapter = found["imai1985"]
    assert [str(name) for name in chapter.persons["editor"]] == [
        "Clark, Kim B.", "Hayes, Robert H.", "Lorenz, Christopher"]  # fmt: skip
    assert chapter.fields["booktitle"].startswith("The Uneasy Alliance")
    assert chapter.fields["address"] == "Boston"


def test_no_chapter_keeps_its_editors_in_its_title(everything):
    chapters = [record for record in everything if record.type == "chapter"]
    assert len(chapters) == sum(row["type"] == "chapter" for row in table("works"))
    assert all(record.editors and "(ed" not in record.container for record in chapters)


def test_csl_json_is_valid_against_the_types_and_variables_of_csl(everything):
    """The schema of CSL-JSON is on no package index; the lists from which it is made are."""
    import citeproc

    folder = Path(citeproc.SCHEMA_PATH).parent
    types = set(re.findall(r'"([a-z_-]+)"', (folder / "csl-types.rnc").read_text("utf-8")))
    rules = (folder / "csl-variables.rnc").read_text("utf-8")
    variables = set(re.findall(r'"([A-Za-z-]+)"', rules))
    assert {"article-journal", "report"} < types
    assert {"title", "issued", "DOI", "author"} < variables
    items = json.loads(written(everything, "csl-json"))
    assert [item["id"] for item in items] == [record.key for record in everything]
    for item in items:
        assert item["type"] in types
        assert set(item) - {"id", "type"} <= variables
        for name, value in item.items():
            kind = list if name in {"author", "editor"} else dict if name == "issued" else str
            assert isinstance(value, kind)


def test_references_come_once_for_each_work(everything):
    text = written(everything, "references", "apa")
    assert len(text.splitlines()) == len(everything)
    assert "van den Oord, A." in text
    assert "Maskell, P., & Malmberg, A. (1999a)." in text
    assert "Maskell, P., & Malmberg, A. (1999b)." in text


def test_the_command_writes_the_bibliography(command, tmp_path):
    out = tmp_path / "buzz.bib"
    done = command("ask", "cq10", "--param", "condition=C05", "--format", "bibtex", "--out", out)
    assert (done.code, done.out) == (0, "")
    assert done.err == "11 works, named in column work.\n"
    assert len(parse_string(out.read_text(encoding="utf-8"), "bibtex").entries) == 11
    done = command("ask", "cq10", "--param", "condition=C05", "--format", "references",
                   "--style", "apa")  # fmt: skip
    assert done.code == 0
    assert len(done.out.splitlines()) == 11
    done = command("ask", "cq36", "--format", "ris")
    assert "ID  - malmbergmaskell2005\n" in done.out
    assert "behind the claims in column claim" in done.err


def test_the_command_says_that_an_answer_leads_to_no_works(command):
    done = command("ask", "cq07", "--format", "csl-json")
    assert (done.code, done.out) == (1, "")
    assert done.err == (
        "The answer leads to no works: its columns are country, cases, statements, works.\n"
    )


def test_the_works_of_a_paper_of_ones_own_are_cited(command):
    data = ROOT / "tests" / "second_paper"
    own = {row["key"] for row in read_csv(data / "works.csv")}
    done = command("ask", "cq53", "--data", data, "--format", "bibtex")
    keys = set(parse_string(done.out, "bibtex").entries)
    assert done.code == 0
    assert keys > own & keys > set()


def test_works_that_only_a_graph_of_ones_own_knows_are_cited_as_far_as_it_says(command, tmp_path):
    data, query = tmp_path / "own.ttl", tmp_path / "own.rq"
    data.write_text(
        f"""@prefix ll: <{TERMS}> . @prefix dcterms: <http://purl.org/dc/terms/> .
        <https://example.org/w#ash> a ll:Work ; dcterms:title "Roots" ; dcterms:creator "Ash, I." ;
            dcterms:date "2001" ; dcterms:identifier "https://doi.org/10.1234/R" .
        <{THINGS}statement/x> ll:reportedIn <https://example.org/w#ash> .""",
        encoding="utf-8",
    )
    query.write_text(
        f"SELECT ?s {{ ?s <{TERMS}reportedIn> <https://example.org/w#ash> }}", encoding="utf-8"
    )
    done = command("ask", query, "--data", data, "--format", "bibtex")
    assert done.code == 0
    (entry,) = parse_string(done.out, "bibtex").entries.values()
    assert entry.key == "ash"
    assert dict(entry.fields) == {"title": "Roots", "year": "2001", "doi": "10.1234/r"}


def test_an_unknown_format_is_wrong_use():
    with pytest.raises(WrongUse, match="Did you mean bibtex"):
        written([], "bibtx")


def test_python_cites_as_the_command_does(command):
    store = knowledge_graph()
    answer = queries.ask(store, queries.find("cq02"))
    assert cite(store, answer, "ris") == command("ask", "cq02", "--format", "ris").out
