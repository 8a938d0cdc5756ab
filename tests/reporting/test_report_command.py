"""The command: what it takes, and how it refuses."""

import json
import os

import pytest

from tests.regional.conftest import write
from tests.reporting.conftest import made
from tests.reporting.test_page import data_of

JOBS = [
    {"region": r, "activity": "wine", "period": "2020", "firms": n, "coverage": "census"}
    for r, n in (("UKC1", 1), ("UKC2", 9))
]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    write(tmp_path / "in" / "employment.csv", JOBS)
    return tmp_path / "in"


def test_the_same_tables_give_the_same_page_even_among_them(command, folder, monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    os.utime(folder / "employment.csv", (86400 * 365, 86400 * 365))
    pages = []
    for _ in range(2):
        done = command("report", folder, "--out", folder / "r.html")
        assert (done.code, done.out) == (0, "")
        pages.append((folder / "r.html").read_bytes())
    assert pages[0] == pages[1]
    data = data_of(folder / "r.html")
    assert data["date"] == "1971-01-01"
    assert data["regions"]["UKC1"] == ["Tees Valley and Durham", "UKC"]
    assert data["map"]["elsewhere"] == ["UKC1", "UKC2"]
    assert not data["cases"]


def test_shapes_are_taken_and_the_literature_joins_when_asked(folder, tmp_path):
    path = tmp_path / "m.geojson"
    point = {"type": "Point", "coordinates": [-1.5, 54.7]}
    one = {"type": "Feature", "id": "UKC1", "geometry": point}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [one]}), encoding="utf-8")
    data = data_of(made(folder, tmp_path / "r.html", "--geojson", path, "--embedded"))
    assert list(data["map"]["regions"]) == ["UKC1"]
    assert data["map"]["file"] == "m.geojson"
    assert len(data["cases"]) == 50
    assert len(data["facts"]) == 207


def test_bad_calls_are_refused_in_one_line(command, folder, tmp_path, monkeypatch):
    out = tmp_path / "r.html"
    empty = tmp_path / "empty"
    empty.mkdir()
    write(empty / "cases.csv", [{"case_id": "A", "place": "P", "kind": "region", "activity": "x"}])
    calls = {
        (tmp_path / "none",): "There is no folder",
        (empty,): "no regional table",
        (folder, "--profile", "defalt"): "Did you mean default?",
        (folder, "--geojson", tmp_path / "none.geojson"): "There is no file",
    }
    for arguments, says in calls.items():
        done = command("report", *arguments, "-o", out)
        assert done.code == 2, (arguments, done.err)
        assert says in done.err
        assert not out.exists()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "today")
    assert "no number of seconds" in command("report", folder, "-o", out).err


def test_all_violations_are_listed_and_nothing_is_written(command, folder, tmp_path):
    bad = [{**JOBS[0], "firms": "many"}, {**JOBS[1], "coverage": "some"}]
    write(folder / "employment.csv", bad)
    done = command("report", folder, "-o", tmp_path / "r.html")
    assert done.code == 1
    assert "many" in done.err
    assert "some" in done.err
    assert not (tmp_path / "r.html").exists()
