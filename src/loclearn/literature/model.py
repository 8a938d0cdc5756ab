"""The literature as records: works, citations, claims and what studies found."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from loclearn.conditions import Theory, read_theory
from loclearn.literature.records import Records
from loclearn.namespaces import CITO, DCTERMS, RDF, RDFS, SKOS, term
from loclearn.rewriting.expressions import And, Expression, Named, Or, Some
from loclearn.rewriting.membership import Membership

_SIGNS = ("+", "-")


@dataclass(frozen=True)
class Work:
    """Hold a publication; doi_confidence is verified, likely or none."""

    key: str
    title: str
    authors: tuple[str, ...]
    year: int | None
    venue: str | None
    doi: str | None
    doi_confidence: str
    label: str


@dataclass(frozen=True)
class Citation:
    """Hold a citation in a text.

    function, alternative: properties of CiTO without prefix.
    text: the citation as printed; attributed: what the text attributes to the cited work.
    claim: the first of the claims that it serves.
    """

    id: str
    citing: str
    cited: str | None
    claim: str | None
    function: str
    alternative: str | None
    locator: str
    text: str
    attributed: str
    resolution: str


@dataclass(frozen=True)
class Claim:
    """Hold a claim of a paper.

    role: its class in the debate, such as LimitedInteractionCriticism, or None.
    works: keys of the works cited for it. answers: the claims that it meets or concedes to.
    """

    id: str
    paper: str
    locator: str
    element: str
    modality: str
    statement: str
    role: str | None
    supports: tuple[str, ...]
    attacks: tuple[str, ...]
    qualifies: tuple[str, ...]
    works: tuple[str, ...]
    conditions: tuple[str, ...]
    answers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Evidence:
    """Hold what a study found in a setting.

    year: that of its newest work.
    conditions: the sides that it speaks for by itself, such as C07+ or C07-.
    """

    id: str
    setting: str
    place: str
    activity: str
    countries: tuple[str, ...]
    dimension: str
    scope: str
    polarity: str
    strength: str
    basis: str
    locator: str
    paraphrase: str
    works: tuple[str, ...]
    year: int | None
    conditions: tuple[str, ...]


@dataclass(frozen=True)
class Literature:
    """Hold all of it; works and claims by their id."""

    works: dict[str, Work]
    citations: tuple[Citation, ...]
    claims: dict[str, Claim]
    evidence: tuple[Evidence, ...]


def read(store: ox.Store, rules: Theory | None = None) -> Literature:
    """Read the literature out of a graph.

    Parameters
    ----------
    store: the graph, such as `loclearn.knowledge.knowledge_graph()` returns it.
    rules: the definitions, which say on which condition a finding bears; by default those of
        the profile default.

    >>> from loclearn.knowledge import knowledge_graph
    >>> literature = read(knowledge_graph())
    >>> literature.works["boschma2005"].label, len(literature.citations)
    ('Boschma 2005', 95)
    """
    records = Records(store)
    works = {work.key: work for work in _works(records)}
    return Literature(
        works=works,
        citations=tuple(_citations(records)),
        claims={claim.id: claim for claim in _claims(records)},
        evidence=tuple(_evidence(records, rules or read_theory(), works)),
    )


def _works(records: Records) -> Iterator[Work]:
    for node in records.members(term("Work")):
        key = records.end(node, "work")
        authors = records.authors(node)
        year = records.text(node, DCTERMS + "issued")
        doi, sure = records.doi(node)
        name = records.text(node, RDFS + "label") or key
        yield Work(
            key=key,
            title=records.text(node, DCTERMS + "title")
            or records.text(node, RDFS + "label")
            or key,
            authors=authors,
            year=int(year) if year and year.isdigit() else None,
            venue=records.venue(node),
            doi=doi,
            doi_confidence=sure,
            label=label_of(authors, year, _letter(key)) or name,
        )


def label_of(authors: tuple[str, ...], year: str | None, letter: str = "") -> str:
    """Return how a work is called in a text, by family names, year and the letter after it.

    >>> label_of(("Bathelt, Harald", "Malmberg, Anders", "Maskell, Peter"), "2004")
    'Bathelt et al. 2004'
    >>> label_of(("Grabher, Gernot",), "2002", "b")
    'Grabher 2002b'
    """
    families = [name.partition(",")[0].strip() for name in authors]
    names = " & ".join(families) if len(families) <= 2 else f"{families[0]} et al."
    return f"{names} {year or 'n.d.'}{letter}" if names else ""


def _letter(key: str) -> str:
    """Return the letter by which a key tells works of one year apart."""
    found = re.search(r"\d{4}([a-z])$", key)
    return found[1] if found else ""


def _citations(records: Records) -> Iterator[Citation]:
    for node in records.members(term("Citation")):
        other = records.ends(node, term("hasAlternativeFunction"))
        yield Citation(
            id=records.end(node, "citation"),
            citing=records.ends(node, CITO + "hasCitingEntity")[0],
            cited=next(iter(records.ends(node, term("citesWork"))), None),
            claim=next(iter(records.ends(node, term("servesClaim"))), None),
            function=records.ends(node, term("hasCitationFunction"))[0],
            alternative=next(iter(other), None),
            locator=next(iter(records.places(node, term("citesFrom"))), ""),
            text=records.text(node, term("citingString")) or "",
            attributed=records.text(node, term("attributedContent")) or "",
            resolution=next(iter(records.ends(node, term("hasResolution"))), "exact"),
        )


def _claims(records: Records) -> Iterator[Claim]:
    for node in records.members(term("Claim")):
        roles = [role for role in records.ends(node, RDF + "type") if role != "Claim"]
        yield Claim(
            id=records.text(node, SKOS + "notation") or records.end(node, "claim"),
            paper=next(iter(records.ends(node, term("madeIn"))), ""),
            locator=next(iter(records.places(node, term("standsIn"))), ""),
            element=next(iter(records.ends(node, term("hasElement"))), ""),
            modality=next(iter(records.ends(node, term("hasModality"))), ""),
            statement=records.text(node, DCTERMS + "description") or "",
            role=next(iter(roles), None),
            supports=records.ends(node, term("supportsClaim")),
            attacks=records.ends(node, term("attacksClaim")),
            qualifies=records.ends(node, term("qualifiesClaim")),
            works=records.ends(node, term("drawsOnWork")),
            conditions=records.ends(node, term("groundsCondition")),
            answers=records.ends(node, term("answers")) + records.ends(node, term("concedesTo")),
        )


def _evidence(records: Records, rules: Theory, works: dict[str, Work]) -> Iterator[Evidence]:
    sides = _Sides(records.store, rules)
    for setting, node in records.pairs(term("hasEvidence")):
        keys = records.ends(node, term("reportedIn"))
        years = [year for key in keys if key in works and (year := works[key].year) is not None]
        yield Evidence(
            id=records.end(node, "statement"),
            setting=records.text(setting, SKOS + "notation") or records.end(setting, "setting"),
            place=records.text(setting, term("place")) or "",
            activity=records.text(setting, term("activity")) or "",
            countries=records.texts(setting, term("country")),
            dimension=next(iter(records.ends(node, term("hasDimension"))), ""),
            scope=next(iter(records.ends(node, term("hasScope"))), ""),
            polarity=next(iter(records.ends(node, term("hasPolarity"))), ""),
            strength=next(iter(records.ends(node, term("hasStrength"))), ""),
            basis=next(iter(records.ends(node, term("hasBasis"))), ""),
            locator=records.text(node, term("locator")) or "",
            paraphrase=records.text(node, term("paraphrase")) or "",
            works=keys,
            year=max(years, default=None),
            conditions=sides.of(node),
        )


class _Sides:
    """Tell for which side of which condition one statement speaks by itself."""

    def __init__(self, store: ox.Store, rules: Theory) -> None:
        self._membership = Membership(store, rules.definitions)
        self._asked = [
            (condition.id + sign, wanted)
            for condition in rules.conditions.values()
            if condition.kind in ("Condition", "Extension")
            for side, sign in zip(condition.sides, _SIGNS, strict=False)
            for wanted in _statements(rules.definitions[side], rules)
        ]

    def of(self, node: ox.NamedNode) -> tuple[str, ...]:
        found = (name for name, wanted in self._asked if self._membership.holds(wanted, node))
        return tuple(sorted(set(found)))


def _statements(expression: Expression, rules: Theory) -> Iterator[Expression]:
    """Yield what a definition asks of a statement, through the conditions' alternatives."""
    match expression:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _statements(part, rules)
        case Some(name, filler) if name == term("hasEvidence"):
            yield filler
        case Named(iri) if iri in rules.definitions and iri in _alternatives(rules):
            yield from _statements(rules.definitions[iri], rules)


def _alternatives(rules: Theory) -> set[str]:
    return {
        side
        for condition in rules.conditions.values()
        if condition.kind == "SubCondition"
        for side in condition.sides
    }
