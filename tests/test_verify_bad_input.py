"""Copies and claims that cannot be verified are refused with what to do, never by a traceback."""

import pytest

from tests.conftest import write_csv
from tests.papers import CLAIMS, PAGES, pdf

WHOLE = pdf(PAGES)


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_csv(tmp_path / "claims.csv", CLAIMS)
    (tmp_path / "paper.pdf").write_bytes(WHOLE)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "data", "found", "cure"),
    [
        ("a.txt", b"", "an empty file", "Fetch the file again"),
        ("a.pdf", b" \n", "an empty file", "Fetch the file again"),
        ("a.txt", b"\xef\xbb\xbf--\n", "a file without a word", "Fetch the file again"),
        ("a.txt", b"ab\r\rN\xe4he\r", "bytes in line 3 that are not UTF-8", "UTF-8"),
        ("a.txt", "text".encode("utf-16-le"), "a zero byte at byte 2", "UTF-8"),
        ("a.txt", b"\xff\xfea\0b", "breaks off at byte", "UTF-8"),
        ("a.md", b"PK\x03\x04 and so on", "a word processor's file", "Save it as PDF"),
        ("a.txt", b"\n<!DOCTYPE html><p>Text</p>", "a web page", "log in"),
        ("a.pdf", b"<html>Please log in</html>", "a web page", "log in"),
        ("a.pdf", b"plain text", "a file that is named .pdf and is none", "again"),
        ("a.pdf", b"%PDF-1.7\nand then rubbish", "a PDF that is broken", "again"),
        ("a.pdf", WHOLE[:300], "a PDF that is broken", "again"),
        ("a.pdf", pdf([[], []]), "a PDF without text", "text recognition"),
        ("a.pdf", pdf([["12"], ["13"]]), "a PDF without text", "text recognition"),
        ("a.pdf", pdf(PAGES, "secret"), "encrypted with a password", "without a password"),
    ],
)  # fmt: skip
def test_a_copy_that_holds_no_text_is_refused(desk, command, name, data, found, cure):
    (desk / name).write_bytes(data)
    done = command("verify", name, "--claims", "claims.csv")
    assert (done.code, done.out) == (1, "")
    first, *last = done.err.splitlines()
    assert first.startswith(f"violation: {name}: found ")
    assert found in first
    assert "; expected the paper as plain text or PDF. " in first
    assert cure in first.split("PDF. ", 1)[1]
    assert last == ["1 violation; nothing was derived."]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("a.docx", "a.docx is a word processor's file. Save it as PDF, or as plain text in UTF-8"),
        ("a.HTML", "a.HTML is a web page. Print it to a PDF"),
        ("a.epub", "a.epub is of a kind that is not read. Convert it"),
        ("a.png", "a.png is an image. Run text recognition"),
        ("a.xyz", "has no ending that tells its format: known are .txt, .text, .md,"),
        ("paper", "has no ending that tells its format"),
        (".", ". is a folder; name the file of the paper in it."),
        ("none.pdf", "There is no file none.pdf."),
    ],
)  # fmt: skip
def test_what_is_no_copy_is_wrong_use(desk, command, name, message):
    if name not in (".", "none.pdf"):
        (desk / name).write_bytes(b"text")
    done = command("verify", name)
    assert (done.code, done.out) == (2, "")
    assert message in done.err


def test_a_pdf_is_known_by_its_content_and_opened_without_a_password_where_it_can(desk, command):
    (desk / "a.txt").write_bytes(WHOLE)
    (desk / "b.pdf").write_bytes(b"junk\n" + WHOLE)
    (desk / "c.pdf").write_bytes(pdf(PAGES, ""))
    for name in ("a.txt", "b.pdf", "c.pdf"):
        done = command("verify", name, "--claims", "claims.csv")
        assert (done.code, done.err) == (0, ""), name


def test_a_pdf_whose_cipher_needs_another_package_names_it(desk, command, monkeypatch):
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    def decrypt(*_):
        raise DependencyError("cryptography>=3.1 is required for AES algorithm")

    (desk / "c.pdf").write_bytes(pdf(PAGES, ""))
    monkeypatch.setattr(PdfReader, "decrypt", decrypt)
    done = command("verify", "c.pdf", "--claims", "claims.csv")
    assert done.code == 1
    assert 'pip install "pypdf[crypto]"' in done.err


