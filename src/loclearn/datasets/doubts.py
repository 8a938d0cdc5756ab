"""What is wrong or odd between the rows of a table, and between tables."""

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from loclearn.datasets.ends import TIED, Ends
from loclearn.datasets.opening import ROW, numbered
from loclearn.errors import Problem, shorten
from loclearn.tables.kinds import OUTSIDE

if TYPE_CHECKING:
    import ibis

_MOST = 20
_MANY, _HEAD = 1_000, 100_000
"""Where more ties than this are repeated, the first are looked for in so many rows."""
_DATED = frozenset({"actors", "employment", "capabilities"})
"""Tables whose rows place something in a period."""
_GIVE_ACTORS = "Give the actors as well: without them nobody knows where a tie lies."
DUPLICATES_COUNT = frozenset({"ties"})
"""Tables in which a repeated key with other values is a warning: the tie counts once.

Who counts them holds pairs apart, so that millions of rows need not be compared here."""


def repeated(
    parts: Sequence[tuple[str, "ibis.Table"]], kind: str, keys: Sequence[str]
) -> list[Problem]:
    """Return a problem for each key that several rows have.

    Parameters
    ----------
    parts: the files of one table, each with its rows. kind: which table it is.
    keys: the columns of its key.

    Rows that say the same are a warning and count once; others are a violation, but in ties.
    """
    import ibis  # noqa: PLC0415

    whole = _together([table for _, table in parts])
    keyed = whole.select(key=_hash(whole, keys))
    counts = keyed.group_by("key").aggregate(times=keyed.count())
    several = counts.filter(counts.times > 1).to_pyarrow()
    if not several.num_rows:
        return []
    if kind in DUPLICATES_COUNT and several.num_rows > _MANY:
        groups = _grouped([(file, table.limit(_HEAD)) for file, table in parts], several, keys, [])
        problems = [_named(item, keys) for item in _first(groups)]
        if problems:
            return [*problems, *_more(problems, several.num_rows, keys[0])]
    same = kind in DUPLICATES_COUNT
    values = [] if same else [name for name in whole.columns if name not in keys]
    groups = _grouped(parts, several, keys, values)
    groups = groups.filter(groups.times > 1)  # two keys may have one hash
    groups = groups.mutate(all=groups.count().over(ibis.window()))
    found = _first(groups)
    problems = [_repeat(item, keys, values) for item in found]
    return [*problems, *(_more(problems, found[0]["all"], keys[0]) if found else ())]


def _grouped(
    parts: Sequence[tuple[str, "ibis.Table"]],
    several: Any,
    keys: Sequence[str],
    values: Sequence[str],
) -> "ibis.Table":
    """Return the keys whose hash several rows have: how often, where, with how many values."""
    import ibis  # noqa: PLC0415

    table = _together([numbered(table).mutate(_file=ibis.literal(file)) for file, table in parts])
    wanted = ibis.memtable(several).rename(_key="key", _times="times")
    table = table.mutate(_key=_hash(table, keys)).join(wanted, "_key")
    return table.group_by(list(keys)).aggregate(
        times=table.count(), hashed=table["_times"].max(), file=table["_file"].min(),
        row=table[ROW].min(), last=table[ROW].max(),
        **{f"v_{name}": table[name].nunique() + table[name].isnull().any().cast("int64")
           for name in values},
    )  # fmt: skip


def _first(groups: "ibis.Table") -> list[dict[str, Any]]:
    rows = groups.order_by("file", "row").limit(_MOST).to_pyarrow()
    found: list[dict[str, Any]] = rows.to_pylist()
    return found


def _more(problems: Sequence[Problem], all_: int, column: str) -> list[Problem]:
    more = all_ - len(problems)
    if not more:
        return []
    found = f"{more:,} more repeated keys"
    file, severity = problems[0].file, problems[-1].severity
    return [Problem(file, None, column, found, "", severity=severity)]


def _together(tables: Sequence["ibis.Table"]) -> "ibis.Table":
    import ibis  # noqa: PLC0415

    return tables[0] if len(tables) == 1 else ibis.union(*tables)


def _hash(table: "ibis.Table", keys: Sequence[str]) -> "ibis.Column":
    import ibis  # noqa: PLC0415

    return ibis.struct({name: table[name] for name in keys}).hash()


def _named(item: Mapping[str, Any], keys: Sequence[str]) -> Problem:
    key = shorten(", ".join(str(item[name]) for name in keys if item[name] is not None))
    found = f"{key} {item['hashed']} times, first in row {item['row']}"
    return Problem(
        str(item["file"]), item["row"], keys[0], found, "each once", "It counts once.", "warning"
    )


def _repeat(item: Mapping[str, Any], keys: Sequence[str], values: list[str]) -> Problem:
    key = shorten(", ".join(str(item[name]) for name in keys if item[name] is not None))
    other = [name for name in values if item[f"v_{name}"] > 1]
    where = f"{item['times']} times, last in row {item['last']}"
    if not other:
        return Problem(str(item["file"]), item["row"], keys[0], f"{key} {where}", "each once",
                       "It counts once.", "warning")  # fmt: skip
    found = f"{key} {where}, with different {', '.join(other)}"
    return Problem(str(item["file"]), item["row"], keys[0], found, "one row for each")


