"""The blocks of a BibTeX file: entries with their fields as LaTeX, and what stands between.

bibtexparser splits the text. Its further steps are not used: they drop repeated fields and
joined strings, and take four times as long.
"""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass

from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    ExplicitComment,
    Field,
    ImplicitComment,
    ParsingFailedBlock,
    Preamble,
    String,
)
from bibtexparser.splitter import Splitter

from loclearn.bibliography.bibtex_terms import MONTHS
from loclearn.bibliography.names import closes
from loclearn.bibliography.record import Extra
from loclearn.errors import Problem, shorten

logging.getLogger("bibtexparser").addHandler(logging.NullHandler())

_PIECE = re.compile(r'\s*(?:"((?:[^"{}]|\{"\}|(?:\{[^{}]*\}))*)"|([^\s#"{}]+))\s*(?:#|$)')
_FIELDS = re.compile(r"\s*,?\s*[A-Za-z][\w-]*\s*=\s*[\"{\d]")


@dataclass(frozen=True)
class Raw:
    """Hold an entry with its fields as LaTeX, in their order; a field may stand twice."""

    line: int
    type: str
    key: str
    fields: tuple[tuple[str, str], ...]


def blocks(text: str, file: str) -> Iterator[Raw | Problem | Extra]:
    """Yield the entries of a BibTeX text, a violation for each that is broken, and the rest.

    >>> next(blocks("@book{a, title = {T}, year = 19 # 99}", "x.bib"))
    Raw(line=1, type='book', key='a', fields=(('title', 'T'), ('year', '1999')))
    """
    macros = {name: name for name in MONTHS}
    after = ""
    for block in Splitter(text).split().blocks:
        line = (block.start_line or 0) + 1
        inner = _inner(block)
        if isinstance(inner, Entry):
            after = inner.key
            yield _entry(inner, macros, line)
            if isinstance(block, DuplicateFieldKeyBlock):
                names = ", ".join(sorted(block.duplicate_keys))
                yield _warning(file, line, f"{names} twice in {shorten(after)}", "Both are kept.")
        elif isinstance(inner, String):
            macros[inner.key.lower()] = value(inner.value, macros)
        elif isinstance(inner, Preamble):
            yield Extra("bibtex", "@preamble", inner.value)
        elif isinstance(inner, ExplicitComment):
            yield Extra("bibtex", "@comment", inner.comment)
        elif isinstance(inner, ImplicitComment):
            yield from _between(inner, after, line, file)
        else:
            yield _broken(block, line, file)


def _inner(block: Block) -> Block | None:
    """Return what stands in a block that only repeats a key or a field, else the block."""
    while isinstance(block, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock):
        inside = block.ignore_error_block
        if inside is None:
            return None
        block = inside
    return None if isinstance(block, ParsingFailedBlock) else block


def _entry(entry: Entry, macros: dict[str, str], line: int) -> Raw:
    fields = ((field.key.lower(), value(_text(field), macros).strip()) for field in entry.fields)
    return Raw(line, entry.entry_type.lower(), entry.key, tuple(fields))


def _text(field: Field) -> str:
    return str(field.value)


def _between(block: ImplicitComment, after: str, line: int, file: str) -> Iterator[Problem | Extra]:
    """Yield a text between entries; where it looks like fields, a brace too many cut them off."""
    yield Extra("bibtex", "@between", block.comment)
    if after and _FIELDS.match(block.comment):
        yield _warning(
            file,
            line,
            f"fields outside of a record ({shorten(block.comment)})",
            f"Look for a brace too many in {shorten(after)}; the fields are not part of it.",
        )


def _broken(block: Block, line: int, file: str) -> Problem:
    reason = "a record that breaks off"
    if isinstance(block, ParsingFailedBlock):
        reason = str(getattr(block.error, "abort_reason", block.error))
    start = shorten((block.raw or "").split("\n", 1)[0])
    return Problem(
        file, line, None, f"{start}: {shorten(reason)}", "balanced braces and quotation marks",
        "Correct it; the other records were read.", unit="line",
    )  # fmt: skip


def _warning(file: str, line: int, found: str, cure: str) -> Problem:
    return Problem(file, line, None, found, "", cure, "warning", unit="line")


def value(expression: str, macros: dict[str, str]) -> str:
    """Return the LaTeX of a field value: braces, quotation marks, numbers, names of strings.

    >>> value('"10~" # jan', {"jan": "jan"}), value("{a {B} c}", {}), value("1999", {})
    ('10~jan', 'a {B} c', '1999')
    """
    if (
        expression[:1] == "{"
        and expression[-1:] == "}"
        and closes(expression) == len(expression) - 1
    ):
        return expression[1:-1]
    if expression[:1] == '"' and expression[-1:] == '"' and "#" not in expression:
        return expression[1:-1]
    pieces = []
    rest = expression
    while rest:
        if rest.lstrip().startswith("{") and (end := closes(rest.lstrip())) > 0:
            inside = rest.lstrip()
            pieces.append(inside[1:end])
            rest = inside[end + 1 :].lstrip().removeprefix("#")
            continue
        found = _PIECE.match(rest)
        if not found:
            return _bare(expression)
        quoted, name = found.groups()
        pieces.append(quoted if quoted is not None else macros.get(name.lower(), name))
        rest = rest[found.end() :]
    return "".join(pieces)


def _bare(expression: str) -> str:
    """Return a value that is no expression, without the marks that enclose it."""
    if len(expression) > 1 and expression[0] == expression[-1] == '"':
        return expression[1:-1]
    return expression
