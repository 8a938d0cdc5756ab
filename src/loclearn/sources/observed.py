"""From observations of indicators to settings and facts in a graph."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from loclearn.namespaces import RDF, SKOS, XSD, term, thing
from loclearn.sources.facts import decimal, node
from loclearn.sources.settings import Crosswalk, Setting
from loclearn.tables.kinds import ALL

if TYPE_CHECKING:
    import ibis

    from loclearn.datasets.dataset import Dataset

_TYPE = ox.NamedNode(RDF + "type")
_BATCH = 50_000
Key = tuple[str, str, str | None]
"""A region, an activity and a period."""


@dataclass(frozen=True)
class Observed:
    """Hold the settings that tables observe, and the facts about them."""

    settings: tuple[Setting, ...]
    facts: tuple[ox.Quad, ...]


def observed(
    table: "ibis.Table",
    known: Sequence[Setting],
    crosswalk: Crosswalk,
    wanted: Callable[[Key], bool] | None = None,
) -> Observed:
    """Return the settings of a table of observations, and the observations as facts.

    Parameters
    ----------
    table: in the columns of `indicators.observation`.
    known: the settings of cases and of graphs; an observation of the same region, activity and
        period belongs to them, since facts attach to the setting with the same three.
    crosswalk: the codes that stand for the activity of a case.
    wanted: tells of a region, an activity and a period whether they are read; None for all.

    An observation is named after its indicator and its setting, and so alike whatever else is read.
    """
    cases = cases_by_place(known, crosswalk)
    settings: dict[Key, list[Setting]] = {}
    numbers: Counter[tuple[object, ...]] = Counter()
    facts: list[ox.Quad] = []
    for row in _rows(table):
        key = (row["region"], row["activity"], row["period"])
        if key not in settings:
            there = wanted is None or wanted(key)
            settings[key] = (cases.get(key) or [setting_of(*key)]) if there else []
        facts += _facts(row, settings[key], numbers[*key, row["indicator"]])
        numbers[*key, row["indicator"]] += 1
    told = {one.iri for found in cases.values() for one in found}
    new = {one.iri: one for found in settings.values() for one in found if one.iri not in told}
    described = (quad for one in new.values() for quad in _described(one))
    return Observed(tuple(new.values()), (*described, *facts))


def _rows(table: "ibis.Table") -> Iterator[dict[str, Any]]:
    """Yield the rows in an order that does not depend on the engine."""
    ordered = table.order_by("region", "activity", "period", "indicator", "capability", "inputs")
    for batch in ordered.to_pyarrow().to_batches(_BATCH):
        yield from batch.to_pylist()


def crosswalk_of(dataset: "Dataset") -> dict[str, list[str]]:
    """Return the codes that stand for the activity of a case."""
    found: dict[str, list[str]] = {}
    for row in dataset.table("crosswalk").to_pyarrow().to_pylist():
        found.setdefault(row["case_activity"], []).append(row["activity"])
    return found


def cases_by_place(known: Iterable[Setting], crosswalk: Crosswalk) -> dict[Key, list[Setting]]:
    """Return the cases by each region, activity and period under which tables may know them."""
    found: dict[Key, list[Setting]] = {}
    for one in known:
        if one.region is None or one.pooled:
            continue
        for activity in (one.activity, *crosswalk.get(one.activity, ())):
            found.setdefault((one.region, activity, one.period), []).append(one)
    return found


def setting_of(region: str, activity: str, period: str | None) -> Setting:
    """Return the setting that tables observe in a region, an activity and a period."""
    first, _, last = (period or "").partition("/")
    years = (int(first), int(last or first)) if first else (None, None)
    path = [region, activity, *([period.replace("/", "-")] if period else [])]
    return Setting(
        id="|".join((region, activity, period or "")), place=region, region=region,
        activity=activity or ALL, years=years, kind="region", node=thing("setting", *path),
    )  # fmt: skip


def _described(one: Setting) -> Iterator[ox.Quad]:
    subject = ox.NamedNode(one.iri)
    yield ox.Quad(subject, _TYPE, node("LocalSetting"))
    yield ox.Quad(subject, ox.NamedNode(SKOS + "notation"), ox.Literal(one.id))
    yield ox.Quad(subject, node("place"), ox.Literal(one.place))
    yield ox.Quad(subject, node("regionCode"), ox.Literal(one.region or ""))
    yield ox.Quad(subject, node("activity"), ox.Literal(one.activity))
    yield ox.Quad(subject, node("caseKind"), ox.Literal(one.kind))
    for name, year in zip(("periodFrom", "periodTo"), one.years, strict=True):
        if year is not None:
            integer = ox.NamedNode(XSD + "integer")
            yield ox.Quad(subject, node(name), ox.Literal(str(year), datatype=integer))


def _facts(row: Mapping[str, Any], settings: Iterable[Setting], number: int) -> Iterator[ox.Quad]:
    for place, one in enumerate(settings):
        path = (row["region"], row["activity"], row["period"] or "", f"{number}-{place}")
        subject = ox.NamedNode(thing("observation", row["indicator"], *path))
        yield ox.Quad(ox.NamedNode(one.iri), node("hasObservation"), subject)
        yield ox.Quad(subject, _TYPE, node("Observation"))
        indicator, coverage = (
            thing("indicator", row["indicator"]),
            thing("coverage", row["coverage"]),
        )
        yield ox.Quad(subject, node("hasIndicator"), ox.NamedNode(indicator))
        yield ox.Quad(subject, node("hasCoverage"), ox.NamedNode(coverage))
        yield ox.Quad(subject, node("value"), _decimal(row["value"]))
        if row["p_value"] is not None:
            yield ox.Quad(subject, node("pValue"), _decimal(row["p_value"]))
        if row["capability"] is not None:
            kind = ox.NamedNode(thing("capability", row["capability"]))
            yield ox.Quad(subject, node("ofCapability"), kind)
        if row["inputs"] is not None:
            yield ox.Quad(subject, ox.NamedNode(term("computedFrom")), ox.Literal(row["inputs"]))


def _decimal(number: float) -> ox.Literal:
    return decimal(Decimal(repr(float(number))))
