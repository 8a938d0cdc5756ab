"""Small twins of answers: the keys are those of real ones, the works are invented."""

from typing import Any

DOI = "10.1000/local.buzz"
NOTICE = "10.1000/local.buzz.retraction"


def crossref(doi: str = DOI, **changes: Any) -> dict[str, Any]:
    return {
        "status": "ok",
        "message-type": "work",
        "message-version": "1.0.0",
        "message": {**crossref_work(doi), **changes},
    }


def crossref_work(doi: str = DOI) -> dict[str, Any]:
    return {
        "indexed": {"date-parts": [[2026, 6, 6]], "timestamp": 1780775737845},
        "publisher": "Example Press",
        "issue": "2",
        "DOI": doi,
        "URL": f"https://doi.org/{doi}",
        "type": "journal-article",
        "page": "11-29",
        "title": ["Local buzz among the lantern makers of small towns"],
        "volume": "7",
        "author": [
            {"given": "Ida", "family": "Ash", "sequence": "first", "affiliation": []},
            {"given": "Bo", "family": "Lee", "sequence": "additional", "affiliation": []},
        ],
        "container-title": ["Journal of Towns"],
        "ISSN": ["1234-5679"],
        "issued": {"date-parts": [[2001, 5]]},
        "reference": [
            {"key": "r1", "DOI": "10.1000/cited.1", "author": "Doe", "year": "1990"},
            {"key": "r2", "unstructured": "Roe, J. (1995) Of bridges. Journal of Rivers 3: 1-9."},
        ],
    }


def found_by_crossref(*items: dict[str, Any]) -> dict[str, Any]:
    return {
        "status": "ok",
        "message-type": "work-list",
        "message": {"total-results": len(items), "items": list(items), "items-per-page": 5},
    }


def openalex(doi: str = DOI, **changes: Any) -> dict[str, Any]:
    return {
        "id": "https://openalex.org/W4000000001",
        "doi": f"https://doi.org/{doi}",
        "title": "Local Buzz among the Lantern Makers of Small Towns",
        "display_name": "Local Buzz among the Lantern Makers of Small Towns",
        "publication_year": 2002,
        "publication_date": "2002-01-01",
        "ids": {"openalex": "https://openalex.org/W4000000001", "doi": f"https://doi.org/{doi}"},
        "language": "en",
        "type": "article",
        "is_retracted": False,
        "primary_location": {
            "landing_page_url": f"https://doi.org/{doi}",
            "source": {"display_name": "Journal of Towns", "type": "journal"},
        },
        "authorships": [
            {"author": {"display_name": "Ida Ash"}, "raw_author_name": "Ida Ash"},
            {"author": {"display_name": "Bo Lee"}, "raw_author_name": "Bo Lee"},
        ],
        "biblio": {"volume": "7", "issue": "2", "first_page": "11", "last_page": "29"},
        "referenced_works": ["https://openalex.org/W1000000001"],
        **changes,
    }


def references() -> list[dict[str, str]]:
    """As the index of OpenCitations answers since its version 2."""
    return [
        {
            "oci": "06101-06102", "citing": f"omid:br/06101 doi:{DOI}", "creation": "2001-05",
            "cited": "omid:br/06102 doi:10.1000/cited.1 openalex:W1000000001",
            "timespan": "P11Y", "journal_sc": "no", "author_sc": "no",
        },
        {
            "oci": "06101-06103", "citing": f"omid:br/06101 doi:{DOI}", "creation": "2001-05",
            "cited": "omid:br/06103 doi:10.1000/cited.3", "timespan": "", "journal_sc": "no",
            "author_sc": "no",
        },
    ]  # fmt: skip


def citations() -> list[dict[str, str]]:
    return [
        {"citing": "omid:br/06109 doi:10.1000/later", "cited": f"doi:{DOI}", "creation": "2011"},
        {"citing": "omid:br/06110", "cited": f"doi:{DOI}", "creation": "2012-02"},
    ]


def metadata() -> list[dict[str, str]]:
    return [
        {
            "id": f"doi:{DOI} openalex:W4000000001 omid:br/06101",
            "title": "Local Buzz Among The Lantern Makers Of Small Towns",
            "author": "Ash, Ida [orcid:0000-0001-0000-0000 omid:ra/0611]; Lee, Bo [omid:ra/0612]",
            "pub_date": "2001-05", "issue": "2", "volume": "7",
            "venue": "Journal of Towns [issn:1234-5679 omid:br/0619]", "type": "journal article",
            "page": "11-29", "publisher": "Example Press [crossref:1 omid:ra/0613]", "editor": "",
        }
    ]  # fmt: skip


def wikidata(*rows: dict[str, str], item: str = "Q4001") -> dict[str, Any]:
    cells = rows or ({},)
    return {
        "head": {"vars": ["item", "said", "doi", "date"]},
        "results": {
            "bindings": [
                {
                    "item": {"type": "uri", "value": f"http://www.wikidata.org/entity/{item}"},
                    **{name: {"type": "literal", "value": text} for name, text in row.items()},
                }
                for row in cells
            ]
        },
    }


def nothing() -> dict[str, Any]:
    return {"head": {"vars": ["item"]}, "results": {"bindings": []}}
