"""Write BibTeX, with LaTeX for letters that are not ASCII, and BibLaTeX, in UTF-8."""

import re
from collections.abc import Iterable
from urllib.parse import quote

from loclearn.bibliography import bibtex, carrier, dates, identifiers
from loclearn.bibliography.bibtex_notes import annotations, split_keywords
from loclearn.bibliography.bibtex_terms import CONTAINERS, MONTHS
from loclearn.bibliography.latex import decode, encode
from loclearn.bibliography.names import closes
from loclearn.bibliography.record import Extra, Name, Record
from loclearn.bibliography.words import sound, verbatim

_KEY = re.compile(r"[\s{}(),=\"#%~\\\x00-\x1f]+")
_FIELD = re.compile(r"[a-z][a-z0-9_:.+-]*")
_ALIASES = {"journaltitle": ("journal",), "location": ("address",), "langid": ("language",)}
_ADDRESSES = {"url", "doi", "eprint", "file"}


def write(records: Iterable[Record], extras: Iterable[Extra] = (), *, biblatex: bool) -> str:
    r"""Return records as BibTeX or BibLaTeX.

    Parameters
    ----------
    records: what to write.
    extras: preambles and comments that stood between the records.
    biblatex: whether fields and letters may be those of BibLaTeX and biber.

    >>> print(write([Record(key="a", type="book", title="Über {x}")], biblatex=True), end="")
    @book{a,
      title = {Über \textbraceleft{}x\textbraceright{}}
    }
    """
    parts = [f"{extra.field}{{{extra.value}}}\n" for extra in extras if _stands(extra)]
    for record in records:
        type_, key, fields = entry(record, biblatex=biblatex)
        lines = ",\n".join(f"  {name} = {{{raw}}}" for name, raw in fields)
        parts.append(f"@{type_}{{{key},\n{lines}\n}}\n" if lines else f"@{type_}{{{key},\n}}\n")
    return "\n".join(parts)


def _stands(extra: Extra) -> bool:
    return extra.field in {"@preamble", "@comment"} and _balanced(extra.value)


def entry(record: Record, *, biblatex: bool) -> tuple[str, str, list[tuple[str, str]]]:
    """Return the type, the key and the fields of a record as LaTeX.

    >>> entry(Record(key="a b", title="T"), biblatex=False)[:2]
    ('misc', 'a_b')
    """
    type_ = bibtex.written_type(record, biblatex=biblatex)
    key = _KEY.sub("_", sound(record.key)) or "record"
    own = [e for e in record.extras(bibtex.FORMAT) if _writable(e)]
    native = [(name, text) for name, text in _fields(record, biblatex=biblatex) if text]
    fields = [_raw(name, text, own, biblatex=biblatex) for name, text in native]
    seen = {name for name, _ in fields}
    for extra in own:
        if extra.field not in seen:
            fields.append((extra.field, extra.value))
            seen.add(extra.field)
    got = bibtex.from_fields(type_, key, fields)
    lost = carrier.residue(record, got, bibtex.FORMAT)
    if any(extra.field == "crossref" for extra in own):
        lost.append([bibtex.RESOLVED])
    if lost:
        fields.append((carrier.NAME, quote(carrier.as_json(lost), safe=' ",:[]()+=/;@!*<>|?')))
    return type_, key, fields


def _writable(extra: Extra) -> bool:
    return (
        extra.field != "entrytype"
        and bool(_FIELD.fullmatch(extra.field))
        and extra.field != carrier.NAME
        and _balanced(extra.value)
        and extra.value == sound(extra.value).strip()
        and bool(extra.value)
    )


def _balanced(raw: str) -> bool:
    """Return whether a value can stand in braces and is read as one value again."""
    whole = "{" + raw + "}"
    return closes(whole) == len(whole) - 1 and not re.search(r"(?m)^\s*@\w*\s*[{(]", raw)


def _raw(name: str, text: str, own: list[Extra], *, biblatex: bool) -> tuple[str, str]:
    """Return a field as LaTeX: as the source had it, where that still gives the same text."""
    if name in _ADDRESSES:
        kept = _balanced(text) and verbatim(text) == text
        return name, text if kept else quote(text, safe=":/?=&%#")
    if name in {"author", "editor"}:
        return name, text
    if name == "keywords":
        said = [e.value for e in own if e.field in {"keywords", "keyword"}]
        alike = [raw for raw in said if split_keywords(raw) == split_keywords(text)]
        return name, alike[0] if alike else text
    for extra in own:
        same = extra.field == name or (biblatex and extra.field in _ALIASES.get(name, ()))
        if same and text in {decode(extra.value), decode(dates.without_macros(extra.value))}:
            return extra.field, extra.value
    raw = encode(sound(text), ascii_=not biblatex)
    return name, raw.replace("-", "--") if name == "pages" and _plain_range(text) else raw


