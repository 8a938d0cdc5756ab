"""Cited references: from the strings of exports to parts, with how sure the parts are.

Confidence: 1 where the file names the parts or an identifier, 0.95 where a fixed pattern fits and
a DOI stands in it, 0.9 where the pattern fits, 0.6 where only some of it does, and less for a
free string, by what was found in it.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from loclearn.bibliography import identifiers
from loclearn.bibliography.record import Reference

_WOS_YEAR = re.compile(r"(?:1[5-9]|20)\d\d$")
_WOS_END = re.compile(r",\s*DOI\s+(.*)$", re.DOTALL)
_SCOPUS_END = re.compile(r"(?<=\(\d{4}\));\s+")
_SCOPUS_NEW = re.compile(r"\((?P<year>\d{4})\)\W*$")
_SCOPUS_OLD = re.compile(r"^(?P<before>.*?)\s*\((?P<year>\d{4})\)\s*(?P<after>.*)$", re.DOTALL)
_SCOPUS_NAME = re.compile(r"^[^\d,]{2,60}?,?\s(?:[^\W\d_]\.[\s-]?|[^\W\d_a-z]{1,3}$)+", re.UNICODE)
_PAGES = re.compile(r"\bpp?\.\s*([\w.-]+(?:\s*[-–]\s*[\w.-]+)?)")
_YEAR = re.compile(r"(?<![\d.:/-])(1[5-9]\d\d|20\d\d)(?![\d-]|\.\d)")
_IN_BRACKETS = re.compile(
    r"\((1[5-9]\d\d|20\d\d)[a-z]?\)[.,:]?\s*(?P<title>[^\W\d_][^.]{8,250}\.)?"
)
_AUTHOR = re.compile(
    r"^([^\W\d_][^\d(:]{1,80}?(?:,\s?(?:[^\W\d_]\.[\s-]?)+|\s(?:[^\W\d_]\.\s?)+))(?=[\s,.:(&])"
    r"|^([^\W\d_]{2}[^\W\d_'’-]*\s[A-Z]{1,3})(?=[,.]?\s\(?[12]\d{3}|,\s[^\W\d_]{2})"
)
_VOLUME = re.compile(
    r"(?<![\d.])(\d{1,4})\s*(?:\(\d+[^)]*\))?\s*[:,]\s*(?:pp?\.\s*)?([A-Za-z]?\d+)(?![\d/])"
)


def from_wos(text: str) -> Iterator[Reference]:
    """Yield the references of a field CR of Web of Science, one a line.

    >>> next(from_wos("Anselin L, 2006, GEOGR ANAL, V38, P5, DOI 10.1111/j.x"))
    Reference(raw='Anselin L, 2006, GEOGR ANAL, V38, P5, DOI 10.1111/j.x', author='Anselin L', \
year=2006, title='', container='GEOGR ANAL', volume='38', page='5', doi='10.1111/j.x', \
openalex='', confidence=0.95, how='wos')
    """
    for line in text.split("\n"):
        raw = line.strip()
        if raw:
            yield _wos(raw)


def _wos(raw: str) -> Reference:
    doi = ""
    body = raw
    if end := _WOS_END.search(raw):
        doi = identifiers.doi(end[1].replace("[", " ").split(",")[0]) or identifiers.doi(end[1])
        body = raw[: end.start()]
    parts = [part.strip().rstrip(".") for part in body.split(", ")]
    author, year, volume, page = "", None, "", ""
    if len(parts) > 1 and not _WOS_YEAR.match(parts[0]):
        author = parts.pop(0)
    if parts and _WOS_YEAR.match(parts[0]):
        year = int(parts.pop(0))
    rest: list[str] = []
    for part in parts:
        if re.fullmatch(r"V\w*\d\w*", part) and rest:
            volume = part[1:]
        elif re.fullmatch(r"[pP]\w*\d\w*", part) and rest:
            page = part[1:]
        else:
            rest.append(part)
    sure = 0.9 if author and year and rest else 0.6
    return Reference(
        raw, author, year, "", ", ".join(rest), volume, page, doi,
        confidence=0.95 if doi and sure > 0.8 else sure, how="wos",
    )  # fmt: skip


def from_scopus(text: str) -> Iterator[Reference]:
    """Yield the references of a field References of Scopus, old or new.

    >>> [r.title for r in from_scopus("Cheng M.; Xue Y., Low back, Spine, 50, pp. E1-E3, (2025); "
    ... "Boud D., Current issues, (1998)")]
    ['Low back', 'Current issues']
    >>> [r.title for r in from_scopus("Marshall, A., Principles of Economics (1890), London; "
    ... "Porter, M.E., Clusters (1998) Harvard Business Review, 76 (6), pp. 77-90")]
    ['Principles of Economics', 'Clusters']
    """
    text = text.strip().rstrip(";")
    if not text:
        return
    ends = len(re.findall(r"\(\d{4}\)(?:;|$)", text))
    new = ends * 2 >= len(re.findall(r"\(\d{4}\)", text)) and ends > 0
    for raw in _SCOPUS_END.split(text) if new else text.split("; "):
        if raw.strip():
            yield _scopus_new(raw.strip()) if new else _scopus_old(raw.strip())


def _scopus_new(raw: str) -> Reference:
    """Return "authors, title, journal, volume, issue, pp. x-y, (year)"."""
    end = _SCOPUS_NEW.search(raw)
    body = raw[: end.start()] if end else raw
    page, volume = "", ""
    if found := _PAGES.search(body):
        page = identifiers.pages(found[1])
        body = body[: found.start()] + body[found.end() :]
    parts = [part.strip() for part in body.split(", ") if part.strip(" ,")]
    parts[-1:] = [parts[-1].rstrip(" ,")] if parts else []
    author = parts.pop(0) if parts and (";" in parts[0] or _is_name(parts[0])) else ""
    numbers: list[str] = []
    while len(parts) > 1 and re.fullmatch(r"[\w-]*\d[\w-]*", parts[-1]):
        numbers.insert(0, parts.pop())
    volume = numbers[0] if numbers else ""
    container = parts.pop() if len(parts) > 1 else ""
    sure = (0.9 if end and author and parts else 0.6) - (0.1 if len(parts) > 1 else 0)
    year = int(end["year"]) if end else None
    return Reference(
        raw, author, year, ", ".join(parts), container, volume, page, identifiers.doi(raw),
        confidence=sure, how="scopus",
    )  # fmt: skip


def _is_name(text: str) -> bool:
    initials = text.rpartition(" ")[2]
    short = re.fullmatch(r"(?:[^\W\d_]\.?-?){1,4}", initials)
    return (
        bool(short)
        and initials[0].isupper()
        and len(text) < 60
        and ("." in initials or initials.isupper())
    )


def _scopus_old(raw: str) -> Reference:
    """Return "authors, title (year) journal, volume (issue), pp. x-y"."""
    found = _SCOPUS_OLD.match(raw)
    if not found:
        return from_text(raw)
    authors, title = [], found["before"]
    while (name := _SCOPUS_NAME.match(title)) and "," in title[name.end() - 1 :]:
        authors.append(name[0].strip(" ,"))
        title = title[name.end() :].lstrip(" ,")
    after = found["after"]
    page = _PAGES.search(after)
    container, _, numbers = after.partition(", ")
    volume = re.match(r"\d+", numbers)
    return Reference(
        raw, "; ".join(authors), int(found["year"]), title.strip(" ,"), container.strip(" ,"),
        volume[0] if volume else "", identifiers.pages(page[1]) if page else "",
        identifiers.doi(raw), confidence=0.85 if authors and title else 0.6, how="scopus",
    )  # fmt: skip


def from_text(raw: str) -> Reference:
    """Return what can be told of a reference in free text, and how surely.

    >>> from_text("Waller R. Essayes of Natural Experiments (1964).").year
    1964
    >>> from_text("see above").confidence
    0.1
    """
    bracket = _IN_BRACKETS.search(raw)
    years = [bracket[1]] if bracket else _YEAR.findall(raw)
    title = (
        (bracket["title"] or "").rstrip(".") if bracket and bracket.start() < len(raw) / 2 else ""
    )
    author = _AUTHOR.match(raw)
    numbers = _VOLUME.search(raw)
    doi = identifiers.doi(raw)
    sure = 0.1 + 0.2 * bool(years) + 0.2 * bool(author) + 0.1 * bool(numbers) + 0.35 * bool(doi)
    return Reference(
        raw, author[0].strip(" ,") if author else "", int(years[-1]) if years else None, title,
        volume=numbers[1] if numbers else "", page=numbers[2] if numbers else "", doi=doi,
        confidence=round(sure, 2), how="text",
    )  # fmt: skip


def from_crossref(item: Mapping[str, Any]) -> Reference:
    """Return a reference of Crossref; what it names is taken, the rest is read from its string.

    >>> from_crossref({"key": "r1", "DOI": "10.1/X", "year": "2006"}).confidence
    1.0
    """
    raw = json.dumps(item, ensure_ascii=False, sort_keys=True)
    named = {name: str(value) for name, value in item.items() if isinstance(value, str | int)}
    free = from_text(named["unstructured"]) if named.get("unstructured") else None
    year = _YEAR.search(named.get("year", ""))
    title = named.get("article-title") or named.get("volume-title") or ""
    container = named.get("journal-title") or named.get("series-title") or ""
    if not title or not named.get("article-title"):
        title = title or named.get("conference-title", "")
    elif not container:
        container = named.get("volume-title", "")
    told = named.get("DOI") or title or container or named.get("author")
    page = named.get("first-page", "")
    return Reference(
        raw,
        named.get("author") or (free.author if free else ""),
        int(year[0]) if year else (free.year if free else None),
        title or (free.title if free else ""),
        container,
        named.get("volume") or (free.volume if free else ""),
        page or (free.page if free else ""),
        identifiers.doi(named.get("DOI", "")) or (free.doi if free else ""),
        confidence=1.0 if told else (free.confidence if free else 0.1),
        how="crossref" if told or free is None else "text",
    )


def from_openalex(iri: str) -> Reference:
    """Return a reference that is an identifier of OpenAlex.

    >>> from_openalex("https://openalex.org/W1560783210").openalex
    'W1560783210'
    """
    id_ = identifiers.openalex(iri)
    return Reference(iri, openalex=id_, confidence=1.0 if id_ else 0.1, how="openalex")
