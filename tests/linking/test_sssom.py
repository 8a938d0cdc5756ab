"""What a validator that others wrote says of the file of reviews and decisions."""

import subprocess
import sys

import pytest

SSSOM = "from sssom.cli import main; main()"
PARSE = """import sys
from sssom.parsers import parse_sssom_table
parse_sssom_table(sys.argv[1]).df.to_csv(sys.stdout, sep="\\t", index=False)
"""
DOUBTFUL = """@book{w, author = {Wenger, E.}, year = {1999}, title = {Communities of Practice}}
@book{i, author = {Lester, R. and Piore, M.}, year = {2005}, title = {=Innovation}}
@book{a, author = {Lester, R. and Piore, M.}, year = {2005}, title = {Innovation}}
"""


@pytest.fixture
def review(command, tmp_path):
    pytest.importorskip("sssom", reason="needs the extra bench: sssom")
    bib, path = tmp_path / "my.bib", tmp_path / "my.sssom.tsv"
    bib.write_text(DOUBTFUL, encoding="utf-8")
    assert command("bib", "link", bib, "--review", path).code == 0
    lines = path.read_text("utf-8").splitlines()
    for decision, place in (("reject", -1), ("accept", -2)):
        lines[place] += decision
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    again = tmp_path / "again.sssom.tsv"
    assert command("bib", "link", bib, "--decisions", path, "--review", again).code == 0
    assert "ManualMappingCuration" in again.read_text("utf-8")
    return path, again


def run(*arguments, program=SSSOM):
    return subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments)],
        check=False, capture_output=True, text=True, timeout=120,
    )  # fmt: skip


def test_another_validator_accepts_the_review_and_the_decisions(review):
    for path in review:
        done = run("validate", path)
        assert done.returncode == 0, done.stderr


def test_the_other_validator_refuses_what_is_wrong(review):
    path = review[1]
    path.write_text(path.read_text("utf-8").replace("semapv:ManualMapping", "semapv:Mapping"))
    assert run("validate", path).returncode == 1


def test_another_reader_sees_the_rejected_pair_as_such(review):
    done = run(review[1], program=PARSE)
    assert done.returncode == 0, done.stderr
    rows = [line.split("\t") for line in done.stdout.splitlines() if not line.startswith("#")]
    told = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    assert len(told) >= 2
    assert [row["predicate_modifier"] for row in told].count("Not") == 1
    assert {row["predicate_id"] for row in told} == {"skos:exactMatch"}
