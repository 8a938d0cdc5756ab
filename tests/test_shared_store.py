"""Verdicts on a shared store: two real servers, and servers that refuse or break off."""

import http.server
import shutil
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from loclearn import assess, graph
from loclearn.endpoint import PASSWORD, USER, Endpoint, EndpointError
from loclearn.errors import InvalidInput, WrongUse
from loclearn.namespaces import TERMS, thing
from loclearn.shared_store import VERDICTS, assess_store, write_verdicts
from loclearn.sources.coded import read_coded
from loclearn.sources.facts import add_facts
from loclearn.sources.world import Inputs, read_world

FACTS = "urn:facts"
OXIGRAPH = shutil.which("oxigraph", path=str(Path(sys.executable).parent))
VIRTUOSO = shutil.which("virtuoso-t")
needs_oxigraph = pytest.mark.skipif(OXIGRAPH is None, reason="needs the server of oxigraph")
needs_virtuoso = pytest.mark.skipif(VIRTUOSO is None, reason="needs virtuoso-opensource")


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_for(endpoint, process, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            endpoint.select("SELECT ?x WHERE { VALUES ?x { 1 } }")
        except EndpointError:
            if process.poll() is not None:
                break
            time.sleep(0.2)
        else:
            return
    raise AssertionError("the server did not start")


def fill(endpoint, graph_iri):
    world = read_world(Inputs(), graph.ontology())
    lines = [f"{quad.triple} ." for quad in world.facts]
    for start in range(0, len(lines), 500):
        body = "\n".join(lines[start : start + 500])
        inside = f"GRAPH <{graph_iri}> {{ {body} }}" if graph_iri else body
        endpoint.update(f"INSERT DATA {{ {inside} }}")


@pytest.fixture(scope="module")
def oxigraph():
    port = free_port()
    process = subprocess.Popen(
        [OXIGRAPH, "serve", "--bind", f"127.0.0.1:{port}"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    endpoint = Endpoint(f"http://127.0.0.1:{port}/query")
    try:
        wait_for(endpoint, process)
        fill(endpoint, None)
        yield endpoint
    finally:
        process.kill()
        process.wait()


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory):
    folder = tmp_path_factory.mktemp("virtuoso")
    port, web = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(
        f"""[Database]
DatabaseFile = {folder}/v.db
ErrorLogFile = {folder}/v.log
LockFile = {folder}/v.lck
TransactionFile = {folder}/v.trx
xa_persistent_file = {folder}/v.pxa
[TempDatabase]
DatabaseFile = {folder}/t.db
TransactionFile = {folder}/t.trx
[Parameters]
ServerPort = 127.0.0.1:{port}
NumberOfBuffers = 10000
DirsAllowed = {folder}
[HTTPServer]
ServerPort = 127.0.0.1:{web}
[SPARQL]
ResultSetMaxRows = 100000
""",
        encoding="utf-8",
    )
    process = subprocess.Popen(
        [VIRTUOSO, "+foreground", "+configfile", str(folder / "virtuoso.ini")],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder,
    )  # fmt: skip
    endpoint = Endpoint(
        f"http://127.0.0.1:{web}/sparql",
        f"http://127.0.0.1:{web}/sparql-auth",
        FACTS,
        {USER: "dba", PASSWORD: "dba"},
    )
    try:
        wait_for(endpoint, process)
        fill(endpoint, FACTS)
        yield endpoint
    finally:
        process.kill()
        process.wait()


@pytest.fixture(
    params=[pytest.param("oxigraph", marks=needs_oxigraph),
            pytest.param("virtuoso", marks=needs_virtuoso)]
)  # fmt: skip
def endpoint(request):
    return request.getfixturevalue(request.param)


def everything(endpoint):
    rows = Endpoint(endpoint.query_address).select(
        "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
    )
    found = {row["g"].value: int(row["n"].value) for row in rows}
    (row,) = endpoint.select("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
    return {
        **{g: n for g, n in found.items() if g.startswith(("urn:", VERDICTS))},
        "facts": int(row["n"].value),
    }


@pytest.mark.parametrize("profile", ["default", "extended"])
def test_the_verdicts_of_a_store_are_those_of_the_tables(endpoint, profile):
    here = {
        (v.setting.id, v.condition.id): (v.value, v.contested_inputs)
        for v in assess(profile=profile).verdicts
    }
    there = {
        (v.setting.id, v.condition.id): (v.value, v.contested_inputs)
        for v in assess_store(endpoint, profile=profile).verdicts
        if v.setting.id in {setting for setting, _ in here}
    }
    assert {k: v[0] for k, v in there.items()} == {k: v[0] for k, v in here.items()}


def test_verdicts_go_to_a_graph_of_their_own_and_touch_nothing_else(endpoint):
    before = everything(endpoint)
    triples = assess_store(endpoint).triples()
    for _ in range(2):
        assert write_verdicts(endpoint, triples, VERDICTS) == len(triples)
    after = everything(endpoint)
    assert after.pop(VERDICTS) == len(set(triples))
    before.pop(VERDICTS, None)
    assert after == before
    write_verdicts(endpoint, [], VERDICTS)
    assert VERDICTS not in everything(endpoint)


@needs_oxigraph
def test_a_number_that_cannot_be_stops_the_judgement(endpoint):
    count = thing("indicator", "firm-count")
    inside = f"""<{thing("setting", "SVY-IT")}> <{TERMS}hasObservation> <urn:odd> .
        <urn:odd> <{TERMS}hasIndicator> <{count}> ; <{TERMS}value> -2 ."""
    if endpoint.graph:
        inside = f"GRAPH <{endpoint.graph}> {{ {inside} }}"
    endpoint.update(f"INSERT DATA {{ {inside} }}")
    try:
        with pytest.raises(InvalidInput, match=r"the value -2 of firm-count in SVY-IT, .*urn:odd"):
            assess_store(endpoint)
    finally:
        endpoint.update(f"DELETE DATA {{ {inside} }}")


def test_the_command_judges_a_store(command, oxigraph):
    done = command("assess", "--store", oxigraph.query_address, "--setting", "RUHR-STEEL",
                   "--condition", "D6", "--format", "csv")  # fmt: skip
    assert done.code == 0
    assert done.out.splitlines()[1].endswith("D6,supported,")
    assert f"written to the graph {VERDICTS}" in done.err
    write_verdicts(oxigraph, [], VERDICTS)


@needs_virtuoso
def test_missing_credentials_are_told(virtuoso):
    stranger = Endpoint(virtuoso.query_address, virtuoso.update_address, FACTS, {})
    with pytest.raises(EndpointError, match=f"refused with 401.*{USER}"):
        write_verdicts(stranger, assess_store(virtuoso).triples(), VERDICTS)
    assert VERDICTS not in everything(virtuoso)


class Broken(http.server.BaseHTTPRequestHandler):
    """A store that answers queries, takes two updates and then fails."""

    updates: list[str] = []  # noqa: RUF012
    fail_from = 2

    def do_POST(self):
        from urllib.parse import parse_qs

        size = int(self.headers["Content-Length"])
        fields = parse_qs(self.rfile.read(size).decode())
        if "update" in fields:
            Broken.updates.append(fields["update"][0])
            if len(Broken.updates) > Broken.fail_from and "DROP" not in fields["update"][0]:
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            self.send_response(204)
            self.end_headers()
            return
        nothing = b'{"head": {"vars": ["s"]}, "results": {"bindings": []}}'
        body = nothing if "GRAPH" in fields["query"][0] else b"no results at all"
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture
def broken():
    Broken.updates = []
    server = http.server.HTTPServer(("127.0.0.1", 0), Broken)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Endpoint(f"http://127.0.0.1:{server.server_port}/query")
    server.shutdown()
    server.server_close()


def test_a_connection_that_breaks_leaves_no_half_written_graph(broken):
    node = ox.NamedNode("urn:x")
    triples = [ox.Triple(ox.NamedNode(f"urn:{n}"), node, node) for n in range(5000)]
    with pytest.raises(EndpointError, match=r"broke off|cannot be reached"):
        write_verdicts(broken, triples, VERDICTS)
    assert not any(f"GRAPH <{VERDICTS}> " in text for text in Broken.updates)
    assert not any("MOVE" in text for text in Broken.updates)
    assert Broken.updates[-1].startswith(f"DROP SILENT GRAPH <{VERDICTS}/draft-")


def test_an_answer_that_is_none_is_told(command, broken):
    done = command("assess", "--store", broken.query_address)
    assert (done.code, done.out) == (1, "")
    assert "answered what are no query results" in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("address", "message"),
    [("http://127.0.0.1:9/query", "cannot be reached"), ("store.ttl", "is no address of a store")],
)
def test_a_store_that_is_not_there_is_told(command, address, message):
    done = command("assess", "--store", address)
    assert (done.code, done.out) == (1, "")
    assert message in done.err


def test_tables_and_a_store_together_are_wrong_use(command, tables):
    done = command("assess", *tables().options, "--store", "http://127.0.0.1:9/query")
    assert done.code == 2
    assert "from the store alone" in done.err


def test_the_facts_that_are_loaded_are_those_of_the_tables():
    store = graph.facts()
    add_facts(store, read_coded(), graph.ontology())
    assert len(store) == len(read_world(Inputs(), graph.ontology()).facts)


@needs_oxigraph
def test_no_graph_but_that_of_the_verdicts_is_overwritten(oxigraph):
    triples = assess_store(oxigraph).triples()
    oxigraph.update("INSERT DATA { GRAPH <urn:other> { <urn:a> <urn:b> <urn:c> } }")
    with pytest.raises(WrongUse, match="holds other things than verdicts"):
        write_verdicts(oxigraph, triples, "urn:other")
    named = Endpoint(oxigraph.query_address, graph="urn:other")
    with pytest.raises(WrongUse, match="holds the facts"):
        write_verdicts(named, triples, "urn:other")
    with pytest.raises(WrongUse, match="tells of no setting in the graph urn:other"):
        assess_store(named)
    assert everything(oxigraph)["urn:other"] == 1
    oxigraph.update("DROP GRAPH <urn:other>")
