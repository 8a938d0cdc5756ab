"""From checked tables to facts in a graph."""

from collections.abc import Iterator
from decimal import Decimal

import pyoxigraph as ox

from loclearn.namespaces import DCTERMS, RDF, RDFS, SKOS, XSD, term, thing
from loclearn.sources.coded import Coded
from loclearn.sources.merging import read_all
from loclearn.sources.settings import Setting
from loclearn.tables import Row
from loclearn.tables.cells import normalise

_CODED = {
    "hasDimension": ("dimension", "dimension"),
    "hasScope": ("scope", "scope"),
    "hasPolarity": ("polarity", "polarity"),
    "hasStrength": ("strength", "strength"),
    "hasBasis": ("basis", "basis"),
    "hasValence": ("valence", "valence"),
}
_TYPE = ox.NamedNode(RDF + "type")
_DECIMAL = ox.NamedNode(XSD + "decimal")
_INTEGER = ox.NamedNode(XSD + "integer")


def node(name: str) -> ox.NamedNode:
    """Return the node of a term of the ontology."""
    return ox.NamedNode(term(name))


def decimal(number: Decimal) -> ox.Literal:
    """Return a number as an xsd:decimal in its one normal form.

    >>> decimal(Decimal("1.20")).value
    '1.2'
    """
    return ox.Literal(format(normalise(number), "f"), datatype=_DECIMAL)


def add_facts(store: ox.Store, coded: Coded, ontology: ox.Store) -> None:
    """Add the settings, statements and works to a store.

    Parameters
    ----------
    store: where the facts go.
    coded: the checked tables.
    ontology: where the points of strengths and bases stand.
    """
    weights = Weights(ontology)
    store.extend(_facts(coded, weights))


def add_works(store: ox.Store) -> None:
    """Add the embedded works, which thresholds and terms cite, to a store."""
    rows = read_all("works", [], embedded=True).rows
    store.extend(quad for row in rows for quad in _work(row))


def _facts(coded: Coded, weights: "Weights") -> Iterator[ox.Quad]:
    for setting in dict.fromkeys([*coded.settings, *(s for _, s in coded.statements)]):
        yield from _setting(setting)
    for row, setting in coded.statements:
        yield from _statement(row, setting, coded, weights)
    for work in coded.works:
        yield from _work(work)
    listed = {str(work.values["key"]) for work in coded.works}
    for key in sorted({key for keys in coded.sources.values() for key in keys} - listed):
        yield ox.Quad(
            ox.NamedNode(thing("work", key)), ox.NamedNode(RDFS + "label"), ox.Literal(key)
        )


def _work(work: Row) -> Iterator[ox.Quad]:
    """Yield what is known of a work; a DOI only where somebody verified it."""
    subject = ox.NamedNode(thing("work", str(work.values["key"])))
    yield ox.Quad(subject, _TYPE, node("Work"))
    label = work.text("title") or work.text("cited_as") or str(work.values["key"])
    yield ox.Quad(subject, ox.NamedNode(RDFS + "label"), ox.Literal(label))
    authors = [name.strip() for name in (work.text("authors") or "").split(";")]
    doi = work.text("doi") if work.text("doi_confidence") == "verified" else None
    for name, texts in (
        ("title", [work.text("title")]),
        ("creator", authors),
        ("issued", [work.text("year")]),
        ("identifier", [doi and f"doi:{doi}"]),
    ):
        for text in filter(None, texts):
            yield ox.Quad(subject, ox.NamedNode(DCTERMS + name), ox.Literal(text))


def _setting(setting: Setting) -> Iterator[ox.Quad]:
    subject = ox.NamedNode(setting.iri)
    yield ox.Quad(subject, _TYPE, node("PooledCase" if setting.pooled else "LocalSetting"))
    yield ox.Quad(subject, ox.NamedNode(SKOS + "notation"), ox.Literal(setting.id))
    yield ox.Quad(subject, node("place"), ox.Literal(setting.place))
    yield ox.Quad(subject, node("activity"), ox.Literal(setting.activity))
    yield ox.Quad(subject, node("caseKind"), ox.Literal(setting.kind))
    for code in (setting.region or "").split(";"):
        if code:
            yield ox.Quad(subject, node("regionCode"), ox.Literal(code))
    for code in setting.countries:
        yield ox.Quad(subject, node("country"), ox.Literal(code))
    for name, year in zip(("periodFrom", "periodTo"), setting.years, strict=True):
        if year is not None:
            yield ox.Quad(subject, node(name), ox.Literal(str(year), datatype=_INTEGER))


def _statement(row: Row, setting: Setting, coded: Coded, weights: "Weights") -> Iterator[ox.Quad]:
    subject = ox.NamedNode(thing("statement", str(row.values["evidence_id"])))
    yield ox.Quad(ox.NamedNode(setting.iri), node("hasEvidence"), subject)
    yield ox.Quad(subject, _TYPE, node("EvidenceStatement"))
    for name, (column, scheme) in _CODED.items():
        code = row.text(column)
        if code is not None:
            yield ox.Quad(subject, node(name), ox.NamedNode(concept(scheme, code)))
    confidence = row.values["confidence"]
    assert isinstance(confidence, Decimal)  # noqa: S101 - the contract says so
    yield ox.Quad(subject, node("confidence"), decimal(confidence))
    for name, weight in weights.of(row, confidence).items():
        yield ox.Quad(subject, node(name), decimal(weight))
    for name in ("paraphrase", "locator"):
        text = row.text(name)
        if text is not None:
            yield ox.Quad(subject, node(name), ox.Literal(text))
    for key in coded.sources[str(row.values["source_key"])]:
        yield ox.Quad(subject, node("reportedIn"), ox.NamedNode(thing("work", key)))


def concept(scheme: str, code: str) -> str:
    """Return the IRI of a code of a closed list.

    >>> concept("strength", "none stated")
    'https://w3id.org/localized-learning/id/strength/none-stated'
    """
    return thing(scheme, code.replace(" ", "-"))


class Weights:
    """Compute what a statement weighs on either side, from the points in the ontology."""

    def __init__(self, ontology: ox.Store) -> None:
        """Read the points of the strengths and the bases."""
        self._points = self._read(ontology, "points")
        self._at_most = self._read(ontology, "pointsAtMost")

    @staticmethod
    def _read(ontology: ox.Store, name: str) -> dict[str, Decimal]:
        quads = ontology.quads_for_pattern(None, node(name), None, None)
        return {
            quad.subject.value: Decimal(quad.object.value)
            for quad in quads
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal)
        }

    def of(self, row: Row, confidence: Decimal) -> dict[str, Decimal]:
        """Return the weights of a statement by property: strength times confidence.

        A mixed statement has half of it on both sides. A basis may cap the strength.

        >>> from loclearn import graph
        >>> from loclearn.tables import Row
        >>> row = Row("", 1, {"strength": "strong", "basis": "abstract-seen", "polarity": "mixed"})
        >>> Weights(graph.ontology()).of(row, Decimal("0.8"))["weightFor"]
        Decimal('1.2')
        """
        points = self._points[concept("strength", str(row.values["strength"]))]
        cap = self._at_most.get(concept("basis", str(row.values["basis"])), points)
        weight = min(points, cap) * confidence
        return {
            "supports-presence": {"weightFor": weight},
            "supports-absence": {"weightAgainst": weight},
            "mixed": {"weightFor": weight / 2, "weightAgainst": weight / 2},
        }[str(row.values["polarity"])]
