"""The command that asks: what it prints, what it takes, what it refuses, when it stops."""

import csv
import io
import json
import subprocess
import sys
import time

import pyoxigraph as ox
import pytest
import rdflib

from loclearn import queries
from loclearn.asking.refusing import readable
from loclearn.asking.running import run
from loclearn.errors import WrongUse
from loclearn.knowledge import knowledge_graph
from loclearn.namespaces import THINGS

CASE = "SELECT ?case ?place WHERE { ?case <https://w3id.org/localized-learning/ontology/place> ?place }"  # fmt: skip # noqa: E501


@pytest.fixture
def own(tmp_path):
    def write(text):
        path = tmp_path / "my.rq"
        path.write_text(text, encoding="utf-8", newline="")
        return path

    return write


def test_the_list_shows_name_question_and_parameters(command):
    out = command("ask", "--list").out
    for query in queries.catalogue():
        assert query.name in out
    assert "country, condition" in " ".join(out.split())


def test_a_question_on_one_case_is_a_table(command):
    done = command("ask", "cq03", "--param", "case=LON-ADV")
    assert done.code == 0
    lines = done.out.splitlines()
    assert lines[-1] == "6 rows"
    assert sum(line.startswith(" LON-ADV") for line in lines) == 6
    assert THINGS not in done.out


@pytest.mark.parametrize(
    ("id_", "parameter", "column", "value"),
    [
        ("cq38", "claim=CL65", "claim", "CL65"),
        ("cq53", "paragraph=4.P2", "paragraph", "malmbergmaskell2005/4.P2"),
        ("cq53", "work=boschma2005", "work", "boschma2005"),
        ("cq50", "anomaly_kind=wrong-year", "anomaly_kind", "wrong-year"),
        ("cq50", "certainty=judged", "certainty", "judged"),
        ("cq60", "element=critique", "element", "critique"),
        ("cq47", "criticism=ll:DispersedCommunityCriticism", "criticism",
         "ll:DispersedCommunityCriticism"),
        ("cq59", "author=Boschma, Ron A.", "author", "Boschma, Ron A."),
    ],
)  # fmt: skip
def test_questions_on_the_literature_take_the_ids_of_the_tables(
    command, id_, parameter, column, value
):
    out = command("ask", id_, "--param", parameter, "--format", "csv").out
    assert {row[column] for row in csv.DictReader(io.StringIO(out))} == {value}


def test_a_claim_that_there_is_not_is_told(command):
    done = command("ask", "cq38", "--param", "claim=CL91")
    assert (done.code, done.out) == (2, "")
    assert "there is no claim CL91" in done.err


def test_csv_is_compact_and_json_is_whole(command):
    call = ("ask", "cq10", "--param", "condition=C05", "--format")
    rows = list(csv.DictReader(io.StringIO(command(*call, "csv").out)))
    said = json.loads(command(*call, "json").out)
    assert said["head"]["vars"] == list(rows[0])
    assert len(said["results"]["bindings"]) == len(rows) == 12
    assert {row["condition"] for row in rows} == {"ll:C05"}
    first = said["results"]["bindings"][0]
    assert first["work"] == {"type": "uri", "value": THINGS + "work/" + rows[0]["work"]}
    assert first["cases"]["datatype"].endswith("#integer")


def test_any_reader_of_sparql_json_reads_it(command):
    out = command("ask", "cq08", "--format", "json").out.encode()
    result = ox.parse_query_results(out, format=ox.QueryResultsFormat.JSON)
    assert [row["decade"].value for row in result] == ["1990s", "2000s", "2010s"]


def test_rules_make_turtle_and_rows_do_not(command):
    out = command("ask", "verdicts_as_things", "--format", "ttl").out
    assert len(rdflib.Graph().parse(data=out, format="turtle")) == 780
    done = command("ask", "cq01", "--format", "ttl")
    assert (done.code, done.out) == (2, "")
    assert "CONSTRUCT" in done.err


