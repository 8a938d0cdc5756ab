"""From the bytes of a file to rows of cells, whatever program wrote it."""

import codecs
import csv
import io
import re
from pathlib import Path

from loclearn.errors import Problem, WrongUse

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_NOT_TEXT = {
    b"PK\x03\x04": "an Excel or OpenDocument workbook",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "a compressed file",
}
_LARGEST_CELL = 10_000_000
_MARKER = re.compile(r"^(<{7}|>{7}|\|{7}|={7})(?:[ \t].*)?\r?$", re.MULTILINE)
_SAVE_AS = "Save the table as CSV in UTF-8 (in Excel: CSV UTF-8)."


def read_bytes(path: Path | str) -> bytes:
    """Return the bytes of a file; raise WrongUse when it cannot be read."""
    try:
        return Path(path).read_bytes()
    except FileNotFoundError:
        raise WrongUse(f"There is no file {path}.") from None
    except IsADirectoryError:
        raise WrongUse(f"{path} is a folder; name a CSV file in it.") from None
    except OSError as error:
        raise WrongUse(f"{path} cannot be read: {error.strerror}.") from None


def decode(data: bytes, file: str) -> tuple[str, list[Problem]]:
    """Return the text of the bytes, with problems where they are no text.

    UTF-8 with or without byte order mark and UTF-16 with one are text. Bytes that are not
    UTF-8 survive as lone surrogates, so that the cell in which they stand can be named.

    >>> decode("﻿a,b".encode("utf-16"), "x.csv")[0]
    'a,b'
    """

    def refuse(found: str, cure: str = _SAVE_AS) -> tuple[str, list[Problem]]:
        return "", [Problem(file, None, None, found, "a table as text", cure)]

    for magic, name in _NOT_TEXT.items():
        if data.startswith(magic):
            return refuse(name)
    if data.startswith(_UTF16):
        try:
            return data.decode("utf-16").lstrip("\ufeff"), []
        except UnicodeDecodeError as error:
            return refuse(f"a file that begins as UTF-16 and breaks off at byte {error.start + 1}")
    if b"\0" in data:
        return refuse(f"a zero byte at byte {data.index(0) + 1}: a binary file, or UTF-16 unmarked")
    return data.decode("utf-8-sig", errors="surrogateescape"), []


def conflicts(text: str, file: str) -> list[Problem]:
    r"""Return a problem for each conflict marker, as Git leaves them where two versions differ.

    Parameters
    ----------
    text: with line ends LF. file: its name, for messages.

    >>> [one.row for one in conflicts("a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> d\n", "x.csv")]
    [2, 4, 6]
    """
    markers = list(_MARKER.finditer(text))
    if not any(found[1][0] in "<>" for found in markers):
        return []
    cure = "Two versions stand in the file: keep one of them."
    return [
        Problem(file, text.count("\n", 0, found.start()) + 1, None,
                f"the conflict marker {found[1]}", "a table", cure, unit="line")
        for found in markers
    ]  # fmt: skip


def delimiter(header: str) -> str:
    """Return the delimiter of a header line: comma, semicolon or tab, whichever is most frequent.

    >>> delimiter("case_id;place;kind")
    ';'
    """
    return max(",;\t", key=header.count)


def records(text: str, file: str) -> tuple[list[list[str]], list[Problem]]:
    r"""Return the records of a text, blank ones included, with a problem where quoting breaks.

    Line ends may be LF, CRLF, bare CR or a mixture. A first line "sep=;", which Excel writes,
    names the delimiter and counts as a blank row.

    >>> records("a,b\rc,d\n", "x.csv")[0]
    [['a', 'b'], ['c', 'd']]
    """
    first = next((line for line in text.splitlines() if line.strip()), "")
    stated = re.fullmatch(r"\s*sep=(\S|\t)\s*", first, flags=re.IGNORECASE)
    between = stated[1] if stated else delimiter(first)
    csv.field_size_limit(_LARGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=True)
    rows: list[list[str]] = []
    problems = []
    try:
        rows.extend(reader)
    except csv.Error as error:
        problems.append(
            Problem(
                file,
                len(rows) + 1,
                None,
                f"broken quoting ({error})",
                'a quotation mark inside a quoted cell to be doubled: ""',
                "Look for a lone quotation mark in this row; from here on nothing could be read.",
            )
        )
    if stated:
        rows[next(n for n, row in enumerate(rows) if row)] = []
    return rows, problems
