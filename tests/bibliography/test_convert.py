"""The command that converts bibliographies."""

import json

import pytest

BIB = "@article{a, title={The {MGWR}}, journal={J}, year=1999}\n@book{b, title={B\n@book{c,}\n"


@pytest.fixture
def bib(tmp_path):
    path = tmp_path / "my.bib"
    path.write_text(BIB, encoding="utf-8")
    return path


def test_counts_are_printed_and_add_up(command, bib, tmp_path):
    out = tmp_path / "my.json"
    done = command("bib", "convert", bib, "--to", "csl-json", "--out", out)
    assert done.code == 1
    assert done.out == f"{bib}: 3 records in, 2 out, 1 reported\n"
    assert f"violation: {bib}, line 2: found @book{{b, title={{B: " in done.err
    assert [item["id"] for item in json.loads(out.read_text("utf-8"))] == ["a", "c"]


@pytest.mark.parametrize("to", ["csl-json", "bibtex", "biblatex", "ris", "turtle", "jsonld"])
def test_each_format_is_written_to_the_screen(command, tmp_path, to):
    path = tmp_path / "one.bib"
    path.write_text("@book{a, title = {Localized learning}}", encoding="utf-8")
    done = command("bib", "convert", path, "--to", to)
    assert done.code == 0
    assert "Localized learning" in done.out
    assert done.err == f"{path}: 1 records in, 1 out, 0 reported\n"


def test_several_files_become_one(command, bib, tmp_path):
    ris = tmp_path / "x.bib"
    ris.write_text("TY  - BOOK\nTI  - R\nER  - \n", encoding="utf-8")
    done = command("bib", "convert", bib, ris, "--to", "ris", "--out", tmp_path / "o.ris")
    assert done.out.splitlines()[1] == f"{ris}: 1 records in, 1 out, 0 reported"
    assert (tmp_path / "o.ris").read_text("utf-8").count("TY  - ") == 3


def test_a_file_without_records_stops_all(command, bib, tmp_path):
    page = tmp_path / "page.json"
    page.write_text("<html></html>", encoding="utf-8")
    out = tmp_path / "o.ris"
    done = command("bib", "convert", bib, page, "--to", "ris", "--out", out)
    assert done.code == 1
    assert "a web page or XML" in done.err
    assert not out.exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["no.bib", "--to", "ris"], "There is no file no.bib."),
        (["my.bib", "--to", "endnote"], "'endnote' is not one of"),
        (["my.bib"], "Missing option '--to'"),
        (["my.bib", "--to", "ris", "--from", "bibtx"], "Did you mean bibtex?"),
        (["my.bib", "--to", "ris", "--out", "my.bib"], "is one of the inputs"),
        (["my.bib", "--to", "ris", "--mapping", "m.toml"], "There is no file m.toml."),
    ],
)
def test_wrong_use_is_told(command, bib, monkeypatch, options, said):
    monkeypatch.chdir(bib.parent)
    done = command("bib", "convert", *options)
    assert done.code == 2
    assert said in " ".join(done.err.replace("│", " ").split())
    assert bib.read_text("utf-8") == BIB


def test_comments_that_a_format_cannot_hold_are_told(command, tmp_path):
    path = tmp_path / "a.bib"
    path.write_text('@preamble{"x"}\n@book{a, title={T}}\n', encoding="utf-8")
    assert "They are not written to ris" in command("bib", "convert", path, "--to", "ris").err
    kept = command("bib", "convert", path, "--to", "bibtex")
    assert '@preamble{"x"}' in kept.out
    assert "not written" not in kept.err
