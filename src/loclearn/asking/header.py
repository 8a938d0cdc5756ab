"""The header of a query: what it asks, what it takes and what it returns."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from loclearn.errors import OntologyError

KEYS = ("id", "question", "source", "parameters", "returns", "entailment")
OPTIONAL_KEYS = ("empty",)
_LINE = re.compile(r"#\+ (\w+): (\S.*)")


@dataclass(frozen=True)
class Query:
    """Hold one query of the catalogue, or one of the user's own.

    id: such as cq03, or the file's name.
    name: the file's name without its ending.
    folder: answers, checks or rules; "" for a query of the user's own.
    question: what it asks, in one sentence.
    source: where in the literature or in the design the question comes from.
    parameters: variables that may be bound, with what they take.
    returns: the variables it selects, or subject, predicate and object.
    entailment: derived when it needs the verdicts, none when facts and axioms are enough.
    empty: why it may have no answer, or None where no answer means a fault.
    """

    id: str
    name: str
    folder: str
    question: str
    source: str
    parameters: Mapping[str, str]
    returns: tuple[str, ...]
    entailment: str
    empty: str | None
    text: str


def read(path: Path, folder: str) -> Query:
    """Read a query with its header.

    Raises OntologyError when the header lacks a key, or has an unknown or a malformed one.
    """
    text = path.read_text(encoding="utf-8")
    header = header_of(text, path.name)
    if missing := [key for key in KEYS if key not in header]:
        raise OntologyError(f"{path.name}: its header lacks {', '.join(missing)}.")
    return Query(
        id=header["id"],
        name=path.stem,
        folder=folder,
        question=header["question"],
        source=header["source"],
        parameters=_pairs(header["parameters"], path.name),
        returns=tuple(_items(header["returns"], "[]", path.name)),
        entailment=header["entailment"],
        empty=header.get("empty"),
        text=text,
    )


def header_of(text: str, name: str) -> dict[str, str]:
    r"""Return the keys and values of the `#+` lines with which a query begins.

    Raises OntologyError when such a line is malformed or repeats a key.

    >>> header_of("#+ id: cq01\nSELECT * WHERE {}", "cq01.rq")
    {'id': 'cq01'}
    """
    header: dict[str, str] = {}
    for line in text.splitlines():
        if not line.startswith("#+"):
            break
        match = _LINE.fullmatch(line)
        if match is None or match[1] in header or match[1] not in KEYS + OPTIONAL_KEYS:
            raise OntologyError(f"{name}: its header has the unreadable line {line!r}.")
        value = match[2]
        quoted = len(value) > 1 and value[0] == value[-1] == '"'
        header[match[1]] = value[1:-1] if quoted else value
    return header


def _items(text: str, brackets: str, name: str) -> list[str]:
    if text[0] + text[-1] != brackets:
        raise OntologyError(f"{name}: found {text} in its header, expected {brackets}.")
    return [item.strip() for item in text[1:-1].split(",") if item.strip()]


def _pairs(text: str, name: str) -> dict[str, str]:
    pairs = [item.partition(": ") for item in _items(text, "{}", name)]
    return {key: meaning for key, _, meaning in pairs}
