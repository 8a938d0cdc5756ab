"""Anchors are found in copies whose typesetting differs, and where they are is told."""

import csv
import io
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import loclearn
from loclearn.literature.anchors import read_anchors
from loclearn.literature.matching import key, searchable
from loclearn.literature.papers import read_paper
from tests.conftest import ROOT, write_csv
from tests.papers import CLAIMS, PAGES, pdf

TEXT = "Some firms find ruinous lock-in, and\ndo not see an 'insider' of a flow.\n\nThey go on\n"
TEXT += "meeting *face-to-\nface*.[^12] Others do not.\n"


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_csv(tmp_path / "claims.csv", CLAIMS)
    (tmp_path / "paper.md").write_text(TEXT, encoding="utf-8")
    (tmp_path / "paper.pdf").write_bytes(pdf(PAGES))
    return tmp_path


def verify(command, *arguments):
    return command("verify", *arguments, "--claims", "claims.csv")


def test_the_90_anchors_are_found_once_in_the_paper(command, shared):
    done = command("verify", shared / "source" / "localized-learning-revisited.txt")
    assert (done.code, done.err) == (0, "")
    assert done.out.endswith("90 found once, 0 several times, 0 not found.\n")


def test_no_anchor_that_comes_along_has_more_than_eight_words():
    anchors, warnings = read_anchors()
    assert (len(anchors), warnings) == (90, [])
    assert max(len(anchor.phrase.split()) for anchor in anchors) == 8


@pytest.mark.parametrize(
    ("name", "size", "places"),
    [("paper.md", "6 lines", [1, 2, 5]), ("paper.pdf", "2 pages", [1, 2, 2])],
)
def test_a_text_and_a_pdf_of_one_paper_give_the_same(desk, command, name, size, places):
    assert desk.is_dir()
    done = verify(command, name)
    told = f"3 anchors in {name} ({size}): 3 found once, 0 several times, 0 not found.\n"
    assert (done.code, done.out, done.err) == (0, told, "")
    records = json.loads(verify(command, name, "--format", "json").out)
    assert [record["places"] for record in records] == [[place] for place in places]
    assert {record["unit"] for record in records} == {size.split()[1][:-1]}
    listed = verify(command, name, "--all").out
    assert f"face-to-face. Others do  {size.split()[1][:-1]} {places[-1]}" in listed


def test_what_is_missing_or_there_twice_is_listed_with_its_place(desk, command):
    text = TEXT.replace("ruinous", "ruinious") + "\nmeeting FACE TO FACE. Others do, too."
    (desk / "paper.md").write_text(text, encoding="utf-8")
    done = verify(command, "paper.md")
    assert done.code == 1
    assert (
        "3 anchors in paper.md (8 lines): 1 found once, 1 several times, 1 not found." in done.out
    )
    (missing,) = [line for line in done.out.splitlines() if line.startswith(" A1")]
    assert " ".join(missing.split("lock-in")[1].split()) == "not found line 1: firms find ruinious"
    (twice,) = [line for line in done.out.splitlines() if line.startswith(" A3")]
    assert twice.rstrip().endswith("2.P1     meeting face-to-face. Others do  2 times: lines 5, 8")
    assert " A2" not in done.out
    rows = list(csv.DictReader(io.StringIO(verify(command, "paper.md", "--format", "csv").out)))
    assert [(row["found"], row["places"], row["nearest_place"]) for row in rows] == [
        ("missing", "", "1"), ("once", "2", ""), ("several", "5;8", ""),
    ]  # fmt: skip
    assert rows[0]["nearest"] == "firms find ruinious lock-in,"
    assert float(rows[0]["likeness"]) > 95


def test_an_anchor_on_two_pages_is_told_by_page(desk, command):
    (desk / "paper.pdf").write_bytes(pdf([*PAGES, [], ["Firms \x02nd ruinous lock-in."]]))
    done = verify(command, "paper.pdf")
    assert done.code == 1
    assert "2 times: pages 1, 4" in done.out
    assert done.err == (
        "warning: paper.pdf: found page 3 without text; expected text on each page. "
        "If they are scans, run text recognition (OCR).\n"
    )


def test_the_wrong_paper_is_suspected(command):
    done = command("verify", ROOT / "CHANGELOG.md")
    assert done.code == 1
    assert "Most are not there: is it the paper of these claims" in done.out
    assert "nothing like it" in done.out


def test_a_word_that_is_everywhere_does_not_fill_the_screen(desk, command):
    write_csv(desk / "claims.csv", [CLAIMS[0] | {"anchor_phrase": "buzz"}])
    (desk / "paper.md").write_text("Buzz\n" * 1000, encoding="utf-8")
    out = verify(command, "paper.md").out
    assert "1000 times: lines 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 and" in out
    assert len(json.loads(verify(command, "paper.md", "--format", "json").out)[0]["places"]) == 1000