def _fields(record: Record, *, biblatex: bool) -> Iterable[tuple[str, str]]:
    """Yield the fields of a record; names of people are LaTeX already, all else is text."""
    ids = record.identifiers
    article = record.type == "article-journal"
    container = CONTAINERS["article-journal" if article else "other"][0]
    yield "title", record.title
    yield "author", _people(record.authors, ascii_=not biblatex)
    yield "editor", _people(record.editors, ascii_=not biblatex)
    yield "journaltitle" if article and biblatex else container, record.container
    yield "series", record.collection
    yield from _date(record, biblatex=biblatex)
    yield "volume", record.volume
    yield "number", record.issue
    yield "pages", record.pages
    yield _house(record.type), record.publisher
    yield "location" if biblatex else "address", record.place
    yield "edition", record.edition
    yield "doi", ids.doi
    yield "isbn", ", ".join(ids.isbn)
    yield "issn", ", ".join(ids.issn)
    yield "pmid", ids.pmid
    yield "openalex", ids.openalex
    yield "unique-id", ids.wos
    yield "scopus", ids.scopus
    yield "wikidata", ids.wikidata
    yield "eprint", ids.arxiv
    yield "eprinttype" if biblatex else "archiveprefix", "arxiv" if ids.arxiv else ""
    yield "url", ids.url
    yield "langid" if biblatex else "language", record.language
    yield "keywords", ", ".join(_keyword(word, ascii_=not biblatex) for word in record.keywords)
    yield from _notes(record)
    yield "abstract", record.abstract


def _keyword(word: str, *, ascii_: bool) -> str:
    """Return a keyword as LaTeX, in braces where it holds what separates keywords."""
    raw = encode(sound(word), ascii_=ascii_)
    return f"{{{raw}}}" if {",", ";"} & set(word) else raw


def _notes(record: Record) -> Iterable[tuple[str, str]]:
    """Yield the first note, which is printed, and the others, which are not.

    What the source had as an annotation stays one.
    """
    kept = annotations((e.field, e.value) for e in record.extras(bibtex.FORMAT))
    notes = [note for note in record.notes if note not in kept and sound(note).strip()]
    yield "note", notes[0] if notes else ""
    parts = [" ".join(sound(part).split()) for note in notes[1:] for part in note.split("\n\n")]
    yield "annote", "\n\n".join(filter(None, parts)) if not kept else ""


def _plain_range(pages: str) -> bool:
    return pages.count("-") == 1 and identifiers.pages(pages) == pages


def _house(type_: str) -> str:
    return {"report": "institution", "thesis": "school"}.get(type_, "publisher")


def _date(record: Record, *, biblatex: bool) -> Iterable[tuple[str, str]]:
    issued = record.issued
    if biblatex:
        yield "date", issued.iso
        yield "pubstate", issued.text if issued.year is None else ""
        return
    yield "year", str(issued.year) if issued.year is not None else issued.text
    if issued.month is not None and 1 <= issued.month <= 12:
        yield "month", MONTHS[issued.month - 1]
        yield "day", str(issued.day) if issued.day is not None else ""


def _people(names: tuple[Name, ...], *, ascii_: bool) -> str:
    return " and ".join(_person(name, ascii_=ascii_) for name in names)


def _person(name: Name, *, ascii_: bool) -> str:
    """Return a name as BibTeX reads it back; what could be taken for a separator is protected."""

    def part(text: str) -> str:
        raw = encode(sound(text), ascii_=ascii_)
        return f"{{{raw}}}" if re.search(r",|\band\b", raw) else raw

    if name.literal == "others":
        return "others"
    if name.literal:
        return f"{{{encode(sound(name.literal), ascii_=ascii_)}}}"
    family = part(name.family)
    if not name.given and not name.suffix and not name.particle and " " not in family:
        return family
    if family[:1].islower() and not name.particle:
        family = f"{{{family}}}"
    parts = [f"{part(name.particle)} {family}".strip(), part(name.suffix), part(name.given)]
    return ", ".join(parts if name.suffix else [parts[0], parts[2]])
