"""Tell where regional tables mix codes of several vintages of NUTS in one period."""

from typing import TYPE_CHECKING

from loclearn.errors import Problem, shorten
from loclearn.sources.regions.codes import nuts

if TYPE_CHECKING:
    from loclearn.datasets.dataset import Dataset

_PLACED = ("actors", "employment", "capabilities")
_SHOWN = 3


def mixed_vintages(dataset: "Dataset") -> list[Problem]:
    """Return a warning for each table and period whose NUTS codes fit no single vintage.

    Parameters
    ----------
    dataset: the checked tables.

    Codes that are not of NUTS say nothing. A region that stands there twice, under its old and its
    new code, would count twice in each reference.
    """
    problems = []
    for kind in _PLACED:
        if kind not in dataset.tables:
            continue
        rows = dataset.table(kind)[["period", "region"]].distinct().to_pyarrow().to_pylist()
        periods: dict[str, set[str]] = {}
        for row in rows:
            if row["region"]:
                periods.setdefault(row["period"] or "", set()).add(row["region"])
        for period, codes in sorted(periods.items()):
            problems += _mixed(kind, period, codes)
    return problems


def _mixed(kind: str, period: str, codes: set[str]) -> list[Problem]:
    known = {code: region.vintages for code in codes if (region := nuts(code))}
    vintages = sorted({vintage for found in known.values() for vintage in found})
    if not vintages or any(all(v in found for found in known.values()) for v in vintages):
        return []
    best = max(vintages, key=lambda v: sum(v in found for found in known.values()))
    others = sorted(code for code, found in known.items() if best not in found)
    named = ", ".join(map(shorten, others[:_SHOWN]))
    more = f" and {len(others) - _SHOWN:,} more" if len(others) > _SHOWN else ""
    found = f"in {period or 'no period'} most codes of NUTS {best}, but also {named}{more}"
    cure = "loclearn import tables --vintage carries codes over where no territory is cut."
    expected = "codes of one vintage in a period"
    return [Problem(kind, None, "region", found, expected, cure, "warning")]
