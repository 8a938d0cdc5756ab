"""The measures a second time, in plain Python on fractions, and how tables are made for them."""

from collections import Counter
from fractions import Fraction
from statistics import median

import ibis
import pyarrow as pa

Rows = dict[tuple[str, str], int | None]


def table(rows: Rows, *, measure: str = "persons", coverage: str = "census", period="2017"):
    """A table of employment from {(region, activity): number or None}."""
    return ibis.memtable(
        pa.table(
            {
                "region": pa.array([region for region, _ in rows], pa.string()),
                "activity": pa.array([activity for _, activity in rows], pa.string()),
                "period": pa.array([period] * len(rows), pa.string()),
                "coverage": pa.array([coverage] * len(rows), pa.string()),
                measure: pa.array(list(rows.values()), pa.float64()),
            }
        )
    )


def values(expression) -> dict[tuple[str, str], float]:
    rows = expression.to_pyarrow().to_pylist()
    found = {(row["region"], row["activity"]): row["value"] for row in rows}
    assert len(found) == len(rows), "a setting has two values"
    return found


def parts(rows: Rows) -> tuple[list[str], list[str]]:
    regions = sorted({region for region, _ in rows})
    return regions, sorted({activity for _, activity in rows if activity != "ALL"})


def totals(rows: Rows) -> dict[str, int]:
    regions, activities = parts(rows)
    found = {}
    for region in regions:
        known = [rows.get((region, activity)) for activity in activities]
        if rows.get((region, "ALL")) is not None:
            found[region] = rows[region, "ALL"]
        elif activities and None not in known:
            found[region] = sum(known)
    return found


def quotients(rows: Rows) -> dict[tuple[str, str], Fraction]:
    of_region, (_, activities) = totals(rows), parts(rows)
    found = {}
    for activity in activities:
        here = {
            region: rows[region, activity]
            for region, total in of_region.items()
            if total > 0 and rows.get((region, activity)) is not None
        }
        if sum(here.values()) > 0:
            share = Fraction(sum(here.values()), sum(of_region[region] for region in here))
            for region, x in here.items():
                found[region, activity] = Fraction(x, of_region[region]) / share
    return found


def specialised(rows: Rows) -> dict[tuple[str, str], bool]:
    return {key: quotient >= 1 for key, quotient in quotients(rows).items()}


def whole(rows: Rows) -> dict[str, dict[str, int]]:
    """Regions of which each activity is known, with its numbers."""
    regions, activities = parts(rows)
    found = {region: {a: rows.get((region, a)) for a in activities} for region in regions}
    return {region: of for region, of in found.items() if of and None not in of.values()}


def diversity(rows: Rows) -> dict[tuple[str, str], int]:
    held, of_region = specialised(rows), totals(rows)
    return {
        (region, "ALL"): sum(held.get((region, activity), False) for activity in of)
        for region, of in whole(rows).items()
        if of_region[region] > 0
    }


def herfindahl(rows: Rows) -> dict[tuple[str, str], Fraction]:
    found = {}
    for region, of in whole(rows).items():
        total, given = sum(of.values()), rows.get((region, "ALL"))
        if total > 0 and (given is None or abs(total - given) * 100 <= total):
            found[region, "ALL"] = sum(Fraction(x, total) ** 2 for x in of.values())
    return found


def ubiquity(rows: Rows) -> dict[str, int]:
    held, of_region, (_, activities) = specialised(rows), totals(rows), parts(rows)
    count = Counter(activity for (_, activity), is_held in held.items() if is_held)
    return {
        activity: count[activity]
        for activity in activities
        if any((region, activity) in held for region in of_region)
        and all(rows.get((region, activity)) is not None for region in of_region)
    }


def by_cell(rows: Rows, of_activity: dict[str, float]) -> dict[tuple[str, str], float]:
    return {
        (region, activity): of_activity[activity]
        for (region, activity), x in rows.items()
        if x is not None and activity in of_activity
    }


def relative_ubiquity(rows: Rows) -> dict[str, float]:
    counts = ubiquity(rows)
    middle = median(counts.values()) if len(counts) > 1 else 0  # one is compared with itself
    compared = Counter(activity for _, activity in quotients(rows))
    ratios = {activity: count / middle for activity, count in counts.items() if middle}
    return {activity: ratio for activity, ratio in ratios.items() if compared[activity] > 1}
