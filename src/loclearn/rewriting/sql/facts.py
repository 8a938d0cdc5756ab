"""From a graph of facts to the tables that the engine sql reads."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING

import pyoxigraph as ox

from loclearn.conditions import Theory
from loclearn.errors import OntologyError
from loclearn.namespaces import RDF, term
from loclearn.reasoning import close_properties
from loclearn.rewriting.membership import exact_number
from loclearn.rewriting.sql.columns import (
    COLUMNS,
    FLAGS,
    HOPS,
    LIMIT,
    LINKS,
    NUMBER,
    Column,
    Node,
    Tables,
    code,
)
from loclearn.rewriting.sql.numbers import EXACT
from loclearn.tables.cells import normalise

if TYPE_CHECKING:
    import ibis.expr.types as ir

_TYPE = ox.NamedNode(RDF + "type")
Cell = str | bool | Decimal | None


def tables_of(store: ox.Store, theory: Theory) -> Tables:
    """Return the facts of a graph as tables, its settings named by their IRIs.

    A thing with several values of a property takes several rows, one for each choice.

    Parameters
    ----------
    store: settings, statements and observations; what their properties entail is added to it.
    theory: which says what the definitions need.

    Raises OntologyError where the graph says of a thing what no table has a column for.

    >>> from loclearn.conditions import read_theory
    >>> tables_of(ox.Store(), read_theory()).settings.count().to_pyarrow().as_py()
    0
    """
    _refuse_types(store, theory)
    close_properties(store, theory.closure)
    facts: dict[str, list[dict[str, Cell]]] = {}
    several = False
    for link, place in LINKS.items():
        facts[place], more = _rows(store, link, place)
        several = several or more
    hops: dict[str, list[dict[str, Cell]]] = {}
    for hop, (place, other) in HOPS.items():
        pairs = sorted({(name(s), name(o)) for s, o in _pairs(store, hop)})
        hops[place] = [{"setting": one, other: two} for one, two in pairs]
    ends = {str(end) for rows in hops.values() for row in rows for end in row.values()}
    ends |= {str(row["setting"]) for rows in facts.values() for row in rows}
    return Tables(
        settings=_settings(store, ends),
        several=several,
        **{place: _table(rows, _kinds(place)) for place, rows in facts.items()},
        **{place: _table(hops[place], {other: "string"}) for place, other in HOPS.values()},
    )


def _settings(store: ox.Store, more: set[str]) -> "ir.Table":
    """Return the table of the settings that the graph types as such, and of more."""
    flags = {flag: _typed(store, iri) for iri, flag in FLAGS.items()}
    named = (more | _typed(store, term("LocalSetting"))).union(*flags.values())
    rows: list[dict[str, Cell]] = [
        {"setting": one, **{flag: one in things for flag, things in flags.items()}}
        for one in sorted(named)
    ]
    return _table(rows, dict.fromkeys(flags, "boolean"))


def name(node: Node) -> str:
    """Return what the tables call a thing: its IRI, or the label of a blank node."""
    return node.value if isinstance(node, ox.NamedNode) else str(node)


def _refuse_types(store: ox.Store, theory: Theory) -> None:
    for iri in theory.order:
        typed = sorted(_typed(store, iri)) if iri not in FLAGS else []
        if typed:
            raise OntologyError(
                f"{typed[0]} is typed as {iri.rsplit('/', 1)[-1]}, which no table of the engine "
                "sql has a column for: use --engine sparql."
            )


def _typed(store: ox.Store, iri: str) -> set[str]:
    quads = store.quads_for_pattern(None, _TYPE, ox.NamedNode(iri), None)
    return {name(quad.subject) for quad in quads}


def _pairs(store: ox.Store, iri: str) -> Iterator[tuple[Node, Node]]:
    for quad in store.quads_for_pattern(None, ox.NamedNode(iri), None, None):
        yield quad.subject, quad.object


def _rows(store: ox.Store, link: str, place: str) -> tuple[list[dict[str, Cell]], bool]:
    """Return the rows of one table, and whether a thing has several values of a property."""
    cells: dict[str, dict[Node, list[Cell]]] = {}
    for iri, column in COLUMNS.items():
        if column.table == place:
            cells[column.name] = _cells(_pairs(store, iri), column)
    several = any(len(found) > 1 for things in cells.values() for found in things.values())
    rows: list[dict[str, Cell]] = []
    for setting, thing in _pairs(store, link):
        choices = [cells[column].get(thing, [None]) for column in cells]
        for choice in product(*choices):
            rows.append({"setting": name(setting), **dict(zip(cells, choice, strict=True))})
    return rows, several


def _cells(pairs: Iterable[tuple[Node, Node]], column: Column) -> dict[Node, list[Cell]]:
    found: dict[Node, list[Cell]] = {}
    for thing, value in pairs:
        cell = _number(value) if column.scheme == NUMBER else code(column.scheme, value)
        if cell is not None and cell not in found.setdefault(thing, []):
            found[thing].append(cell)
    return {thing: cells for thing, cells in found.items() if cells}


def _number(node: Node) -> Decimal | None:
    number = exact_number(node)
    if number is None or not number.is_finite():
        return None
    return normalise(number) if abs(number) < LIMIT else LIMIT.copy_sign(number)


def _kinds(place: str) -> dict[str, str]:
    """Return the types of the columns of a table of facts."""
    columns = [column for column in COLUMNS.values() if column.table == place]
    return {one.name: EXACT if one.scheme == NUMBER else "string" for one in columns}


def _table(rows: list[dict[str, Cell]], kinds: dict[str, str]) -> "ir.Table":
    """Return rows as a table: their setting, and columns of the given types.

    Numbers are handed over as text: ibis cannot give Spark a decimal that is not known.
    """
    import ibis  # noqa: PLC0415 - a second
    import pyarrow  # noqa: PLC0415

    numbers = [name for name, kind in kinds.items() if kind == EXACT]
    schema = ibis.schema({"setting": "string", **kinds, **dict.fromkeys(numbers, "string")})
    columns = {name: [row[name] for row in rows] for name in schema.names}
    for name in numbers:
        columns[name] = [None if cell is None else f"{cell:f}" for cell in columns[name]]
    table = ibis.memtable(pyarrow.table(columns, schema=schema.to_pyarrow()))
    return table.mutate(**{name: table[name].cast(EXACT) for name in numbers})
