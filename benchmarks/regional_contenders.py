"""The same indicators by loclearn, bare DuckDB, pandas, Oxigraph and rdflib.

Each function takes the folder of the tables and returns the seconds of its steps and, for the
comparison, what the values of each indicator add up to. Imports count, being part of a run.
"""

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from regional_tables import BASE

Found = tuple[dict[str, float], dict[str, float]]
NAMES = {
    "firm-count": "C01", "rival-count": "C04", "local-vertical-ties": "C07",
    "firm-research-ties": "C12", "extra-local-knowledge-ties": "C14",
    "location-quotient": "C01", "ei-index": "",
}  # fmt: skip


def by_duckdb(folder: Path) -> Found:
    """Count in plain SQL, each table as it is: nothing checked, nothing explained."""
    start = time.perf_counter()
    import duckdb  # noqa: PLC0415

    database = duckdb.connect()
    database.execute(f"""
    CREATE TEMP TABLE firms AS SELECT region, activity, period, n, greatest(n - 1, 0) AS rivals
    FROM (SELECT region, activity, period, count(DISTINCT coalesce('g' || "group", 'a' || actor_id))
        FILTER (type = 'firm') AS n FROM '{folder}/actors.parquet' GROUP BY ALL);
    CREATE TEMP TABLE quotients AS SELECT region, activity, period,
        persons / sum(persons) OVER (PARTITION BY region, period)
        / (sum(persons) OVER (PARTITION BY activity, period)
           / sum(persons) OVER (PARTITION BY period)) AS lq FROM '{folder}/employment.parquet';
    CREATE TEMP TABLE counts AS WITH
    a AS (SELECT actor_id, region, activity, type FROM '{folder}/actors.parquet'),
    p AS (SELECT DISTINCT least(source, target) AS x, greatest(source, target) AS y, kind, period,
        network FROM '{folder}/ties.parquet' WHERE source <> target),
    j AS (SELECT p.*, s.region AS r1, s.activity AS a1, s.type AS t1,
        u.region AS r2, u.activity AS a2, u.type AS t2
        FROM p JOIN a s ON s.actor_id = x JOIN a u ON u.actor_id = y),
    b AS (SELECT r1 AS region, a1 AS activity, period, kind, t1, t2, r1 = r2 AS near, true AS once
        FROM j UNION ALL
        SELECT r2, a2, period, kind, t2, t1, r1 = r2, r1 <> r2 OR a1 <> a2 FROM j)
    SELECT region, activity, period,
        count(*) FILTER (kind = 'vertical' AND near AND once) AS v,
        count(*) FILTER (kind = 'knowledge' AND near AND once AND (t1 = 'firm') <> (t2 = 'firm'))
            AS fr,
        count(*) FILTER (kind = 'knowledge' AND NOT near) AS e,
        count(*) FILTER (kind = 'knowledge' AND near AND once) AS i FROM b GROUP BY ALL""")  # noqa: S608
    steps = {"all": time.perf_counter() - start}
    row = database.execute("""SELECT * FROM (SELECT sum(n), sum(rivals) FROM firms),
        (SELECT sum(v), sum(fr), sum(e) FROM counts), (SELECT sum(lq) FROM quotients),
        (SELECT sum((e - i) / (e + i)) FROM counts WHERE e + i > 0)""").fetchone()
    return steps, dict(zip(NAMES, map(float, row or ()), strict=True))


