"""All regional tables of a run, checked against their contracts and against each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from loclearn.datasets import doubts, spark
from loclearn.datasets.checking import checked
from loclearn.datasets.ends import Ends, ends
from loclearn.datasets.opening import DUCKDB, engine, read
from loclearn.errors import InvalidInput, Problem
from loclearn.tables.contract import contract
from loclearn.tables.kinds import ALL, OUTSIDE, REGIONAL

if TYPE_CHECKING:
    import ibis


@dataclass(frozen=True)
class Dataset:
    """Hold the regional tables of a run, each in the columns of its contract.

    database: where they are: DuckDB, or a session of Spark as `datasets.spark.connect` gives it.
    tables: by kind. A row of employment or capabilities without an activity is of ALL; so are
        actors where none of them has one, while one among others belongs to no setting, and a
        partner in the region `outside` never does.
    problems: warnings.
    loose: whether ties may have ends that no row of actors places; looked for where they may.
    """

    database: Any
    tables: Mapping[str, "ibis.Table"]
    problems: tuple[Problem, ...] = field(default=())
    loose: bool = True

    def table(self, kind: str) -> "ibis.Table":
        """Return a table; an empty one where the run has none of that kind."""
        import ibis  # noqa: PLC0415

        if kind in self.tables:
            return self.tables[kind]
        kinds = {"number": "float64", "integer": "int64", "boolean": "boolean"}
        columns = {f.name: kinds.get(f.kind, "string") for f in contract(kind).fields}
        return ibis.memtable([], schema=columns)

    def keep(self, name: str, table: "ibis.Table", coded: Sequence[str] = ()) -> "ibis.Table":
        """Return a table that is computed once, however often it is asked.

        Parameters
        ----------
        name: how the database begins to call it. table: an expression on the tables of this run.
        coded: columns of texts of which few are different: DuckDB stores each text once, and
            writes millions of rows of them in half the time.

        DuckDB has temporary tables. Spark has none: there the workers hold the rows.
        """
        from ibis.util import gen_name  # noqa: PLC0415

        own = gen_name(name)  # one database may serve several questions
        if self.database.name == "duckdb":
            kept = self.database.create_table(own, table, temp=True)
            for column in coded:
                self._code(own, column)
            return self.database.table(own) if coded else kept
        return spark.keep(self.database, own, table)

    def _code(self, name: str, column: str) -> None:
        """Store the texts of a column as numbers of a list; they still read as texts."""
        from ibis.util import gen_name  # noqa: PLC0415

        codes = gen_name("codes")
        texts = f'SELECT "{column}" FROM "{name}" WHERE "{column}" IS NOT NULL'  # noqa: S608
        texts += " UNION SELECT '' ORDER BY 1"  # a list needs one text at least
        self.database.raw_sql(f"CREATE TEMP TYPE {codes} AS ENUM ({texts})")
        self.database.raw_sql(f'ALTER TABLE "{name}" ALTER "{column}" TYPE {codes}')


def open_tables(files: Mapping[str, Sequence[Path]]) -> Dataset:
    """Open regional tables and check them.

    Parameters
    ----------
    files: the files of each kind of table; of a DuckDB file, the table of that name.

    Raises InvalidInput with all violations of all files.
    """
    database = engine()
    tables: dict[str, ibis.Table] = {}
    problems: list[Problem] = []
    for kind in REGIONAL:
        parts = []
        for path in files.get(kind, ()):
            try:
                raw = read(database, path, kind if path.suffix.lower() in DUCKDB else None)
            except InvalidInput as error:
                problems += error.problems
                continue
            typed, found = checked(raw, contract(kind), str(path))
            problems += found
            if not found:
                parts.append((str(path), _complete(typed)))
        if parts and not any(p.severity == "violation" for p in problems):
            tables[kind], found = _joined(kind, parts)
            problems += found
    seen = Ends()
    if not any(problem.severity == "violation" for problem in problems):
        seen = ends(tables)
        problems += doubts.between(tables, seen)
    if any(problem.severity == "violation" for problem in problems):
        raise InvalidInput(problems)
    return Dataset(database, tables, tuple(problems), seen.loose)


def _complete(table: "ibis.Table") -> "ibis.Table":
    """Return a table whose empty activities and types say what they stand for."""
    actors = "type" in table.columns
    filled = {"type": "firm"} if actors else {}
    if "activity" in table.columns and not actors and "case_activity" not in table.columns:
        filled["activity"] = ALL
    return table.mutate(**{name: table[name].fill_null(value) for name, value in filled.items()})


def _joined(kind: str, parts: list[tuple[str, "ibis.Table"]]) -> tuple["ibis.Table", list[Problem]]:
    """Return the files of one table as one, each row once; ties are told apart where they count."""
    import ibis  # noqa: PLC0415

    problems = doubts.repeated(parts, kind, contract(kind).keys)
    tables = [table for _, table in parts]
    plain = tables[0] if len(tables) == 1 else ibis.union(*tables)
    if kind == "actors":
        known = plain.activity.notnull().any().to_pyarrow().as_py()
        activity = plain.activity if known else ibis.literal(ALL)
        outside = plain.region.identical_to(OUTSIDE)
        plain = plain.mutate(activity=outside.ifelse(ibis.null("string"), activity))
    if kind == "actors":
        plain, odd = doubts.dated(plain)
        problems += odd
    if kind == "employment" and (zeros := doubts.zeros(plain)):
        plain = _without_zero_years(plain)
        return (plain.distinct() if problems else plain), [*problems, *zeros]
    twice = problems and kind not in doubts.DUPLICATES_COUNT
    return (plain.distinct() if twice else plain), problems


def _without_zero_years(employment: "ibis.Table") -> "ibis.Table":
    """Return employment without the numbers of periods that hold nothing but zeros."""
    import ibis  # noqa: PLC0415

    def kept(name: str) -> "ibis.Column":
        most = employment[name].max().over(ibis.window(group_by="period"))
        return (most > 0).ifelse(employment[name], ibis.null("float64"))

    return employment.mutate(persons=kept("persons"), firms=kept("firms"))
