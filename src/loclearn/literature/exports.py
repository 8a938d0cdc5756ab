"""Networks and the stance matrix as files for Gephi, VOSviewer and spreadsheets."""

import csv
import io
import json
from collections.abc import Iterable

import networkx as nx

from loclearn.literature.drawn import Drawn, Value
from loclearn.literature.model import Literature
from loclearn.literature.stance import stances


def _graph(drawn: Drawn, *, places: bool) -> "nx.Graph[str]":
    """Return a networkx graph; two relations of one pair are two edges."""
    graph = nx.MultiDiGraph() if drawn.directed else nx.Graph()
    for point in drawn.points:
        facts = {key: value for key, value in point.attributes.items() if value != ""}
        weights = {key.lower().replace(" ", "_"): value for key, value in point.weights.items()}
        facts |= weights | {"label": point.label, "description": point.description}
        if places:
            where = {"x": point.x * 1000, "y": point.y * 1000, "z": 0.0}
            facts["viz"] = {"position": where}  # type: ignore[assignment]
        else:
            facts |= {"x": point.x * 1000, "y": point.y * 1000}
        graph.add_node(point.id, **(facts | {"cluster": point.cluster}))
    for line in drawn.lines:
        facts = {"kind": line.kind, "weight": float(line.strength), **line.attributes}
        graph.add_edge(line.source, line.target, **facts)
    return graph


def graphml(drawn: Drawn) -> str:
    """Return a network as GraphML, with its places as x and y."""
    head = "<?xml version='1.0' encoding='utf-8'?>\n"
    return head + "\n".join(nx.generate_graphml(_graph(drawn, places=False))) + "\n"


def gexf(drawn: Drawn) -> str:
    """Return a network as GEXF 1.2, with its places as Gephi reads them."""
    lines = list(nx.generate_gexf(_graph(drawn, places=True), version="1.2draft"))
    # The date of the day would make each run another file.
    kept = [line for line in lines if "<meta " not in line and "</meta>" not in line]
    kept = [line for line in kept if "<creator>" not in line]
    return "<?xml version='1.0' encoding='utf-8'?>\n" + "\n".join(kept) + "\n"


def vosviewer(drawn: Drawn) -> str:
    """Return a network as the JSON of VOSviewer: items, and links that do not have a direction.

    Source: the documentation of VOSviewer Online, file types, JSON file.
    """
    items = []
    for point in drawn.points:
        scores = {"Year": point.attributes["year"]} if "year" in point.attributes else {}
        item = {
            "id": point.id,
            "label": point.label,
            "description": point.description,
            "x": point.x,
            "y": point.y,
            "cluster": point.cluster,
            "weights": dict(point.weights),
        }
        items.append(item | ({"scores": scores} if scores else {}))
    summed: dict[tuple[str, str], float] = {}
    for line in drawn.lines:
        one, other = sorted((line.source, line.target))
        summed[one, other] = summed.get((one, other), 0) + line.strength
    links = [
        {"source_id": one, "target_id": other, "strength": strength}
        for (one, other), strength in summed.items()
    ]
    network = {"network": {"items": items, "links": links}}
    return json.dumps(network, ensure_ascii=False, indent=1) + "\n"


def nodes_csv(drawn: Drawn) -> str:
    """Return the nodes as CSV, with the columns Id and Label that Gephi looks for."""
    names = list(dict.fromkeys(name for point in drawn.points for name in point.attributes))
    names = [name for name in names if name != "cluster"]
    weights = list(dict.fromkeys(name for point in drawn.points for name in point.weights))
    rows = (
        [p.id, p.label, p.x, p.y, p.cluster, *(p.weights.get(w, "") for w in weights),
         *(p.attributes.get(name, "") for name in names), p.description]
        for p in drawn.points
    )  # fmt: skip
    return _csv(["Id", "Label", "x", "y", "cluster", *weights, *names, "description"], rows)


def edges_csv(drawn: Drawn) -> str:
    """Return the links as CSV, with the columns Source, Target, Type and Weight of Gephi."""
    names = list(dict.fromkeys(name for line in drawn.lines for name in line.attributes))
    way = "Directed" if drawn.directed else "Undirected"
    rows = (
        [e.source, e.target, way, e.kind, e.strength, *(e.attributes.get(n, "") for n in names)]
        for e in drawn.lines
    )
    return _csv(["Source", "Target", "Type", "kind", "Weight", *names], rows)


def matrix(literature: Literature) -> str:
    """Return the stances as CSV: a row for each claim, a column for each work.

    A cell is supports, disputes or mentions; in brackets when it follows along relations only.
    """
    found = stances(literature)
    cells = {(s.claim, s.work): s.value if s.direct else f"({s.value})" for s in found}
    rows = list(dict.fromkeys(s.claim for s in found))
    works = sorted({s.work for s in found})
    body: Iterable[list[Value]] = (
        [claim, literature.claims[claim].element, *(cells.get((claim, work), "") for work in works)]
        for claim in rows
    )
    return _csv(["claim", "element", *works], body)


def _csv(head: list[str], rows: Iterable[list[Value]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue()
