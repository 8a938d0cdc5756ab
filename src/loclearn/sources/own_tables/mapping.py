"""The mapping file: which table, and which of its columns mean what.

It is TOML. Where CSV on the Web (W3C, Metadata Vocabulary for Tabular Data, 2015) has a word for
something, that word is used: delimiter, encoding, decimalChar, groupChar, null. CSVW alone would
not do: it has no factors, no codes to translate and no columns that are years. A file holds one
or more parts:

    regions = "nuts"                 # any (default), nuts, iso-3166-2, own: every code as it is

    [[table]]
    file = "jobs_*.csv"              # the name of the files, or a pattern
    to = "employment"                # actors, ties, employment, capabilities, regions
    delimiter = ";"                  # else found out
    decimalChar = ","
    groupChar = "."
    null = ["n/a", ".."]             # what means missing, beside empty cells and ":"
    rows = { level = "2" }           # only rows with this value (or one of a list) in a column
    columns = { region = "NUTS", activity = "NACE", persons = "Beschäftigte" }
    constants = { period = "2017", coverage = "census" }
    factors = { persons = 1000 }     # the table counts in thousands
    values.type = { ENT = "firm" }   # your code = the code here
    wide = { columns = "20[0-9][0-9]", names = "period", values = "persons" }
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from loclearn.errors import WrongUse, did_you_mean
from loclearn.sources.columns import TABLES
from loclearn.sources.regions.codes import SCHEMES

_KEYS = ("file", "to", "delimiter", "encoding", "decimalChar", "groupChar", "null", "rows",
         "columns", "constants", "factors", "values", "wide")  # fmt: skip
_TABLES = ("columns", "constants", "factors", "values", "rows", "wide")


@dataclass(frozen=True)
class Wide:
    """Say which columns hold values of one measure, and what their names mean."""

    columns: re.Pattern[str]
    names: str
    values: str


@dataclass(frozen=True)
class Part:
    """Describe one table of the user's own."""

    file: str
    to: str
    columns: Mapping[str, str]
    constants: Mapping[str, str] = field(default_factory=dict)
    factors: Mapping[str, Decimal] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    rows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    null: tuple[str, ...] = ()
    delimiter: str | None = None
    encoding: str | None = None
    decimal: str = "."
    group: str = ""
    wide: Wide | None = None

    def reads(self, path: Path) -> bool:
        """Return whether the part is about a file.

        >>> Part("jobs_*.csv", "employment", {}).reads(Path("data/jobs_2017.csv"))
        True
        """
        return fnmatch(path.name, self.file) or path.name == Path(self.file).name

    @property
    def used(self) -> tuple[str, ...]:
        """Return the user's columns that the part names."""
        return tuple(dict.fromkeys([*self.columns.values(), *self.rows]))


@dataclass(frozen=True)
class Mappings:
    """Hold the parts of a mapping file, and which scheme its regions follow."""

    parts: tuple[Part, ...]
    regions: str = "any"


def load(path: Path) -> Mappings:
    """Read a mapping file.

    Raises WrongUse when it cannot be read, or names what no regional table has.
    """
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise WrongUse(f"There is no file {path}.") from None
    except (OSError, ValueError, RecursionError) as error:
        raise WrongUse(f"{path} cannot be read as a mapping: {error}.") from None
    _known(found, ("regions", "table"), str(path))
    regions, parts = found.get("regions", "any"), found.get("table")
    if regions not in SCHEMES:
        raise WrongUse(f"{path}: regions is one of {', '.join(SCHEMES)}, not {regions!r}.")
    if not isinstance(parts, list) or not parts or not all(isinstance(p, dict) for p in parts):
        raise WrongUse(f"{path} has no [[table]], which says what a file holds.")
    return Mappings(
        tuple(_part(part, f"{path}, table {n}") for n, part in enumerate(parts, start=1)), regions
    )


