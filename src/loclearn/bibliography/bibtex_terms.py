"""The words of BibTeX and BibLaTeX, and the terms of CSL for them."""

TYPES = {
    "article": "article-journal", "book": "book", "booklet": "pamphlet", "inbook": "chapter",
    "incollection": "chapter", "bookinbook": "chapter", "suppbook": "chapter",
    "suppcollection": "chapter", "inproceedings": "paper-conference",
    "conference": "paper-conference", "proceedings": "book", "mvproceedings": "book",
    "collection": "book", "mvcollection": "book", "mvbook": "book", "reference": "book",
    "mvreference": "book", "manual": "book", "techreport": "report", "report": "report",
    "mastersthesis": "thesis", "phdthesis": "thesis", "thesis": "thesis",
    "unpublished": "manuscript", "online": "webpage", "electronic": "webpage", "www": "webpage",
    "patent": "patent", "dataset": "dataset", "software": "software",
    "periodical": "periodical", "inreference": "entry-encyclopedia", "misc": "document",
}  # fmt: skip
"""Entry types, and the type in CSL that each has."""

_BACK = {
    "article-journal": "article", "article-magazine": "article", "article-newspaper": "article",
    "book": "book", "pamphlet": "booklet", "chapter": "incollection",
    "paper-conference": "inproceedings", "report": "techreport", "thesis": "phdthesis",
    "manuscript": "unpublished",
}  # fmt: skip
_BACK_BIBLATEX = {
    **_BACK, "report": "report", "thesis": "thesis", "webpage": "online", "patent": "patent",
    "dataset": "dataset", "software": "software", "periodical": "periodical",
    "entry-encyclopedia": "inreference",
}  # fmt: skip
_CLASSIC = {
    "article", "book", "booklet", "conference", "inbook", "incollection", "inproceedings",
    "manual", "mastersthesis", "misc", "phdthesis", "proceedings", "techreport", "unpublished",
}  # fmt: skip


def entry_type(type_: str, written: str, *, biblatex: bool) -> str:
    """Return the entry type for a type in CSL, the one of the source where it means the same.

    >>> entry_type("report", "", biblatex=False), entry_type("report", "", biblatex=True)
    ('techreport', 'report')
    >>> entry_type("chapter", "inbook", biblatex=True)
    'inbook'
    """
    if written and TYPES.get(written, "document") == type_ and (biblatex or written in _CLASSIC):
        return written
    return (_BACK_BIBLATEX if biblatex else _BACK).get(type_, "misc")


def plain_type(type_: str) -> str:
    """Return the entry type that needs no further word.

    >>> plain_type("chapter")
    'incollection'
    """
    return _BACK.get(type_, "misc")


SIMPLE = {
    "collection": ("series",),
    "volume": ("volume",),
    "issue": ("number", "issue"),
    "publisher": ("publisher", "institution", "school", "organization"),
    "place": ("address", "location"),
    "edition": ("edition",),
    "abstract": ("abstract",),
    "language": ("language", "langid"),
}
"""Values of a record, and the fields that give them: the first that is there."""

CONTAINERS = {
    "article-journal": ("journal", "journaltitle", "booktitle"),
    "other": ("booktitle", "journal", "journaltitle"),
}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
INHERITED = (
    "year", "date", "month", "publisher", "address", "location", "editor", "series", "volume",
    "number", "journal", "journaltitle", "booktitle", "organization", "institution",
)  # fmt: skip
"""What a record takes from the one that it names in crossref, where it lacks it."""