def between(tables: Mapping[str, "ibis.Table"], seen: Ends) -> list[Problem]:
    """Return what tables say that does not fit: unknown actors, self ties, years of zeros.

    Parameters
    ----------
    tables: by kind. seen: what `ends` says of them.
    """
    problems = []
    for kind, table in tables.items():
        if not table.count().to_pyarrow().as_py():
            problems.append(_warning(kind, None, "a header without rows", "It says nothing."))
        elif not _DATED & tables.keys() and kind not in TIED:
            cure = "Give actors or employment as well: a setting exists where they place something."
            problems.append(_warning(kind, None, "nothing that is in a region", cure))
        if kind in _DATED or kind == "outcomes":
            problems += _periods(kind, table)
    if "ties" in tables:
        problems += _ties(tables["ties"], tables.get("actors"), seen)
    if "consortia" in tables:
        problems += _members(tables["consortia"], tables.get("actors"))
    if "actors" in tables:
        problems += _unplaced(tables["actors"])
    return problems


def _ties(ties: "ibis.Table", actors: "ibis.Table | None", seen: Ends) -> list[Problem]:
    problems = []
    if actors is None:
        problems.append(_warning("ties", None, "ties, and no table of actors", _GIVE_ACTORS))
    if seen.own:
        found = f"{seen.own:,} ties of an actor with itself"
        problems.append(_warning("ties", "target", found, "They are left out."))
    for end in ("source", "target") if actors is not None and seen.loose else ():
        problems += _unknown("ties", ties.anti_join(actors, [(end, "actor_id")]), end)
    return problems


def _members(consortia: "ibis.Table", actors: "ibis.Table | None") -> list[Problem]:
    if actors is None:
        found = "consortia, and no table of actors"
        return [_warning("consortia", None, found, _GIVE_ACTORS)]
    return _unknown("consortia", consortia.anti_join(actors, "actor_id"), "actor_id")


def _unknown(kind: str, lost: "ibis.Table", column: str) -> list[Problem]:
    """Return a warning where rows name actors that no table knows."""
    times = lost.count().to_pyarrow().as_py()
    if not times:
        return []
    names = lost[[column]].distinct().order_by(column).limit(5).to_pyarrow().to_pylist()
    what = "ties with" if kind == "ties" else "participations of"
    found = f"{times:,} {what} actors that no table knows: "
    found += ", ".join(shorten(str(item[column])) for item in names)
    cure = "They are counted nowhere, since nobody knows where they lie."
    return [_warning(kind, column, found, cure)]


def _unplaced(actors: "ibis.Table") -> list[Problem]:
    problems = []
    if lost := _count(actors, actors.region.isnull()):
        found = f"{lost:,} actors without a region"
        cure = "They are unplaced: local or not, nobody knows of their ties, so that no count of "
        cure += "ties beside them says no."
        if abroad := _count(actors, actors.region.isnull() & actors.country.notnull()):
            found += f", {abroad:,} of them with a country"
            cure += " Ties of these with regions of other countries are known to lead beyond them."
        problems.append(_warning("actors", "region", found, cure))
    nowhere = actors.activity.isnull() & (actors.region.fill_null("") != OUTSIDE)
    if lost := _count(actors, nowhere):
        found = f"{lost:,} actors without an activity, beside others that have one"
        cure = "They belong to no setting; as partners they count."
        if _count(actors, nowhere & (actors.type == "firm")):
            cure += " Firms among them may be one more of any activity: a census of firms in their"
            cure += " region counts as a sample."
        problems.append(_warning("actors", "activity", found, cure))
    return problems


def dated(actors: "ibis.Table") -> tuple["ibis.Table", list[Problem]]:
    """Return actors without their rows that lack a period, where others of the actor have one."""
    known = actors.period.notnull()
    sorts = actors.aggregate(some=known.any(), all=known.all()).to_pyarrow().to_pylist()[0]
    if sorts["all"] or not sorts["some"]:
        return actors, []
    ever = actors.filter(known).actor_id
    both = ~known & actors.actor_id.isin(ever)
    if not (times := _count(actors, both)):
        return actors, []
    found = f"{times:,} rows without a period of actors that have rows with one"
    cure = "The rows with a period count; state one in the others as well."
    return actors.filter(~both), [_warning("actors", "period", found, cure)]


def zeros(employment: "ibis.Table") -> list[Problem]:
    """Return a warning for each period in which a column holds nothing but zeros."""
    sums = employment.group_by("period").aggregate(
        persons=employment.persons.max(), firms=employment.firms.max()
    )
    return [
        _warning("employment", name, f"nothing but zeros in {item['period'] or 'no period'}",
                 "They are taken for missing.")
        for item in sums.order_by("period").to_pyarrow().to_pylist()
        for name in ("persons", "firms")
        if item[name] == 0
    ]  # fmt: skip


def _periods(kind: str, table: "ibis.Table") -> list[Problem]:
    """Return a violation for each period that runs backwards, a warning for those that overlap."""
    periods = table[["period"]].distinct().to_pyarrow().to_pylist()
    spans = sorted(
        (int(p[:4]), int(p[-4:]), p) for p in (item["period"] for item in periods) if p is not None
    )
    backwards = [
        Problem(kind, None, "period", span[2], "the first year, then the last", "Turn them round.")
        for span in spans
        if span[0] > span[1]
    ]
    ends = accumulate(spans, _longer)
    return backwards or [
        _warning(kind, "period", f"{one[2]} and {other[2]}, which overlap",
                 "They are different settings; a change between them is marked.")
        for one, other in zip(ends, spans[1:], strict=False)
        if other[0] <= one[1]
    ]  # fmt: skip


def _longer(one: tuple[int, int, str], other: tuple[int, int, str]) -> tuple[int, int, str]:
    """Return the period that ends later."""
    return other if other[1] > one[1] else one


def _count(table: "ibis.Table", test: Any) -> int:
    return int(table.filter(test).count().to_pyarrow().as_py())


def _warning(file: str, column: str | None, found: str, cure: str) -> Problem:
    return Problem(file, None, column, found, "", cure, "warning")
