"""The command that checks the DOIs of the embedded works that are only likely."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from loclearn.cli.bib_options import CacheFolder, Offline, Refresh, ServiceTable, asking
from loclearn.cli.problems import report
from loclearn.cli.progress import working

Checks = Annotated[
    Path | None,
    typer.Option(
        metavar="CHECKS.csv",
        help="Keep the outcomes there; what is there already is read first, and stays where no "
        "service can be reached.",
    ),
]
WorksOut = Annotated[
    Path | None,
    typer.Option(
        "--works",
        metavar="WORKS.csv",
        help="Write there the table of works, with DOIs that were confirmed as verified.",
    ),
]


def check(
    out: Checks = None,
    works: WorksOut = None,
    cache: CacheFolder = None,
    offline: Offline = False,
    refresh: Refresh = False,
    services: ServiceTable = None,
) -> None:
    """Check the DOIs of the embedded works that are only likely.

    Crossref, or else OpenAlex, is asked where each of them leads, and the title, authors, year
    and place of what is found are compared with the work. Each DOI is **confirmed**, **unclear**,
    **contradicted** (with what differs), **not found** or **not reachable**.

    The graph says of each DOI how sure it is, from *doi_confidence* in its table of works. With
    **--works** you get that table with the outcomes in it; copy it over ontology/data/works.csv,
    and the graph says so too.

    **Examples**

    loclearn bib check --out checks.csv

    loclearn bib check --out checks.csv --works works.csv

    The exit code is 0 when all were checked and confirmed; 1 when one is not confirmed or a
    service could not be reached; 2 when the call cannot be carried out.
    """
    from loclearn.cli.files import write_out
    from loclearn.enrichment import checks_table, doi_checks
    from loclearn.enrichment.report import unreached

    earlier = checks_table.read(out) if out is not None else []
    asker = asking(cache, services, offline, refresh)
    with working("Asking services"):
        done = [doi_checks.check(one, asker) for one in doi_checks.likely()]
    asker.close()
    now = [found for found, _, _ in done]
    failures = [failure for _, failed, _ in done for failure in failed]
    report((*unreached(failures, asker.table), *doi_checks.told(done)))
    kept = checks_table.joined(earlier, now)
    if out is not None:
        write_out(checks_table.write(kept), out)
    counts = Counter(one.outcome for one in now)
    told = ", ".join(f"{counts[name]} {name}" for name in doi_checks.OUTCOMES)
    print("\n".join([*checks_table.lines(now), f"{len(now)} DOIs: {told}"]))
    if works is not None:
        text, count = checks_table.works_table(kept)
        write_out(text, works)
        print(f"{works}: {count} DOIs are verified now that were likely.")
    if counts["confirmed"] < len(now):
        raise typer.Exit(1)
