"""All verdicts as one table that no Python object has to hold."""

from collections.abc import Callable, Mapping
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from loclearn.conditions import FOUR_VALUES, Condition, Theory
from loclearn.errors import OntologyError
from loclearn.rewriting.sql.columns import Tables
from loclearn.rewriting.sql.members import Keep, Members
from loclearn.rewriting.sql.resting import Resting

if TYPE_CHECKING:
    import ibis.expr.types as ir


def verdicts(
    tables: Tables,
    theory: Theory,
    prepare: "Callable[[ir.Table], ir.Table] | None" = None,
    keep: Keep | None = None,
) -> "ir.Table":
    """Return all verdicts on the settings of tables, 30 rows a setting, in no order.

    Its methods to_parquet and to_csv write millions of verdicts to a file, to_pyarrow_batches
    reads them in parts. Without `keep`, nothing runs before the table is asked for.

    Parameters
    ----------
    tables: the facts. The table of settings decides what gets verdicts, and has to hold every
        earlier phase as well.
    theory: conditions and their definitions, with the thresholds of one profile.
    prepare: what is done with the table of one row a setting before it becomes 30: columns that it
        adds are kept. The 30 rows of a setting stand together, in the order of their conditions.
    keep: stores what is asked for more than once, which large tables need.

    Returns the columns setting, condition (its id), value (supported, opposed, contested or
    unknown) and contested_inputs: the ids of the contested conditions on which the verdict
    rests, joined by a semicolon, or an empty text.

    Raises OntologyError that names what a definition asks for and no table has, WrongUse where
    a column is missing.

    >>> import ibis, pyarrow
    >>> from loclearn.conditions import read_theory
    >>> def table(**columns): return ibis.memtable(pyarrow.table(columns))
    >>> seen = table(setting=["A"], indicator=["rival-count"], coverage=["census"], value=[1],
    ...              capability=["institution"], p_value=[1.0])
    >>> tables = Tables(table(setting=["A"]), observations=seen)
    >>> found = verdicts(tables, read_theory())
    >>> found.filter(found.value != "unknown").to_pyarrow().to_pylist()
    [{'setting': 'A', 'condition': 'C04', 'value': 'opposed', 'contested_inputs': ''}]
    """
    import ibis  # noqa: PLC0415 - a second

    if theory.closure:
        raise OntologyError(
            "The definitions need properties that follow from others: "
            + ", ".join(sorted({iri for iri, _ in theory.closure}))
            + ". Tables cannot be asked for what follows: use --engine sparql."
        )
    resting = Resting(theory)
    inputs = {one.id: resting.inputs(one) for one in theory.verdicts}
    wanted = [side for one in theory.verdicts for side in one.sides]
    wanted += [iri for found in inputs.values() for iri in found.values()]
    members = Members(tables, {**theory.definitions, **resting.definitions}, wanted, keep)
    found = members.patterns

    def holds(iri: str) -> "ir.BooleanValue":
        return found[members.columns[iri]]

    records = _records(theory, inputs, holds)
    told = found.select(*members.key, verdicts=ibis.array(records))
    if keep is None:
        both = told if prepare is None else prepare(told)
    else:
        settings = members.settings if prepare is None else prepare(members.settings)
        few = _coded(told, members.key, keep)
        both = settings.join(few, members.key).drop(*members.key)
    return both.select(
        *(name for name in both.columns if name != "verdicts"), verdict=both.verdicts.unnest()
    ).unpack("verdict")


def _records(
    theory: Theory,
    inputs: Mapping[str, Mapping[str, str]],
    holds: "Callable[[str], ir.BooleanValue]",
) -> "list[ir.StructValue]":
    """Return what is told of each condition and status, in the order of their ids."""
    import ibis  # noqa: PLC0415

    return [
        ibis.struct({
            "condition": one.id,
            "value": _value(one, holds),
            "contested_inputs": _joined({k: holds(iri) for k, iri in inputs[one.id].items()}),
        })
        for one in sorted(theory.verdicts, key=lambda one: one.id)
    ]  # fmt: skip


def _coded(told: "ir.Table", key: list[str], keep: Keep) -> "ir.Table":
    """Return the verdicts of patterns with each text stored once."""
    import ibis  # noqa: PLC0415

    rows = told.select(*key, verdict=told.verdicts.unnest()).unpack("verdict")
    names = ("condition", "value", "contested_inputs")
    kept = keep("verdicts", rows, names)
    one = ibis.struct({name: kept[name] for name in names})
    return kept.group_by(key).aggregate(verdicts=one.collect().sort())


def members(tables: Tables, theory: Theory) -> dict[str, frozenset[str]]:
    """Return the settings in each class of a condition or status, for inputs that are small."""
    sides = [side for one in theory.conditions.values() for side in one.sides]
    found = Members(tables, theory.definitions, sides)
    columns = found.table.to_pyarrow()
    settings = columns["setting"]
    return {
        side: frozenset(settings.filter(columns[found.columns[side]]).to_pylist()) for side in sides
    }


def _value(condition: Condition, holds: Callable[[str], "ir.BooleanValue"]) -> "ir.StringValue":
    import ibis  # noqa: PLC0415

    false = ibis.literal(False)
    supported = holds(condition.supported)
    opposed = false if condition.opposed is None else holds(condition.opposed)
    *several, (_, last) = FOUR_VALUES.items()
    return ibis.cases(
        *(
            ((supported if one else ~supported) & (opposed if two else ~opposed), value)
            for (one, two), value in several
        ),
        else_=last,
    )


def _joined(rests: "dict[str, ir.BooleanValue]") -> "ir.StringValue":
    """Return the ids of the columns that hold, in order, joined by semicolons."""
    import ibis  # noqa: PLC0415

    if not rests:
        return ibis.literal("")
    texts = [ibis.cases((rests[id_], f";{id_}"), else_="") for id_ in sorted(rests)]
    text = ibis.literal("").concat(*texts).substr(1)
    return ibis.cases((reduce(or_, rests.values()), text), else_="")
