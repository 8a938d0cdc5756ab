"""What the tests share."""

import csv
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from loclearn.cli import run

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name bytes by their place: a packed file holds the second in which it was made."""
    return "bytes" if isinstance(val, bytes) else None


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


@pytest.fixture
def shared() -> Path:
    """The coded literature beside the checkout; tests that need it skip on other machines."""
    if not (SHARED / "data").is_dir():
        pytest.skip("needs ../shared, which is not on this machine")
    return SHARED


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Run the command line in this process."""

    def call(*arguments: object) -> Ran:
        code = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return call


@pytest.fixture
def installed() -> Callable[..., Ran]:
    """Run the command line in a process of its own."""

    def call(*arguments: object, **keywords: object) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "loclearn", *map(str, arguments)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            **keywords,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return call


CASE = {"case_id": "A", "place": "Here", "kind": "cluster", "activity": "shoes"}
STATEMENT = {
    "evidence_id": "E1",
    "case_id": "A",
    "source_key": "Me 2020",
    "dimension": "co-location",
    "scope": "local",
    "polarity": "supports-presence",
    "strength": "strong",
    "basis": "abstract-seen",
    "confidence": "0.9",
}


@dataclass(frozen=True)
class Tables:
    """Two tables of a user's own."""

    cases: Path
    evidence: Path

    @property
    def options(self) -> list[object]:
        return ["--cases", self.cases, "--evidence", self.evidence, "--no-embedded"]


@pytest.fixture
def tables(tmp_path: Path) -> Callable[..., Tables]:
    """Write cases and statements; what is not said is as in CASE and STATEMENT."""

    def write(
        statements: list[dict[str, str]] | None = None, cases: list[dict[str, str]] | None = None
    ) -> Tables:
        numbered = [
            {**STATEMENT, "evidence_id": f"E{number}", **statement}
            for number, statement in enumerate(statements or [], start=1)
        ]
        paths = Tables(tmp_path / "cases.csv", tmp_path / "evidence.csv")
        write_csv(paths.cases, [{**CASE, **case} for case in cases or [{}]])
        write_csv(paths.evidence, numbered or [STATEMENT])
        return paths

    return write


def write_csv(path: Path, rows: list[dict[str, str]]) -> None:
    names = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(rows)


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
