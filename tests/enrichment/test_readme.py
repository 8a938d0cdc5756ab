"""What the README shows of services runs, against a server on this machine; and loads little."""

import re
import shlex
import subprocess
import sys

import pytest

from tests.conftest import ROOT
from tests.enrichment import answers
from tests.enrichment import replay as r

README = (ROOT / "README.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"^\$ loclearn (bib .*)$", README, flags=re.MULTILINE)
DOI = "10.1093/cje/23.2.167"


def test_the_commands_were_found():
    assert [line.split()[1] for line in SHOWN] == ["enrich", "check"]


@pytest.mark.parametrize("line", SHOWN)
def test_each_command_runs(line, command, replay, table_file, tmp_path, monkeypatch):
    (bib,) = re.findall(r"<!-- file: my\.bib -->\n```\w+\n(.*?)```", README, flags=re.DOTALL)
    monkeypatch.setenv("LOCLEARN_SERVICES", str(table_file))
    monkeypatch.setenv("LOCLEARN_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my.bib").write_text(bib, encoding="utf-8")
    known = answers.crossref_work(DOI) | {
        "title": ["Localised learning and industrial competitiveness"],
        "author": [{"family": "Maskell", "given": "P"}, {"family": "Malmberg", "given": "A"}],
        "issued": {"date-parts": [[2001, 3]]}, "volume": "23", "page": "167-185",
        "container-title": ["Cambridge Journal of Economics"],
    }  # fmt: skip
    replay.on("/crossref/works", r.given(answers.found_by_crossref(known)))
    done = command(*shlex.split(line))
    # no other work is known to this server
    assert done.code == (1 if "check" in line else 0)
    written = set(tmp_path.iterdir()) - {table_file, tmp_path / "cache", tmp_path / "my.bib"}
    assert {path.name for path in written} == set(re.findall(r"\S+\.(?:bib|csv)", line)) - {
        "my.bib"
    }
    if "enrich" in line:
        day = r"\d{4}-\d\d-\d\d"
        assert re.search(rf"year: 1999 \(my\.bib, line 1\), 2001 \(Crossref, {day}\)", done.out)
    else:
        assert "the 28 DOIs" in README
        assert "28 DOIs: " in done.out


HEAVY = {"requests", "httpx2", "habanero", "pyalex", "tenacity", "urllib3"}


@pytest.mark.parametrize("arguments", [["bib", "enrich", "--help"], ["bib", "check", "--offline"]])
def test_nothing_that_needs_the_extra_is_loaded_without_need(arguments, tmp_path, monkeypatch):
    monkeypatch.setenv("LOCLEARN_CACHE", str(tmp_path))
    code = (
        "import sys; from loclearn.cli import run; run(sys.argv[1:]); "
        f"assert not {HEAVY!r} & set(sys.modules), sorted(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code, *arguments], check=True, capture_output=True)


def test_the_extra_names_what_is_missing():
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    assert {re.split(r"[<>=]", name)[0] for name in extras["web"]} == {
        "habanero", "pyalex", "requests", "tenacity", "urllib3",
    }  # fmt: skip
    assert set(extras["web"]) <= set(extras["test"])
