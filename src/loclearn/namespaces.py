"""The IRIs of loclearn: terms of the ontology, and things that data speak of."""

from urllib.parse import quote

ONTOLOGY = "https://w3id.org/localized-learning/ontology"
TERMS = ONTOLOGY + "/"
THINGS = "https://w3id.org/localized-learning/id/"

CITO = "http://purl.org/spar/cito/"
DCTERMS = "http://purl.org/dc/terms/"
FABIO = "http://purl.org/spar/fabio/"
OWL = "http://www.w3.org/2002/07/owl#"
PROV = "http://www.w3.org/ns/prov#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
XSD = "http://www.w3.org/2001/XMLSchema#"
_PREFIXES = {
    TERMS: "ll:",
    THINGS: "",
    OWL: "owl:",
    RDF: "rdf:",
    RDFS: "rdfs:",
    SKOS: "skos:",
    XSD: "xsd:",
    DCTERMS: "dcterms:",
    CITO: "cito:",
    FABIO: "fabio:",
}

_TERMS = frozenset(
    {
        "Case",
        "Citation",
        "CitationAnomaly",
        "Claim",
        "Condition",
        "EvidenceStatement",
        "Extension",
        "Indicator",
        "LocalSetting",
        "Observation",
        "Paragraph",
        "PooledCase",
        "Profile",
        "Status",
        "SubCondition",
        "Verdict",
        "Work",
        "activity",
        "anchorPhrase",
        "answers",
        "attacksClaim",
        "attributedContent",
        "caseKind",
        "censusObtainedBy",
        "citedPage",
        "citesFrom",
        "citesWork",
        "citingString",
        "computedFrom",
        "concedesTo",
        "concernsWork",
        "confidence",
        "country",
        "degreeOfTacitness",
        "drawsOnWork",
        "feedsCondition",
        "formula",
        "foundIn",
        "groundsCondition",
        "hasAlternativeFunction",
        "hasAnomalyKind",
        "hasBasis",
        "hasCertainty",
        "hasCitationFunction",
        "hasCoverage",
        "hasDimension",
        "hasDoiConfidence",
        "hasEarlierPhase",
        "hasElement",
        "hasEvidence",
        "hasIndicator",
        "hasModality",
        "hasObservation",
        "hasPolarity",
        "hasReferenceValue",
        "hasResolution",
        "hasScope",
        "hasStrength",
        "hasValence",
        "higherValueSays",
        "isParagraphOf",
        "locator",
        "madeIn",
        "obtainedBy",
        "occursIn",
        "ofCapability",
        "opposedClass",
        "pValue",
        "paraphrase",
        "partOfCondition",
        "periodFrom",
        "periodTo",
        "place",
        "points",
        "pointsAtMost",
        "printedAs",
        "profileName",
        "qualifiesClaim",
        "rangeOfValue",
        "rangeRationale",
        "rankOfCost",
        "rationale",
        "regionCode",
        "reportedIn",
        "resolvedAs",
        "restsOnClaim",
        "roleInText",
        "servesClaim",
        "standsIn",
        "standsOnPage",
        "supportedClass",
        "supportsClaim",
        "testableCondition",
        "treatmentOfMissing",
        "underProfile",
        "unitOfValue",
        "value",
        "valueOfThreshold",
        "variesInWholeNumbers",
        "verdictFor",
        "verdictOn",
        "verdictValue",
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


def verdict_iri(setting: str, condition: str, profile: str) -> str:
    """Return the IRI of the verdict on a condition of a setting under a profile.

    A setting with an IRI of somebody else's has it escaped in that of the verdict.

    >>> verdict_iri(thing("setting", "CAM-HT"), "C05", "strict")
    'https://w3id.org/localized-learning/id/verdict/strict/CAM-HT/C05'
    """
    own = thing("setting", "")
    if setting.startswith(own):
        return f"{thing('verdict', profile)}/{setting.removeprefix(own)}/{condition}"
    return thing("verdict", profile, setting, condition)


def profile_iri(profile: str) -> str:
    """Return the IRI of a profile by its name.

    >>> profile_iri("strict")
    'https://w3id.org/localized-learning/ontology/profile/strict'
    """
    return f"{TERMS}profile/{quote(profile, safe='')}"


def compact(iri: str) -> str:
    """Return an IRI as a reader would write it.

    >>> compact(THINGS + "setting/CAM-HT"), compact(TERMS + "value"), compact("http://a.org/b")
    ('setting/CAM-HT', 'll:value', '<http://a.org/b>')
    """
    for start, prefix in _PREFIXES.items():
        if iri.startswith(start) and iri != start:
            return prefix + iri.removeprefix(start)
    return f"<{iri}>"
