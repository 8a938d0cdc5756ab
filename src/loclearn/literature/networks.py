"""Networks of a corpus: who cites whom, what is cited together, who cites the same."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from loclearn.literature.corpus import Corpus
from loclearn.literature.layout import communities, positions

KINDS = ("citation", "co-citation", "coupling")
LARGEST = 300


@dataclass(frozen=True)
class Node:
    """Hold one publication on a map.

    cited: how many publications of the corpus cite it.
    strength: the sum of the strengths of all its links, those that are not on the map included.
    cluster: the number of its community, from 1 for the largest.
    """

    id: str
    label: str
    x: float
    y: float
    cluster: int
    cited: int
    strength: int


@dataclass(frozen=True)
class Link:
    """Hold one link; in a citation network it goes from the citing to the cited publication.

    normalised: its association strength.
    """

    source: str
    target: str
    strength: int
    normalised: float


@dataclass(frozen=True)
class Network:
    """Hold the strongest nodes of a network and all links among them.

    whole: how many nodes with a link there were to choose from.
    """

    kind: str
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    whole: int


def network(corpus: Corpus, kind: str, largest: int = LARGEST) -> Network:
    """Return one network of a corpus, cut to the nodes with the strongest links in all.

    Parameters
    ----------
    kind: citation, co-citation or coupling.
    largest: how many nodes are kept; ties fall in the order of ids.

    Sources: co-citation is of Small (1973), J. Am. Soc. Inf. Sci. 24(4), 265-269; coupling of
    Kessler (1963), Am. Doc. 14(1), 10-25.
    """
    totals = _TOTALS[kind](corpus)
    kept = sorted(totals, key=lambda id_: (-totals[id_], id_))[:largest]
    counts = _COUNTS[kind](corpus, frozenset(kept))
    strengths = association(counts)
    cited = Counter(ref for one in corpus.publications.values() for ref in one.references)
    weighted = [(*pair, value) for pair, value in sorted(strengths.items())]
    groups = communities(kept, weighted)
    places = positions(kept, weighted)
    nodes = tuple(
        Node(id_, corpus.label(id_), *places[id_], groups[id_], cited[id_], totals[id_])
        for id_ in kept
    )
    links = tuple(
        Link(*pair, count, strengths[pair])
        for pair, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )
    return Network(kind, nodes, links, len(totals))


Pairs = dict[tuple[str, str], int]


def association(counts: Pairs) -> dict[tuple[str, str], float]:
    """Return the association strength of each pair: how often it occurs against chance.

    The strength of i and j is 2m c(i,j) / (s(i) s(j)), with s the sum of all links of a node and m
    that of all links: 1 is what chance alone would give. Source: van Eck & Waltman (2009), J. Am.
    Soc. Inf. Sci. Technol. 60(8), 1635-1651, where the constant 2m is left out.

    >>> association({("a", "b"): 1, ("a", "c"): 1})
    {('a', 'b'): 2.0, ('a', 'c'): 2.0}
    """
    sums: Counter[str] = Counter()
    for (one, other), count in counts.items():
        sums[one] += count
        sums[other] += count
    double = sum(sums.values())
    return {pair: double * n / (sums[pair[0]] * sums[pair[1]]) for pair, n in counts.items()}


def _citation_totals(corpus: Corpus) -> dict[str, int]:
    totals: Counter[str] = Counter()
    for id_, one in corpus.publications.items():
        inside = [ref for ref in one.references if ref in corpus.publications and ref != id_]
        totals[id_] += len(inside)
        totals.update(inside)
    return _positive(totals)


def _citations(corpus: Corpus, kept: frozenset[str]) -> Pairs:
    return {
        (id_, ref): 1
        for id_ in kept
        for ref in corpus.publications[id_].references
        if ref in kept and ref != id_
    }


def _together_totals(corpus: Corpus) -> dict[str, int]:
    """Return for each cited work how often it is cited together with others.

    A work cited in a list of n references meets n - 1 others there, so that no pairs are needed.
    """
    totals: Counter[str] = Counter()
    for one in corpus.publications.values():
        for ref in one.references:
            totals[ref] += len(one.references) - 1
    return _positive(totals)


def _together(corpus: Corpus, kept: frozenset[str]) -> Pairs:
    lists = (kept.intersection(one.references) for one in corpus.publications.values())
    return _pairs(lists)


def _coupling_totals(corpus: Corpus) -> dict[str, int]:
    cited = Counter(ref for one in corpus.publications.values() for ref in one.references)
    return _positive(
        {
            id_: sum(cited[ref] - 1 for ref in one.references)
            for id_, one in corpus.publications.items()
        }
    )


def _coupling(corpus: Corpus, kept: frozenset[str]) -> Pairs:
    citing: dict[str, list[str]] = {}
    for id_ in kept:
        for ref in corpus.publications[id_].references:
            citing.setdefault(ref, []).append(id_)
    return _pairs(citing.values())


def _pairs(lists: Iterable[Iterable[str]]) -> Pairs:
    return dict(Counter(pair for ids in lists for pair in combinations(sorted(ids), 2)))


def _positive(totals: dict[str, int]) -> dict[str, int]:
    return {id_: total for id_, total in totals.items() if total > 0}


_TOTALS = {
    "citation": _citation_totals,
    "co-citation": _together_totals,
    "coupling": _coupling_totals,
}
_COUNTS = {"citation": _citations, "co-citation": _together, "coupling": _coupling}
