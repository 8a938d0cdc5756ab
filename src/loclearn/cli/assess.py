"""The command that derives verdicts."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from loclearn.cli.options import (
    Cases,
    Conditions,
    Data,
    Embedded,
    Engine,
    EngineName,
    Evidence,
    Out,
    Profile,
    Reasoner,
    ReasonerName,
    Settings,
    Store,
    StoreGraph,
    StoreUpdate,
    VerdictGraph,
    Works,
)
from loclearn.cli.problems import report
from loclearn.cli.progress import working
from loclearn.errors import WrongUse

if TYPE_CHECKING:
    from loclearn.assessment import Assessment
    from loclearn.sources.world import Inputs


class Format(StrEnum):
    """How verdicts are shown."""

    table = "table"
    wide = "wide"
    json = "json"
    csv = "csv"
    ttl = "ttl"
    parquet = "parquet"


Shown = Annotated[
    Format | None,
    typer.Option(
        "--format",
        help="A table to read; wide, a matrix of signs; JSON, CSV or Turtle for programs; Parquet "
        "for any number of settings out of regional tables, by the engine sql. Without it, the "
        "ending of --out decides; else a table.",
    ),
]


def assess(
    evidence: Evidence = None,
    cases: Cases = None,
    works: Works = None,
    data: Data = None,
    embedded: Embedded = True,
    profile: Profile = "default",
    format_: Shown = None,
    out: Out = None,
    engine: EngineName = Engine.sparql,
    reasoner: ReasonerName = Reasoner.pellet,
    setting: Settings = None,
    condition: Conditions = None,
    store: Store = None,
    store_update: StoreUpdate = None,
    store_graph: StoreGraph = None,
    verdict_graph: VerdictGraph = None,
) -> None:
    """Derive a verdict on each condition and status of each local setting.

    A **setting** is one region, one activity and, where stated, one period. Each setting gets
    18 conditions (C01–C18), 3 extensions (X1–X3) and 9 statuses. Each verdict has one of
    four values:

    - **+ supported**: the evidence speaks only for it;

    - **- opposed**: only against it;

    - **± contested**: both;

    - **· unknown**: neither. No data is never a no.

    The conditions come from Malmberg and Maskell (2005), *Localized Learning Revisited*. A
    statement decides a side when it is certain (confidence 0.6) and weighty (strength times
    confidence 1.2). Weights are never summed.

    **Examples**

    loclearn assess

    loclearn assess --profile extended --format csv --out verdicts.csv

    loclearn assess --cases my-cases.csv --evidence my-evidence.csv --no-embedded

    The columns of the tables stand in ontology/data/datapackage.json and in the README. The
    exit code is 0 when verdicts were derived, 1 when the input has violations (all are listed),
    2 when the call cannot be carried out.
    """
    from loclearn.sources.world import Inputs

    inputs = Inputs(evidence or [], cases or [], works or [], data or [], embedded)
    wanted = Wanted(setting or [], condition or [])
    kind = format_ or _by_ending(out)
    if kind is Format.parquet:
        if out is None or store is not None or engine is Engine.owl:
            raise WrongUse("Parquet needs --out FILE.parquet, tables, and the engine sql.")
        _write_parquet(inputs, profile, wanted, out)
        return
    if store is not None:
        if any(_files(inputs)) or engine is not Engine.sparql:
            raise WrongUse("With --store, facts come from the store alone, by the engine sparql.")
        places = Places(store, store_update, store_graph, verdict_graph)
        assessment = _from_store(places, profile, wanted.settings)
    else:
        assessment = _from_files(inputs, profile, engine, reasoner, wanted.settings)
    report(assessment.warnings)
    _show(assessment.only(wanted.conditions), kind, out, _files(inputs))


def _files(inputs: "Inputs") -> list[Path]:
    named = (inputs.evidence, inputs.cases, inputs.works, inputs.data)
    return [Path(path) for paths in named for path in paths]


def _from_files(
    inputs: "Inputs", profile: str, engine: Engine, reasoner: Reasoner, settings: list[str]
) -> "Assessment":
    from loclearn.assessment import assess as derive

    with working("Deriving verdicts"):
        return derive(
            inputs.evidence, inputs.cases, inputs.works, inputs.data, embedded=inputs.embedded,
            profile=profile, engine=engine, reasoner=reasoner, settings=settings,
        )  # fmt: skip


class Wanted(NamedTuple):
    """Which settings and conditions are asked for; all where none is named."""

    settings: list[str]
    conditions: list[str]


def _write_parquet(asked: "Inputs", profile: str, wanted: Wanted, out: Path) -> None:
    """Write the verdicts to a Parquet file, whole or not at all."""
    from loclearn.bulk import assess_in_bulk
    from loclearn.cli.files import write_table

    with working("Deriving verdicts"):
        bulk = assess_in_bulk(asked, profile)
        table = bulk.table
        for names, column in ((wanted.settings, "setting"), (wanted.conditions, "condition")):
            table = table.filter(table[column].isin(names)) if names else table
        write_table(table, out, "parquet", map(Path, asked.data))
    report(bulk.warnings)


def _show(assessment: "Assessment", format_: Format, out: Path | None, inputs: list[Path]) -> None:
    from loclearn.cli.files import write_out
    from loclearn.cli.formats import as_csv, as_json, as_turtle
    from loclearn.cli.table import as_table, as_wide

    writers = {"wide": as_wide, "json": as_json, "csv": as_csv, "ttl": as_turtle}
    if format_ is Format.table:
        text = as_table(assessment, terminal=out is None)
    else:
        text = writers[format_](assessment)
    write_out(text, out, inputs)


class Places(NamedTuple):
    """Where a shared store is, and which of its graphs are meant."""

    query: str
    update: str | None
    facts: str | None
    verdicts: str | None


def _from_store(places: Places, profile: str, settings: list[str]) -> "Assessment":
    from loclearn.endpoint import Endpoint
    from loclearn.shared_store import VERDICTS, assess_store, write_verdicts

    endpoint = Endpoint(places.query, places.update, places.facts)
    with working("Asking the store"):
        assessment = assess_store(endpoint, profile=profile, settings=settings)
    target = places.verdicts or VERDICTS
    count = write_verdicts(endpoint, assessment.triples(), target)
    print(f"{count} triples written to the graph {target}.", file=sys.stderr)
    return assessment


def _by_ending(out: Path | None) -> Format:
    ending = "" if out is None else out.suffix.lower().removeprefix(".")
    return Format(ending) if ending in ("json", "csv", "ttl", "parquet") else Format.table