@pytest.mark.parametrize("format_", ["table", "csv", "json"])
def test_out_writes_what_would_be_printed(command, tmp_path, format_):
    target = tmp_path / "answer"
    printed = command("ask", "cq13", "--format", format_).out
    done = command("ask", "cq13", "--format", format_, "--out", target)
    assert (done.code, done.out) == (0, "")
    written = target.read_text(encoding="utf-8")
    assert [x.rstrip() for x in written.splitlines()] == [x.rstrip() for x in printed.splitlines()]


def test_ask_and_describe_answer_too(command, own):
    path = own("ASK { ?s a <https://w3id.org/localized-learning/ontology/D2Supported> }")
    assert json.loads(command("ask", path, "--format", "json").out) == {"head": {}, "boolean": True}
    assert command("ask", path, "--format", "csv").out == "answer\ntrue\n"
    path = own("DESCRIBE <https://w3id.org/localized-learning/ontology/C05>")
    assert "buzz" in command("ask", path, "--format", "ttl").out


def test_ones_own_tables_and_a_profile_are_asked(command, tables):
    written = tables([{}, {"dimension": "labour-mobility"}])
    out = command("ask", "cq33", *written.options, "--format", "csv").out
    assert [line.split(",")[1] for line in out.splitlines()[1:]] == ["ll:C01", "ll:X1"]
    out = command("ask", "cq33", *written.options, "--profile", "extended", "--format", "csv").out
    assert "ll:D2" in out
    titles = command("ask", "cq27", *written.options, "--format", "csv").out
    assert "Me%202020" not in titles
    assert "Me 2020" in titles


def test_a_case_means_all_its_phases(command, tables):
    written = tables([{"period_from": "1970", "period_to": "1985"}, {"period_from": "1986"}])
    out = command(
        "ask", "cq03", *written.options, "--param", "case=A", "--format", "csv"
    ).out.splitlines()
    assert [line.split(",")[0] for line in out[1:]] == ["A/1970-1985", "A/1986-.."]


def test_no_row_is_an_answer(command):
    done = command("ask", "cq25", "--param", "case=LON-ADV")
    assert done.code == 2
    done = command("ask", "cq14", "--param", "case=LON-ADV")
    assert (done.code, done.out.splitlines()[-1]) == (0, "0 rows")


def test_violations_of_the_input_end_with_one(command, tables):
    written = tables([{"confidence": "90"}])
    done = command("ask", "cq01", *written.options)
    assert (done.code, done.out) == (1, "")
    assert "confidence" in done.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "Which query"),
        (["cq99"], "no query cq99"),
        (["pipelines"], "ask --list"),
        (["none.rq"], "cannot be read"),
        (["cq03", "--param", "case"], "KEY=VALUE"),
        (["cq03", "--param", "=x"], "KEY=VALUE"),
        (["cq03", "--param", "case=LON-AD"], "Did you mean LON-ADV?"),
        (["cq03", "--param", "cas=LON-ADV"], "Did you mean case?"),
        (["cq01", "--param", "case=LON-ADV"], "takes no parameter"),
        (["cq03", "--param", "case=LON-ADV", "--param", "case=BOS-BIO"], "twice"),
        (["cq03", "--param", "case=<http://a b>"], "no IRI"),
        (["cq03", "--param", "case=http://nowhere.example/x"], "knows nothing"),
        (["cq01", "--profile", "lax"], "no profile lax"),
    ],
)
def test_wrong_use_is_said_in_one_line(command, arguments, message):
    done = command("ask", *arguments)
    assert (done.code, done.out) == (2, "")
    assert message in done.err
    assert done.err.count("\n") == 1


@pytest.mark.parametrize("value", ["LON-ADV", THINGS + "setting/LON-ADV",
                                   f"<{THINGS}setting/LON-ADV>"])  # fmt: skip
def test_a_case_is_given_by_id_or_iri(command, own, value):
    out = command("ask", own(CASE), "--param", f"case={value}", "--format", "csv").out
    assert out == "case,place\nLON-ADV,London (Soho)\n"