def test_the_output_goes_to_a_file_and_never_over_the_paper(desk, command):
    done = verify(command, "paper.md", "--format", "csv", "--out", "found.csv")
    assert (done.code, done.out) == (0, "")
    assert (desk / "found.csv").read_text(encoding="utf-8").startswith("claim_id,locator,")
    for target in ("paper.md", "claims.csv"):
        before = (desk / target).read_bytes()
        done = verify(command, "paper.md", "--out", target)
        assert (done.code, done.err.split(";")[0]) == (
            2, f"loclearn: {target} is one of the inputs",
        )  # fmt: skip
        assert (desk / target).read_bytes() == before


def test_verify_is_there_for_programs(desk):
    result = loclearn.verify(desk / "paper.pdf", desk / "claims.csv")
    assert isinstance(result, loclearn.Verification)
    assert (result.complete, result.size, result.number("once")) == (True, 2, 3)


def test_a_text_is_verified_without_what_only_a_pdf_needs(desk):
    code = (
        "import sys, loclearn; result = loclearn.verify('paper.md', 'claims.csv')\n"
        "print(result.complete, [m for m in ('pypdf', 'rapidfuzz') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=desk
    )
    assert done.stdout == "True []\n"


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("knowledge of it", "know-\nledge of it"),
        ("knowledge of it", "know\u00ad\nledge of\u00a0it"),
        ("knowledge of it", "kn owledge ofit"),
        ("face-to-face talk", "face-to-\nface talk"),
        ("face-to-face talk", "face‑to–face talk"),
        ("here - or there", "here—or there"),
        ("here — or there", "here\n– or there"),
        ("efficient flows", "eﬃcient ﬂows"),
        ("Törnqvist said", "To\u0308rnqvist said"),
        ('the firms\' "buzz"', "The firms’ ‘buzz’"),
        ("a term. Another", "a term.<sup>12</sup> Another"),
        ("a term. Another", "a term.¹ Another"),
        ("a term. Another", "a term”.3,4 Another"),
        ("a term Another", '## *a* [term](http://a.b/c_(d) "t")<br>\n> **Another**'),
        ("a term Another", "a [term][1] <!-- page\n2 --> `Another`"),
        ("research & development", "research &amp; devel\\\nopment"),
        ("of the R128", "OF THE R128."),
    ],
)
def test_typesetting_does_not_count(phrase, text):
    assert searchable(text.split("\n")).find(phrase) == (1,)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("art of know", "part of knowledge"),
        ("art of knowledge", "part of knowledge"),
        ("in 1990", "in 19905"),
        ("a term, another", "a term. Another"),
        ("if x < b and c > y", "if x y"),
        ("not the same", "now the same"),
        ("", "so"),
    ],
)
def test_another_wording_is_not_found(phrase, text):
    assert searchable([text]).find(phrase) == ()


words = st.text("abcdefilmnost", min_size=2, max_size=9)
fillers = st.lists(st.text("vwxyzVXßЖ", min_size=1, max_size=6), min_size=1, max_size=12)
breaks = st.sampled_from([" ", "\n", "\n\n", "  \n", "\u00a0", "\n> ", "\n    ", "\t", "\n## "])
marks = st.sampled_from(["", "", "", "<sup>3</sup>", "[^2]", "12", "⁴"])
frames = st.sampled_from(["{}", "{}", "*{}*", "**{}**", "_{}_", "“{}”", "'{}'", "[{}](v://w_x)"])
ligatures = st.sampled_from([[], [("ffi", "ﬃ"), ("fi", "ﬁ"), ("fl", "ﬂ")], [("st", "ﬆ")]])
hyphens = st.sampled_from(["", "", "-\n", "\u00ad\n", "\u00ad", "‐\n", "\u200b"])


@st.composite
def planted(draw):
    """Return a phrase, a text in which it stands once, typeset, and the line where it begins."""
    phrase = draw(st.lists(words, min_size=1, max_size=5))
    if draw(st.booleans()):
        phrase.append("face-to-face")
    typeset = ""
    for number, word in enumerate(phrase):
        for letters, ligature in draw(ligatures):
            word = word.replace(letters, ligature)  # noqa: PLW2901
        at = draw(st.integers(1, len(word) - 1)) if len(word) > 1 else 0
        word = word[:at] + (draw(hyphens) if at else "") + word[at:]  # noqa: PLW2901
        word = word.upper() if draw(st.booleans()) else word  # noqa: PLW2901
        typeset += (draw(breaks) if number else "") + draw(frames).format(word + draw(marks))
    before, after = ("".join(w + draw(breaks) for w in draw(fillers)) for _ in range(2))
    return " ".join(phrase), before, typeset + draw(breaks) + after


@settings(max_examples=300, deadline=None)
@given(planted(), st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from(["utf-8-sig", "utf-16"]))
def test_a_planted_phrase_is_found_once_and_where_it_is(plant, end, encoding):
    phrase, before, rest = plant
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "paper.txt")
        path.write_bytes((before + rest).replace("\n", end).encode(encoding))
        paper = read_paper(path)
    text = searchable(paper.parts)
    assert text.find(phrase) == (before.count("\n") + 1,)
    assert text.find(f"{phrase} nowhere") == ()


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_what_counts_of_a_text_is_found_in_it_and_counts_as_it_is(text):
    plain = key(text)
    assert plain == plain.replace(" ", "")
    assert key(text.replace("\f", " ")) == plain
    if plain:
        assert 1 in searchable([text]).find(text)
