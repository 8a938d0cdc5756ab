"""Identifiers without the prefixes and addresses that people and programs put before them."""

import re
from collections.abc import Callable

Clean = Callable[[str], str]
CleanAll = Callable[[str], tuple[str, ...]]

_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>]+")
_ISSN = re.compile(r"(?<![\dX-])\d{4}-?\d{3}[\dXx](?![\d-])")
_ISBN = re.compile(r"(?<![\d-])(?:97[89][- ]?)?(?:\d[- ]?){9}[\dXx](?![\d])")
_DASHES = re.compile(r"\s*(?:--+|[–—‒−])\s*|(?<=\d)\s+-\s+(?=\d)")


def doi(text: str) -> str:
    """Return the DOI in a text, in lower case, or nothing.

    >>> doi("https://doi.org/10.1080/ABC.12."), doi("doi:10.2478/mgrsd-2020-0037"), doi("n/a")
    ('10.1080/abc.12', '10.2478/mgrsd-2020-0037', '')
    """
    found = _DOI.search(text)
    if not found:
        return ""
    value = found[0].rstrip(".,;]")
    while value.endswith(")") and value.count(")") > value.count("("):
        value = value[:-1].rstrip(".,;")
    return value.lower()


def addressed_doi(url: str) -> str:
    """Return the DOI to which an address leads, if it is one of doi.org, or nothing.

    >>> addressed_doi("http://dx.doi.org/10.1068/A35290"), addressed_doi("https://a.org/10.1000/b")
    ('10.1068/a35290', '')
    """
    return doi(url) if re.match(r"(?:https?://)?(?:dx\.|www\.)?doi\.org/", url, re.I) else ""


def issns(text: str) -> tuple[str, ...]:
    """Return all ISSNs in a text, with their hyphen.

    >>> issns("0435-3684, 14680467")
    ('0435-3684', '1468-0467')
    """
    found = [number.upper().replace("-", "") for number in _ISSN.findall(text)]
    return tuple(dict.fromkeys(f"{number[:4]}-{number[4:]}" for number in found))


def isbns(text: str) -> tuple[str, ...]:
    """Return all ISBNs in a text, as they stand there.

    >>> isbns("978-1-349-08181-3; 0262033844 (hbk)")
    ('978-1-349-08181-3', '0262033844')
    """
    return tuple(dict.fromkeys(found.strip() for found in _ISBN.findall(text)))


def openalex(text: str) -> str:
    """Return the OpenAlex id of a work in a text, or nothing.

    >>> openalex("https://openalex.org/W2741809807")
    'W2741809807'
    """
    found = re.search(r"(?<![A-Za-z0-9])W\d{3,}$", text.strip())
    return found[0] if found else ""


def pmid(text: str) -> str:
    """Return the PubMed number in a text or an address, or nothing.

    >>> pmid("https://pubmed.ncbi.nlm.nih.gov/29456894"), pmid("PMID: 123")
    ('29456894', '123')
    """
    found = re.fullmatch(r"(?:.*\D)?(\d{1,9})/?", text.strip())
    return found[1] if found else ""


def arxiv(text: str) -> str:
    """Return the arXiv number in a text, or nothing.

    >>> arxiv("arXiv preprint arXiv:2009.10385"), arxiv("https://arxiv.org/abs/hep-th/9901001")
    ('2009.10385', 'hep-th/9901001')
    """
    found = re.search(
        r"arxiv(?:\.org/(?:abs|pdf)/|:)\s*([a-z-]+/\d{7}|\d{4}\.\d{4,5}(?:v\d+)?)", text, re.I
    )
    return found[1] if found else ""


def wikidata(text: str) -> str:
    """Return the Wikidata item in a text or an address, or nothing.

    >>> wikidata("https://www.wikidata.org/wiki/Q29037342"), wikidata("QID: Q42"), wikidata("Q2 2")
    ('Q29037342', 'Q42', '')
    """
    found = re.fullmatch(
        r"(?:.*wikidata\.org/(?:wiki|entity)/|(?:QID|wikidata)\s*[:=]\s*)?(Q[1-9]\d*)/?",
        text.strip(),
        re.I,
    )
    return found[1].upper() if found else ""


def pages(text: str) -> str:
    """Return pages with a plain hyphen between first and last.

    >>> pages("5–11"), pages("100--119"), pages("73+")
    ('5-11', '100-119', '73+')
    """
    return _DASHES.sub("-", text.strip())


def wos(text: str) -> str:
    """Return the accession number of Web of Science in a text, or nothing.

    >>> wos(" WOS:000712345600001")
    'WOS:000712345600001'
    """
    found = re.search(r"\b(?:WOS|ISI|BIOSIS|CCC|MEDLINE):\w+", text)
    return found[0] if found else ""


def scopus(text: str) -> str:
    """Return the identifier of Scopus in a text or an address, or nothing.

    >>> scopus("https://www.scopus.com/inward/record.uri?eid=2-s2.0-105030721984&doi=10")
    '2-s2.0-105030721984'
    """
    found = re.search(r"\b2-s2\.0-\d+", text)
    return found[0] if found else ""
