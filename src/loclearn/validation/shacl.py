"""Run the shapes over a graph, with pySHACL or, for large graphs, with pyshifty.

Both engines get the same triples, blank nodes replaced by IRIs so that the reports name them.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import pyoxigraph as ox
from rdflib import RDF, SH, Graph, Literal, URIRef
from rdflib.term import Node

from loclearn import resources
from loclearn.namespaces import compact

LARGE = 50_000
"""Above this number of triples the fast engine is taken, where it is installed."""

BLANK = "urn:loclearn:blank:"
"""Begins the IRI that stands for a blank node."""


@dataclass(frozen=True)
class Result:
    """Hold one result of a shape, as its report says it.

    shape, component, focus: IRIs; focus begins with BLANK where the node is blank.
    path: the path that the shape looks at, as text, or "".
    value: the value at fault, or None.
    severity: "violation" or "warning".
    expected, cure: the name and the message of the shape.
    """

    shape: str
    component: str
    focus: str
    path: str
    value: str | None
    severity: str
    expected: str
    cure: str


def fast_engine_is_installed() -> bool:
    """Tell whether the extra `fast` is there."""
    return find_spec("shifty") is not None


def results(store: ox.Store, engine: str, modules: tuple[str, ...] | None = None) -> list[Result]:
    """Return what the shapes find in a store.

    A text where a node belongs is told once, as a value; what it lacks as a node is left out.

    Parameters
    ----------
    store: the data, in the default graph.
    engine: "pyshacl" or "pyshifty".
    modules: the files of shapes, by default all but those for the ontology itself.
    """
    rules = shapes(modules or data_modules())
    with _quiet():
        report = {"pyshacl": _pyshacl, "pyshifty": _pyshifty}[engine](_named(store), rules)
    return [
        _result(report, node, rules)
        for validation in report.subjects(RDF.type, SH.ValidationReport)
        for node in report.objects(validation, SH.result)
        if not isinstance(report.value(node, SH.focusNode), Literal)
    ]


def data_modules() -> tuple[str, ...]:
    """Return the names of the files of shapes for data.

    >>> "style" in data_modules()
    False
    """
    return tuple(name for name in resources.shapes() if name != "style")


@cache
def shapes(modules: tuple[str, ...]) -> Graph:
    """Return the shapes of some modules as one graph."""
    graph = Graph()
    for name in modules:
        graph.parse(resources.shapes()[name])
    return graph


def _named(store: ox.Store) -> bytes:
    def name(node: Any) -> Any:
        return ox.NamedNode(BLANK + node.value) if isinstance(node, ox.BlankNode) else node

    triples = (ox.Triple(name(q.subject), q.predicate, name(q.object)) for q in store)
    return ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""


def _pyshacl(data: bytes, rules: Graph) -> Graph:
    from pyshacl import validate  # noqa: PLC0415 - half a second that few commands need

    _, report, _ = validate(Graph().parse(data=data, format="nt"), shacl_graph=rules, inplace=True)
    if not isinstance(report, Graph):
        raise TypeError(f"pySHACL gave no report: {report}")
    return report


def _pyshifty(data: bytes, rules: Graph) -> Graph:
    validate = import_module("shifty").validate
    _, report, _ = validate(data, rules, graph_mode="data", infer=False, on_unsupported="error")
    assert isinstance(report, Graph)  # noqa: S101 - its interface says so
    return report


@contextmanager
def _quiet() -> Iterator[None]:
    """Silence rdflib, which logs a traceback for each literal that is not of its datatype."""
    logger = logging.getLogger("rdflib.term")
    before = logger.disabled
    logger.disabled = True
    try:
        yield
    finally:
        logger.disabled = before


def _result(report: Graph, node: Node, rules: Graph) -> Result:
    shape = report.value(node, SH.sourceShape)
    path = rules.value(shape, SH.path)
    value = report.value(node, SH.value)
    severity = str(report.value(node, SH.resultSeverity)).removeprefix(str(SH))
    return Result(
        shape=str(shape),
        component=str(report.value(node, SH.sourceConstraintComponent)),
        focus=str(report.value(node, SH.focusNode)),
        path="" if path is None else path_text(rules, path),
        value=None if value is None or path is None else str(value),
        severity="violation" if severity == "Violation" else "warning",
        expected=str(rules.value(shape, SH.name)),
        cure=str(rules.value(shape, SH.message)),
    )


def path_text(rules: Graph, path: Node) -> str:
    """Return a path as SPARQL writes it, its IRIs in compact form.

    >>> path_text(shapes(("setting",)), SH.path)
    '<http://www.w3.org/ns/shacl#path>'
    """
    if isinstance(path, URIRef):
        return compact(str(path))
    for sign, form in ((SH.inversePath, "^{}"), (SH.oneOrMorePath, "{}+"),
                       (SH.zeroOrMorePath, "{}*")):  # fmt: skip
        inner = rules.value(path, sign)
        if inner is not None:
            return form.format(path_text(rules, inner))
    either = rules.value(path, SH.alternativePath)
    parts = [path_text(rules, part) for part in rules.items(either or path)]
    return f"({'|'.join(parts)})" if either is not None else "/".join(parts)
