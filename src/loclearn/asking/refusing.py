"""Refuse queries that change a graph or reach outside it, however they are written.

A query is read twice, by a full SPARQL parser and by a scanner of words; what either of them
finds is refused. Both read exactly the text that is then run: with the escapes of code points
written out and with one kind of line end, so that no engine can read it otherwise.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from loclearn.errors import WrongUse, shorten

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'(?:[^'\\\n]|\\.)*'"
    r'|<[^<>"{}|^`\\\x00-\x20]*>'
    r"|\#[^\n]*"
    r"|[?$@]\w+"
    r"|(?P<prefix>[\w.-]*):(?:[\w.:%-]|\\.)*"
    r"|(?P<word>[A-Za-z_]+)"
    r"|.",
    re.DOTALL,
)
_WORDS = {
    "service": "SERVICE would ask a server elsewhere",
    "from": "FROM would read another graph",
    "load": "LOAD would read a file or an address",
    "insert": "INSERT would change the graph",
    "delete": "DELETE would change the graph",
    "clear": "CLEAR would change the graph",
    "drop": "DROP would change the graph",
    "create": "CREATE would change the graph",
    "copy": "COPY would change the graph",
    "move": "MOVE would change the graph",
}
_PARTS = {
    "ServiceGraphPattern": _WORDS["service"],
    "DatasetClause": _WORDS["from"],
}
_KINDS = {
    "SelectQuery": "select",
    "AskQuery": "ask",
    "ConstructQuery": "construct",
    "DescribeQuery": "describe",
}


@dataclass(frozen=True)
class Readable:
    """Hold a query that may be run.

    text: what is run, in the one form in which it was read.
    kind: select, ask, construct or describe.
    columns: the variables that it selects, or all that it mentions where it makes triples.
    ordered: whether it says itself in which order its rows stand.
    valued: whether it ends with VALUES already.
    """

    text: str
    kind: str
    columns: tuple[str, ...]
    ordered: bool
    valued: bool


def readable(text: str) -> Readable:
    r"""Return a query that only reads the graph; raise WrongUse for any other.

    >>> readable("SELECT ?s WHERE { ?s ?p ?o }").columns
    ('s',)
    >>> readable("SELECT * WHERE { { s\\u0065rvice <http://x> { ?s ?p ?o } } }")
    Traceback (most recent call last):
    ...
    loclearn.errors.WrongUse: the query is refused: SERVICE would ask a server elsewhere.
    """
    text = one_form(text)
    for match in _TOKEN.finditer(text):
        word = (match["word"] or re.split(r"[\d.-]", match["prefix"] or "")[-1]).lower()
        if word in _WORDS:
            raise _refusal(_WORDS[word])
    tree = _parse(text)
    for part in _parts(tree):
        if part.name in _PARTS:
            raise _refusal(_PARTS[part.name])
    main = tree[1]
    return Readable(
        text=text,
        kind=_KINDS[main.name],
        columns=_columns(tree),
        ordered="orderby" in main,
        valued="valuesClause" in main,
    )


def one_form(text: str) -> str:
    r"""Return a query with escapes of code points written out, and with one kind of line end.

    >>> one_form("S\\u0045LECT *\r\n")
    'SELECT *\n'
    """
    try:
        text = _ESCAPE.sub(lambda match: chr(int(match[1] or match[2], 16)), text)
        text.encode("utf-8")
    except (ValueError, OverflowError):
        raise _refusal("an escape in it stands for no character") from None
    if _ESCAPE.search(text):
        raise _refusal("an escape in it hides another escape")
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _parse(text: str) -> Any:
    from pyparsing import ParseBaseException  # noqa: PLC0415 - slow to import
    from rdflib.plugins.sparql.parser import parseQuery  # noqa: PLC0415

    try:
        return parseQuery(text)
    except ParseBaseException as error:
        line = shorten(error.line) or "its end"
        raise WrongUse(
            f"the query is no SPARQL 1.1 query: it cannot be read at line {error.lineno} ({line})."
        ) from None
    except RecursionError:
        raise _refusal("it is nested too deeply") from None


def _parts(node: Any) -> Iterator[Any]:
    """Yield each named part of a parsed query, at any depth."""
    from rdflib.plugins.sparql.parserutils import CompValue  # noqa: PLC0415

    waiting = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, CompValue):
            yield one
            waiting.extend(one.values())
        elif isinstance(one, dict):
            waiting.extend(one.values())
        elif not isinstance(one, str | bytes) and hasattr(one, "__iter__"):
            waiting.extend(one)


def _columns(tree: Any) -> tuple[str, ...]:
    from rdflib.plugins.sparql.algebra import translateQuery  # noqa: PLC0415

    try:
        found = translateQuery(tree).algebra.get("PV") or ()
    except RecursionError:
        raise _refusal("it is nested too deeply") from None
    except Exception as error:
        raise WrongUse(f"the query is no SPARQL 1.1 query: {error}.") from None
    return tuple(str(variable) for variable in found)


def _refusal(reason: str) -> WrongUse:
    return WrongUse(f"the query is refused: {reason}.")
