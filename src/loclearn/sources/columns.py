"""The columns of the regional tables, as importers write them, out of their contracts.

An empty activity is written ALL where figures belong to a region as a whole. A row without a
region is no violation of an import: it is kept apart as unplaced.
"""

from dataclasses import dataclass

from loclearn.tables import contract

_NAMES = ("actors", "ties", "consortia", "employment", "capabilities", "regions")
_PLACED = ("actors", "employment", "capabilities")
_FILLED = {"employment": ("persons", "firms")}
_LATER = {"actors": ("region", "country", "type", "group", "size", "knowledge")}
_JOINED = {"actors": ("networks", "asked")}


@dataclass(frozen=True)
class Columns:
    """Describe one table: its columns, what identifies a row, and which cells are numbers.

    filled: columns of figures that a second source may add to a row that has them empty.
    later: columns of other attributes that it may add so.
    joined: columns that hold several things, to which it adds its own.
    region: the column whose codes are placed, or None.
    """

    names: tuple[str, ...]
    key: tuple[str, ...]
    required: tuple[str, ...]
    numbers: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    region: str | None = "region"


def _columns(name: str) -> Columns:
    table = contract(name)
    return Columns(
        names=table.names,
        key=table.keys,
        required=tuple(f.name for f in table.fields if f.required and f.name != "region"),
        numbers=tuple(f.name for f in table.fields if f.kind == "number"),
        filled=_FILLED.get(name, ()),
        later=_LATER.get(name, ()),
        joined=_JOINED.get(name, ()),
        region="region" if name in _PLACED else None,
    )


TABLES = {name: _columns(name) for name in _NAMES}


def codes(table: str, column: str) -> tuple[str, ...]:
    """Return the only values that a column takes, or none when it takes any.

    >>> codes("ties", "kind")[0], codes("actors", "coverage"), codes("actors", "group")
    ('vertical', ('census', 'sample', 'selective'), ())
    """
    if (table, column) == ("ties", "directed"):
        return ("true", "false")
    return contract(table).field(column).codes
