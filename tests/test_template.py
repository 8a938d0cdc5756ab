"""A table starts with all its columns and a codebook."""

import pytest

from loclearn.tables import contract, read_table
from loclearn.tables.kinds import KINDS
from tests.conftest import read_csv


@pytest.mark.parametrize("kind", KINDS)
def test_a_started_table_keeps_to_its_contract(command, tmp_path, monkeypatch, kind):
    monkeypatch.chdir(tmp_path)
    done = command("template", kind)
    assert (done.code, done.err) == (0, "")
    table = read_table(tmp_path / f"{kind}.csv", contract(kind))
    assert [p.severity for p in table.problems] == ["warning"]
    book = read_csv(tmp_path / f"{kind}-codebook.csv")
    assert [row["column"] for row in book] == list(contract(kind).names)
    assert all(row["description"] for row in book)
    by_name = {row["column"]: row for row in book}
    if kind == "evidence":
        assert by_name["scope"]["values"] == "local; extra-local; both"
        assert by_name["confidence"]["required"] == "yes"
    if kind == "cases":
        assert by_name["activity"]["required"] == "column"


def test_nothing_is_overwritten(command, tmp_path):
    target = tmp_path / "mine.csv"
    assert command("template", "cases", "--out", target).code == 0
    target.write_text("my work", encoding="utf-8")
    done = command("template", "cases", "--out", target)
    assert done.code == 2
    assert "there already" in done.err
    assert target.read_text(encoding="utf-8") == "my work"