def _known(given: Mapping[str, Any], known: tuple[str, ...], where: str) -> None:
    for name in given:
        if name not in known:
            hint = did_you_mean(name, known) or f"Known are {', '.join(known)}."
            raise WrongUse(f"{where}: {name} is not known. {hint}")


def _part(given: dict[str, Any], where: str) -> Part:
    _known(given, _KEYS, where)
    for name in _TABLES:
        if not isinstance(given.get(name, {}), dict):
            raise WrongUse(f'{where}: {name} is a table such as {{ region = "NUTS" }}.')
    file, to = given.get("file"), given.get("to")
    if not isinstance(file, str) or not file:
        raise WrongUse(f'{where}: file = "NAME.csv" is missing.')
    if to not in TABLES:
        raise WrongUse(f"{where}: to is one of {', '.join(TABLES)}, not {to!r}.")
    names = TABLES[to].names
    for table in ("columns", "constants", "factors", "values"):
        _known(given.get(table, {}), names, f"{where}, {table}")
    columns = given.get("columns", {})
    if not all(isinstance(column, str) for column in columns.values()):
        raise WrongUse(f"{where}: columns names one column for each value.")
    constants = {name: _text(value) for name, value in given.get("constants", {}).items()}
    both = sorted(set(columns) & set(constants))
    if both:
        raise WrongUse(f"{where}: {', '.join(both)} is both a column and a constant.")
    part = Part(
        file, to, columns, constants,
        {name: _factor(value, where) for name, value in given.get("factors", {}).items()},
        {name: _codes(value, name, where) for name, value in given.get("values", {}).items()},
        {name: _texts(value) for name, value in given.get("rows", {}).items()},
        _texts(given.get("null", [])), _one(given, "delimiter", where), given.get("encoding"),
        _one(given, "decimalChar", where) or ".", _one(given, "groupChar", where) or "",
        _wide(given["wide"], names, where) if "wide" in given else None,
    )  # fmt: skip
    _complete(part, where)
    return part


def _complete(part: Part, where: str) -> None:
    """Raise WrongUse when a column that no table may lack is neither mapped nor constant."""
    wide = (part.wide.names, part.wide.values) if part.wide else ()
    given = {*part.columns, *part.constants, *wide}
    for name in TABLES[part.to].required:
        if name not in given:
            how = (
                'constants = { coverage = "census" }, or sample, or selective: only a census can '
                "show that something is not there"
                if name == "coverage"
                else f'columns = {{ {name} = "…" }}'
            )
            raise WrongUse(f"{where}: {part.to} needs {name}. Write {how}.")
    if part.decimal == part.group:
        raise WrongUse(f"{where}: decimalChar and groupChar are both {part.decimal!r}.")


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(_text, value)) if isinstance(value, list) else (_text(value),)


def _factor(value: object, where: str) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float) or not value > 0:
        raise WrongUse(f"{where}: a factor is a number above 0, not {value!r}.")
    return Decimal(str(value))


def _codes(value: object, name: str, where: str) -> dict[str, str]:
    if not isinstance(value, dict):
        raise WrongUse(f'{where}: values.{name} is a table such as {{ ENT = "firm" }}.')
    return {key: _text(code) for key, code in value.items()}


def _one(given: Mapping[str, Any], name: str, where: str) -> str | None:
    value = given.get(name)
    if value is not None and (not isinstance(value, str) or len(value) != 1):
        raise WrongUse(f"{where}: {name} is one character, not {value!r}.")
    return value


def _wide(given: Mapping[str, Any], names: tuple[str, ...], where: str) -> Wide:
    _known(given, ("columns", "names", "values"), f"{where}, wide")
    wanted = given.get("columns")
    text = "|".join(map(re.escape, _texts(wanted))) if isinstance(wanted, list) else str(wanted)
    for key in ("names", "values"):
        if given.get(key) not in names:
            raise WrongUse(f"{where}, wide: {key} is one of {', '.join(names)}.")
    try:
        return Wide(re.compile(text), given["names"], given["values"])
    except re.error as error:
        raise WrongUse(f"{where}, wide: {text} is no pattern: {error}.") from None