@pytest.mark.parametrize("value", ['x" } SELECT', "} # ", "a\\b", '"', "’\n", "<b>&"])
def test_a_text_is_bound_as_it_stands(own, value):
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal(value)))
    store.add(ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal("else")))
    text = "SELECT ?text WHERE { ?s ?p ?text } # the end"
    (row,) = run(store, text, {"text": [ox.Literal(value)]}).rows
    assert row[0].value == value
    assert queries.ask(store, queries.find(str(own(text))), {"text": "else"}).rows


def test_two_parameters_at_once(command):
    done = command(
        "ask", "cq29", "--param", "country=MX", "--param", "condition=D5", "--format", "csv"
    )
    assert done.out.splitlines()[1:] == ["MX,ll:D5,asserted hotspot,4,0"]


def test_what_is_not_selected_is_no_parameter(command, own):
    done = command("ask", own("SELECT ?place WHERE { ?case ?p ?place }"), "--param", "case=LON-ADV")
    assert done.code == 2
    assert "does not select ?case" in done.err


REFUSED = {
    "service": "SELECT * WHERE { SERVICE <http://x.example/> { ?s ?p ?o } }",
    "silent": "SELECT * WHERE { ?s ?p ?o OPTIONAL { SERVICE SILENT ?s { ?a ?b ?c } } }",
    "lower case": "select * where { service <http://x.example/> { ?s ?p ?o } }",
    "without a space": "PREFIX : <http://x.example/> SELECT * WHERE { SERVICE:x { ?s ?p ?o } }",
    "nested": "SELECT * WHERE { { SELECT * WHERE { ?s ?p ?o MINUS { SERVICE <u:x> {} } } } }",
    "in exists": "SELECT * WHERE { ?s ?p ?o FILTER EXISTS { SERVICE <u:x> { ?s ?p ?o } } }",
    "in not exists": "ASK { ?s ?p ?o FILTER (!(NOT EXISTS { SERVICE <u:x> { ?s ?p ?o } })) }",
    "in a construct": "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <u:x> { ?s ?p ?o } }",
    "after a comment": "SELECT * WHERE { # SERVICE\nSER#\nVICE <u:x> {} }",
    "comment between": "SELECT * WHERE { SERVICE#\n<u:x> { ?s ?p ?o } }",
    "carriage return": "SELECT * WHERE { # no\rSERVICE <u:x> { ?s ?p ?o }\n}",
    "escaped": "SELECT * WHERE { \\u0053ERVICE <u:x> { ?s ?p ?o } }",
    "escaped long": "SELECT * WHERE { SERV\\U00000049CE <u:x> { ?s ?p ?o } }",
    "escaped quote": 'SELECT * WHERE { ?s ?p ?o FILTER("\\u0022 != \'a" ) SERVICE <u:x> {} #\'\n}',
    "escaped line end": "SELECT * WHERE { # \\u000aSERVICE <u:x> { ?s ?p ?o }\n}",
    "escape in an escape": "SELECT * WHERE { \\u005cu0053ERVICE <u:x> {} }",
    "no character": "SELECT * WHERE { ?s ?p \"\\uD800\" }",
    "from": "SELECT * FROM <file:///etc/passwd> WHERE { ?s ?p ?o }",
    "from named": "SELECT * from named <http://x.example/> WHERE { GRAPH ?g { ?s ?p ?o } }",
    "describe from": "DESCRIBE ?s FROM <http://x.example/> WHERE { ?s ?p ?o }",
    "insert": "INSERT DATA { <u:a> <u:b> <u:c> }",
    "delete": "DELETE WHERE { ?s ?p ?o }",
    "load": "LOAD <file:///etc/passwd>",
    "clear": "CLEAR ALL",
    "drop": "drop default",
    "update after a query": "SELECT * WHERE { ?s ?p ?o } ; DROP ALL",
    "copy": "COPY DEFAULT TO <u:g>",
    "escaped update": "\\u0049NSERT DATA { <u:a> <u:b> <u:c> }",
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_reaches_outside_or_changes_is_refused(name):
    with pytest.raises(WrongUse, match=r"refused|no SPARQL"):
        readable(REFUSED[name])


@pytest.mark.parametrize("name", ["service", "escaped", "from", "load"])
def test_the_command_refuses_it_with_two(command, own, name):
    done = command("ask", own(REFUSED[name]))
    assert (done.code, done.out) == (2, "")
    assert "refused" in done.err


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * WHERE { ?service ?from ?load }",
        'SELECT * WHERE { ?s ?p "SERVICE <u:x> { }" }',
        "SELECT * WHERE { ?s ?p '''a\n'SERVICE''' }",
        "# SERVICE and FROM\nSELECT * WHERE { ?s ?p ?o }",
        "SELECT * WHERE { ?s <http://x.example/SERVICE#FROM> ?o }",
        "PREFIX my: <u:> SELECT * WHERE { ?s my:service ?o ; my:from _:load }",
        'SELECT * WHERE { ?s ?p "caf\\u00e9"@fr }',
        "\ufeffSELECT * WHERE { ?s ?p ?o }\r\n",
    ],
)
def test_words_in_names_texts_and_comments_are_harmless(text):
    assert readable(text).kind == "select"
    run(ox.Store(), text)


