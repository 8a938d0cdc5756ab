"""Open CSV, TSV, Parquet and DuckDB files as tables of text or of typed columns."""

import os
import re
import shutil
import tempfile
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from functools import reduce
from operator import or_
from pathlib import Path
from typing import TYPE_CHECKING, Any

from loclearn.errors import InvalidInput, Problem, WrongUse, shorten
from loclearn.tables.text import decode, delimiter, read_bytes, records

if TYPE_CHECKING:
    import ibis

ROW = "_row"
"""The column that numbers the rows of a file, the header being row 1."""
CSV, PARQUET, DUCKDB = (".csv", ".tsv"), (".parquet",), (".duckdb", ".db")
_PEEK = 1 << 16
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
MEMORY = "LOCLEARN_MEMORY"
"""The variable that says how much memory the database may take, such as 1GB."""
_EXTRA = "Regional tables need more packages: pip install 'loclearn[tables]'."


def engine() -> "ibis.BaseBackend":
    """Return a database for the tables of one run; what outgrows its memory goes to disk.

    The folder for that goes with the database, or at the end of the run.

    Raises WrongUse when the packages for it are missing, or LOCLEARN_MEMORY holds no size.
    """
    try:
        import ibis  # noqa: PLC0415
    except ImportError:
        raise WrongUse(_EXTRA) from None
    ibis.options.sql.fuse_selects = False  # a tenth of the time of a run went into fusing them
    folder = tempfile.mkdtemp(prefix="loclearn-")
    limit = os.environ.get(MEMORY)
    options = {"memory_limit": limit} if limit else {}
    try:
        database: ibis.BaseBackend = ibis.duckdb.connect(temp_directory=folder, **options)
    except Exception as error:  # of duckdb, which is not imported here
        shutil.rmtree(folder, ignore_errors=True)
        raise WrongUse(f"{MEMORY}={limit} is no size, such as 1GB: {shorten(str(error))}") from None
    weakref.finalize(database, shutil.rmtree, folder, ignore_errors=True)
    return database


def names_of(path: Path) -> list[str]:
    """Return the columns of a CSV or Parquet file, or the tables of a DuckDB file.

    Raises InvalidInput when it is no such file.
    """
    if path.suffix.lower() in CSV:
        header = _head(path)
        rows, problems = records(header, str(path))
        if problems:
            raise InvalidInput(problems)
        first = next((row for row in rows if any(cell.strip() for cell in row)), [])
        return [cell.strip() for cell in first]
    return list(_described(path))


def _described(path: Path) -> dict[str, Any]:
    import duckdb  # noqa: PLC0415

    try:
        if path.suffix.lower() in PARQUET:
            found = duckdb.read_parquet(str(path))
            return dict(zip(found.columns, found.types, strict=True))
        with duckdb.connect(str(path), read_only=True) as database:
            return {row[0]: None for row in database.sql("SHOW TABLES").fetchall()}
    except duckdb.Error as error:
        found_ = f"no {path.suffix[1:]} file: {shorten(str(error))}"
        raise InvalidInput([Problem(str(path), None, None, found_, "a table")]) from None


