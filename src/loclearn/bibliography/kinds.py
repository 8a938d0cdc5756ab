"""Kinds of works: as the works table calls them, in the terms of CSL, and in those of FaBiO."""

CSL = {
    "journal-article": "article-journal",
    "book": "book",
    "chapter": "chapter",
    "working-paper": "report",
    "conference-paper": "paper-conference",
    "thesis": "thesis",
    "report": "report",
}
"""Kinds of the works table, and the type in CSL that each has."""

FABIO = {
    "article": "Article", "article-journal": "JournalArticle",
    "article-magazine": "MagazineArticle", "article-newspaper": "NewspaperArticle",
    "book": "Book", "chapter": "BookChapter",
    "paper-conference": "ConferencePaper", "thesis": "Thesis", "report": "ReportDocument",
    "manuscript": "Manuscript", "webpage": "WebPage", "patent": "PatentDocument",
    "dataset": "DataFile", "software": "ComputerProgram", "periodical": "Periodical",
    "entry-encyclopedia": "ReferenceEntry", "entry": "ReferenceEntry", "review": "Review",
    "review-book": "BookReview", "standard": "SpecificationDocument",
}  # fmt: skip
"""Types in CSL, and the class of FaBiO that each has."""


def csl_type(kind: str) -> str:
    """Return the type in CSL for a kind of the works table.

    >>> csl_type("working-paper"), csl_type("codebook")
    ('report', 'document')
    """
    return CSL.get(kind, "document")


def fabio_class(kind: str) -> str:
    """Return the class of FaBiO for a kind of the works table.

    >>> fabio_class("working-paper"), fabio_class("report"), fabio_class("codebook")
    ('WorkingPaper', 'ReportDocument', 'Expression')
    """
    return "WorkingPaper" if kind == "working-paper" else FABIO.get(csl_type(kind), "Expression")
