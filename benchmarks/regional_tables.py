"""Write the regional tables of the benchmark as Parquet, and the same facts as N-Triples."""

# ruff: noqa: S608 - paths of this program, no input

from pathlib import Path

import duckdb

ACTIVITIES = 90
ACTORS, TIES, REGIONS = 1_000_000, 5_000_000, 5_000
"""The size 1; other sizes are shares of all three, so that the density stays."""
BASE = "urn:b:"


def write_tables(folder: Path, share: float) -> dict[str, int]:
    """Write actors, ties and employment, and return their rows; a hash stands for chance."""
    actors, ties, regions = (max(10, round(n * share)) for n in (ACTORS, TIES, REGIONS))
    shown = "lpad({}::varchar, 5, '0')"
    tables = {
        "actors": f"""SELECT 'A' || i AS actor_id,
            'R' || {shown.format(f"(hash(i) % {regions})")} AS region,
            'C' || (hash(i * 7) % {ACTIVITIES}) AS activity,
            CASE WHEN hash(i * 13) % 20 = 0 THEN 'university' ELSE 'firm' END AS type,
            CASE WHEN hash(i * 17) % 10 = 0 THEN 'G' || (hash(i * 19) % 1000) END AS "group",
            '2017' AS period, 'census' AS coverage FROM range({actors}) t(i)""",
        "ties": f"""SELECT 'A' || one AS source, 'A' || CASE WHEN near THEN
            -- a third of the ties stay near: to the next actor of the same region, if there is one
            coalesce(next, other) ELSE other END AS target,
            ['vertical', 'knowledge', 'informal-contact'][1 + (hash(i * 11) % 3)::int] AS kind,
            '2017' AS period, 'survey' AS network, 'census' AS coverage
            FROM (SELECT i, hash(i * 3 + 1) % {actors} AS one, hash(i * 5 + 2) % {actors} AS other,
                hash(i * 23) % 3 = 0 AS near FROM range({ties}) t(i))
            LEFT JOIN (SELECT a, lead(a, 1) OVER (PARTITION BY hash(a) % {regions} ORDER BY a)
                AS next FROM range({actors}) u(a)) ON a = one ORDER BY i""",
        "employment": f"""SELECT 'R' || {shown.format("r")} AS region, 'C' || a AS activity,
            '2017' AS period, (hash(r * {ACTIVITIES} + a) % 500)::double AS persons,
            'census' AS coverage FROM range({regions}) t(r), range({ACTIVITIES}) u(a)""",
    }
    with duckdb.connect() as database:
        for name, query in tables.items():
            database.execute(f"COPY ({query}) TO '{folder / name}.parquet'")
    return {"actors": actors, "ties": ties, "employment": regions * ACTIVITIES}


def write_triples(folder: Path) -> None:
    """Write the facts of the tables beside their folder, each pair of actors once."""
    actor = f"""SELECT unnest([
        '<{BASE}' || actor_id || '> <{BASE}setting> <{BASE}' || region || '/' || activity || '> .',
        '<{BASE}' || actor_id || '> <{BASE}region> <{BASE}' || region || '> .',
        '<{BASE}' || actor_id || '> <{BASE}type> <{BASE}' || type || '> .',
        '<{BASE}' || actor_id || '> <{BASE}owner> <{BASE}' || coalesce("group", actor_id) || '> .'
        ]) AS line FROM '{folder}/actors.parquet'"""
    tie = f"""SELECT DISTINCT '<{BASE}' || least(source, target) || '> <{BASE}' || kind
        || '> <{BASE}' || greatest(source, target) || '> .'
        FROM '{folder}/ties.parquet' WHERE source <> target"""
    job = f"""SELECT unnest([
        '<{BASE}' || region || '/' || activity || '> <{BASE}in> <{BASE}' || region || '> .',
        '<{BASE}' || region || '/' || activity || '> <{BASE}does> <{BASE}' || activity || '> .',
        '<{BASE}' || region || '/' || activity || '> <{BASE}persons> "' || persons
        || '"^^<http://www.w3.org/2001/XMLSchema#double> .']) FROM '{folder}/employment.parquet'"""
    with duckdb.connect() as database:
        database.execute(
            f"COPY ({actor} UNION ALL {tie} UNION ALL {job}) TO '{folder.parent}/facts.nt' "
            "(FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER '\t')"
        )
