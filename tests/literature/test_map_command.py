"""The command map: formats, networks, and wrong use."""

import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest

WORKS = [
    {"id": f"W{n}", "display_name": f"On {n}", "publication_year": 2000,
     "referenced_works": ["W1", "W2", "R1"]}
    for n in range(1, 5)
]  # fmt: skip


@pytest.fixture
def works(tmp_path):
    path = tmp_path / "works.json"
    path.write_text(json.dumps(WORKS), encoding="utf-8")
    return path


@pytest.mark.parametrize("ending", ["html", "graphml", "gexf", "json", "csv"])
def test_the_ending_decides(command, tmp_path, ending):
    out = tmp_path / f"map.{ending}"
    done = command("map", "--out", out)
    assert (done.code, done.err) == (0, "")
    text = out.read_text(encoding="utf-8")
    if ending in ("graphml", "gexf"):
        assert ET.fromstring(text).tag.endswith(ending)
    elif ending == "csv":
        assert text.startswith("Source,Target,Type,kind,Weight\n")
        nodes = (tmp_path / "map-nodes.csv").read_text(encoding="utf-8")
        assert nodes.startswith("Id,Label,x,y,cluster")
    elif ending == "json":
        assert json.loads(text)["network"]["items"]
    else:
        assert text.startswith("<!DOCTYPE html>")


def test_the_matrix(command, tmp_path):
    out = tmp_path / "stances.csv"
    assert command("map", "--out", out, "--format", "matrix").code == 0
    assert out.read_text(encoding="utf-8").startswith("claim,element,")


@pytest.mark.parametrize("network", ["citation", "co-citation", "coupling"])
def test_networks_of_a_corpus(command, tmp_path, works, network):
    out = tmp_path / "net.json"
    done = command("map", "--out", out, "--corpus", works, "--network", network)
    assert done.code == 0
    found = json.loads(out.read_text(encoding="utf-8"))["network"]
    assert len(found["items"]) == {"citation": 4, "co-citation": 3, "coupling": 4}[network]


def test_the_strongest_nodes_only(command, tmp_path, works):
    out = tmp_path / "net.json"
    given = ("--corpus", works, "--network", "coupling", "--largest", 2)
    assert command("map", "--out", out, *given).code == 0
    assert len(json.loads(out.read_text(encoding="utf-8"))["network"]["items"]) == 2


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--out", "map.txt"], "name a file that ends with"),
        (["--out", "x.gexf", "--network", "coupling"], "needs a --corpus"),
        (["--out", "x.html", "--network", "claims"], "--network is for exports"),
        (["--out", "x.html", "--corpus", "none.json"], "There is no file none.json"),
        (["--out", "no/such/folder/x.html"], "there is no such folder"),
    ],
)
def test_wrong_use(command, tmp_path, monkeypatch, options, said):
    monkeypatch.chdir(tmp_path)
    done = command("map", *options)
    assert done.code == 2
    assert said in done.err
    assert not list(tmp_path.iterdir())


def test_a_corpus_without_works_writes_nothing(command, tmp_path):
    bad = tmp_path / "bad.json"
    bad.write_text("[]", encoding="utf-8")
    done = command("map", "--out", tmp_path / "map.html", "--corpus", bad)
    assert done.code == 1
    assert "no work" in done.err
    assert not (tmp_path / "map.html").exists()


def test_broken_records_are_reported_and_the_rest_is_drawn(command, tmp_path, works):
    works.write_text(json.dumps([*WORKS, {"title": "x"}]), encoding="utf-8")
    done = command("map", "--out", tmp_path / "map.html", "--corpus", works)
    assert done.code == 0
    assert "record 5: a record without an id" in done.err


def test_the_corpus_is_never_overwritten(command, works):
    before = works.read_bytes()
    assert command("map", "--out", works, "--corpus", works, "--network", "coupling").code == 2
    assert works.read_bytes() == before


def test_the_same_call_writes_the_same_file(installed, tmp_path, works):
    texts = set()
    for seed in ("1", "2"):
        out = tmp_path / "map.html"
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = installed("map", "--out", out, "--corpus", works, env=environment)
        assert done.code == 0
        texts.add(out.read_bytes())
    assert len(texts) == 1


def test_help_does_not_load_the_graph_libraries():
    code = (
        "import sys; from loclearn.cli import run; run(['map', '--help']); "
        "assert not {'networkx', 'numpy', 'pyoxigraph'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
