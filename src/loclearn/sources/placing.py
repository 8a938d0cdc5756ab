"""Put entries into regions: what fits no region is kept apart, with the reason."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from loclearn.errors import Problem, WrongUse, shorten
from loclearn.sources.columns import TABLES
from loclearn.sources.entries import Entry
from loclearn.sources.regions.codes import VINTAGES, Gazetteer, Region, table
from loclearn.sources.regions.recoding import recode, vintage_of

_SHOWN = 12
_FEW = 5
_NO_SCHEME = "fits no vintage and no other scheme"


@dataclass(frozen=True)
class Unplaced:
    """Hold an entry that belongs to no region, and why."""

    entry: Entry
    reason: str


@dataclass(frozen=True)
class Placed:
    """Hold placed and unplaced entries, the regions with their vintages, and what was noticed.

    Entries that were added up share their cells.
    """

    entries: list[Entry]
    unplaced: list[Unplaced]
    regions: list[Region]
    problems: list[Problem]
    notes: list[str]


def place(entries: Sequence[Entry], gazetteer: Gazetteer, vintage: int | None = None) -> Placed:
    """Return the entries by region, in one vintage where that is asked for.

    Parameters
    ----------
    entries: what was read.
    gazetteer: which codes there are.
    vintage: carry NUTS codes to this vintage; None leaves them as they are.

    >>> one = Entry("employment", {"region": "PL12", "persons": "5"}, "a.csv", 2)
    >>> place([one], Gazetteer(), 2024).unplaced[0].reason[:40]
    'NUTS 2013 PL12 was divided into PL91, PL'
    """
    if vintage is not None and vintage not in VINTAGES:
        known = ", ".join(map(str, VINTAGES))
        raise WrongUse(f"There is no NUTS {vintage}. Known are {known}.")
    found = Placed([], [], [], [], [])
    sources = _vintages(entries, gazetteer, vintage, found)
    used: dict[str, Region] = {}
    waiting: dict[tuple[str, ...], list[tuple[Entry, tuple[str, ...]]]] = defaultdict(list)
    for entry in entries:
        column = TABLES[entry.table].region
        if column is None:
            found.entries.append(entry)
            continue
        code = entry.cells.get(column, "")
        region = gazetteer.find(code) if code else None
        if region is None:
            reason = f"{code} {_NO_SCHEME}" if code else "it has no region"
            if ";" in code:
                reason = "it has shares in several regions, and nobody knows in which it is"
            found.unplaced.append(Unplaced(entry, reason))
        elif vintage is None or region.scheme != "nuts" or code in gazetteer.own:
            used.setdefault(code, region)
            found.entries.append(entry)
        else:
            _carry(entry, region, (sources[_when(entry)], vintage), found, waiting)
    _merge(waiting, found)
    found.notes.extend(_unknown(found.unplaced))
    found.regions.extend(_with_vintage(used, found, vintage, sources))
    return found


def _when(entry: Entry) -> str:
    return entry.cells.get("period", "")


def _vintages(
    entries: Iterable[Entry], gazetteer: Gazetteer, wanted: int | None, found: Placed
) -> dict[str, int | None]:
    """Return the vintage that fits most codes of each period."""
    codes: dict[str, dict[str, None]] = defaultdict(dict)
    for entry in entries:
        code = entry.cells.get("region", "")
        if code not in gazetteer.own and gazetteer.scheme in ("any", "nuts"):
            codes[_when(entry)][code] = None
    chosen: dict[str, int | None] = {}
    fits: dict[int, list[str]] = defaultdict(list)
    for period, several in sorted(codes.items()):
        best, _ = vintage_of(several)
        chosen[period] = best
        if best is not None:
            fits[best].append(period or "no period")
    for best, periods in sorted(fits.items()):
        found.notes.append(f"NUTS {best} fits the codes of {spoken(periods)}")
    if len(fits) > 1 and wanted is None:
        found.notes.append("codes of several vintages: --vintage YEAR carries them to one")
    if wanted is not None:
        found.problems.extend(mixed(codes, "what was read"))
    return chosen


def spoken(periods: Sequence[str]) -> str:
    """Return periods as a text; years that follow each other as a span.

    >>> spoken(["2008", "2009", "2010", "2012", "2013/2015", "no period"])
    '2008 to 2010, 2012, 2013/2015, no period'
    """
    runs: list[list[str]] = []
    for period in periods:
        if runs and period.isdecimal() and runs[-1][-1] == str(int(period) - 1):
            runs[-1].append(period)
        else:
            runs.append([period])
    return ", ".join(f"{r[0]} to {r[-1]}" if len(r) > 2 else ", ".join(r) for r in runs)


def mixed(codes: Mapping[str, Iterable[str]], table: str) -> list[Problem]:
    """Warn where the codes of a period are of several vintages.

    Parameters
    ----------
    codes: the codes of regions by period.
    table: how the problem calls the table.

    >>> print(mixed({"2012": ["EL51", "FR21", "EL11"]}, "employment")[0].found)
    mixed vintages in 2012: EL11
    """
    found: dict[tuple[int, tuple[str, ...]], list[str]] = defaultdict(list)
    for period, several in sorted(codes.items()):
        best, strangers = vintage_of(several)
        if best is not None and strangers:
            found[best, tuple(strangers)].append(period or "no period")
    problems = []
    for (best, strangers_), periods in found.items():
        shown = ", ".join(strangers_[:_SHOWN]) + (" …" if len(strangers_) > _SHOWN else "")
        problems.append(
            Problem(
                table,
                None,
                "region",
                f"mixed vintages in {spoken(periods)}: {shown}",
                f"codes of NUTS {best}, which fits the others",
                "Regions may be counted twice; --vintage YEAR carries codes to one vintage.",
                "warning",
            )
        )
    return problems


def _unknown(unplaced: Iterable[Unplaced]) -> list[str]:
    """Return a note on codes that no scheme has: they may be the user's own."""
    codes = dict.fromkeys(
        str(one.entry.cells[TABLES[one.entry.table].region or ""])
        for one in unplaced if one.reason.endswith(_NO_SCHEME)
    )  # fmt: skip
    if not codes:
        return []
    named = ", ".join(shorten(code) for code in list(codes)[:_FEW])
    more = f" and {len(codes) - _FEW:,} more" if len(codes) > _FEW else ""
    return [f"no region has the code {named}{more}; if codes are your own, name them in a table "
            "with the columns code and name: --regions FILE.csv"]  # fmt: skip


