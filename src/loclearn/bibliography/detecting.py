"""Tell the format of a bibliography from its content; the name of a file may lie."""

import re

from loclearn.bibliography.json_items import items
from loclearn.errors import InvalidInput, Problem, shorten

_STARTS = {
    "bibtex": re.compile(r"^[ \t]*@[A-Za-z]+[ \t]*[{(]|(?<=\})[ \t]*@[A-Za-z]+\{", re.MULTILINE),
    "ris": re.compile(r"^[ \t]*TY[ \t]{1,2}-", re.MULTILINE),
    "turtle": re.compile(r"^\s*(?:@(?:prefix|base)\s|(?:PREFIX|BASE)\s+\S*\s*<|<http\S+>\s)", re.I),
    "wos": re.compile(r"^(?:FN [^\n]*\nVR |PT [A-Z]\n[A-Z][A-Z0-9] )", re.MULTILINE),
    "scopus": re.compile(r'^[^\n]*\bAuthors"?,[^\n]*\bTitle"?,"?Year\b', re.MULTILINE),
}
_CROSSREF = {
    "reference-count",
    "references-count",
    "is-referenced-by-count",
    "deposited",
    "indexed",
}
_JSONLD = {"@context", "@graph", "@id", "@type"}
_OPENALEX = {"authorships", "host_venue", "primary_location", "abstract_inverted_index"}


def detect(text: str, file: str) -> str:
    r"""Return the name of the format; raise InvalidInput when none is recognized.

    >>> detect("\n@book{a, title={T}}", "x.txt"), detect("TY  - JOUR\nER  - ", "x.bib")
    ('bibtex', 'ris')
    """
    if text.lstrip()[:1] in {"{", "["}:
        return _of_json(text, file)
    places = {name: found.start() for name, rule in _STARTS.items() if (found := rule.search(text))}
    if places:
        return min(places, key=lambda name: places[name])
    what = f"text in no known format ({shorten(text.lstrip()[:200])})"
    expected = "BibTeX, RIS, CSL-JSON, Crossref, OpenAlex, Web of Science, Scopus or Turtle"
    cure = "A table of your own needs --mapping."
    raise InvalidInput([Problem(file, None, None, what, expected, cure)])


def _of_json(text: str, file: str) -> str:
    for item in items(text, file):
        if isinstance(item, Problem):
            continue
        keys = set(item)
        if keys & _JSONLD:
            return "jsonld"
        if keys & _OPENALEX or str(item.get("id", "")).startswith("https://openalex.org/W"):
            return "openalex"
        if keys & _CROSSREF or isinstance(item.get("title"), list):
            return "crossref"
        return "csl-json"
    return "csl-json"
