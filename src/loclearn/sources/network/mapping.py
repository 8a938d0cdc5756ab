"""Say in a file what the files of a survey are, as a mapping does for tables of one's own.

A mapping is a TOML file. What stands at its head holds for all files:

    constants = { region = "ITI14", activity = "wine", coverage = "census" }

    [[table]]
    file = "advice_2004.csv"         # the name of the file, or a pattern
    to = "ties"                      # or actors, outside, distances
    constants = { kind = "knowledge", period = "2004", network = "advice" }
    direction = "to-row"             # or from-row, none
    atLeast = 2                      # weaker ties are none
    null = ["9"]                     # not answered, beside empty cells and NA

    [[table]]
    file = "firms.csv"
    to = "actors"
    columns = { actor_id = "Azienda", size = "Addetti" }
    values.type = { Univ = "university" }
    knowledge = ["enology", "agronomy"]
    outside = "extra"                # the number of partners outside
    answered = "risposta"

Also: form, agree, scale, sources, delimiter, encoding, decimalChar.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from loclearn.errors import WrongUse, did_you_mean
from loclearn.sources.columns import TABLES, codes
from loclearn.sources.network.part import AGREE, DIRECTIONS, FORMS, TO, Part
from loclearn.sources.regions.codes import SCHEMES
from loclearn.tables.kinds import OUTSIDE

_KEYS = ("file", "to", "form", "columns", "constants", "values", "null", "delimiter", "encoding",
         "decimalChar", "direction", "agree", "atLeast", "scale", "sources", "knowledge", "outside",
         "answered")  # fmt: skip
_CONSTANTS = ("region", "activity", "period", "coverage", "kind", "network", "type")
_CHOICES = {"to": TO, "form": FORMS, "direction": DIRECTIONS, "agree": AGREE,
            "sources": ("local", "outside"), "decimalChar": (".", ",")}  # fmt: skip
_COLUMNS = {"actors": TABLES["actors"].names, "distances": ()}
_TIES = ("source", "target", "weight", "period", "type")


@dataclass(frozen=True)
class Mappings:
    """Hold the parts of a mapping, and which scheme its regions follow."""

    parts: tuple[Part, ...]
    regions: str = "any"


def load(path: Path, given: Mapping[str, str] | None = None) -> Mappings:
    """Read a mapping.

    Parameters
    ----------
    path: the TOML file.
    given: constants of the command line, for what the mapping does not say.

    Raises WrongUse when it cannot be read, or says what is not known.
    """
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise WrongUse(f"There is no file {path}.") from None
    except (OSError, ValueError, RecursionError) as error:
        raise WrongUse(f"{path} cannot be read as a mapping: {error}.") from None
    _known(found, ("regions", "constants", "table"), str(path))
    _chosen(found.get("regions", "any"), SCHEMES, "regions", str(path))
    tables = found.get("table")
    if not isinstance(tables, list) or not tables or not all(isinstance(t, dict) for t in tables):
        raise WrongUse(f"{path} has no [[table]], which says what a file holds.")
    head = dict(given or {}) | _constants(found, str(path))
    parts = [_part(t, head, f"{path}, table {n}") for n, t in enumerate(tables, start=1)]
    return Mappings(tuple(parts), found.get("regions", "any"))


def _known(given: Mapping[str, Any], known: tuple[str, ...], where: str) -> None:
    for name in given:
        if name not in known:
            hint = did_you_mean(name, known) or f"Known are {', '.join(known)}."
            raise WrongUse(f"{where}: {name} is not known. {hint}")


def _chosen(value: object, known: tuple[str, ...], name: str, where: str) -> str:
    if value not in known:
        raise WrongUse(f"{where}: {name} is one of {', '.join(known)}, not {value!r}.")
    return str(value)


def _constants(given: Mapping[str, Any], where: str) -> dict[str, str]:
    constants = given.get("constants", {})
    if not isinstance(constants, dict):
        raise WrongUse(f'{where}: constants is a table such as {{ region = "ITI14" }}.')
    _known(constants, _CONSTANTS, f"{where}, constants")
    return checked({name: str(value) for name, value in constants.items()}, f"{where}: ")


def checked(constants: dict[str, str], where: str = "") -> dict[str, str]:
    """Return constants; raise WrongUse where one is no value that its column takes.

    >>> checked({"kind": "vertical", "region": "ITI14"})
    {'kind': 'vertical', 'region': 'ITI14'}
    """
    for name, value in constants.items():
        table = "ties" if name in ("kind", "coverage", "network") else "actors"
        allowed = codes(table, name)
        if allowed and value not in allowed:
            hint = did_you_mean(value, allowed) or f"It is one of {', '.join(allowed)}."
            raise WrongUse(f"{where}{name} is no {value}. {hint}")
    if constants.get("region") == OUTSIDE:
        raise WrongUse(f"{where}{OUTSIDE} is where partners are; name the region of the firms.")
    if constants.get("coverage") == "selective":
        raise WrongUse(f"{where}a survey is a census or a sample; selective is for registers of "
                       "projects, patents and publications (loclearn import tables).")  # fmt: skip
    return constants


def _part(given: dict[str, Any], head: dict[str, str], where: str) -> Part:
    _known(given, _KEYS, where)
    if not isinstance(given.get("file"), str) or not given["file"]:
        raise WrongUse(f'{where}: file = "NAME.csv" is missing.')
    for name, known in _CHOICES.items():
        if name in given:
            _chosen(given[name], known, name, where)
    to = given.get("to", "ties")
    columns, values = given.get("columns", {}), given.get("values", {})
    for name, table in (("columns", columns), ("values", values)):
        if not isinstance(table, dict):
            raise WrongUse(f"{where}: {name} is a table.")
    _known(columns, _COLUMNS.get(to, _TIES), f"{where}, columns")
    if not all(isinstance(value, dict) for value in values.values()):
        raise WrongUse(f'{where}: values.type is a table such as {{ Univ = "university" }}.')
    return Part(
        given["file"], to, given.get("form", ""),
        {name: str(column) for name, column in columns.items()},
        head | _constants(given, where),
        {n: {str(k): str(v) for k, v in table.items()} for n, table in values.items()},
        _texts(given.get("null", [])), given.get("delimiter"), given.get("encoding"),
        given.get("decimalChar", ""), given.get("direction", ""), given.get("agree", ""),
        _number(given, "atLeast", where), _number(given, "scale", where), given.get("sources", ""),
        _texts(given.get("knowledge", [])), str(given.get("outside", "")),
        str(given.get("answered", "")),
    )  # fmt: skip


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),)


def _number(given: Mapping[str, Any], name: str, where: str) -> Decimal | None:
    value = given.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not value > 0:
        raise WrongUse(f"{where}: {name} is a number above 0, not {value!r}.")
    return Decimal(str(value))
