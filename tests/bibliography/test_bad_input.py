"""Bad input is told with its place, the rest comes through, and no traceback is seen."""

import json
import time

import pytest

from loclearn.bibliography import loading, reading
from loclearn.bibliography.paths import paths
from loclearn.errors import InvalidInput, WrongUse


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "an empty file"),
        (b" \r\n", "an empty file"),
        (b"\xef\xbb\xbf", "an empty file"),
        (b"<!DOCTYPE html><title>404 Not Found</title>", "a web page or XML (404 Not Found)"),
        (b"<html><body>Error</body></html>", "a web page"),
        (b"Resource not found.", "text in no known format"),
        (b"\x00\x01\x02", "a zero byte"),
        (b"%PDF-1.7", "a PDF"),
        (b"PK\x03\x04", "workbook"),
        (b"[]", "without a record"),
        (b"[1, 2]", "1 in the place of a record"),
        (b"null {", "no known format"),
        (b'{"status": "failed", "message": [{"message": "Not allowed"}]}', "Not allowed"),
        (b'{"error": "Invalid", "message": "no filter x"}', "no filter x"),
        (b'[{"id": ', "JSON that breaks off"),
        (b"[" * 100_000, "JSON nested too deeply"),
        (b'[{"id": ' + b"9" * 5000 + b"}]", "JSON that breaks off"),
        (b"@book{a, title = {A", "Unexpectedly reached end of file"),
        (b"@comment{nothing}", "without a record"),
        (b"TY  - JOUR\nTI  - T", "a record that breaks off"),
        (b"PT J\nAU Roe, A\nTI T\n", "a record that breaks off"),
    ],
)
def test_what_holds_no_record_is_told(given, content, found):
    with pytest.raises(InvalidInput) as error:
        given(content)
    assert any(found in problem.found for problem in error.value.problems), error.value.problems


def test_a_file_that_is_too_large_is_refused(given, monkeypatch):
    monkeypatch.setattr(loading, "LARGEST", 10)
    with pytest.raises(WrongUse, match="larger than"):
        given("@book{a, title={T}}")


def test_a_pipe_without_end_is_refused(monkeypatch):
    monkeypatch.setattr(loading, "LARGEST", 1000)
    with pytest.raises(WrongUse, match="larger than"):
        reading.read("/dev/zero")


def test_json_cut_short_gives_what_came_before(given):
    text = json.dumps([{"id": f"k{n}", "type": "book"} for n in range(3)], indent=1)
    source = given(text[:-10])
    assert source.counts == (3, 2, 1)
    assert source.problems[0].row is not None


def test_a_record_with_very_many_references_is_reported_and_the_others_come_through(
    given, monkeypatch
):
    monkeypatch.setattr(reading, "MOST_CITED", 5)
    works = [
        {"id": f"https://openalex.org/W100{n}", "referenced_works": ["https://openalex.org/W1"] * n}
        for n in (4, 6)
    ]
    source = given(json.dumps(works))
    assert source.counts == (2, 1, 1)


@pytest.mark.parametrize(
    ("encoding", "told"), [("gbk", "GBK"), ("latin-1", "Windows-1252"), ("utf-16", "")]
)
def test_other_encodings_are_read_and_told(given, encoding, told):
    name = "学习与创新的地理学" if encoding == "gbk" else "Müller, Änne and Sørensen"
    source = given(f"@book{{a, title = {{{name}}}}}".encode(encoding))
    assert source.records[0].title == name
    assert told in "".join(problem.cure for problem in source.problems)
    assert bool(source.problems) == bool(told)


def test_an_encoding_that_the_file_states_is_believed(given):
    source = given("% Encoding: ISO8859_2\n@book{a, title = {Škec}}".encode("iso8859-2"))
    assert source.records[0].title == "Škec"
    assert "as the file says" in source.problems[0].cure


