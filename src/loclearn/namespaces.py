"""The IRIs of loclearn: terms of the ontology, and things that data speak of."""

from urllib.parse import quote

ONTOLOGY = "https://w3id.org/localized-learning/ontology"
TERMS = ONTOLOGY + "/"
THINGS = "https://w3id.org/localized-learning/id/"

DCTERMS = "http://purl.org/dc/terms/"
OWL = "http://www.w3.org/2002/07/owl#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
XSD = "http://www.w3.org/2001/XMLSchema#"

_TERMS = frozenset(
    {
        "Case",
        "Condition",
        "EvidenceStatement",
        "Extension",
        "LocalSetting",
        "PooledCase",
        "Profile",
        "Status",
        "SubCondition",
        "activity",
        "caseKind",
        "confidence",
        "country",
        "hasBasis",
        "hasDimension",
        "hasEarlierPhase",
        "hasEvidence",
        "hasPolarity",
        "hasScope",
        "hasStrength",
        "hasValence",
        "locator",
        "opposedClass",
        "paraphrase",
        "partOfCondition",
        "periodFrom",
        "periodTo",
        "place",
        "points",
        "pointsAtMost",
        "profileName",
        "regionCode",
        "reportedIn",
        "supportedClass",
        "weightAgainst",
        "weightFor",
    }
)


def term(name: str) -> str:
    """Return the IRI of a term that Python code uses; a mistyped name raises KeyError.

    >>> term("hasEvidence")
    'https://w3id.org/localized-learning/ontology/hasEvidence'
    """
    if name not in _TERMS:
        raise KeyError(f"{name} is not a term that the code may use")
    return TERMS + name


def thing(kind: str, *path: str) -> str:
    """Return the IRI of a thing, its parts escaped where an IRI needs it.

    >>> thing("setting", "CAM-HT")
    'https://w3id.org/localized-learning/id/setting/CAM-HT'
    >>> thing("setting", "a b/c", "1980-1990")
    'https://w3id.org/localized-learning/id/setting/a%20b%2Fc/1980-1990'
    """
    return THINGS + "/".join([kind, *(quote(part, safe="") for part in path)])
