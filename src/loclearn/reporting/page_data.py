"""All that the page of a report shows, as plain data."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from loclearn import __version__
from loclearn.reporting import provenance
from loclearn.reporting.cases import case_data
from loclearn.reporting.columns import coded, observation_columns, settings, verdict_columns
from loclearn.reporting.firmness import firmness_data
from loclearn.reporting.gathering import Gathered
from loclearn.reporting.geojson import Shape, read_shapes
from loclearn.reporting.methods import methods
from loclearn.reporting.picture import picture, regions
from loclearn.reporting.theory_data import theory_data
from loclearn.sources.finding import many
from loclearn.sources.world import Inputs


def page_data(
    gathered: Gathered,
    inputs: Inputs,
    title: str,
    geojson: Path | None = None,
) -> dict[str, Any]:
    """Return all that the page shows.

    Parameters
    ----------
    gathered, inputs: what was derived, and from what.
    title: of the page.
    geojson: shapes of the regions, or None.

    Raises InvalidInput when the shapes cannot be used.
    """
    theory, world = gathered.theory, gathered.world
    ids = sorted(one.id for one in theory.verdicts)
    rows = settings(gathered.verdicts, len(ids))
    places = _places(rows, gathered)
    found = regions(gathered.dataset, _codes(rows))
    shapes: dict[str, Shape] = {} if geojson is None else read_shapes(geojson, set(found))
    date = provenance.date(inputs, world)
    observations = observation_columns(gathered.observed, places)
    facts = case_data(world.facts, world.settings, places)
    seen = {*observations["indicator"]["names"], *(
        fact["hasIndicator"] for _, _, fact in facts["facts"] if "hasIndicator" in fact
    )}  # fmt: skip
    return {
        "title": title,
        "version": __version__,
        "profile": theory.profile,
        "date": date,
        **theory_data(theory, gathered.knowledge),
        "verdictIds": [one.id for one in theory.verdicts],
        "settings": {
            **{name: coded(row[name] for row in rows) for name in ("region", "activity", "period")},
            "pooled": [number for number, row in enumerate(rows) if row["pooled"]],
        },
        **verdict_columns(gathered.verdicts, ids),
        "observations": observations,
        **facts,
        "regions": {code: [one["name"], one["parent"]] for code, one in found.items()},
        "map": {**picture(found, shapes), "file": geojson.name if geojson else None},
        "read": {
            "files": provenance.as_rows(provenance.files(inputs, world)),
            "tables": provenance.tables(gathered.dataset),
            "unplaced": provenance.unplaced(many(inputs.data)),
            "warnings": provenance.warnings(gathered.warnings, world),
        },
        "methods": methods(theory, gathered.knowledge, seen, date, world.tables["works"]),
        "firmness": firmness_data(gathered.firmness, rows),
    }


def _codes(rows: Iterable[Mapping[str, Any]]) -> set[str]:
    """Return the codes of regions; a case may have several."""
    return {code for row in rows if row["region"] for code in str(row["region"]).split(";")}


def _places(rows: Sequence[Mapping[str, Any]], gathered: Gathered) -> dict[str, int]:
    """Return the number of each setting, by what observations call it: an IRI or its own name."""
    cases = {(one.id, one.period): one.iri for one in gathered.world.settings}
    return {
        cases.get((row["setting"], row["period"]), row["setting"]): number
        for number, row in enumerate(rows)
    }
