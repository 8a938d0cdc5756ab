"""A question to each service, where it is asked, and a good answer."""

import pytest

from loclearn.enrichment.asked import Question
from tests.enrichment import answers

DOI = answers.DOI
WORKS = {
    "crossref": (Question("crossref", "work", DOI), f"/crossref/works/{DOI}", answers.crossref()),
    "openalex": (
        Question("openalex", "work", DOI),
        f"/openalex/works/doi:{DOI}",
        answers.openalex(),
    ),
    "opencitations": (
        Question("opencitations", "references", DOI),
        f"/opencitations/references/doi:{DOI}",
        answers.references(),
    ),
    "wikidata": (Question("wikidata", "item", DOI), "/wikidata", answers.wikidata()),
}
each = pytest.mark.parametrize("service", WORKS)
