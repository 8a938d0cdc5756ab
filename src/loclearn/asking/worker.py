"""Run one query in a process of its own, which can be stopped at any time.

Standard input: one line of JSON with the text and the values of parameters, then the graph as
N-Triples. Standard output: one line of JSON with the kind and the order, then the result. Exit
code 3 with a sentence on standard error: the query cannot be run.
"""

import json
import sys
from itertools import product

import pyoxigraph as ox

from loclearn.asking.refusing import Readable, readable
from loclearn.errors import WrongUse

REFUSED = 3


def bound(query: Readable, values: dict[str, list[str]]) -> str:
    """Return the text of a query whose variables may take the given values only.

    Raises WrongUse when a variable is not selected, because then it would bind nothing.

    >>> print(bound(readable("SELECT ?s WHERE { ?s ?p ?o }"), {"s": ["<urn:x>"]}))
    SELECT ?s WHERE { ?s ?p ?o }
    VALUES (?s) { (<urn:x>) }
    """
    unknown = sorted(set(values) - set(query.columns))
    if unknown:
        known = ", ".join(query.columns) or "none"
        raise WrongUse(
            f"the query does not select ?{unknown[0]}, so it cannot be a parameter. "
            f"It selects: {known}."
        )
    if not values:
        return query.text
    if query.valued:
        raise WrongUse("the query ends with VALUES already, so it takes no parameters.")
    names = " ".join(f"?{name}" for name in values)
    rows = " ".join(f"({' '.join(terms)})" for terms in product(*values.values()))
    return f"{query.text}\nVALUES ({names}) {{ {rows} }}"


def main() -> None:
    """Read a query and a graph, write the result."""
    head = json.loads(sys.stdin.buffer.readline())
    try:
        query = readable(head["text"])
        text = bound(query, head["values"])
        store = ox.Store()
        store.bulk_load(sys.stdin.buffer.read(), format=ox.RdfFormat.N_TRIPLES)
        result = store.query(text)
        if isinstance(result, ox.QueryTriples):
            body = result.serialize(format=ox.RdfFormat.N_TRIPLES)
        else:
            body = result.serialize(format=ox.QueryResultsFormat.JSON)
    except (WrongUse, SyntaxError, ValueError, OSError) as error:
        message = str(error) if isinstance(error, WrongUse) else f"the query cannot be run: {error}"
        sys.stderr.buffer.write(message.encode())
        sys.exit(REFUSED)
    kind = {"kind": query.kind, "ordered": query.ordered}
    sys.stdout.buffer.write(json.dumps(kind).encode() + b"\n" + (body or b""))


if __name__ == "__main__":
    main()
