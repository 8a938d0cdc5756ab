"""Answers of queries as text: for a reader, for programs, for other graphs."""

import csv
import io
import json
from typing import Any
from urllib.parse import unquote

import pyoxigraph as ox

from loclearn.asking.header import Query
from loclearn.asking.running import Answer, Term
from loclearn.errors import WrongUse
from loclearn.namespaces import DCTERMS, OWL, RDF, RDFS, SKOS, TERMS, THINGS, XSD

PREFIXES = {
    "ll": TERMS,
    "dcterms": DCTERMS,
    "owl": OWL,
    "prov": "http://www.w3.org/ns/prov#",
    "cito": "http://purl.org/spar/cito/",
    "rdf": RDF,
    "rdfs": RDFS,
    "skos": SKOS,
    "xsd": XSD,
}
_WIDTH = 160
_LONGEST_WORD = 36


def compact(term: Term | None) -> str:
    """Return a term as a reader writes it: the bare id of a thing, a prefixed name, or the text.

    >>> compact(ox.NamedNode(THINGS + "setting/LON-ADV"))
    'LON-ADV'
    >>> compact(ox.NamedNode(TERMS + "C05")), compact(ox.Literal("buzz", language="en"))
    ('ll:C05', 'buzz')
    """
    if term is None:
        return ""
    if not isinstance(term, ox.NamedNode):
        return str(term) if isinstance(term, ox.Triple) else term.value
    if term.value.startswith(THINGS):
        return unquote(term.value.removeprefix(THINGS).partition("/")[2]) or term.value
    for prefix, space in PREFIXES.items():
        if term.value.startswith(space):
            return f"{prefix}:{term.value.removeprefix(space)}"
    return term.value


def as_csv(answer: Answer) -> str:
    """Return the rows as CSV, with compact names."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows([compact(term) for term in row] for row in answer.rows)
    return out.getvalue()


def as_json(answer: Answer) -> str:
    """Return the rows in the JSON format for results of SPARQL; triples as rows of three."""
    if answer.kind == "ask":
        (row,) = answer.rows
        said: dict[str, Any] = {"head": {}, "boolean": compact(row[0]) == "true"}
    else:
        bindings = [
            {
                column: _json(term)
                for column, term in zip(answer.columns, row, strict=True)
                if term is not None
            }
            for row in answer.rows
        ]
        said = {"head": {"vars": list(answer.columns)}, "results": {"bindings": bindings}}
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def _json(term: Term) -> dict[str, str]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        return {"type": "literal", "value": str(term)}
    said = {"type": "literal", "value": term.value}
    if term.language is not None:
        said["xml:lang"] = term.language
    elif term.datatype.value != XSD + "string":
        said["datatype"] = term.datatype.value
    return said


def as_turtle(answer: Answer) -> str:
    """Return triples as Turtle; raise WrongUse when the query makes rows."""
    if not answer.makes_triples:
        raise WrongUse("only a CONSTRUCT or DESCRIBE query makes triples; use csv or json.")
    triples = [ox.Triple(*row) for row in answer.rows]  # type: ignore[arg-type]
    text = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES)
    return (text or b"").decode()


def as_table(answer: Answer, *, to_file: bool = False) -> str:
    """Print the rows to the terminal, or return them as plain text when they go to a file."""
    cells = [[compact(term) for term in row] for row in answer.rows]
    count = "1 row" if len(cells) == 1 else f"{len(cells)} rows"
    return _grid([*answer.columns], cells, count, to_file=to_file)


def as_list(queries: tuple[Query, ...], *, to_file: bool = False) -> str:
    """Print or return the catalogue: name, question, parameters."""
    cells = [[q.name, q.question, ", ".join(q.parameters)] for q in queries]
    return _grid(["query", "question", "parameters"], cells, "", to_file=to_file)


def _grid(columns: list[str], cells: list[list[str]], footer: str, *, to_file: bool) -> str:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    out = io.StringIO()
    console = Console(highlight=False)
    if to_file or not console.is_terminal:
        console = Console(file=out if to_file else None, width=_WIDTH, highlight=False)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for number, column in enumerate(columns):
        words = [word for row in cells for word in row[number].split()]
        longest = max(map(len, [column, *words]))
        table.add_column(column, min_width=min(longest, _LONGEST_WORD), overflow="fold")
    for row in cells:
        table.add_row(*map(Text, row))
    console.print(table)
    if footer:
        console.print(footer)
    return out.getvalue()
