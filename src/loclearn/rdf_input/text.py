"""From the bytes of a file to text that an RDF parser may see."""

import codecs
import json
import re
from pathlib import Path
from typing import Any
from xml.parsers import expat

import pyoxigraph as ox

from loclearn.errors import Problem, WrongUse, shorten

FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
}
"""The formats by the ending of a file's name."""

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_BINARY = {
    b"PK\x03\x04": "an archive or a workbook",
    b"\x1f\x8b": "a compressed file",
    b"%PDF": "a PDF",
}
_DECLARATION = re.compile(r"<\?xml[^>]*\?>")
_PLACE = re.compile(r"^Parser error at (.*?): ")
_CORRECT = "Correct it; nothing of the file was read."


class _Refused(Exception):  # noqa: N818 - never leaves this module
    """Carry what an input holds that it must not."""


def read_safe(path: Path) -> tuple[bytes, list[Problem]]:
    """Return a file as UTF-8 that is safe to parse, or the problem for which it is refused.

    Raises WrongUse when the file cannot be read at all or its ending is unknown.
    """
    format_ = FORMATS.get(path.suffix.lower())
    if format_ is None:
        raise WrongUse(
            f"{path} has no ending that tells its format: known are {', '.join(FORMATS)}."
        )
    try:
        text = _decode(_read(path))
        if not text.strip():
            raise _Refused("an empty file")
        if format_ == ox.RdfFormat.JSON_LD:
            _check_json(text)
        if format_ == ox.RdfFormat.RDF_XML:
            _check_xml(text)
            text = _DECLARATION.sub("", text, count=1)
    except _Refused as refused:
        found, *cure = refused.args
        expected = f"{format_.name} in UTF-8"
        return b"", [Problem(str(path), None, None, found, expected, *cure)]
    return text.encode(), []


def syntax_problem(error: Exception, format_: ox.RdfFormat, file: str) -> Problem:
    """Return a problem that says in which line a parser stopped.

    >>> print(syntax_problem(SyntaxError("Parser error at line 3: no"), FORMATS[".ttl"], "x.ttl"))
    x.ttl: found a fault at line 3 (no); expected Turtle. Correct it; nothing of the file was read.
    """
    text = re.sub(r" \(line \d+\)$", "", str(error))
    place = _PLACE.match(text)
    where = f" at {place[1]}" if place else ""
    found = f"a fault{where} ({shorten(_PLACE.sub('', text))})"
    return Problem(file, None, None, found, format_.name, _CORRECT)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise WrongUse(f"There is no file {path}.") from None
    except IsADirectoryError:
        raise WrongUse(f"{path} is a folder; name a file in it.") from None
    except OSError as error:
        raise WrongUse(f"{path} cannot be read: {error.strerror}.") from None


def _decode(data: bytes) -> str:
    for magic, name in _BINARY.items():
        if data.startswith(magic):
            raise _Refused(name, "Unpack it, or save it in one of the formats of RDF.")
    try:
        if data.startswith(_UTF16):
            return data.decode("utf-16")
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _Refused(f"a byte in line {line} that is no text", "Save it as UTF-8.") from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise _Refused(f"a zero byte in line {line}: a binary file", "Save it as UTF-8.")
    return text


def _check_xml(text: str) -> None:
    """Refuse a document type declaration: with it come entities and files from elsewhere."""
    parser = expat.ParserCreate(encoding="utf-8")

    def doctype(*_: object) -> None:
        line = parser.CurrentLineNumber
        raise _Refused(
            f"a DOCTYPE in line {line}", "Remove it and write entities out: they are not expanded."
        )

    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(text.encode(), True)
    except expat.ExpatError as error:
        what = expat.ErrorString(error.code)
        raise _Refused(f"a fault at line {error.lineno} ({what})", _CORRECT) from None


def _check_json(text: str) -> None:
    """Refuse contexts that would have to be fetched, wherever they stand."""
    try:
        json.loads(text, object_pairs_hook=_no_remote_context, parse_int=str, parse_float=str)
    except json.JSONDecodeError as error:
        raise _Refused(f"a fault at line {error.lineno} ({error.msg})", _CORRECT) from None
    except RecursionError:
        raise _Refused("objects nested too deep to be read", "Write it flatter.") from None


def _no_remote_context(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    for key, value in pairs:
        remote = _texts(value) if key in ("@context", "@import") else []
        if remote:
            raise _Refused(
                f"a remote {key}, {shorten(remote[0])}",
                "Write the context out in the file: nothing is fetched.",
            )
    return dict(pairs)


def _texts(value: Any) -> list[str]:
    if isinstance(value, list):
        return [text for one in value for text in _texts(one)]
    return [value] if isinstance(value, str) else []
