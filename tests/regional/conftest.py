"""What the tests of regional tables share."""

import csv
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest

from loclearn.datasets.dataset import Dataset, open_tables

Rows = Iterable[Mapping[str, object]]


def write(path: Path, rows: Rows) -> Path:
    rows = list(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """Write tables, each by its kind, to a folder."""

    def call(**tables: Rows) -> Path:
        for kind, rows in tables.items():
            write(tmp_path / f"{kind}.csv", rows)
        return tmp_path

    return call


def opened(folder: Path) -> Dataset:
    return open_tables({path.stem: [path] for path in sorted(folder.glob("*.csv"))})
