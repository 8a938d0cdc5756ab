"""Run a query on a graph and hold what it answers."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from loclearn.asking.worker import REFUSED
from loclearn.errors import WrongUse

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Row = tuple[Term | None, ...]
SECONDS = 30.0
"""How long a query may take when nobody says otherwise."""

_BOOLEAN = ox.NamedNode("http://www.w3.org/2001/XMLSchema#boolean")


@dataclass(frozen=True)
class Answer:
    """Hold the rows that answer a query.

    kind: select, ask, construct or describe; the last two make triples.
    columns: the variables selected; subject, predicate and object of triples; or "answer".
    rows: one term, or None, for each column. They stand in the order that the query asks for,
        else in the order of their text, so that the same graph gives the same answer.
    """

    kind: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def makes_triples(self) -> bool:
        """Tell whether the answer is a graph."""
        return self.kind in ("construct", "describe")


def run(
    store: ox.Store,
    text: str,
    values: Mapping[str, Sequence[ox.NamedNode | ox.Literal]] | None = None,
    *,
    timeout: float = SECONDS,
) -> Answer:
    """Put a query to the default graph of a store.

    Parameters
    ----------
    store: the graph; nothing changes it.
    text: SPARQL 1.1: SELECT, ASK, CONSTRUCT or DESCRIBE.
    values: what variables of the query may stand for; each must be selected.
    timeout: seconds after which the query is stopped.

    Raises WrongUse when the query is refused, cannot be read, or takes too long.

    >>> run(ox.Store(), "ASK { ?s ?p ?o }").rows[0][0].value
    'false'
    """
    terms = {name: [str(term) for term in found] for name, found in (values or {}).items()}
    head = json.dumps({"text": text, "values": terms})
    facts = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph()) or b""
    lines = sorted(facts.splitlines())
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "loclearn.asking.worker"],
            input=b"\n".join([head.encode(), *lines]),
            capture_output=True,
            timeout=timeout,
            env=_environment(),
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise WrongUse(
            f"the query was stopped after {timeout:g} seconds. Make it narrower, "
            "or give it more time with --timeout."
        ) from None
    if done.returncode == REFUSED:
        raise WrongUse(done.stderr.decode())
    if done.returncode:
        raise WrongUse(f"the query ended its process ({done.returncode}): it needs too much.")
    first, _, body = done.stdout.partition(b"\n")
    told = json.loads(first)
    return _answer(told["kind"], body, ordered=told["ordered"])


def _answer(kind: str, body: bytes, *, ordered: bool) -> Answer:
    if kind in ("construct", "describe"):
        quads = ox.parse(body, format=ox.RdfFormat.N_TRIPLES)
        triples: list[Row] = [(q.subject, q.predicate, q.object) for q in quads]
        rows = _numbered(sorted(dict.fromkeys(triples), key=_key))
        return Answer(kind, ("subject", "predicate", "object"), rows)
    result = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
    if isinstance(result, ox.QueryBoolean):
        word = "true" if result else "false"
        return Answer(kind, ("answer",), ((ox.Literal(word, datatype=_BOOLEAN),),))
    columns = tuple(variable.value for variable in result.variables)
    found: list[Row] = [tuple(solution[column] for column in columns) for solution in result]
    return Answer(kind, columns, _numbered(found if ordered else sorted(found, key=_key)))


def _key(row: Row) -> list[str]:
    """Return what rows are sorted by; the names of blank nodes mean nothing."""
    return ["_" if isinstance(t, ox.BlankNode) else "" if t is None else str(t) for t in row]


def _numbered(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return rows whose blank nodes are named in the order in which they appear."""
    names: dict[ox.BlankNode, ox.BlankNode] = {}
    for row in rows:
        for term in row:
            if isinstance(term, ox.BlankNode):
                names.setdefault(term, ox.BlankNode(f"b{len(names)}"))
    return tuple(
        tuple(names[term] if isinstance(term, ox.BlankNode) else term for term in row)
        for row in rows
    )


def _environment() -> dict[str, str]:
    """Return an environment in which a child finds this very package."""
    home = str(Path(__file__).parents[2])
    paths = [home, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONUTF8": "1"}