def by_loclearn(folder: Path) -> Found:
    """Open and check the tables, compute, derive 30 verdicts a setting and write them to a file.

    Measures on networks beyond counts are left out at every size, as they are for large tables.
    """
    start = time.perf_counter()
    from loclearn import bulk  # noqa: PLC0415
    from loclearn.datasets import dataset  # noqa: PLC0415
    from loclearn.indicators import computing, from_tables  # noqa: PLC0415
    from loclearn.sources.world import Inputs  # noqa: PLC0415

    from_tables.MOST_TIES = 0
    steps: dict[str, float] = {}
    kept: list[Any] = []

    def timed(module: Any, name: str, step: str) -> None:
        real = getattr(module, name)

        def run(*given: Any, **named: Any) -> Any:
            began = time.perf_counter()
            found = real(*given, **named)
            steps[step] = steps.get(step, 0) + time.perf_counter() - began
            kept.append(found)
            return found

        setattr(module, name, run)

    timed(dataset, "open_tables", "open and check")
    timed(computing, "compute", "indicators")
    timed(bulk, "_placed", "indicators")
    timed(bulk, "verdicts", "verdicts")
    found = bulk.assess_in_bulk(Inputs([], [], [], [folder], False))
    written = time.perf_counter()
    found.table.to_parquet(folder.parent / "verdicts.parquet")
    steps["write"] = time.perf_counter() - written
    steps["rest"] = time.perf_counter() - start - sum(steps.values())
    placed = kept[2]
    sums = placed.group_by("indicator").aggregate(of=placed["value"].sum()).to_pyarrow()
    values = {row["indicator"]: row["of"] for row in sums.to_pylist()}
    return steps, {name: values[name] for name in NAMES}


def by_pandas(folder: Path) -> Found:
    """Count in pandas."""
    start = time.perf_counter()
    import pandas as pd  # noqa: PLC0415

    actors, ties, jobs = (
        pd.read_parquet(folder / f"{n}.parquet") for n in ("actors", "ties", "employment")
    )
    keys = ["region", "activity", "period"]
    actors["owner"] = ("g" + actors["group"]).fillna("a" + actors.actor_id)
    firms = actors[actors.type == "firm"].groupby(keys).owner.nunique()
    rivals = (firms - 1).clip(lower=0)
    by_region = jobs.groupby(["region", "period"]).persons.transform("sum")
    by_activity = jobs.groupby(["activity", "period"]).persons.transform("sum")
    total = jobs.groupby("period").persons.transform("sum")
    quotient = jobs.persons / by_region / (by_activity / total)
    ties = ties[ties.source != ties.target]
    swap = ties.source > ties.target
    pairs = pd.DataFrame({
        "x": ties.source.where(~swap, ties.target), "y": ties.target.where(~swap, ties.source),
        "kind": ties.kind, "period": ties.period, "network": ties.network,
    }).drop_duplicates()  # fmt: skip
    known = actors.set_index("actor_id")[["region", "activity", "type"]]
    pairs = pairs.join(known.add_suffix("1"), on="x", how="inner")
    pairs = pairs.join(known.add_suffix("2"), on="y", how="inner")
    near = pairs.region1 == pairs.region2
    pairs["same"] = near & (pairs.activity1 == pairs.activity2)
    knowledge = pairs.kind == "knowledge"
    mixed = (pairs.type1 == "firm") != (pairs.type2 == "firm")
    tests = {"v": near & (pairs.kind == "vertical"), "fr": near & knowledge & mixed,
             "e": ~near & knowledge, "i": near & knowledge}  # fmt: skip
    counts = {}
    for name, test in tests.items():
        one = pairs[test].groupby(["region1", "activity1", "period"]).size()
        other = pairs[test & ~pairs.same].groupby(["region2", "activity2", "period"]).size()
        one.index.names = other.index.names = keys
        counts[name] = one.add(other, fill_value=0)
    table = pd.DataFrame(counts).fillna(0)
    table = table[table.e + table.i > 0]
    index = (table.e - table.i) / (table.e + table.i)
    steps = {"all": time.perf_counter() - start}
    sums = (firms, rivals, counts["v"], counts["fr"], counts["e"], quotient, index)
    return steps, {name: float(one.sum()) for name, one in zip(NAMES, sums, strict=True)}


