"""What a format cannot say of a record, carried along so that nothing is lost.

A writer reads its own output back; where that differs from the record, the true value goes into
one field of its own, together with a mark of what stands in the format. A reader takes the
carried value only as long as that mark fits, so that what a user edits afterwards wins.
"""

import json
from collections.abc import Callable
from dataclasses import fields, replace
from hashlib import blake2s
from typing import Any

from loclearn.bibliography.record import (
    Date,
    Extra,
    Identifiers,
    Name,
    Record,
    Reference,
    ordered,
)

NAME = "loclearn"
"""The field, key or prefix under which formats carry it."""

_COMPARED = tuple(f.name for f in fields(Record) if f.compare and f.name != "extra")


def residue(wanted: Record, got: Record, own: str) -> list[list[Any]]:
    """Return what a format lost of a record, as a list that JSON can hold; empty if nothing.

    Parameters
    ----------
    wanted: the record that was to be written.
    got: what a reader makes of the fields that were written.
    own: the name of the format in extras.

    >>> residue(Record(title="a", retracted=True), Record(title="a"), "ris")
    [['retracted', 'd882b9f0', True]]
    """
    lost: list[list[Any]] = []
    for name in _COMPARED:
        value, read = getattr(wanted, name), getattr(got, name)
        if value != read:
            lost.append([name, _mark(read), _plain(value)])
    mine, read_mine = wanted.extras(own), got.extras(own)
    if mine != read_mine:
        lost.append(["extra", _mark(read_mine), _plain(mine)])
    if foreign := [extra for extra in wanted.extra if extra.format != own]:
        lost.append(["foreign", "", _plain(foreign)])
    return lost


def restore(got: Record, carried: object, own: str) -> Record:
    """Return a record with what was carried along; what no longer fits is left out.

    >>> lost = residue(Record(title="a", retracted=True), Record(title="a"), "ris")
    >>> restore(Record(title="a"), lost, "ris").retracted
    True
    """
    if not isinstance(carried, list):
        return got
    changes: dict[str, Any] = {}
    mine, foreign = got.extras(own), [e for e in got.extra if e.format != own]
    for item in carried:
        try:
            name, mark, plain = item
            if name == "foreign":
                foreign = list(_many(Extra)(plain))
            elif name == "extra" and mark == _mark(mine):
                mine = list(_many(Extra)(plain))
            elif name in _COMPARED and mark == _mark(getattr(got, name)):
                changes[name] = _make(name)(plain)
        except (TypeError, ValueError, AttributeError):
            continue
    return replace(got, **changes, extra=ordered([*mine, *foreign]))


def as_json(lost: list[Any]) -> str:
    """Return a residue as one line of ASCII."""
    return json.dumps(lost, separators=(",", ":"))


def from_json(text: str) -> object:
    """Return what a line carries, or nothing where it is no JSON."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _mark(value: object) -> str:
    text = json.dumps(_plain(value), sort_keys=True)
    return blake2s(text.encode(), digest_size=4).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, Name | Date | Identifiers | Reference | Extra):
        items = ((f, getattr(value, f.name)) for f in fields(value))
        return {f.name: item for f, item in items if item != f.default}
    return value


def _make(name: str) -> Callable[[Any], Any]:
    return _MAKE.get(name, _text)


def _text(plain: Any) -> str:
    if not isinstance(plain, str):
        raise TypeError(plain)
    return plain


def _flag(plain: Any) -> bool:
    return plain is True


def _texts(plain: Any) -> tuple[str, ...]:
    return tuple(_text(item) for item in plain)


def _one(kind: type[Any]) -> Callable[[Any], Any]:
    kinds = {f.name: f.type for f in fields(kind)}

    def make(plain: Any) -> Any:
        values: dict[str, Any] = {}
        for name, value in plain.items():
            wanted = kinds[name] if name in kinds else _refuse(name)
            if wanted is str:
                values[name] = _text(value)
            elif wanted is float and isinstance(value, int | float):
                values[name] = float(value)
            elif wanted == (int | None) and isinstance(value, int):
                values[name] = value
            else:
                values[name] = _texts(value)
        return kind(**values)

    return make


def _refuse(name: str) -> Any:
    raise ValueError(name)


def _many(kind: type[Any]) -> Callable[[Any], tuple[Any, ...]]:
    make = _one(kind)
    return lambda plain: tuple(make(item) for item in plain)


_MAKE: dict[str, Callable[[Any], Any]] = {
    "authors": _many(Name),
    "editors": _many(Name),
    "issued": _one(Date),
    "identifiers": _one(Identifiers),
    "keywords": _texts,
    "notes": _texts,
    "retracted": _flag,
    "references": _many(Reference),
}
