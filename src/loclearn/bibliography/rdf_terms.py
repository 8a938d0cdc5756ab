"""The schemes of identifiers in the words of SPAR, and what a graph carries along."""

SCHEMES = ("doi", "pmid", "openalex", "arxiv", "wikidata", "url")
"""Identifiers that have a scheme of their own and one value."""
LOCAL = "local-resource-identifier-scheme"
"""The scheme of the identifiers of Web of Science and Scopus."""
CARRIED = "loclearn: "
"""What begins the comment of a record that carries what the words of SPAR cannot say."""