def _carry(
    entry: Entry,
    region: Region,
    step: tuple[int | None, int],
    found: Placed,
    waiting: dict[tuple[str, ...], list[tuple[Entry, tuple[str, ...]]]],
) -> None:
    given, wanted = step
    if given not in region.vintages:
        given = max(region.vintages)
    if not region.exact:
        reason = f"{region.code} is a NUTS 3 code of before 2021, for which there is no table"
        found.unplaced.append(Unplaced(entry, reason))
        return
    new = recode(region.code, given, wanted)
    if new.code is None:
        found.unplaced.append(Unplaced(entry, new.reason))
    elif len(new.parts) > 1 and entry.table == "employment":
        measure = ",".join(m for m in TABLES["employment"].filled if m in entry.cells)
        key = (new.code, entry.file, entry.cells.get("activity", ""), _when(entry), measure)
        waiting[key].append((entry, new.parts))
    else:
        found.entries.append(replace(entry, cells={**entry.cells, "region": new.code}))


def _merge(
    waiting: dict[tuple[str, ...], list[tuple[Entry, tuple[str, ...]]]], found: Placed
) -> None:
    """Add up regions that became one; a sum with a missing part is missing."""
    for (code, *_), several in waiting.items():
        first, parts = several[0]
        there = {entry.cells["region"] for entry, _ in several}
        if lacking := ", ".join(sorted(set(parts) - there)):
            reason = f"{code} = {' + '.join(parts)}, and {lacking} has no row here"
            found.unplaced.extend(Unplaced(entry, reason) for entry, _ in several)
            continue
        cells = {**first.cells, "region": code}
        for measure in TABLES["employment"].filled:
            if measure in cells:
                values = [entry.cells.get(measure, "") for entry, _ in several]
                total = format(sum(map(Decimal, values), Decimal()), "f") if all(values) else ""
                cells[measure] = total
        flags = dict.fromkeys(e.cells["flag"] for e, _ in several if e.cells.get("flag"))
        cells["flag"] = "; ".join(flags)
        found.entries.extend(replace(entry, cells=cells) for entry, _ in several)


def _with_vintage(
    used: dict[str, Region], found: Placed, wanted: int | None, sources: dict[str, int | None]
) -> list[Region]:
    """Return the regions of the entries, each with the one vintage in which it is used."""
    if wanted is not None:
        for entry in found.entries:
            code = entry.cells.get("region", "")
            if code in table() and code not in used:
                used[code] = table()[code]
    chosen = wanted or next((v for _, v in sorted(sources.items(), reverse=True) if v), None)
    regions = []
    for _, region in sorted(used.items()):
        vintages = region.vintages
        if region.scheme == "nuts" and vintages:
            one = chosen if chosen in vintages else max(vintages)
            regions.append(replace(region, vintages=(one,)))
        else:
            regions.append(region)
    return regions
