"""What the documents say is run, and what is there is documented."""

import re
import shlex
import shutil
import subprocess
import sys

import pytest

from loclearn.cli import run
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)


def commands():
    lines = [line for block in blocks("sh") for line in block.splitlines()]
    return [line for line in lines if line.startswith("loclearn ")]


VERBS = (
    "assess",
    "explain",
    "ask",
    "indicators",
    "validate",
    "template",
    "ontology",
    "verify",
    "map",
    "report",
    "sensitivity",
    "gaps",
    "diff",
)
OWN = next(line for line in commands() if "--no-embedded" in line)


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A folder with the files that the README shows."""
    files = re.findall(r"<!-- file: (\S+) -->\n```\w+\n(.*?)```", README, flags=re.DOTALL)
    assert len(files) == 15
    for name, text in files:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    shutil.copytree(ROOT / "tests" / "second_paper", tmp_path / "my-paper")
    shutil.copytree(ROOT / "examples" / "valley", tmp_path / "examples" / "valley")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("line", commands())
def test_each_command_of_the_readme_runs(line, desk):
    assert desk.is_dir()
    assert run(shlex.split(line)[1:]) == 0


def test_the_imports_of_the_readme_run_one_after_another_in_one_folder(desk):
    assert desk.is_dir()
    imports = [line for line in commands() if " import " in line and " download " not in line]
    assert [run(shlex.split(line)[1:]) for line in imports] == [0] * 7


def test_the_commands_of_the_readme_were_found():
    assert len(commands()) == 43


def test_the_table_of_the_readme_is_what_assess_prints(command):
    (table,) = re.findall(r"<!-- table -->\n```text\n(.*?)```", README, flags=re.DOTALL)
    printed = {line.rstrip() for line in command("assess").out.splitlines()}
    assert len(table.splitlines()) == 7
    for line in table.splitlines():
        assert line in printed


def test_the_explanation_of_the_readme_is_what_explain_prints(command):
    (shown,) = re.findall(r"<!-- explain -->\n```text\n(.*?)```", README, flags=re.DOTALL)
    assert command("explain", "RUHR-STEEL", "D6").out == shown


def test_the_verdicts_on_tables_of_the_readme_are_what_assess_prints(desk, command):
    (shown,) = re.findall(r"<!-- regional -->\n```text\n(.*?)```", README, flags=re.DOTALL)
    (line,) = [line for line in commands() if line.endswith("assess --data shoes --no-embedded")]
    assert desk.is_dir()
    printed = [text.rstrip() for text in command(*shlex.split(line)[1:]).out.splitlines()]
    assert len(shown.splitlines()) == 4
    for text in shown.splitlines():
        assert text in printed


def test_the_links_of_the_readme_are_what_bib_link_prints(desk, command):
    (shown,) = re.findall(r"<!-- link -->\n```text\n(.*?)```", README, flags=re.DOTALL)
    assert desk.is_dir()
    assert command("bib", "link", "my.bib").out == shown


def test_the_merger_of_the_readme_is_what_bib_merge_prints(desk, command):
    (shown,) = re.findall(r"<!-- merge -->\n```text\n(.*?)```", README, flags=re.DOTALL)
    assert desk.is_dir()
    done = command("bib", "merge", "my.bib", "answer.json", "--to", "bibtex", "--out", "all.bib")
    assert done.out.startswith(shown)


def test_the_account_of_the_readme_is_what_import_prints(desk, command):
    (shown,) = re.findall(r"<!-- import -->\n```text\n(.*?)```", README, flags=re.DOTALL)
    (line,) = [line for line in commands() if line.startswith("loclearn import eurostat")]
    assert desk.is_dir()
    assert command(*shlex.split(line)[1:]).out == shown


def test_the_patents_and_papers_of_the_readme_are_what_it_says_of_them(desk, command):
    given = ["--inventors", "EPO_Inv_reg.txt", "--classes", "EPO_IPC.txt", "--period", "2010/2014"]
    command("import", "regpat", *given, "--out", "patents")
    ties = (desk / "patents" / "ties.csv").read_text(encoding="utf-8")
    assert "inv11@DE21:H04L,inv13@DE21:H04L,knowledge,2010/2014" in ties
    assert not (desk / "patents" / "unplaced.csv").exists()
    command("import", "openalex", "works.json", "--places", "places.csv", "--out", "papers")
    out = command("assess", "--data", "papers", "--no-embedded").out
    (line,) = [line for line in out.splitlines() if "SE224|ALL|2018" in line]
    assert line.rstrip().endswith("+ C12 C14")


def test_the_account_of_a_network_in_the_readme_is_what_import_prints(desk, command):
    (shown,) = re.findall(r"<!-- network -->\n```text\n(.*?)```", README, flags=re.DOTALL)
    (line,) = [line for line in commands() if "valley.toml" in line]
    assert desk.is_dir()
    done = command(*shlex.split(line)[1:])
    assert shown in done.out
    assert "C07 C14 C15" in command("assess", "--no-embedded", "--data", "valley").out


def test_the_map_from_dimensions_to_conditions_is_true():
    from tests.oracle import SINGLE

    for condition, (dimension, scopes) in SINGLE.items():
        reach = "any" if len(scopes) == 3 else ", ".join(scopes)
        assert f"| `{dimension}` ({reach}) | {condition} |" in README
    for column in ("nuts_2021", "cluster-set"):
        assert column in README


def test_the_example_of_ones_own_evidence_does_what_the_readme_says(desk, command):
    assert desk.is_dir()
    out = command(*shlex.split(OWN)[1:]).out
    (line,) = [text for text in out.splitlines() if "LIM-SHOE" in text]
    assert "± C05" in line
    assert "+*" in line


def test_the_violation_of_the_readme_is_printed_so(desk, command):
    path = desk / "my-evidence.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",0.9\n", ",90\n"), encoding="utf-8")
    done = command(*shlex.split(OWN)[1:])
    (shown,) = [b for b in blocks("text") if b.startswith("violation: ")]
    assert shown.strip() in done.err


def test_the_python_of_the_readme_runs():
    (code,) = blocks("python")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "supported\n"


def test_the_two_commands_install_and_run_and_test():
    first, second = [b.strip() for b in blocks("sh") if "venv" in b]
    assert first.endswith(".venv/bin/loclearn assess")
    assert second.endswith("-m pytest")


def test_every_option_of_assess_is_in_its_help_or_the_readme(installed):
    bibs = ("convert", "link", "merge", "cite", "enrich", "check")
    imports = ("eurostat", "tables", "regpat", "openalex", "network", "cordis", "download")
    verbs = [*VERBS, *(f"bib {name}" for name in bibs), *(f"import {name}" for name in imports)]
    out = "".join(installed(*verb.split(), "--help").out for verb in verbs)
    for option in re.findall(r"(?<![-\w])--[a-z][a-z-]*", README):
        assert option in out or option in ("--version",), option


def test_each_command_is_in_the_readme(installed):
    verbs = re.findall(r"^│ (\w+) ", installed("--help").out, flags=re.MULTILINE)
    assert len(verbs) == 15
    for verb in verbs:
        assert f"loclearn {verb} " in README


def test_each_module_of_the_ontology_is_in_its_readme():
    text = (ROOT / "ontology" / "README.md").read_text(encoding="utf-8")
    for path in (ROOT / "ontology" / "modules").glob("*.ttl"):
        assert f"| `{path.stem}` |" in text


def test_the_version_stands_in_one_place_and_the_citation_agrees():
    import loclearn

    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    root = (ROOT / "ontology" / "loclearn.ttl").read_text(encoding="utf-8")
    assert f"version: {loclearn.__version__}\n" in citation
    assert f'owl:versionInfo "{loclearn.__version__}"' in root
    assert f"ontology/{loclearn.__version__}>" in root
    assert "## [Unreleased]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