def _queries() -> dict[str, str]:
    """Return the questions in SPARQL; each tie is one triple, so that a pair counts once."""

    def ends(kind: str, near: bool, filters: str = "") -> str:
        where = "?x b:region ?r . ?y b:region ?r ." if near else (
            "?x b:region ?r . ?y b:region ?q . FILTER(?r != ?q)")  # fmt: skip
        both = f"?x b:{kind} ?y . {where} {filters}"
        second = "?x b:setting ?t . ?y b:setting ?s . FILTER(?s != ?t)"
        return (f"SELECT ?s (COUNT(*) AS ?n) {{ {{ {both} ?x b:setting ?s }} UNION "
                f"{{ {both} {second} }} }} GROUP BY ?s")  # fmt: skip

    mixed = "?x b:type ?m . ?y b:type ?o . FILTER(?m != ?o)"
    return {
        "firms": "SELECT ?s (COUNT(DISTINCT ?o) AS ?n) "
                 "{ ?a b:type b:firm ; b:setting ?s ; b:owner ?o } GROUP BY ?s",
        "v": ends("vertical", near=True),
        "fr": ends("knowledge", near=True, filters=mixed),
        "e": ends("knowledge", near=False),
        "i": ends("knowledge", near=True),
        "lq": """SELECT ?s ((?p / ?pr) / (?pa / ?all) AS ?n) {
            ?s b:in ?r ; b:does ?a ; b:persons ?p .
            { SELECT ?r (SUM(?p1) AS ?pr) { ?c1 b:in ?r ; b:persons ?p1 } GROUP BY ?r }
            { SELECT ?a (SUM(?p2) AS ?pa) { ?c2 b:does ?a ; b:persons ?p2 } GROUP BY ?a }
            { SELECT (SUM(?p3) AS ?all) { ?c3 b:persons ?p3 } } }""",
    }  # fmt: skip


def _asked(ask: Callable[[str], Iterable[tuple[str, str]]]) -> dict[str, float]:
    """Ask all, and return the sums."""
    prefix = f"PREFIX b: <{BASE}> "
    found = {name: {one: float(n) for one, n in ask(prefix + query)}
             for name, query in _queries().items()}  # fmt: skip
    out, within = found["e"], found["i"]
    index = [(out.get(s, 0) - within.get(s, 0)) / (out.get(s, 0) + within.get(s, 0))
             for s in out.keys() | within.keys()]  # fmt: skip
    firms = found["firms"].values()
    columns = (firms, [max(n - 1, 0) for n in firms], found["v"].values(), found["fr"].values(),
               out.values(), found["lq"].values(), index)  # fmt: skip
    return {name: float(sum(column)) for name, column in zip(NAMES, columns, strict=True)}


def by_oxigraph(folder: Path) -> Found:
    """Load the triples and ask in SPARQL."""
    start = time.perf_counter()
    import pyoxigraph as ox  # noqa: PLC0415

    store = ox.Store()
    store.bulk_load(path=folder.parent / "facts.nt", format=ox.RdfFormat.N_TRIPLES)
    loaded = time.perf_counter()

    def ask(query: str) -> Iterable[tuple[str, str]]:
        return [(row["s"].value, row["n"].value) for row in store.query(query)]  # type: ignore[union-attr]

    sums = _asked(ask)
    return {"load": loaded - start, "ask": time.perf_counter() - loaded}, sums


def by_rdflib(folder: Path) -> Found:
    """Load the triples into memory and ask in SPARQL."""
    start = time.perf_counter()
    import rdflib  # noqa: PLC0415

    graph = rdflib.Graph().parse(folder.parent / "facts.nt", format="nt")
    loaded = time.perf_counter()
    sums = _asked(lambda query: [(str(row.s), str(row.n)) for row in graph.query(query)])  # type: ignore[union-attr]
    return {"load": loaded - start, "ask": time.perf_counter() - loaded}, sums


CONTENDERS = {"duckdb": by_duckdb, "loclearn": by_loclearn, "pandas": by_pandas,
              "oxigraph": by_oxigraph, "rdflib": by_rdflib}  # fmt: skip
