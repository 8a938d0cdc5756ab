"""The map of claims and works: what stands where, in which colour and shape."""

from collections.abc import Mapping
from dataclasses import dataclass

from loclearn.literature.layout import apart, around
from loclearn.literature.model import Claim, Literature
from loclearn.literature.stance import direct

FRAME = (1180.0, 730.0)
_CLAIM = (57.0, 30.0)
_DIAMOND = (68.0, 36.0)
# The palette of Okabe & Ito (2008), which colour-blind readers tell apart; a shape doubles each.
_LOOKS = {
    "challenge": ("#E69F00", "tag"),
    "localized-capability": ("#E69F00", "box"),
    "method": ("#BBBBBB", "box"),
    "proximity-general": ("#BBBBBB", "pill"),
    "vertical": ("#56B4E9", "pill"),
    "critique": ("#D55E00", "diamond"),
    "response": ("#009E73", "tag"),
    "cognitive-proximity": ("#CC79A7", "octagon"),
    "horizontal": ("#009E73", "hexagon"),
    "social": ("#F0E442", "pill"),
    "pipelines": ("#0072B2", "hexagon"),
    "global-local-interface": ("#0072B2", "slant"),
}
_COLOURS = tuple(dict.fromkeys(colour for colour, _ in _LOOKS.values()))
_SHAPES = tuple(dict.fromkeys(shape for _, shape in _LOOKS.values()))
_COLUMNS = 4


@dataclass(frozen=True)
class Element:
    """Hold an element of the theory as the map shows it: its colour, its shape, its middle."""

    id: str
    label: str
    colour: str
    shape: str
    x: float
    y: float
    claims: int


@dataclass(frozen=True)
class Edge:
    """Hold one edge: a relation of claims, or a work that is cited for a claim."""

    source: str
    target: str
    kind: str


@dataclass(frozen=True)
class Picture:
    """Hold the map: the places of claims and of works by id and key, edges, elements."""

    claims: Mapping[str, tuple[float, float]]
    works: Mapping[str, tuple[float, float]]
    edges: tuple[Edge, ...]
    elements: tuple[Element, ...]


def edges(literature: Literature) -> tuple[Edge, ...]:
    """Return the relations among claims, and one edge for each work cited for a claim."""
    known = literature.claims
    found = [
        Edge(claim.id, other, kind)
        for claim in known.values()
        for kind in ("supports", "attacks", "qualifies")
        for other in _others(claim, kind)
        if other in known
    ]
    found += [Edge(work, claim, "cited") for claim, work in direct(literature)]
    return tuple(found)


def _others(claim: Claim, kind: str) -> tuple[str, ...]:
    relations = {
        "supports": claim.supports,
        "attacks": claim.attacks,
        "qualifies": claim.qualifies,
    }
    return relations[kind]


def picture(literature: Literature) -> Picture:
    """Return the map of a literature: claims near their element, works near their claims."""
    drawn = edges(literature)
    works = sorted({edge.source for edge in drawn if edge.kind == "cited"})
    centres = _centres(literature)
    ids = [*literature.claims, *(f"work {key}" for key in works)]
    links = [(f"work {e.source}" if e.kind == "cited" else e.source, e.target, 1.0) for e in drawn]
    anchors = {c.id: centres[c.element] for c in literature.claims.values()}
    sizes = {
        c.id: _DIAMOND if _LOOKS.get(c.element, ("", ""))[1] == "diamond" else _CLAIM
        for c in literature.claims.values()
    }
    sizes |= {f"work {key}": (22 + 6.6 * len(literature.works[key].label), 17.0) for key in works}
    rough = around(ids, links, anchors)
    for element in centres:
        own = [rough[c.id] for c in literature.claims.values() if c.element == element]
        rough[f"name {element}"] = (sum(x for x, _ in own) / len(own), min(y for _, y in own))
        sizes[f"name {element}"] = (9.5 * len(element), 22.0)
    places = apart(rough, sizes, FRAME)
    return Picture(
        {id_: places[id_] for id_ in literature.claims},
        # The box holds the dot of a work and its label to the right; the dot is drawn at its left.
        {
            key: (round(x - (sizes[f"work {key}"][0] / 2 - 10) / FRAME[0], 4), y)
            for key in works
            for x, y in [places[f"work {key}"]]
        },
        drawn,
        _elements(literature, places, list(centres)),
    )


def _centres(literature: Literature) -> dict[str, tuple[float, float]]:
    """Return a point of a grid for each element: known ones in the order of the palette."""
    there = dict.fromkeys(c.element for c in literature.claims.values())
    order = [*(e for e in _LOOKS if e in there), *sorted(e for e in there if e not in _LOOKS)]
    rows = -(-len(order) // _COLUMNS)
    return {
        element: ((n % _COLUMNS + 0.5) / _COLUMNS, (n // _COLUMNS + 0.5) / max(rows, 1))
        for n, element in enumerate(order)
    }


def _elements(
    literature: Literature, places: Mapping[str, tuple[float, float]], order: list[str]
) -> tuple[Element, ...]:
    found = []
    for number, element in enumerate(order):
        fallback = _COLOURS[number % len(_COLOURS)], _SHAPES[number % len(_SHAPES)]
        colour, shape = _LOOKS.get(element, fallback)
        own = sum(c.element == element for c in literature.claims.values())
        x, y = places[f"name {element}"]
        label = element.replace("-", " ")
        found.append(Element(element, label, colour, shape, x, y, own))
    return tuple(found)
