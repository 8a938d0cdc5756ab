"""Condition by evidence: how much is known, how new, from where, and where nobody is looking."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from loclearn import graph
from loclearn.literature.model import Evidence, Literature
from loclearn.namespaces import RDF, RDFS, SKOS, term


@dataclass(frozen=True)
class Covered:
    """Hold what is known of one condition.

    speak_for, against: how many statements decide its two sides; a mixed one may decide both.
    statements, works: the ids of the statements, and the works that report them.
    newest: the year of the newest work, or None.
    bases: how many statements rest on a full text, an abstract and so on.
    contested: the share of its settings with statements for both sides; None without settings.
    claims: the claims that the condition formalises.
    """

    condition: str
    label: str
    speak_for: int
    against: int
    statements: tuple[str, ...]
    works: tuple[str, ...]
    settings: tuple[str, ...]
    countries: Mapping[str, int]
    newest: int | None
    bases: Mapping[str, int]
    contested: float | None
    claims: tuple[str, ...]


def coverage(literature: Literature, names: Mapping[str, str]) -> tuple[Covered, ...]:
    """Return how each condition is covered, the least covered first.

    Parameters
    ----------
    names: the labels of the conditions to look for, by id; all of them are reported.
    """
    found = [_covered(literature, id_, label) for id_, label in names.items()]
    return tuple(sorted(found, key=lambda c: (len(c.statements), len(c.countries), c.condition)))


def _covered(literature: Literature, condition: str, label: str) -> Covered:
    both = (condition + "+", condition + "-")
    hits = [e for e in literature.evidence if set(both) & set(e.conditions)]
    sides: dict[str, set[str]] = {}
    for evidence in hits:
        sides.setdefault(evidence.setting, set()).update(set(both) & set(evidence.conditions))
    split = sum(len(found) == 2 for found in sides.values())
    return Covered(
        condition,
        label,
        sum(both[0] in e.conditions for e in hits),
        sum(both[1] in e.conditions for e in hits),
        tuple(e.id for e in hits),
        tuple(sorted({work for e in hits for work in e.works})),
        tuple(sorted(sides)),
        _count(country for e in hits for country in set(e.countries)),
        max((e.year for e in hits if e.year is not None), default=None),
        _count(e.basis for e in hits),
        split / len(sides) if sides else None,
        tuple(c.id for c in literature.claims.values() if condition in c.conditions),
    )


def _count(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items(), key=lambda item: (-item[1], item[0])))


def undecided(literature: Literature) -> tuple[Evidence, ...]:
    """Return the statements that decide no side of any condition: too weak, or of another kind."""
    return tuple(e for e in literature.evidence if not e.conditions)


def condition_names(store: ox.Store) -> dict[str, str]:
    """Return the labels of the conditions and extensions that a graph defines, by id.

    >>> from loclearn import graph
    >>> condition_names(graph.ontology())["C07"]
    'local vertical links'
    """
    names = {}
    for kind in ("Condition", "Extension"):
        of_kind = ox.NamedNode(term(kind))
        for quad in store.quads_for_pattern(None, ox.NamedNode(RDF + "type"), of_kind, None):
            if isinstance(quad.subject, ox.NamedNode):
                id_ = graph.value(store, quad.subject, SKOS + "notation")
                if id_ is not None:
                    names[id_] = graph.value(store, quad.subject, RDFS + "label") or id_
    return dict(sorted(names.items()))
