"""The tags of RIS, and the terms of CSL for its types of works."""

TYPES = {
    "JOUR": "article-journal", "EJOUR": "article-journal", "MGZN": "article-magazine",
    "NEWS": "article-newspaper", "BOOK": "book", "EBOOK": "book", "EDBOOK": "book",
    "CHAP": "chapter", "ECHAP": "chapter", "CONF": "paper-conference",
    "CPAPER": "paper-conference", "THES": "thesis", "RPRT": "report", "GOVDOC": "report",
    "UNPB": "manuscript", "MANSCPT": "manuscript", "INPR": "article-journal", "ELEC": "webpage",
    "WEB": "webpage", "BLOG": "post-weblog", "DATA": "dataset", "COMP": "software",
    "PAT": "patent", "JFULL": "periodical", "ENCYC": "entry-encyclopedia",
    "DICT": "entry-dictionary", "SLIDE": "speech", "VIDEO": "motion_picture", "SOUND": "song",
    "MAP": "map", "CASE": "legal_case", "BILL": "bill", "STAT": "legislation",
    "PCOMM": "personal_communication", "PAMP": "pamphlet", "STAND": "standard",
    "HEAR": "hearing", "ART": "graphic", "MUSIC": "musical_score", "GEN": "document",
}  # fmt: skip
"""Types of references, and the type in CSL that each has."""

_BACK: dict[str, str] = {}
for _tag, _type in TYPES.items():
    _BACK.setdefault(_type, _tag)
_BACK |= {"webpage": "ELEC", "document": "GEN"}


def tag(type_: str) -> str:
    """Return the type of reference for a type in CSL.

    >>> tag("article-journal"), tag("review")
    ('JOUR', 'GEN')
    """
    return _BACK.get(type_, "GEN")


SIMPLE = {
    "title": ("TI", "T1", "CT"),
    "container": ("T2", "JO", "JF", "BT", "JA", "J2"),
    "collection": ("T3",),
    "volume": ("VL", "VO"),
    "issue": ("IS", "CP"),
    "publisher": ("PB",),
    "place": ("CY", "PP"),
    "edition": ("ET",),
    "abstract": ("AB", "N2"),
    "language": ("LA",),
}
"""Values of a record, and the tags that give them: the first that is there."""
