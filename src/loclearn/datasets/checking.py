"""Hold tables of any size to their contracts: what is wrong is counted, and found once each."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from loclearn.datasets.opening import ROW, numbered
from loclearn.errors import Problem, did_you_mean, shorten
from loclearn.tables.contract import Contract, Field

if TYPE_CHECKING:
    import ibis
    from ibis.expr.types import BooleanValue, Column

_MOST = 20
"""So many different wrong cells of one column are told, and how many more there are."""
_LARGEST = 1e15
"""A value above is refused: sums and squares of such values are exact in no engine."""
_TRUE, _FALSE = ("true", "1", "yes"), ("false", "0", "no")


@dataclass(frozen=True)
class Rule:
    """Hold what a cell of a column must not be."""

    field: Field
    broken: "BooleanValue"
    cure: str = ""


def columns(contract: Contract, names: list[str], file: str) -> list[Problem]:
    """Return a violation for each column that is missing or not known."""
    problems = []
    for field in contract.fields:
        if field.column and field.name not in names:
            expected = f"a column {field.name}: {field.description}"
            cure = did_you_mean(field.name, [n for n in names if n not in contract.names])
            problems.append(Problem(file, 1, field.name, "no such column", expected, cure))
    for name in names:
        if name not in contract.names:
            cure = did_you_mean(name, contract.names)
            expected = "one of " + ", ".join(contract.names)
            problems.append(Problem(file, 1, shorten(name), "an unknown column", expected, cure))
    return problems


def checked(
    table: "ibis.Table", contract: Contract, file: str
) -> tuple["ibis.Table", list[Problem]]:
    """Return a table in the types of its contract, with the problems of its cells.

    Parameters
    ----------
    table: as `opening.read` gives it. contract: what it must keep to. file: how problems call it.
    """
    problems = columns(contract, list(table.columns), file)
    if problems:
        return table, problems
    rules = [rule for field in contract.fields if field.name in table.columns
             for rule in _rules(table, field)]  # fmt: skip
    counted = table.aggregate(**{f"r{n}": rule.broken.sum() for n, rule in enumerate(rules)})
    counts = counted.to_pyarrow().to_pylist()[0]
    for number, rule in enumerate(rules):
        if counts[f"r{number}"]:
            problems += _told(table, rule, file)
    return _typed(table, contract), sorted(problems, key=lambda p: (p.row or 0, p.column or ""))


def text_of(table: "ibis.Table", name: str) -> "Column":
    """Return the cells of a column as text, empty ones as missing."""
    cell = table[name]
    return cell.nullif("") if cell.type().is_string() else cell.cast("string")


def _rules(table: "ibis.Table", field: Field) -> Iterator[Rule]:
    """Yield what is wrong with the cells of a column: each test is true or false, never missing."""
    cell = text_of(table, field.name)
    there = cell.notnull()
    if field.required:
        yield Rule(field, ~there)
    if field.codes:
        yield Rule(field, there & ~cell.isin(field.codes).fill_null(False))
    elif field.kind in {"number", "integer"}:
        number = _number(table, field)
        good = (
            number.notnull() & ~number.isnan().fill_null(False) & ~number.isinf().fill_null(False)
        )
        comma = " In a table with decimal commas, name them in a mapping: loclearn import tables."
        yield Rule(field, there & ~good, f"Leave the cell empty where it is not known.{comma}")
        most = f"Numbers above {_LARGEST:g} are no counts; correct it."
        yield Rule(field, (good & (number.abs() > _LARGEST)).fill_null(False), most)
        if field.minimum is not None:
            yield Rule(field, (good & (number < float(field.minimum))).fill_null(False))
        if field.maximum is not None:
            yield Rule(field, (good & (number > float(field.maximum))).fill_null(False))
    elif field.kind == "boolean":
        yield Rule(field, there & ~cell.lower().isin((*_TRUE, *_FALSE)).fill_null(False))
    elif field.pattern:
        yield Rule(field, there & ~cell.re_search(f"^(?:{field.pattern})$").fill_null(False))


def _number(table: "ibis.Table", field: Field) -> Any:
    cell = table[field.name]
    if cell.type().is_string():
        return cell.nullif("").try_cast("float64")
    return cell.cast("float64")


def _told(table: "ibis.Table", rule: Rule, file: str) -> Iterator[Problem]:
    """Yield the different wrong cells of a column, each with its first row and how often it is."""
    import ibis  # noqa: PLC0415

    rows = numbered(table.mutate(_broken=rule.broken, _cell=text_of(table, rule.field.name)))
    wrong = rows.filter(rows["_broken"]).select(cell=rows["_cell"], row=rows[ROW])
    groups = wrong.group_by("cell").aggregate(row=wrong.row.min(), times=wrong.count())
    found = groups.order_by(ibis.asc("row")).limit(_MOST).to_pyarrow().to_pylist()
    more = groups.count().to_pyarrow().as_py() - len(found)
    for item in found:
        what = "nothing" if item["cell"] is None else shorten(item["cell"])
        what += f" in {item['times']:,} rows" if item["times"] > 1 else ""
        expected = rule.field.expectation
        yield Problem(file, int(item["row"]), rule.field.name, what, expected, rule.cure)
    if more:
        yield Problem(file, None, rule.field.name, f"{more:,} more wrong values", "")


def _typed(table: "ibis.Table", contract: Contract) -> "ibis.Table":
    import ibis  # noqa: PLC0415

    found = {}
    for field in contract.fields:
        if field.name not in table.columns:
            kinds = {"number": "float64", "integer": "int64", "boolean": "boolean"}
            found[field.name] = ibis.null(kinds.get(field.kind, "string"))
        elif field.kind in {"number", "integer"}:
            found[field.name] = _number(table, field)
        elif field.kind == "boolean":
            found[field.name] = text_of(table, field.name).lower().isin(_TRUE).fill_null(False)
        else:
            found[field.name] = text_of(table, field.name)
    return table.select(**found)
