"""Works of OpenAlex: both schemas, all shapes of files, and what is broken."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loclearn.errors import InvalidInput, WrongUse
from loclearn.sources.openalex import read_openalex
from loclearn.sources.publications import plain_doi

NEW = {
    "id": "https://openalex.org/W1",
    "doi": "https://doi.org/10.1/AbC",
    "display_name": "On nearness",
    "publication_year": 2026,
    "primary_location": {"source": {"display_name": "Journal of Places"}},
    "authorships": [{"author": {"display_name": "Ada Author"}}, {"raw_author_name": "B. Bee"}],
    "referenced_works": ["https://openalex.org/W2", "https://openalex.org/W2"],
}
OLD = {
    "id": "https://openalex.org/W2",
    "doi": None,
    "title": "On distance",
    "publication_year": 2022,
    "host_venue": {"display_name": "Old Journal"},
    "authorships": [],
    "referenced_works": [],
}


def write(tmp_path, text):
    path = tmp_path / "works.json"
    path.write_text(text, encoding="utf-8")
    return path


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
def test_all_shapes_of_files(tmp_path, text):
    one, two = read_openalex([write(tmp_path, text)]).publications
    assert (one.id, one.doi, one.year, one.venue) == ("W1", "10.1/abc", 2026, "Journal of Places")
    assert (one.authors, one.references) == (("Ada Author", "B. Bee"), ("W2",))
    assert one.label == "Author & Bee 2026"
    assert (two.id, two.title, two.venue, two.doi) == ("W2", "On distance", "Old Journal", None)


def test_a_single_work(tmp_path):
    (one,) = read_openalex([write(tmp_path, json.dumps(NEW, indent=1))]).publications
    assert one.id == "W1"


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ("text", "not a record"),
        ({"title": "x"}, "without an id"),
        ({**OLD, "publication_year": "2022"}, "publication_year 2022"),
        ({**OLD, "publication_year": True}, "publication_year True"),
        ({**OLD, "referenced_works": "W1"}, "referenced_works that are no list"),
        ({**OLD, "referenced_works": [1]}, "a reference that is no id"),
    ],
)
def test_broken_records_are_skipped_and_counted(tmp_path, broken, said):
    answers = read_openalex([write(tmp_path, json.dumps([broken, NEW]))])
    assert [one.id for one in answers.publications] == ["W1"]
    assert answers.skipped == 1
    (problem,) = answers.problems
    assert said in str(problem)
    assert "record 1" in str(problem)
    assert problem.severity == "warning"


def test_a_broken_line_is_named_by_its_number(tmp_path):
    text = "\n".join([json.dumps(NEW), "{oops", json.dumps(OLD)])
    answers = read_openalex([write(tmp_path, text)])
    assert answers.skipped == 1
    assert "line 2" in str(answers.problems[0])


def test_many_broken_records_do_not_fill_the_screen(tmp_path):
    answers = read_openalex([write(tmp_path, json.dumps([NEW, *[{}] * 100]))])
    assert answers.skipped == 100
    assert len(answers.problems) == 21
    assert "80 more" in str(answers.problems[-1])


@pytest.mark.parametrize("text", ["", "[]", "{}", "nope", "3", '{"results": 5}', "[" * 100_000])
def test_a_file_without_works_is_a_violation(tmp_path, text):
    with pytest.raises(InvalidInput):
        read_openalex([write(tmp_path, text)])


def test_bytes_that_are_no_text(tmp_path):
    path = tmp_path / "x.json"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InvalidInput, match="not UTF-8"):
        read_openalex([path])


def test_no_file(tmp_path):
    with pytest.raises(WrongUse, match="There is no file"):
        read_openalex([tmp_path / "none.json"])


def test_the_first_of_two_records_counts(tmp_path):
    text = json.dumps([NEW, {**OLD, "id": "W1"}])
    (one,) = read_openalex([write(tmp_path, text)]).publications
    assert one.title == "On nearness"


def test_signs_that_upset_a_terminal_or_xml_are_replaced(tmp_path):
    text = json.dumps([{**NEW, "display_name": "a\u0000b\ud800c"}])
    (one,) = read_openalex([write(tmp_path, text)]).publications
    assert one.title == "a\ufffdb\ufffdc"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*NEW, "results"]), inner, max_size=5)
    ),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(JSON)
def test_any_json_is_read_or_refused_in_words(tmp_path_factory, data):
    path = write(tmp_path_factory.mktemp("any"), json.dumps([NEW, data]))
    answers = read_openalex([path])
    assert len(answers.publications) + answers.skipped in (1, 2)


@pytest.mark.parametrize("name", ["work_W2741809807_2022schema", "works_page_2026schema_trimmed"])
@pytest.mark.shared
def test_real_answers(shared, name):
    answers = read_openalex([shared / "data" / "bib" / "openalex" / f"{name}.json"])
    (one,) = answers.publications
    assert not answers.problems
    assert one.venue
    assert one.doi
    assert one.year
    assert one.authors


@pytest.mark.parametrize("text", [None, "", "10.1", "n/a 10.1/x", "http://example.org/10.1/x"])
def test_what_is_no_doi(text):
    assert plain_doi(text) is None