@pytest.mark.parametrize(
    "text", ["", "SELEKT ?x", "SELECT ?x WHERE {", "SELECT ?s WHERE { ?s skos:notation ?n }",
             "SELECT ?s (COUNT(?p) AS ?n) WHERE { ?s ?p ?o }", "{" * 2000]
)  # fmt: skip
def test_what_is_no_query_is_wrong_use(command, own, text):
    done = command("ask", own(text))
    assert (done.code, done.out) == (2, "")
    assert "Traceback" not in done.err


def test_a_file_that_is_no_text_is_wrong_use(command, tmp_path):
    path = tmp_path / "my.rq"
    path.write_bytes(b"\xff\xfe\x00\xd8")
    assert command("ask", path).code == 2
    assert command("ask", tmp_path).code == 2


def test_a_long_query_is_stopped(command, own):
    path = own("SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    start = time.monotonic()
    done = command("ask", path, "--timeout", "1.5")
    assert done.code == 2
    assert "stopped after 1.5 seconds" in done.err
    assert time.monotonic() - start < 15


def test_the_graph_stays_as_it_is_and_answers_twice_the_same():
    store = knowledge_graph()
    size = len(store)
    text = "SELECT ?s ?o WHERE { ?s a ?o }"
    assert run(store, text).rows == run(store, text).rows
    assert len(store) == size


def test_no_module_of_the_folder_where_one_works_gets_in_the_way(tmp_path):
    for name in ("json.py", "pyoxigraph.py"):
        (tmp_path / name).write_text("raise SystemExit('not this one')", encoding="utf-8")
    text = "import sys; sys.path.remove(''); from loclearn.cli import run; run(['ask', 'cq13'])"
    done = subprocess.run(
        [sys.executable, "-c", text], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert "RUHR-STEEL" in done.stdout, done.stderr


def test_help_teaches(installed):
    out = " ".join(installed("ask", "--help").out.replace("│", " ").split())
    for word in ("--param", "--list", "--timeout", "cq03", "SERVICE", "D2Supported", "exit code"):
        assert word in out


@pytest.mark.parametrize(
    ("query", "parameter", "message"),
    [
        ("cq18", "threshold=nonsense", "takes an IRI, and nonsense is none"),
        ("cq18", "threshold=ll:Nonsense", "knows nothing of"),
        ("cq09", "condition=c5", "Did you mean C05?"),
    ],
)
def test_a_parameter_that_fits_nothing_is_told(command, query, parameter, message):
    done = command("ask", query, "--param", parameter)
    assert (done.code, done.out) == (2, "")
    assert message in done.err
