"""The table of addresses: which published file is where, and which page says so."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from loclearn.errors import InvalidInput, Problem, WrongUse, did_you_mean, shorten

TABLE = Path(__file__).with_name("addresses.toml")
KINDS = ("zip", "gzip", "json")
_HERE = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True)
class Source:
    """Hold one row of the table; `addresses.toml` says what each value means."""

    id: str
    title: str
    address: str
    file: str
    kind: str
    page: str
    licence: str
    looked_up: date
    then: str = ""
    members: tuple[str, ...] = ()
    largest: int = 1_000_000_000


def sources(path: Path | None = None) -> dict[str, Source]:
    """Return the published files by name.

    Parameters
    ----------
    path: a table of the user's own, or None for the one that comes along.

    Raises WrongUse when it cannot be read, InvalidInput when rows have faults.

    >>> sources()["cordis-h2020"].members
    ('organization.csv', 'project.csv')
    """
    place = path or TABLE
    try:
        found = tomllib.loads(place.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise WrongUse(f"There is no file {place}.") from None
    except (OSError, ValueError, RecursionError) as error:
        raise WrongUse(f"{place} cannot be read as a table of addresses: {error}.") from None
    problems: list[Problem] = []
    table = {}
    for name, row in found.items():
        wrong = list(_faults(name, row))
        problems += [Problem(str(place), None, f"{name}.{column}" if column else name, *what)
                     for column, *what in wrong]  # fmt: skip
        if not wrong:
            members = tuple(row.get("members", ()))
            table[name] = Source(**{**row, "id": name, "members": members})
    if problems:
        raise InvalidInput(problems)
    return table


def _faults(name: str, row: Any) -> list[tuple[str, str, str]]:
    """Return what is wrong with a row: the column, what stands there, what should."""
    if not isinstance(row, dict):
        return [("", "no table", f"[{name}], and what belongs to it below")]
    known = {field.name: field for field in fields(Source) if field.name != "id"}
    found = [
        (key, "an unknown word", did_you_mean(key, known) or f"one of {', '.join(known)}")
        for key in row
        if key not in known
    ]
    for key in ("title", "address", "file", "kind", "page", "licence", "looked_up"):
        right = date if key == "looked_up" else str
        if not isinstance(row.get(key), right) or not row[key]:
            found.append((key, shorten(str(row.get(key, "nothing"))), f"a {right.__name__}"))
    return found or _impossible(row)


def _impossible(row: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    found = []
    parts = urlsplit(row["address"])
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _HERE):
        found.append(("address", shorten(row["address"]), "an address that begins with https://"))
    if row["kind"] not in KINDS:
        found.append(("kind", shorten(row["kind"]), " or ".join(KINDS)))
    members = row.get("members", [])
    if not isinstance(members, list) or not all(isinstance(m, str) for m in members):
        found.append(("members", "something else", "a list of names"))
    elif any(not _plain(one) for one in [row["file"], *members]):
        found.append(("file", "a path", "plain names of files"))
    if row["kind"] == "zip" and not members:
        found.append(("members", "nothing", "the files of the zip that are taken out"))
    largest = row.get("largest", 1)
    if isinstance(largest, bool) or not isinstance(largest, int) or largest < 1:
        found.append(("largest", shorten(str(largest)), "a number of bytes"))
    return found


def _plain(name: str) -> bool:
    """Return whether a name is that of a file in the folder itself.

    >>> [_plain(name) for name in ("a.csv", "../a.csv", "b/a.csv", ".hidden", "c:a")]
    [True, False, False, False, False]
    """
    return bool(name) and not name.startswith(".") and not set(name) & set('/\\:*?"<>|')