def test_a_page_that_cannot_be_read_does_not_hide_the_others(desk, command, monkeypatch):
    from pypdf import PageObject

    whole = PageObject.extract_text

    def extract(page):
        text = whole(page)
        if "insider" in text:
            raise RecursionError
        return text

    assert desk.is_dir()
    monkeypatch.setattr(PageObject, "extract_text", extract)
    done = command("verify", "paper.pdf", "--claims", "claims.csv")
    assert done.code == 1
    assert "1 found once, 0 several times, 2 not found." in done.out
    assert done.err.startswith("warning: paper.pdf: found page 2 that cannot be read;")


@pytest.mark.parametrize("step", range(7, len(WHOLE), 97))
def test_no_damage_to_a_pdf_makes_a_traceback(desk, command, step):
    for data in (WHOLE[:step], WHOLE[:step] + b"\0<<[" + WHOLE[step + 4 :]):
        (desk / "paper.pdf").write_bytes(data)
        done = command("verify", "paper.pdf", "--claims", "claims.csv")
        assert done.code in (0, 1)
        assert "fault of loclearn" not in done.err
        assert "Traceback" not in done.err


NINE = "one two three four five six seven eight nine"


@pytest.mark.parametrize(
    ("row", "anchor", "found"),
    [
        (2, NINE, f"an anchor of 9 words ({NINE}); expected at most 8 words. Shorten it"),
        (3, NINE.replace("four ", "four—"), "an anchor of 9 words"),
        (4, "– …", "an anchor without a word (– …); expected one to 8 words."),
    ],
)
def test_an_anchor_that_is_too_long_or_empty_is_a_violation(desk, command, row, anchor, found):
    rows = [dict(claim) for claim in CLAIMS]
    rows[row - 2]["anchor_phrase"] = anchor
    write_csv(desk / "claims.csv", rows)
    done = command("verify", "paper.pdf", "--claims", "claims.csv")
    assert (done.code, done.out) == (1, "")
    assert f"violation: claims.csv, row {row}, column anchor_phrase: found {found}" in done.err


def test_all_violations_of_the_claims_are_listed(desk, command):
    rows = [*CLAIMS, {**CLAIMS[0], "anchor_phrase": "other"}, {**CLAIMS[1], "claim_id": ""}]
    rows[2] = {**CLAIMS[2], "anchor_phrase": NINE}
    write_csv(desk / "claims.csv", rows)
    done = command("verify", "paper.pdf", "--claims", "claims.csv")
    assert done.code == 1
    places = [line.split(":")[1].strip() for line in done.err.splitlines()[:-1]]
    assert places == [
        "claims.csv, row 4, column anchor_phrase",
        "claims.csv, row 5, column claim_id",
        "claims.csv, row 6, column claim_id",
    ]


def test_a_claim_without_an_anchor_is_left_out_with_a_warning(desk, command):
    rows = [CLAIMS[0], {**CLAIMS[1], "anchor_phrase": ""}, CLAIMS[2]]
    write_csv(desk / "claims.csv", rows)
    done = command("verify", "paper.pdf", "--claims", "claims.csv")
    assert done.code == 0
    assert "2 anchors in paper.pdf" in done.out
    assert done.err.startswith(
        "warning: claims.csv, row 3, column anchor_phrase: found a row without an anchor;"
    )


@pytest.mark.parametrize(
    ("text", "found", "code"),
    [
        ("claim_id,locator,statement\nA,1.P1,One.\n", "column anchor_phrase: found no anchor", 1),
        ("claim_id,locator,statement,anchor_phrase\n", "column anchor_phrase: found no anchor", 1),
        ("case_id,place\nA,Here\n", "none of which is a column of the table of claims", 1),
        ("", "an empty file", 1),
        (None, "There is no file claims.csv", 2),
    ],
)
def test_a_table_that_holds_no_anchors_is_refused(desk, command, text, found, code):
    (desk / "claims.csv").unlink()
    if text is not None:
        (desk / "claims.csv").write_text(text, encoding="utf-8")
    done = command("verify", "paper.pdf", "--claims", "claims.csv")
    assert (done.code, done.out) == (code, "")
    assert found in done.err
