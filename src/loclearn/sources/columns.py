"""The columns of the regional tables, as importers write them.

Empty cells are missing, never 0. A period is a year or a span such as 2010/2014, or empty. An
empty activity is written ALL where figures belong to a region as a whole.
"""

from dataclasses import dataclass

COVERAGE = ("census", "sample", "selective")
ALL = "ALL"


@dataclass(frozen=True)
class Columns:
    """Describe one table: its columns, what identifies a row, and which cells are numbers.

    filled: columns that a second source may add to a row that has them empty.
    """

    names: tuple[str, ...]
    key: tuple[str, ...]
    required: tuple[str, ...]
    numbers: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()
    region: str | None = "region"


TABLES = {
    "actors": Columns(
        (
            "actor_id", "region", "activity", "type", "group", "size", "period", "coverage",
            "networks", "knowledge",
        ),
        ("actor_id", "period"), ("actor_id", "coverage"), ("size",),
    ),
    "ties": Columns(
        ("source", "target", "kind", "period", "directed", "network", "weight", "coverage"),
        ("source", "target", "kind", "period", "network"),
        ("source", "target", "kind", "coverage"), ("weight",), region=None,
    ),
    "employment": Columns(
        ("region", "activity", "period", "persons", "firms", "coverage", "flag"),
        ("region", "activity", "period"), ("coverage",), ("persons", "firms"),
        ("persons", "firms"),
    ),
    "capabilities": Columns(
        ("region", "kind", "capability", "activity", "period", "value", "coverage", "flag"),
        ("region", "kind", "capability", "activity", "period"),
        ("kind", "capability", "coverage"), ("value",),
    ),
    "regions": Columns(
        ("code", "vintage", "name", "parent", "level", "lat", "lon"), ("code", "vintage"),
        ("code",), ("lat", "lon"), region=None,
    ),
}  # fmt: skip

CODES = {
    "coverage": COVERAGE,
    "type": ("firm", "university", "research-organisation", "public-body", "other"),
    "directed": ("true", "false"),
}
TIES = (
    "vertical", "knowledge", "informal-contact", "ownership", "market", "mobility", "other",
)  # fmt: skip
CAPABILITIES = ("institution", "knowledge-base", "infrastructure", "natural-resource")
KINDS = {"ties": TIES, "capabilities": CAPABILITIES}


def codes(table: str, column: str) -> tuple[str, ...]:
    """Return the only values that a column takes, or none when it takes any.

    >>> codes("ties", "kind")[0], codes("actors", "coverage"), codes("actors", "group")
    ('vertical', ('census', 'sample', 'selective'), ())
    """
    return KINDS.get(table, ()) if column == "kind" else CODES.get(column, ())
