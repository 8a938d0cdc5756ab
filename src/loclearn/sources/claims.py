"""The claims and citations of papers as a graph: what is said where, on whose shoulders."""

from collections.abc import Iterator

import pyoxigraph as ox

from loclearn.namespaces import CITO, DCTERMS, PROV, RDF, RDFS, SKOS, TERMS, term, thing
from loclearn.sources.papers import Papers, Relation, paper_of, parts
from loclearn.tables import Row

_TYPE = ox.NamedNode(RDF + "type")
_RELATIONS = {
    "supports": "supportsClaim",
    "attacks": "attacksClaim",
    "qualifies": "qualifiesClaim",
}


def add_papers(store: ox.Store, papers: Papers) -> None:
    """Add claims, citations, paragraphs and anomalies to a store."""
    store.extend(ox.Quad(*triple) for triple in _triples(papers))


Triple = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]


def _triples(papers: Papers) -> Iterator[Triple]:
    places = {
        (paper_of(row), place)
        for row in (*papers.claims, *papers.citations, *papers.paragraphs, *papers.anomalies)
        for place in parts(row, "locator")
    }
    for paper, place in sorted(places):
        yield from _paragraph(paper, place)
    for row in papers.claims:
        yield from _claim(row)
    for relation in papers.relations:
        yield _relation(relation)
    for row in papers.citations:
        yield from _citation(row)
    for row in papers.anomalies:
        yield from _anomaly(row)


def paragraph(paper: str, locator: str) -> ox.NamedNode:
    """Return the node of a paragraph or footnote of a paper."""
    return ox.NamedNode(thing("paragraph", paper, locator))


def _paragraph(paper: str, locator: str) -> Iterator[Triple]:
    node = paragraph(paper, locator)
    yield node, _TYPE, _node("Paragraph")
    yield node, ox.NamedNode(SKOS + "notation"), ox.Literal(locator)
    yield node, _node("isParagraphOf"), _work(paper)


def _claim(row: Row) -> Iterator[Triple]:
    id_, paper = str(row.values["claim_id"]), paper_of(row)
    claim = _claim_node(id_)
    yield claim, _TYPE, _node("Claim")
    role = row.text("role")
    if role is not None:
        yield claim, _TYPE, ox.NamedNode(TERMS + role)
    yield claim, ox.NamedNode(SKOS + "notation"), ox.Literal(id_)
    statement = ox.Literal(str(row.values["statement"]), language="en")
    yield claim, ox.NamedNode(DCTERMS + "description"), statement
    for place in parts(row, "locator"):
        for name in (DCTERMS + "source", term("standsIn")):
            yield claim, ox.NamedNode(name), paragraph(paper, place)
    yield claim, _node("madeIn"), _work(paper)
    for name, scheme in (("hasElement", "element"), ("hasModality", "modality")):
        code = row.text(scheme)
        if code is not None:
            yield claim, _node(name), ox.NamedNode(thing(scheme, code))
    yield from _texts(
        claim, row, {"anchorPhrase": "anchor_phrase", "testableCondition": "testable_condition"}
    )
    for condition in parts(row, "condition_ids"):
        yield claim, _node("groundsCondition"), ox.NamedNode(TERMS + condition)
    met = "concedesTo" if role == "Concession" else "answers"
    for other in parts(row, "answers"):
        yield claim, _node(met), _claim_node(other)


def _relation(relation: Relation) -> Triple:
    return (
        _claim_node(relation.subject),
        _node(_RELATIONS[relation.kind]),
        _claim_node(relation.object),
    )


def _citation(row: Row) -> Iterator[Triple]:
    """Yield a citation in the words of CiTO, with our own for what CiTO has none for."""
    citation = ox.NamedNode(thing("citation", str(row.values["citation_id"])))
    paper = paper_of(row)
    yield citation, _TYPE, _node("Citation")
    yield citation, _TYPE, ox.NamedNode(CITO + "Citation")
    yield citation, ox.NamedNode(CITO + "hasCitingEntity"), _work(paper)
    for place in parts(row, "locator"):
        yield citation, _node("citesFrom"), paragraph(paper, place)
    cited = row.text("cited")
    if cited is not None:
        yield citation, ox.NamedNode(CITO + "hasCitedEntity"), _work(cited)
        yield citation, _node("citesWork"), _work(cited)
    function = ox.NamedNode(CITO + str(row.values["function"]))
    yield citation, ox.NamedNode(CITO + "hasCitationCharacterization"), function
    yield citation, _node("hasCitationFunction"), function
    other = row.text("function_alt")
    if other is not None:
        yield citation, _node("hasAlternativeFunction"), ox.NamedNode(CITO + other)
    for id_ in parts(row, "claim_id"):
        yield citation, _node("servesClaim"), _claim_node(id_)
        if cited is not None:
            yield _claim_node(id_), _node("drawsOnWork"), _work(cited)
    resolution = row.text("resolution")
    if resolution is not None:
        yield citation, _node("hasResolution"), ox.NamedNode(thing("resolution", resolution))
    yield from _texts(
        citation,
        row,
        {"citingString": "citing_string", "attributedContent": "attributed", "citedPage": "page"},
    )
    yield from _note(citation, row)


def _anomaly(row: Row) -> Iterator[Triple]:
    anomaly = ox.NamedNode(thing("anomaly", str(row.values["anomaly_id"])))
    paper = paper_of(row)
    yield anomaly, _TYPE, _node("CitationAnomaly")
    yield anomaly, ox.NamedNode(SKOS + "notation"), ox.Literal(str(row.values["anomaly_id"]))
    yield anomaly, _node("foundIn"), _work(paper)
    for place in parts(row, "locator"):
        yield anomaly, _node("occursIn"), paragraph(paper, place)
    for key in parts(row, "works"):
        yield anomaly, _node("concernsWork"), _work(key)
    kind = thing("anomaly-kind", str(row.values["kind"]))
    yield anomaly, _node("hasAnomalyKind"), ox.NamedNode(kind)
    certainty = thing("certainty", str(row.values["certainty"]))
    yield anomaly, _node("hasCertainty"), ox.NamedNode(certainty)
    yield from _texts(anomaly, row, {"printedAs": "printed", "resolvedAs": "corrected"})
    yield from _note(anomaly, row)
    yield anomaly, ox.NamedNode(PROV + "wasAttributedTo"), _work("loclearn2026")


def _texts(node: ox.NamedNode, row: Row, columns: dict[str, str]) -> Iterator[Triple]:
    for name, column in columns.items():
        text = row.text(column)
        if text is not None:
            yield node, _node(name), ox.Literal(text)


def _note(node: ox.NamedNode, row: Row) -> Iterator[Triple]:
    note = row.text("note")
    if note is not None:
        yield node, ox.NamedNode(RDFS + "comment"), ox.Literal(note, language="en")


def _node(name: str) -> ox.NamedNode:
    return ox.NamedNode(term(name))


def _work(key: str) -> ox.NamedNode:
    return ox.NamedNode(thing("work", key))


def _claim_node(id_: str) -> ox.NamedNode:
    return ox.NamedNode(thing("claim", id_))
