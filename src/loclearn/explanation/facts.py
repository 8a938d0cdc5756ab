"""Read a statement or an observation back from the graph, for a reader."""

import unicodedata
from dataclasses import dataclass

import pyoxigraph as ox

from loclearn import graph
from loclearn.explanation.words import local
from loclearn.namespaces import DCTERMS, RDFS, SKOS, term
from loclearn.rewriting.membership import Thing

_CODES = ("hasDimension", "hasScope", "hasPolarity", "hasStrength", "hasBasis", "hasValence",
          "hasIndicator", "hasCoverage", "ofCapability")  # fmt: skip
_NUMBERS = ("confidence", "weightFor", "weightAgainst", "value", "pValue")


@dataclass(frozen=True)
class Fact:
    """Hold what the graph says of one statement or observation.

    codes, numbers: by the name of the property.
    sources: the works that report it, each as a short citation.
    inputs: what an observation was computed from.
    """

    id: str
    codes: dict[str, str]
    numbers: dict[str, str]
    sources: tuple[str, ...]
    locator: str | None
    paraphrase: str | None
    inputs: str | None


def read_fact(store: ox.Store, thing: Thing) -> Fact:
    """Return the fact of that node."""

    def found(names: tuple[str, ...]) -> dict[str, str]:
        values = {name: graph.value(store, thing, term(name)) for name in names}
        return {name: value for name, value in values.items() if value is not None}

    works = graph.objects(store, thing, term("reportedIn"))
    return Fact(
        id=local(thing.value) if isinstance(thing, ox.NamedNode) else "an observation",
        codes={name: local(value) for name, value in found(_CODES).items()},
        numbers=found(_NUMBERS),
        sources=tuple(
            sorted(cite(store, work) for work in works if isinstance(work, ox.NamedNode))
        ),
        locator=graph.value(store, thing, term("locator")),
        paraphrase=graph.value(store, thing, term("paraphrase")),
        inputs=graph.value(store, thing, term("computedFrom")),
    )


def cite(store: ox.Store, work: ox.NamedNode) -> str:
    """Return a short citation: family names and year where known, else the label.

    A graph does not keep the order of authors; who stands in the key of the work comes first.
    """
    creators = sorted(
        node.value for node in graph.objects(store, work, DCTERMS + "creator")
        if isinstance(node, ox.Literal)
    )  # fmt: skip
    year = graph.value(store, work, DCTERMS + "issued")
    if not creators:
        return graph.value(store, work, RDFS + "label") or local(work.value)
    key = local(work.value).lower()
    families = sorted((name.split(",")[0] for name in creators), key=lambda f: _place(f, key))
    who = families[0] if len(families) == 1 else " & ".join(families)
    return f"{who if len(families) < 3 else families[0] + ' et al.'} {year or 'n.d.'}"


def _place(family: str, key: str) -> int:
    """Return where a key has a family name; the end of the key where it has not.

    >>> _place("Rodríguez-Pose", "fitjarrodriguezpose2011")
    6
    """
    plain = unicodedata.normalize("NFKD", family.lower())
    found = key.find("".join(letter for letter in plain if letter.isalpha()))
    return found if found >= 0 else len(key)


def notation(store: ox.Store, iri: str) -> str:
    """Return the notation of a thing, or the end of its IRI."""
    return graph.value(store, ox.NamedNode(iri), SKOS + "notation") or local(iri)
