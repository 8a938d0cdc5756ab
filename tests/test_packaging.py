"""The ontology and the queries come along: in a wheel, and in a wheel built from the sdist."""

import os
import subprocess
import sys
import tarfile
import zipfile

import pytest

from loclearn import resources
from tests.conftest import ROOT


def build(kind, source, target):
    """Build without a network, with the backend that the test extra installs."""
    subprocess.run(
        [sys.executable, "-m", "build", f"--{kind}", "--no-isolation", "--outdir", target, source],
        check=True, capture_output=True,
    )  # fmt: skip
    (path,) = target.glob("*.whl" if kind == "wheel" else "*.tar.gz")
    return path


@pytest.fixture(scope="module")
def sdist(tmp_path_factory):
    return build("sdist", ROOT, tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="module")
def unpacked(sdist, tmp_path_factory):
    target = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(sdist) as archive:
        archive.extractall(target, filter="data")
    (folder,) = target.iterdir()
    return folder


@pytest.fixture(scope="module", params=["checkout", "sdist"])
def wheel(request, tmp_path_factory):
    source = ROOT if request.param == "checkout" else request.getfixturevalue("unpacked")
    return build("wheel", source, tmp_path_factory.mktemp("wheel"))


def data_files():
    folders = (resources.ontology(), resources.queries())
    return {
        path.relative_to(ROOT).as_posix()
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_wheel_holds_every_file_of_the_ontology_and_the_queries(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert {f"loclearn/{name}" for name in data_files()} <= names
    assert "loclearn/py.typed" in names
    assert not {n for n in names if n.startswith(("ontology/", "queries/", "tests/"))}


def test_the_installed_wheel_does_the_main_job_anywhere(wheel, tmp_path):
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    code = (
        "import loclearn, sys; from loclearn import resources, assess\n"
        f"assert resources.ontology().is_relative_to({str(tmp_path)!r}), resources.ontology()\n"
        f"assert resources.queries().is_relative_to({str(tmp_path)!r})\n"
        "print(assess(profile='extended').value('HSZ-IT', 'D4'))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("supported\n", "")


def test_the_editable_install_reads_the_checkout():
    assert resources.ontology() == ROOT / "ontology"


def test_the_sdist_holds_what_the_tests_need(unpacked):
    for name in ("tests/conftest.py", "tests/expected/verdicts.csv", "README.md", "LICENSE"):
        assert (unpacked / name).is_file()
