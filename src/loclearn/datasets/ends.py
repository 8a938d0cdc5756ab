"""Where the ends of ties lie: whether some row of actors places each of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ibis

TIED = frozenset({"ties", "consortia"})
"""Tables that name actors."""


@dataclass(frozen=True)
class Ends:
    """Say of ties whether they may have ends that no row of actors places in their period.

    own: how many ties lead from an actor to itself.
    """

    loose: bool = False
    own: int = 0


def ends(tables: Mapping[str, "ibis.Table"]) -> Ends:
    """Look at the ends of ties and consortia, in one pass over each.

    Parameters
    ----------
    tables: by kind. Where they state more than one period, ends may be loose in one of them.
    """
    actors = tables.get("actors")
    tied = [tables[kind] for kind in sorted(TIED & tables.keys())]
    own, lost = 0, False
    periods = [table[["period"]].distinct() for table in (actors, *tied) if table is not None]
    several = len({row["period"] for one in periods for row in one.to_pyarrow().to_pylist()}
                  - {None}) > 1  # fmt: skip
    for table in tied:
        tests = {}
        if "source" in table.columns:
            tests["own"] = table.source == table.target
        if actors is not None and not several:
            placed = actors.filter(actors.region.notnull()).actor_id
            names = [name for name in ("source", "target", "actor_id") if name in table.columns]
            tests |= {name: ~table[name].isin(placed) for name in names}
        if tests:
            odd = table.select(**tests)
            counts = odd.aggregate(**{name: odd[name].sum() for name in tests}).to_pyarrow()
            found = counts.to_pylist()[0]
            own += found.pop("own", 0) or 0
            lost |= any(found.values())
    return Ends(actors is not None and (several or lost), own)
