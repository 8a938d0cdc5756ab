"""The tutorial runs, gives what it shows, and what it says is true of its tables."""

import csv
import json
import re
import subprocess
import sys
from statistics import median

import networkx as nx
import pytest

from tests.conftest import ROOT

EXAMPLES = ROOT / "examples"
STORED = EXAMPLES / "tutorial.ipynb"
MACHINE = r"/tmp|/home|/root|/Users|[A-Z]:\\|ipykernel|\b20[1-9]\d-\d\d-\d\d\b|\d\d:\d\d"
"""What would tell of the machine or the day: folders, temporary names, dates, times."""


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """The notebook as it comes out of a run of its own, in a process of its own."""
    for needed in ("nbclient", "ipykernel", "matplotlib"):
        pytest.importorskip(needed)
    out = tmp_path_factory.mktemp("tutorial") / "ran.ipynb"
    tool = [sys.executable, ROOT / "tools" / "tutorial.py", "--out", out]
    done = subprocess.run(tool, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return cells(out)


def cells(path):
    notebook = json.loads(path.read_text(encoding="utf-8"))
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def told(cell):
    """Return the text of what a cell gives; pictures and tables count by the text beside them."""
    found = []
    for output in cell["outputs"]:
        data = output.get("data", {})
        text = output.get("text") or data.get("text/markdown") or data.get("text/plain") or ""
        found.append("".join(text))
    return "\n".join(found).strip()


def register():
    with (EXAMPLES / "tutorial" / "register.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter=";") if row["Code"] != "EXT"]
    counted = {"Employees", "Local units"}
    return [{k: int(v.replace(".", "")) if k in counted else v for k, v in r.items()} for r in rows]


def quotients():
    """Return the location quotients by sector and province, by hand."""
    rows = register()
    persons = {(row["Sector"], row["Province"]): row["Employees"] for row in rows}
    places = sorted({row["Province"] for row in rows})
    sectors = sorted({row["Sector"] for row in rows} - {"total"})
    whole = {sector: sum(persons[sector, p] for p in places) for sector in [*sectors, "total"]}
    return {
        sector: {
            place: (persons[sector, place] / persons["total", place])
            / (whole[sector] / whole["total"])
            for place in places
        }
        for sector in sectors
    }


def paragraph():
    (found,) = [text for text in map(told, cells(STORED)) if "Verdicts were derived" in text]
    return found


def test_the_tutorial_gives_what_it_shows(ran):
    stored = cells(STORED)
    assert len(ran) == len(stored) >= 20
    for number, (now, before) in enumerate(zip(ran, stored, strict=True), start=1):
        assert now["source"] == before["source"]
        assert told(now) == told(before), f"cell {number}: run python tools/tutorial.py"
        assert before["execution_count"] == number


def test_a_run_gives_the_figure(ran):
    pictures = [o for cell in ran for o in cell["outputs"] if "image/png" in o.get("data", {})]
    assert len(pictures) == 1


def test_nothing_stored_tells_of_the_machine_or_the_day():
    for cell in cells(STORED):
        for output in cell["outputs"]:
            assert output.get("name") != "stderr"
            assert output["output_type"] != "error"
        assert not re.search(MACHINE, told(cell)), told(cell)
    assert STORED.stat().st_size < 300_000


def test_the_paragraph_is_true_of_the_register():
    text = paragraph()
    wine = quotients()["wine"]
    units = {row["Province"]: row["Local units"] for row in register() if row["Sector"] == "wine"}
    over = [place for place in wine if wine[place] >= 1.25 and units[place] >= 2]
    assert f"({', '.join(over[:-1])} and {over[-1]}), with at least two firms" in text
    alone = [place for place in units if units[place] <= 1]
    assert f"rules co-location out in {' and '.join(sorted(alone))};" in text
    between = [place for place in wine if 1 <= wine[place] < 2 and units[place] >= 2]
    moved = sorted(set(between) - {"Firenze"})  # where it rests on the survey as well
    assert f"({', '.join(moved[:-1])} and {moved[-1]};" in text
    nearest = min(moved, key=lambda place: abs(wine[place] - 1.25))
    assert f"{nearest} lies {abs(wine[nearest] - 1.25):.3f} from the cut" in text


def test_the_paragraph_is_true_of_how_common_wine_is():
    ubiquity = {s: sum(q >= 1 for q in by.values()) for s, by in quotients().items()}
    ratio = ubiquity["wine"] / median(ubiquity.values())
    assert f"is {ratio:.2f} times the median of all sectors" in paragraph()


def test_the_survey_is_as_the_tutorial_says():
    with (EXAMPLES / "valley" / "talk.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    pairs = [(row[0], to) for row in rows for to, cell in zip(header, row, strict=True)
             if cell == "1"]  # fmt: skip
    graph = nx.Graph(pairs)
    graph.add_nodes_from(header[1:])
    (shown,) = {
        found for cell in cells(STORED)
        for found in re.findall(r"clustering (0\.\d+), 0\.1337 expected", told(cell))
    }  # fmt: skip
    assert shown == f"{nx.average_clustering(graph):.4f}"
    counted = [row["Local units"] for row in register()
               if (row["Province"], row["Sector"]) == ("Firenze", "wine")]  # fmt: skip
    assert counted == [len(graph)]


def test_the_commands_of_the_tutorial_are_those_of_the_command_line(command):
    text = STORED.read_text(encoding="utf-8")
    verb = r"loclearn (import \w+|indicators|explain|ask|report|sensitivity)"
    verbs = set(re.findall(verb, text))
    assert len(verbs) == 7
    for one in verbs:
        assert command(*one.split(), "--help").code == 0
