"""From the results of the shapes to problems that a reader can act on."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

import pyoxigraph as ox

from loclearn.errors import Problem, shorten
from loclearn.namespaces import RDF, compact
from loclearn.validation.shacl import BLANK, LARGE, Result, fast_engine_is_installed, results

_SH = "http://www.w3.org/ns/shacl#"
_NONE = _SH + "MinCountConstraintComponent"
_SEVERAL = _SH + "MaxCountConstraintComponent"
_NO_FITTING = _SH + "QualifiedMinCountConstraintComponent"


def shape_problems(graphs: Mapping[str, ox.Store]) -> list[Problem]:
    """Return what the shapes find in graphs that belong together, with the file of each node."""
    store = _joined(graphs)
    if not len(store):
        return []
    large = len(store) > LARGE
    engine = "pyshifty" if large and fast_engine_is_installed() else "pyshacl"
    found = {
        (result.shape, result.focus, result.path, result.value, _kind(result)): result
        for result in results(store, engine)
    }
    alike = Counter(_problem(result, store, graphs) for result in found.values())
    return [
        problem if count == 1 else replace(problem, found=f"{problem.found} ({count} such nodes)")
        for problem, count in alike.items()
    ]


def _joined(graphs: Mapping[str, ox.Store]) -> ox.Store:
    stores = list(graphs.values())
    if len(stores) == 1:
        return stores[0]
    joined = ox.Store()
    for store in stores:
        joined.bulk_extend(store)
    return joined


def _kind(result: Result) -> str:
    """Return how a result is worded: two components with one wording are one problem."""
    return result.component if result.component in (_NONE, _SEVERAL) else ""


def _problem(result: Result, store: ox.Store, graphs: Mapping[str, ox.Store]) -> Problem:
    node = _node(result.focus)
    return Problem(
        file=_home(node, result.value, graphs),
        row=None,
        column=None,
        found=_found(result, _told(node, store)),
        expected=result.expected,
        cure=result.cure,
        severity=result.severity,
    )


def _home(
    node: ox.NamedNode | ox.BlankNode, value: str | None, graphs: Mapping[str, ox.Store]
) -> str:
    """Return the file that says the value of the node, else the first that speaks of it."""
    said = {
        file: {q.object.value for q in graph.quads_for_pattern(node, None, None)
               if not isinstance(q.object, ox.Triple)}
        for file, graph in graphs.items()
    }  # fmt: skip
    speaking = [file for file, values in said.items() if values]
    exact = [file for file in speaking if value in said[file]]
    return [*exact, *speaking, *graphs][0]


def _node(focus: str) -> ox.NamedNode | ox.BlankNode:
    if focus.startswith(BLANK):
        return ox.BlankNode(focus.removeprefix(BLANK))
    return ox.NamedNode(focus)


def _found(result: Result, node: str) -> str:
    if result.component == _NONE:
        return f"no {result.path} at {node}"
    if result.component == _NO_FITTING:
        return f"no such {result.path} at {node}"
    if result.component == _SEVERAL:
        return f"several values of {result.path} at {node}"
    if result.value is not None:
        return f"{result.path} {_short(result.value)} at {node}"
    return f"{result.path} at {node}" if result.path else node


def _short(value: str) -> str:
    if value.startswith(BLANK):
        return "a blank node"
    return compact(value).strip("<>") if "://" in value else shorten(value)


def _told(node: ox.NamedNode | ox.BlankNode, store: ox.Store) -> str:
    """Return a name for a node; a blank one is told by what points to it and what it says."""
    if isinstance(node, ox.NamedNode):
        return compact(node.value)
    owners = sorted(
        f"{compact(quad.predicate.value)} of {_text(quad.subject)}"
        for quad in store.quads_for_pattern(None, None, node)
    )
    said = sorted(
        f"{compact(quad.predicate.value)} {_text(quad.object)}"
        for quad in store.quads_for_pattern(node, None, None)
        if quad.predicate.value != RDF + "type"
    )
    return f"a blank node ({'; '.join([*owners[:1], *said[:3]]) or 'of which nothing is said'})"


def _text(node: object) -> str:
    if isinstance(node, ox.NamedNode):
        return compact(node.value)
    return shorten(node.value) if isinstance(node, ox.Literal) else "a blank node"
