"""A corpus out of any bibliography: who cites whom, whatever the format."""

import json

import pytest

from loclearn.bibliography.reading import read
from loclearn.literature.publications import publications

NEW = {
    "id": "https://openalex.org/W1000001",
    "doi": "https://doi.org/10.1111/AbC",
    "display_name": "On nearness",
    "publication_year": 2026,
    "primary_location": {"source": {"display_name": "Journal of Places"}},
    "authorships": [{"author": {"display_name": "Ada Author"}}, {"raw_author_name": "B. Bee"}],
    "referenced_works": ["https://openalex.org/W1000002"] * 2,
}
OLD = {
    "id": "https://openalex.org/W1000002",
    "doi": None,
    "title": "On distance",
    "publication_year": 2022,
    "host_venue": {"display_name": "Old Journal"},
    "authorships": [],
    "referenced_works": [],
}
CROSSREF = {
    "status": "ok", "message-type": "work", "message": {
        "DOI": "10.9999/crossref", "title": ["On fairs"],
        "author": [{"family": "Cee", "given": "C."}],
        "reference": [{"key": "1", "DOI": "10.1111/ABC"},
                      {"key": "2", "author": "Porter", "year": "1990"}],
    },
}  # fmt: skip
WOS = """FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Dee, D
TI On gossip
SO PLACES
PY 2024
CR Author A, 2026, J PLACES, V1, P1, DOI 10.1111/abc
   Porter M, 1990, COMPETITIVE ADVANTAGE
UT WOS:0001
ER

EF
"""


@pytest.fixture
def found(tmp_path):
    """Give a function from texts to the publications in all of them."""

    def gather(*texts):
        records = []
        for number, text in enumerate(texts):
            path = tmp_path / f"corpus{number}.txt"
            path.write_text(text, encoding="utf-8")
            records += read(path).records
        return publications(records)

    return gather


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([NEW, OLD]),
        json.dumps({"meta": {}, "results": [NEW, OLD]}, indent=2),
        json.dumps(NEW) + "\n" + json.dumps(OLD) + "\n",
        json.dumps(NEW) + "\r\n\r\n" + json.dumps(OLD),
        "\ufeff" + json.dumps([NEW, OLD]),
    ],
)
def test_all_shapes_of_openalex(found, text):
    one, two = found(text)
    assert (one.id, one.doi, one.year, one.venue) == (
        "W1000001",
        "10.1111/abc",
        2026,
        "Journal of Places",
    )
    assert (one.references, one.label) == (("W1000002",), "Author & Bee 2026")
    assert (two.id, two.title, two.venue, two.doi) == (
        "W1000002",
        "On distance",
        "Old Journal",
        None,
    )


def test_references_lead_across_formats(found):
    one, _, three, four = found(json.dumps([NEW, OLD]), json.dumps(CROSSREF), WOS)
    assert (one.id, three.id) == ("W1000001", "10.9999/crossref")
    assert three.references[0] == "W1000001"
    assert three.references[1].startswith("Porter")
    assert four.references[0] == "W1000001"
    assert len(four.references) == 2


def test_of_two_records_with_one_id_the_first_counts(found):
    (one, _) = found(json.dumps([NEW, {**NEW, "display_name": "Another"}, OLD]))
    assert one.title == "On nearness"


def test_a_broken_line_is_told_and_the_others_come_through(tmp_path):
    path = tmp_path / "works.jsonl"
    path.write_text(json.dumps(NEW) + "\n{broken\n" + json.dumps(OLD) + "\n", encoding="utf-8")
    bibliography = read(path)
    assert bibliography.counts == (3, 2, 1)
    assert bibliography.problems[0].row == 2


def test_a_broken_record_of_the_corpus_does_not_stop_the_map(command, tmp_path):
    path = tmp_path / "works.jsonl"
    path.write_text(json.dumps(NEW) + "\n{broken\n" + json.dumps(OLD) + "\n", encoding="utf-8")
    done = command("map", "--corpus", path, "--out", tmp_path / "map.html")
    assert done.code == 0
    assert "warning: " in done.err
    assert "broken" in done.err


@pytest.mark.parametrize("name", ["work_W2741809807_2022schema", "works_page_2026schema_trimmed"])
def test_the_real_files(shared, name):
    records = read(shared / "data" / "bib" / "openalex" / f"{name}.json").records
    (one,) = publications(records)
    assert one.id.startswith("W")
    assert one.year
