"""Read BibTeX and BibLaTeX."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from loclearn.bibliography import carrier, dates, identifiers, zotero
from loclearn.bibliography.bibtex_blocks import Raw, blocks
from loclearn.bibliography.bibtex_notes import (
    NOTES,
    annotations,
    decode_lines,
    keyword_parts,
    note,
    split_keywords,
)
from loclearn.bibliography.bibtex_terms import (
    CONTAINERS,
    INHERITED,
    SIMPLE,
    TYPES,
    entry_type,
    plain_type,
)
from loclearn.bibliography.cited import from_scopus, from_wos
from loclearn.bibliography.latex import decode, lossy
from loclearn.bibliography.names import closes, from_bibtex, split
from loclearn.bibliography.record import Date, Extra, Identifiers, Name, Record, Reference, ordered
from loclearn.bibliography.words import is_retracted, unquote, verbatim
from loclearn.errors import Problem

FORMAT = "bibtex"
RESOLVED = "resolved"
"""Carried where we wrote out what a record inherits: what is empty there must stay so."""
CITED = {"references": from_scopus, "cited-references": from_wos, "cited_references": from_wos}
"""Fields in which exports of Scopus and Web of Science list what a record cites."""


def read(text: str, file: str) -> Iterator[Record | Problem | Extra]:
    r"""Yield the records of a BibTeX or BibLaTeX text, and a violation for each broken one.

    >>> next(read(r"@book{a, author = {van den Oord, A{\"a}ron}, year = 2001}", "x.bib")).authors
    (Name(family='Oord', given='Aäron', particle='van den', suffix='', literal=''),)
    """
    found = list(blocks(text, file))
    parents = {
        raw.key: dict(raw.fields) for raw in reversed(found) if isinstance(raw, Raw) and raw.key
    }
    number = 0
    for item in found:
        if not isinstance(item, Raw):
            number += isinstance(item, Problem) and item.severity == "violation"
            yield item
            continue
        number += 1
        record = from_fields(item.type, item.key, list(item.fields), parents)
        yield replace(record, file=file, number=number, line=item.line)


def from_fields(
    type_: str,
    key: str,
    fields: list[tuple[str, str]],
    parents: Mapping[str, Mapping[str, str]] | None = None,
) -> Record:
    """Return the record that fields in LaTeX give.

    Parameters
    ----------
    type_: the entry type.
    key: the citation key.
    fields: names and values, in their order.
    parents: the fields of other records, by key, for those that name one in crossref.

    >>> from_fields("article", "k", [("title", "{A} b"), ("year", "1999")]).issued.year
    1999
    """
    first = _First(fields)
    carried = carrier.from_json(unquote(first.take(carrier.NAME)))
    if not (isinstance(carried, list) and [RESOLVED] in carried):
        first.inherit((parents or {}).get(first.values.get("crossref", ""), {}))
    csl = TYPES.get(type_, "document")
    values: dict[str, Any] = {name: first.text(*names) for name, names in SIMPLE.items()}
    container = first.text(*CONTAINERS.get(csl, CONTAINERS["other"]))
    notes = (*_note(first), *annotations(fields))
    title = first.text("title")
    subtitle = first.text("subtitle")
    record = Record(
        key=key,
        type=csl,
        title=f"{title}: {subtitle}" if subtitle else title,
        authors=_names(first.take("author")),
        editors=_names(first.take("editor")),
        issued=_issued(first),
        container=container,
        pages=identifiers.pages(first.text("pages")),
        identifiers=zotero.filled(
            _identifiers(first), *(decode_lines(raw) for name, raw in fields if name in NOTES)
        ),
        keywords=_keywords(first),
        notes=notes,
        retracted=is_retracted(title, *notes),
        references=_references(first),
        **values,
    )
    extras = [Extra(FORMAT, name, raw) for name, raw in first.kept]
    if type_ != plain_type(csl):
        extras.append(Extra(FORMAT, "entrytype", type_))
    record = replace(record, extra=ordered(extras))
    return carrier.restore(record, carried, FORMAT)


_NUMBERS = {"month", "volume", "number", "pages", "edition"}
"""Fields in which braces protect nothing: Web of Science puts two pairs around every value."""


def _unwrapped(raw: str) -> str:
    return raw[1:-1] if raw.startswith("{") and closes(raw) == len(raw) - 1 else raw


class _First:
    """Hand out fields by name; what is never asked for, or says more than its text, is kept."""

    def __init__(self, fields: list[tuple[str, str]]) -> None:
        self.values: dict[str, str] = {}
        self.again: list[tuple[str, str]] = []
        self.own: set[str] = set()
        for name, raw in fields:
            if name in self.values:
                self.again.append((name, raw))
            else:
                self.values[name] = raw
                self.own.add(name)
        self.taken: set[str] = set()

    def inherit(self, parent: Mapping[str, str]) -> None:
        """Take what is missing from the record that this one is part of."""
        for name in INHERITED:
            if name in parent:
                self.values.setdefault(name, parent[name])
        if "title" in parent and not {"journal", "journaltitle"} & set(parent):
            self.values.setdefault("booktitle", parent["title"])

    def take(self, name: str) -> str:
        """Return a field as LaTeX; it will not be kept."""
        self.taken.add(name)
        return self.values.get(name, "")

    def text(self, *names: str) -> str:
        """Return the text of the first field that is there."""
        for name in names:
            if raw := self.values.get(name, ""):
                if not lossy(_unwrapped(raw) if name in _NUMBERS else raw):
                    self.taken.add(name)
                return decode(raw)
        return ""

    @property
    def kept(self) -> list[tuple[str, str]]:
        """Return the fields that a record cannot say, as LaTeX."""
        left = [
            (name, raw)
            for name, raw in self.values.items()
            if name not in self.taken and name in self.own and raw.strip()
        ]
        return left + self.again


def _names(raw: str) -> tuple[Name, ...]:
    plain = " ".join(raw.split())
    parts = (part.strip() for part in split(plain, " and "))
    return tuple(from_bibtex(part, decode) for part in parts if part)


def _issued(first: _First) -> Date:
    if first.values.get("date"):
        return dates.parse(first.text("date"))
    raw = first.values.get("year", "")
    year = dates.parse(decode(dates.without_macros(raw)) or decode(raw)) if raw else Date()
    if raw and not lossy(_unwrapped(raw)):
        first.taken.add("year")
    if not raw and first.values.get("pubstate"):
        return Date(text=first.text("pubstate"))
    day = first.values.get("day", "")
    issued = dates.with_month(year, first.text("month"), day)
    if issued.day is not None:
        first.taken.add("day")
    return issued


def _identifiers(first: _First) -> Identifiers:
    arxiv = ""
    scheme = first.values.get("archiveprefix") or first.values.get("eprinttype") or ""
    pubmed = ""
    if scheme.lower() in {"pubmed", "pmid"}:
        pubmed = identifiers.pmid(verbatim(first.values.get("eprint", "")))
    if scheme.lower() == "arxiv" and first.values.get("eprint"):
        arxiv = verbatim(first.take("eprint"))
        first.taken |= {"archiveprefix", "eprinttype"}
    url = verbatim(first.take("url"))
    return Identifiers(
        doi=_clean(first, "doi", identifiers.doi) or identifiers.addressed_doi(url),
        isbn=_several(first, "isbn", identifiers.isbns),
        issn=_several(first, "issn", identifiers.issns),
        pmid=_clean(first, "pmid", identifiers.pmid) or pubmed,
        openalex=_clean(first, "openalex", identifiers.openalex),
        wos=_clean(first, "unique-id", identifiers.wos),
        scopus=_clean(first, "scopus", identifiers.scopus) or identifiers.scopus(url),
        url=url,
        arxiv=arxiv,
        wikidata=_clean(first, "wikidata", identifiers.wikidata) or identifiers.wikidata(url),
    )


def _note(first: _First) -> tuple[str, ...]:
    first.text("note")
    text = note(first.values.get("note", ""))
    further = [name for name in NOTES[1:] if first.values.get(name)]
    if text and further == ["annote"]:  # what is written of two notes
        first.text("annote")
    return (text,) if text else ()


def _keywords(first: _First) -> tuple[str, ...]:
    name = "keywords" if first.values.get("keywords") else "keyword"
    raw = first.values.get(name, "")
    if not any(lossy(_unwrapped(part.strip())) for part in keyword_parts(raw)):
        first.taken.add(name)
    return split_keywords(raw)


def _clean(first: _First, name: str, clean: identifiers.Clean) -> str:
    """Return an identifier; what is none stays in its field."""
    value = clean(verbatim(first.values.get(name, "")))
    if value:
        first.taken.add(name)
    return value


def _several(first: _First, name: str, clean: identifiers.CleanAll) -> tuple[str, ...]:
    values = clean(verbatim(first.values.get(name, "")))
    if values:
        first.taken.add(name)
    return values


def _references(first: _First) -> tuple[Reference, ...]:
    """Return what a record cites; the field is kept as well, since it says more."""
    for name, parse in CITED.items():
        if raw := first.values.get(name):
            return tuple(parse(decode(raw) if name == "references" else decode_lines(raw)))
    return ()


def written_type(record: Record, *, biblatex: bool) -> str:
    """Return the entry type under which a record is written.

    >>> written_type(Record(type="thesis"), biblatex=False)
    'phdthesis'
    """
    own = [extra.value for extra in record.extras(FORMAT) if extra.field == "entrytype"]
    return entry_type(record.type, own[0] if own else "", biblatex=biblatex)
