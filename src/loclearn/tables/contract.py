"""The contracts of the tables, read from the data package beside the embedded data.

They are written once, as a Frictionless Data Package with Table Schemas, which other tools
read as well: https://specs.frictionlessdata.io/table-schema/.
"""

import json
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from loclearn import resources

_FILES = ("datapackage.json", "regional.json")
"""The tables of the literature, and those of regions."""


@dataclass(frozen=True)
class Field:
    """Describe one column: what it means and which cells it takes.

    required: each row needs a value. column: the column must be there, whatever its cells.
    codes: the only values; known: the usual values, beside which others are kept with a warning.
    """

    name: str
    kind: str
    title: str
    description: str
    example: str
    required: bool
    column: bool
    codes: tuple[str, ...]
    known: tuple[str, ...]
    minimum: Decimal | None
    maximum: Decimal | None
    pattern: str | None

    @property
    def expectation(self) -> str:
        """Say which cells the field takes.

        >>> contract("evidence").field("confidence").expectation
        'a number from 0 to 1'
        """
        if self.codes:
            return "one of " + ", ".join(self.codes)
        noun = {"number": "a number", "integer": "a whole number"}.get(self.kind, "a text")
        if self.minimum is not None and self.maximum is not None:
            noun += f" from {self.minimum} to {self.maximum}"
        elif self.minimum is not None:
            noun += f", {self.minimum} or more"
        if self.example:
            noun += f", such as {self.example}" if self.kind == "string" else ""
        return noun


@dataclass(frozen=True)
class Contract:
    """Describe one table: its fields and those that identify a row."""

    name: str
    title: str
    description: str
    fields: tuple[Field, ...]
    keys: tuple[str, ...]

    @property
    def key(self) -> str:
        """Return the field that identifies a row, the first where several do so together."""
        return self.keys[0]

    def field(self, name: str) -> Field:
        """Return the field of that name."""
        return next(f for f in self.fields if f.name == name)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of all fields."""
        return tuple(f.name for f in self.fields)


def _field(spec: dict[str, Any]) -> Field:
    rules = spec.get("constraints", {})

    def bound(name: str) -> Decimal | None:
        return Decimal(str(rules[name])) if name in rules else None

    return Field(
        name=spec["name"],
        kind=spec["type"],
        title=spec["title"],
        description=spec["description"],
        example=str(spec.get("example", "")),
        required=bool(rules.get("required")),
        column=bool(rules.get("required")) or spec.get("loclearn:column") == "required",
        codes=tuple(rules.get("enum", ())),
        known=tuple(spec.get("loclearn:known", ())),
        minimum=bound("minimum"),
        maximum=bound("maximum"),
        pattern=rules.get("pattern"),
    )


@cache
def contract(name: str) -> Contract:
    """Return the contract of the table of that name: evidence, actors and so on.

    >>> contract("cases").key, contract("actors").keys
    ('case_id', ('actor_id', 'period'))
    """
    spec = next(r for file in _FILES for r in _package(file)["resources"] if r["name"] == name)
    return Contract(
        name=name,
        title=spec["title"],
        description=spec["description"],
        fields=tuple(_field(f) for f in spec["schema"]["fields"]),
        keys=tuple(spec["schema"]["primaryKey"]),
    )


@cache
def _package(file: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((resources.data() / file).read_text(encoding="utf-8"))
    return found
