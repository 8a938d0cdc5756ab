"""Read the reader's own copy of a paper, as text or PDF, into lines or pages."""

import logging
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from loclearn.errors import InvalidInput, Problem, WrongUse, shorten
from loclearn.tables.text import decode, read_bytes

if TYPE_CHECKING:
    from pypdf import PdfReader

_TEXT = (".txt", ".text", ".md", ".markdown")
_PDF = ".pdf"
_AS_PDF = "Save it as PDF, or as plain text in UTF-8 (.txt)."
_ELSE = {
    **dict.fromkeys(
        (".docx", ".doc", ".odt", ".rtf", ".pages"), f"a word processor's file. {_AS_PDF}"
    ),
    **dict.fromkeys(
        (".html", ".htm", ".xhtml", ".mhtml"),
        "a web page. Print it to a PDF in a browser, or save it as plain text in UTF-8 (.txt).",
    ),
    **dict.fromkeys(
        (".epub", ".mobi", ".djvu", ".ps"), f"of a kind that is not read. Convert it: {_AS_PDF}"
    ),
    **dict.fromkeys(
        (".png", ".jpg", ".jpeg", ".tif", ".tiff"),
        "an image. Run text recognition (OCR) over it and save a PDF or plain text.",
    ),
}
_LINE_END = re.compile(r"\r\n|\r|\n")
_WEB = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!doctype html|<html)", re.IGNORECASE)
_EXPECTED = "the paper as plain text or PDF"
_UTF8 = "Save it as plain text in UTF-8, in an editor or a word processor."
_FRESH = "Fetch the file again, or save it as plain text in UTF-8 (.txt)."


@dataclass(frozen=True)
class Paper:
    """Hold the text of a copy in parts that a reader can turn to.

    unit: what a part is, "line" or "page". warnings: what could not be read of it.
    """

    file: str
    unit: str
    parts: tuple[str, ...]
    warnings: tuple[Problem, ...] = ()


def read_paper(path: Path | str) -> Paper:
    """Read a copy: plain text or Markdown in UTF-8 or UTF-16, or a PDF that holds text.

    Raises WrongUse when there is no such file or its kind is not read, and InvalidInput when it
    is empty, broken or encrypted, or holds no text.
    """
    path = Path(path)
    file = str(path)
    if path.is_dir():
        raise WrongUse(f"{file} is a folder; name the file of the paper in it.")
    data = read_bytes(path)
    suffix = path.suffix.lower()
    if suffix in _ELSE:
        raise WrongUse(f"{file} is {_ELSE[suffix]}")
    if suffix not in (*_TEXT, _PDF):
        known = ", ".join((*_TEXT, _PDF))
        raise WrongUse(f"{file} has no ending that tells its format: known are {known}.")
    if not data.strip():
        raise _refusal(file, "an empty file", _FRESH)
    # some producers put bytes before the header, and viewers look for it in the first kilobyte
    header = data[:1024] if suffix == _PDF else data[:5]
    if b"%PDF-" in header:
        return _from_pdf(data, file)
    return _from_text(data, file, named_pdf=suffix == _PDF)


def _refusal(file: str, found: str, cure: str) -> InvalidInput:
    return InvalidInput([Problem(file, None, None, found, _EXPECTED, cure)])


def _from_text(data: bytes, file: str, *, named_pdf: bool) -> Paper:
    if data.startswith(b"PK\x03\x04"):
        raise _refusal(file, "a word processor's file or another archive", _AS_PDF)
    text, problems = decode(data, file)
    if _WEB.match(text):
        cure = "It may be a page that asks to log in. Open it in a browser and fetch the paper."
        raise _refusal(file, "a web page", cure)
    if named_pdf:
        raise _refusal(file, "a file that is named .pdf and is none", _FRESH)
    if problems:
        raise InvalidInput([replace(p, expected=_EXPECTED, cure=_UTF8) for p in problems])
    lines = _LINE_END.split(text)
    for number, line in enumerate(lines, start=1):
        if any("\udc80" <= character <= "\udcff" for character in line):
            raise _refusal(file, f"bytes in line {number} that are not UTF-8", _UTF8)
    if not re.search(r"[^\W_]", text):
        raise _refusal(file, "a file without a word", _FRESH)
    return Paper(file, "line", tuple(lines if lines[-1] else lines[:-1]))


def _from_pdf(data: bytes, file: str) -> Paper:
    with _quiet():
        pages, broken = _pages(data, file)
    if not any(re.search(r"[^\W\d_]", page) for page in pages):
        if broken:
            raise _refusal(file, "a PDF of which no page can be read", _FRESH)
        cure = "It is a scan, perhaps: run text recognition (OCR) over it first."
        raise _refusal(file, "a PDF without text", cure)
    blank = [n for n, page in enumerate(pages, start=1) if not page.strip() and n not in broken]
    told = [
        _partial(file, broken, "that cannot be read", "Fetch the file again."),
        _partial(file, blank, "without text", "If they are scans, run text recognition (OCR)."),
    ]
    return Paper(file, "page", tuple(pages), tuple(problem for problem in told if problem))


def _pages(data: bytes, file: str) -> tuple[list[str], list[int]]:
    """Return the text of each page, and the numbers of the pages that cannot be read."""
    from pypdf import PdfReader  # noqa: PLC0415 - who reads no PDF need not wait for it

    try:
        reader = PdfReader(BytesIO(data))
        _unlock(reader, file)
        count = len(reader.pages)
    except InvalidInput:
        raise
    except Exception as error:  # whatever a broken file does to the reader
        found = f"a PDF that is broken ({shorten(str(error) or type(error).__name__)})"
        raise _refusal(file, found, _FRESH) from None
    pages, broken = [], []
    for number in range(count):
        try:
            pages.append(reader.pages[number].extract_text())
        except Exception:  # the other pages may be whole
            pages.append("")
            broken.append(number + 1)
    return pages, broken


def _unlock(reader: "PdfReader", file: str) -> None:
    """Open a PDF that is encrypted with an empty password, as those that only forbid printing."""
    from pypdf.errors import DependencyError  # noqa: PLC0415

    if not reader.is_encrypted:
        return
    try:
        opened = bool(reader.decrypt(""))
    except DependencyError:
        cure = 'pip install "pypdf[crypto]" lets it be read where no password is asked for.'
        raise _refusal(file, "a PDF that is encrypted with AES", cure) from None
    if not opened:
        cure = "Open it in a viewer and save it without a password."
        raise _refusal(file, "a PDF that is encrypted with a password", cure)


def _partial(file: str, pages: list[int], what: str, cure: str) -> Problem | None:
    if not pages:
        return None
    noun = "page" if len(pages) == 1 else "pages"
    found = shorten(f"{noun} {', '.join(map(str, pages))}") + f" {what}"
    return Problem(file, None, None, found, "text on each page", cure, "warning")


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the reader's remarks on faults that it mends from standard error."""
    logger = logging.getLogger("pypdf")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)
