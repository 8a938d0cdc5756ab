"""Networks that are laid out and ready for export."""

from collections.abc import Mapping
from dataclasses import dataclass

from loclearn.literature.corpus import Corpus
from loclearn.literature.layout import communities
from loclearn.literature.model import Literature
from loclearn.literature.networks import Network
from loclearn.literature.picture import FRAME, picture
from loclearn.literature.stance import camps, of_claim, stances

Value = str | int | float


@dataclass(frozen=True)
class Point:
    """Hold one node of an export: where it stands, its cluster, its weight and its attributes."""

    id: str
    label: str
    x: float
    y: float
    cluster: int
    weights: Mapping[str, float]
    attributes: Mapping[str, Value]
    description: str = ""


@dataclass(frozen=True)
class Line:
    """Hold one link of an export."""

    source: str
    target: str
    kind: str
    strength: float
    attributes: Mapping[str, Value]


@dataclass(frozen=True)
class Drawn:
    """Hold a network that is laid out and can be exported."""

    points: tuple[Point, ...]
    lines: tuple[Line, ...]
    directed: bool


def of_claims(literature: Literature) -> Drawn:
    """Return the graph of claims and the works cited for them, as the map draws it."""
    drawn = picture(literature)
    summed = of_claim(stances(literature))
    side = camps(literature)
    degree: dict[str, int] = {}
    for edge in drawn.edges:
        for end in (edge.source, edge.target):
            degree[end] = degree.get(end, 0) + 1
    ids = [*literature.claims, *drawn.works]
    groups = communities(ids, [(e.source, e.target, 1.0) for e in drawn.edges])
    points = []
    for id_, claim in literature.claims.items():
        facts: dict[str, Value] = {
            "kind": "claim",
            "element": claim.element,
            "modality": claim.modality,
            "role": claim.role or "",
            "paper": claim.paper,
            "locator": claim.locator,
            "stance": summed.get(id_, "none"),
            "conditions": ";".join(claim.conditions),
        }
        points.append(_point(id_, id_, drawn.claims[id_], groups[id_], degree.get(id_, 0), facts,
                             claim.statement))  # fmt: skip
    for key, place in drawn.works.items():
        work = literature.works[key]
        facts = {"kind": "work", "stance": side[key], "doi": work.doi or ""}
        facts |= {} if work.year is None else {"year": work.year}
        points.append(_point(key, work.label, place, groups[key], degree[key], facts, work.title))
    lines = tuple(Line(e.source, e.target, e.kind, 1.0, {}) for e in drawn.edges)
    return Drawn(tuple(points), lines, directed=True)


def _point(
    id_: str, label: str, place: tuple[float, float], cluster: int, degree: int,
    facts: Mapping[str, Value], description: str,
) -> Point:  # fmt: skip
    wide, high = FRAME
    x, y = place[0] * 2 - 1, (1 - place[1] * 2) * high / wide
    return Point(id_, label, round(x, 4), round(y, 4), cluster, {"Links": degree}, facts,
                 description)  # fmt: skip


def of_corpus(network: Network, corpus: Corpus) -> Drawn:
    """Return a network of a corpus; works that the graph knows carry their key there."""
    points = []
    for node in network.nodes:
        one = corpus.publications.get(node.id)
        facts: dict[str, Value] = {"cluster": node.cluster}
        if one is not None:
            facts |= {"title": one.title, "venue": one.venue or "", "doi": one.doi or ""}
            facts |= {} if one.year is None else {"year": one.year}
        facts["in_graph"] = corpus.known.get(node.id, "")
        weights = {"Citations": node.cited, "Total link strength": node.strength}
        points.append(
            Point(node.id, node.label, round(node.x * 2 - 1, 4), round(1 - node.y * 2, 4),
                  node.cluster, weights, facts, one.title if one is not None else "")
        )  # fmt: skip
    lines = tuple(
        Line(link.source, link.target, network.kind, link.strength,
             {"association_strength": round(link.normalised, 6)})
        for link in network.links
    )  # fmt: skip
    return Drawn(tuple(points), lines, directed=network.kind == "citation")
