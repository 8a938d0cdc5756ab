"""The table of services: where each is, how fast it may be asked, and who asks."""

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from loclearn.errors import InvalidInput, Problem, WrongUse, did_you_mean, shorten

TABLE = Path(__file__).with_name("services.toml")
VARIABLE = "LOCLEARN_SERVICES"
"""The environment variable that names a table of one's own."""
_MAIL = re.compile(r"[!-~]+@[!-~]+")
_KEY = re.compile(r"[!-~]+")


@dataclass(frozen=True)
class Service:
    """Hold one row of the table; `services.toml` says what each value means.

    mail, key: the values of the environment, never written anywhere.
    """

    id: str
    name: str
    address: str
    rate: float
    search_rate: float
    timeout: float
    tries: int
    backoff: float
    patience: float
    largest: int
    licence: str
    mail: str = field(default="", repr=False)
    key: str = field(default="", repr=False)

    @property
    def secrets(self) -> tuple[str, ...]:
        """Return what must not be written anywhere."""
        return tuple(text for text in (self.mail, self.key) if text)


def services(
    path: Path | None = None, environment: Mapping[str, str] | None = None
) -> dict[str, Service]:
    """Return the services by their id.

    Parameters
    ----------
    path: a table of the user's own, or None for the one that LOCLEARN_SERVICES names, if any.
    environment: the environment variables, or None for those of the process.

    Raises WrongUse when the table cannot be read or the environment holds no mail address where
    it says so, and InvalidInput when the table has faults.

    >>> services(environment={"OPENALEX_API_KEY": "k"})["openalex"].key
    'k'
    """
    known = os.environ if environment is None else environment
    table = tomllib.loads(TABLE.read_text("utf-8"))
    named = known.get(VARIABLE)
    own = path or (Path(named) if named else None)
    if own is not None:
        changes = _read(own)
        if problems := list(_problems(changes, table, str(own))):
            raise InvalidInput(problems)
        table = {id_: {**values, **changes.get(id_, {})} for id_, values in table.items()}
    return {id_: _service(id_, values, known) for id_, values in table.items()}


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise WrongUse(f"There is no file {path}.") from None
    except OSError as error:
        raise WrongUse(f"{path} cannot be read: {error.strerror}.") from None
    except ValueError as error:
        raise InvalidInput([_problem(str(path), None, f"no TOML ({error})", "TOML")]) from None


def _problems(changes: dict[str, Any], table: dict[str, Any], file: str) -> Iterator[Problem]:
    """Yield a violation for each service and value that the table does not know."""
    for id_, values in changes.items():
        if id_ not in table or not isinstance(values, dict):
            cure = did_you_mean(id_, table)
            yield _problem(file, None, shorten(id_), f"one of {', '.join(table)}", cure)
            continue
        for name, value in values.items():
            where = f"{id_}.{shorten(name)}"
            if name not in table[id_]:
                cure = did_you_mean(name, table[id_])
                yield _problem(file, where, "an unknown value", ", ".join(table[id_]), cure)
            elif expected := _expected(name, value, table[id_][name]):
                yield _problem(file, where, shorten(repr(value)), expected)


def _expected(name: str, value: Any, usual: Any) -> str:
    """Return what should stand in place of a value, or nothing where it is right."""
    if isinstance(usual, list):
        right = isinstance(value, list) and all(isinstance(item, str) for item in value)
        return "" if right else "a list of environment variables"
    if isinstance(usual, int | float):
        number = isinstance(value, int | float) and not isinstance(value, bool) and value >= 0
        whole = isinstance(value, int) or name not in {"tries", "largest"}
        above = number and (value > 0 or name in {"backoff", "patience"})
        return "" if whole and above and value < float("inf") else "a number above 0"
    if not isinstance(value, str) or not value.strip():
        return "a text"
    if name == "address":
        return _no_address(value)
    return ""


def _no_address(value: str) -> str:
    expected = "an address that begins with http:// or https://, without a name, key or query in it"
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        return expected
    plain = not (parts.username or parts.password or parts.query or parts.fragment)
    right = parts.scheme in {"http", "https"} and parts.hostname and plain and port != 0
    return "" if right else expected


def _problem(file: str, where: str | None, found: str, expected: str, cure: str = "") -> Problem:
    return Problem(file, None, where, found, expected, cure)


def _service(id_: str, values: dict[str, Any], environment: Mapping[str, str]) -> Service:
    kept = {f.name: values[f.name] for f in fields(Service) if f.name not in {"id", "mail", "key"}}
    kept["address"] = kept["address"].rstrip("/")
    mail = _of_environment(values["mail"], environment, _MAIL, "a mail address")
    key = _of_environment(values["key"], environment, _KEY, "a key")
    return Service(id=id_, **kept, mail=mail, key=key)


def _of_environment(
    names: list[str], environment: Mapping[str, str], form: re.Pattern[str], what: str
) -> str:
    """Return the first variable that is set; what it holds is never shown."""
    for name in names:
        value = environment.get(name, "").strip()
        if value and not form.fullmatch(value):
            raise WrongUse(f"The environment variable {name} does not hold {what}.")
        if value:
            return value
    return ""