def _head(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(_PEEK)
    except OSError:
        data = read_bytes(path)[:_PEEK]
    whole = len(data) // 2 * 2 if data.startswith(_UTF16) else data.rfind(b"\n") + 1
    text, problems = decode(data[:whole] or data, str(path))
    if problems:
        raise InvalidInput(problems)
    return text


def read(database: Any, path: Path, table: str | None = None) -> "ibis.Table":
    """Return a file as a table.

    Parameters
    ----------
    database: what `engine` gives. path: the file. table: of a DuckDB file, which of its tables.

    Texts have no blanks around; all columns of CSV files are text. Raises InvalidInput when it
    cannot be read as a table.
    """
    if path.suffix.lower() in DUCKDB:
        quoted = str(path).replace("'", "''")
        database.raw_sql(f"ATTACH IF NOT EXISTS '{quoted}' AS {_alias(path)} (READ_ONLY)")
        found = database.table(table, database=(_alias(path), "main"))
        _plain_cells(found, path)
        found = _stripped(found)
    elif path.suffix.lower() in PARQUET:
        _described(path)
        found = database.read_parquet(path)
        _plain_cells(found, path)
        found = _stripped(found)
    else:
        found = _csv(database, path)
    return found


def numbered(table: "ibis.Table") -> "ibis.Table":
    """Return a table with its rows numbered as a spreadsheet counts them, the header being 1.

    Numbering takes longer than most questions; it is done where a row has to be named.
    """
    import ibis  # noqa: PLC0415

    return table.mutate(**{ROW: ibis.row_number() + 2})


def _alias(path: Path) -> str:
    """Return the name of a file in the database: two files of one name are told apart."""
    return "file_" + path.resolve().as_posix().encode().hex()


def _plain_cells(table: "ibis.Table", path: Path) -> None:
    """Raise InvalidInput where a column holds no texts, numbers, dates or truth values."""
    kinds = [
        (name, "a nested column" if type_.is_nested() else f"a column of type {type_}")
        for name, type_ in table.schema().items()
        if not (type_.is_string() or type_.is_numeric() or type_.is_boolean()
                or type_.is_temporal() or type_.is_null() or type_.is_uuid())
    ]  # fmt: skip
    if kinds:
        raise InvalidInput(
            [Problem(str(path), None, shorten(n), what, "plain cells") for n, what in kinds]
        )


def _stripped(table: "ibis.Table") -> "ibis.Table":
    """Return a table whose texts have no blanks around; few files have any, so one look decides."""
    texts = [name for name, type_ in table.schema().items() if type_.is_string()]
    if not texts:
        return table
    blank = {
        name: reduce(or_, (table[name].endswith(end) for end in " \t\n\r"), table[name] < "!")
        for name in texts
    }  # all blanks come before "!"; to strip millions of texts takes six times as long
    looked = table.aggregate(**{name: test.any() for name, test in blank.items()})
    odd = looked.to_pyarrow().to_pylist()[0]
    return table.mutate(**{name: table[name].strip() for name in texts if odd[name]})


def _csv(database: Any, path: Path) -> "ibis.Table":
    import duckdb  # noqa: PLC0415
    from ibis.util import gen_name  # noqa: PLC0415

    header = _head(path)
    columns = names_of(path)
    if not columns:
        raise InvalidInput([Problem(str(path), None, None, "an empty file", "a table")])
    twice = sorted({name for name in columns if columns.count(name) > 1})
    if twice:
        raise InvalidInput(
            [Problem(str(path), 1, shorten(name), "the column twice", "it once") for name in twice]
        )
    between = delimiter(next(line for line in header.splitlines() if line.strip()))
    options = {"delim": between, "header": True, "all_varchar": True, "quote": '"', "escape": '"',
               "names": columns, "null_padding": False, "strict_mode": True}  # fmt: skip
    try:
        with _plain(path, header) as plain:
            text = database.read_csv(plain, **options)
            cells = {name: text[name].strip() for name in text.columns}
            return database.create_table(gen_name("csv"), text.select(**cells), temp=True)
    except duckdb.Error as error:
        raise InvalidInput(list(_broken(path, str(error)))) from None


@contextmanager
def _plain(path: Path, header: str) -> Iterator[Path]:
    """Give a file that DuckDB reads, in UTF-8, with one kind of line end, while it is read."""
    with path.open("rb") as file_:
        marked = file_.read(2).startswith(_UTF16)
    if not marked and "\r" not in header.replace("\r\n", ""):
        yield path
        return
    text, problems = decode(read_bytes(path), str(path))
    if problems:
        raise InvalidInput(problems)
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    with tempfile.TemporaryDirectory(prefix="loclearn-") as folder:
        plain = Path(folder) / "plain.csv"
        plain.write_text(lines, encoding="utf-8", newline="", errors="replace")
        yield plain


def _broken(path: Path, error: str) -> Iterator[Problem]:
    """Yield what DuckDB says of a file that it cannot read, in short."""
    line = re.search(r"[Ll]ine:?\s*(\d+)", error)
    kinds = {
        "nicode": ("bytes that are not UTF-8", "Save the table as CSV in UTF-8."),
        "quote": ("a quote that is not closed", "Close it, or double it inside a cell."),
        "columns": ("a row with more or fewer cells than the header", "Give each row as many."),
    }
    found, cure = next(
        (kind for word, kind in kinds.items() if word in error), (shorten(error), "")
    )
    row = int(line[1]) if line else None
    yield Problem(str(path), row, None, found, "a table", cure, unit="line")
