"""Over which range each threshold is varied, as the ontology says beside it."""

from dataclasses import dataclass
from decimal import Decimal

import pyoxigraph as ox

from loclearn import graph
from loclearn.grounds.grades import Varied
from loclearn.namespaces import DCTERMS, RDFS, term, thing
from loclearn.rewriting.axioms import AxiomReader
from loclearn.rewriting.expressions import Facet

_OURS = thing("work", "loclearn2026")


@dataclass(frozen=True)
class Reference:
    """Hold a value that a work or a convention gives a threshold.

    sources: keys of works, and locators of paragraphs of Malmberg and Maskell (2005).
    page: where it stands, and whether it was seen; None where the source says it all over.
    ours: whether only a convention of ours gives it.
    """

    value: Decimal
    label: str
    sources: tuple[str, ...]
    page: str | None
    ours: bool


@dataclass(frozen=True)
class Threshold:
    """Hold a threshold with its bound in one profile and the range over which it is varied.

    name: the end of its IRI. facets: its bounds in the profile.
    references: what others give it, from the least; their ends are the range.
    rationale: where the range comes from, or why there is none.
    whole: whether only whole numbers make sense.
    """

    iri: str
    name: str
    label: str
    facets: tuple[Facet, ...]
    references: tuple[Reference, ...]
    rationale: str
    whole: bool

    @property
    def varied(self) -> Varied | None:
        """Return what is moved; None where there is no range, or not one bound to move."""
        if len(self.facets) != 1 or len({one.value for one in self.references}) < 2:
            return None
        return Varied(self.iri, self.facets[0])

    @property
    def at(self) -> Decimal:
        """Return the bound in the profile."""
        return self.facets[0].bound

    @property
    def low(self) -> Decimal:
        """Return the least value of the range."""
        return self.references[0].value

    @property
    def high(self) -> Decimal:
        """Return the greatest value of the range."""
        return self.references[-1].value

    @property
    def ours(self) -> bool:
        """Tell whether the range is a convention of ours and of no work."""
        return all(one.ours for one in self.references)

    @property
    def why_not(self) -> str:
        """Return why the threshold is not varied, or an empty text."""
        if self.varied:
            return ""
        one = len(self.facets) == 1 or not self.references
        return self.rationale if one else "Not varied: the profile gives it more than one bound."


def threshold_ranges(ontology: ox.Store) -> list[Threshold]:
    """Return all thresholds of an ontology with one profile, by name.

    >>> {one.name: one for one in threshold_ranges(graph.ontology())}["Overrepresented"].high
    Decimal('2')
    """
    reader = AxiomReader(ontology)
    return [_threshold(ontology, iri, facets) for iri, facets in sorted(reader.datatypes.items())]


def _threshold(ontology: ox.Store, iri: str, facets: tuple[Facet, ...]) -> Threshold:
    node = ox.NamedNode(iri)
    values = [
        _reference(ontology, value)
        for value in graph.objects(ontology, node, term("hasReferenceValue"))
        if isinstance(value, ox.NamedNode)
    ]
    name = iri.rsplit("/", 1)[-1]
    return Threshold(
        iri=iri,
        name=name,
        label=graph.value(ontology, node, RDFS + "label") or name,
        facets=facets,
        references=tuple(sorted(values, key=lambda one: one.value)),
        rationale=graph.value(ontology, node, term("rangeRationale")) or "Not varied: no range.",
        whole=graph.value(ontology, node, term("variesInWholeNumbers")) == "true",
    )


def _reference(ontology: ox.Store, node: ox.NamedNode) -> Reference:
    sources = sorted(one.value for one in graph.objects(ontology, node, DCTERMS + "source"))
    return Reference(
        value=Decimal(graph.value(ontology, node, term("valueOfThreshold")) or "NaN").normalize(),
        label=graph.value(ontology, node, RDFS + "label") or node.value,
        sources=tuple(one.rsplit("/", 1)[-1] for one in sources),
        page=graph.value(ontology, node, term("standsOnPage")),
        ours=_OURS in sources,
    )