def test_single_bytes_in_a_file_of_utf8_are_read_where_they_stand(given):
    source = given("@book{a, title = {äöü und ".encode() + b"\xe9t\xe9}}")
    assert source.records[0].title == "äöü und été"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_all_line_ends_are_read(given, end):
    text = "@book{a,\n title = {A}\n}\n@book{b, title = {\n@book{c, title = {C}}\n"
    source = given(text.replace("\n", end))
    assert source.counts == (3, 2, 1)
    assert source.problems[0].row == 4


def test_the_same_key_for_different_works_is_kept_and_told(given):
    source = given("@book{a, title={A}}\n@book{a, title={B}}\n@book{a, title={A}}")
    assert [record.title for record in source.records] == ["A", "B", "A"]
    assert [p.found for p in source.problems] == [
        "the key a again, for another work", "the key a again, for the same record",
    ]  # fmt: skip
    assert {p.severity for p in source.problems} == {"warning"}


@pytest.mark.parametrize("to", ["bibtex", "biblatex", "csl-json", "ris"])
@pytest.mark.parametrize(
    "key", ["../../etc/passwd", "a{b}", "=cmd|' /C calc'!A0", "a,b", "\u202ex", "C:\\x", "a\nb"]
)
def test_malicious_keys_and_titles_are_only_text(given, again, key, to):
    source = given(json.dumps([{"id": key, "type": "book", "title": f'"{key}" <b>&}}{{'}]))
    assert again(source, to).records == source.records


def test_turtle_escapes_what_it_must(given):
    import pyoxigraph as ox

    from loclearn.bibliography.writing import write

    title = 'A "quoted" \\ back\nline \u0007 \ud83d'
    source = given(json.dumps([{"id": "../<k> \"'", "type": "book", "title": title, "URL": "a b"}]))
    quads = list(ox.parse(write([source], "turtle").encode(), format=ox.RdfFormat.TURTLE))
    (found,) = [q.object.value for q in quads if q.predicate.value.endswith("/title")]
    assert found == 'A "quoted" \\ back\nline   \ufffd'


@pytest.mark.parametrize(
    "payload", ["%5B", '[["title"]]', '[["extra","",[{"x":1}]]]', '[["issued","",{"month":99}]]']
)
def test_a_forged_field_of_ours_does_no_harm(given, payload):
    source = given(f"@book{{a, title={{T}}, loclearn = {{{payload}}}}}")
    assert (source.records[0].title, source.records[0].extra) == ("T", ())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no table [columns]"),
        ('[columns]\ntitel = "T"', "no record has a value titel. Did you mean title?"),
        ("[columns", "cannot be read as a mapping"),
        ("[columns]", "maps no column"),
        ('separator = 1\n[columns]\ntitle = "T"', "the separator"),
    ],
)
def test_a_mapping_that_is_none_is_told(given, tmp_path, text, said):
    path = tmp_path / "m.toml"
    path.write_text(text)
    with pytest.raises(WrongUse) as error:
        given("T\nA\n", mapping=path)
    assert said in str(error.value)


def test_a_record_with_too_many_authors_is_reported(given, monkeypatch):
    monkeypatch.setattr(reading, "MOST_PEOPLE", 2)
    source = given("@book{a, author={A and B}}\n@book{b, author={A and B and C}}\n")
    assert source.counts == (2, 1, 1)
    assert "3 authors in b" in source.problems[0].found


def test_braces_around_keywords_without_end_take_no_time(given):
    begin = time.perf_counter()
    given(f"@book{{a, title = {{T}}, keywords = {{{'{' * 20_000}a, b{'}' * 20_000}}}}}")
    assert time.perf_counter() - begin < 2


def test_a_key_thousands_of_times_gives_each_record_a_path_of_its_own(given):
    source = given("@book{a, title={T}}\n" * 3000 + "@book{b, title={T}}\n")
    begin = time.perf_counter()
    found = [path for _, path in paths(source.records)]
    assert time.perf_counter() - begin < 1
    assert len(set(found)) == 3001
    assert found[1] == ("export.txt", "a", "2")
