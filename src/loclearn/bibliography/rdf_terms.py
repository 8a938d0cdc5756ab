"""The words of SPAR for the types of CSL, and the schemes of identifiers."""

KINDS = {
    "article": "Article", "article-journal": "JournalArticle",
    "article-magazine": "MagazineArticle", "article-newspaper": "NewspaperArticle",
    "book": "Book", "chapter": "BookChapter",
    "paper-conference": "ConferencePaper", "thesis": "Thesis", "report": "ReportDocument",
    "manuscript": "Manuscript", "webpage": "WebPage", "patent": "PatentDocument",
    "dataset": "DataFile", "software": "ComputerProgram", "periodical": "Periodical",
    "entry-encyclopedia": "ReferenceEntry", "entry": "ReferenceEntry", "review": "Review",
    "review-book": "BookReview", "standard": "SpecificationDocument",
}  # fmt: skip
"""Types of CSL, and the class of FaBiO for each; any other is an Expression."""
SCHEMES = ("doi", "pmid", "openalex", "arxiv", "wikidata", "url")
"""Identifiers that have a scheme of their own and one value."""
LOCAL = "local-resource-identifier-scheme"
"""The scheme of the identifiers of Web of Science and Scopus."""
CARRIED = "loclearn: "
"""What begins the comment of a record that carries what the words of SPAR cannot say."""
