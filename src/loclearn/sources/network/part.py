"""What one file of a surveyed network is, as options or a mapping say."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fnmatch import fnmatch
from pathlib import Path

TO = ("ties", "actors", "outside", "distances")
FORMS = ("matrix", "two-mode", "list", "pajek", "dl")
DIRECTIONS = ("from-row", "to-row", "none")
AGREE = ("either", "both")


@dataclass(frozen=True)
class Part:
    """Describe one file.

    Parameters
    ----------
    file: its name, or a pattern.
    to: ties, actors (attributes of firms), outside (partners outside), distances (only checked).
    form: matrix, two-mode, list, pajek or dl; found out where it is empty.
    columns: the user's columns by name of the contract.
    constants: region, activity, period, coverage, kind, network, type.
    values: codes of the user's, by column.
    null: what means "not answered", beside empty cells and NA.
    direction: from-row (what flows goes from the actor of the row to that of the column), to-row,
        or none.
    agree: whether a tie without direction stands where either names it, or where both do.
    at_least: the least value that is a tie; any above 0 where it is None.
    scale: the largest value that can be.
    sources: where the columns of a two-mode matrix lie: local or outside.
    knowledge: columns of a vector of knowledge.
    number: the column with the number of partners outside.
    answered: the column that says whether a firm answered.
    """

    file: str
    to: str = "ties"
    form: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    null: tuple[str, ...] = ()
    delimiter: str | None = None
    encoding: str | None = None
    decimal: str = ""
    direction: str = ""
    agree: str = ""
    at_least: Decimal | None = None
    scale: Decimal | None = None
    sources: str = ""
    knowledge: tuple[str, ...] = ()
    number: str = ""
    answered: str = ""

    def reads(self, path: Path) -> bool:
        """Return whether the part is about a file.

        >>> Part("advice_*.csv").reads(Path("data/advice_2004.csv"))
        True
        """
        return fnmatch(path.name, self.file) or path.name == Path(self.file).name

    def constant(self, name: str) -> str:
        """Return a constant, or nothing."""
        return self.constants.get(name, "")

    @property
    def kind(self) -> str:
        """Return the kind of ties; partners outside are of knowledge where nothing else is said."""
        return self.constant("kind") or ("knowledge" if self.to in ("outside", "actors") else "")

    @property
    def network(self) -> str:
        """Return the name of the network: the kind of ties, where no other is given.

        >>> Part("a.csv", constants={"kind": "vertical"}).network, Part("b.csv", "outside").network
        ('vertical', 'knowledge-outside')
        """
        outside = "-outside" if self.to in ("outside", "actors") else ""
        return self.constant("network") or self.kind + outside


WHERE = "where the firms are: --region CODE, or a column region in the table of firms"


def asked(parts: list[Part]) -> list[str]:
    """Say what is not known of parts, and nobody but the user can say.

    >>> asked([Part("a.csv", constants={"kind": "vertical", "region": "X"})])[0][:31]
    'how the firms of a.csv were fou'
    """
    found = []
    for part in parts:
        if part.to == "distances":
            continue
        if not part.constant("coverage"):
            found.append(
                f"how the firms of {part.file} were found: --coverage census (all firms of the "
                'cluster were asked) or sample, or constants = { coverage = "census" }'
            )
        if part.to == "ties" and not part.kind:
            found.append(
                f"what flows in {part.file}: --kind knowledge, vertical, informal-contact …"
            )
    table = any(part.to == "actors" for part in parts)
    if not table and not any(part.constant("region") for part in parts):
        found.append(WHERE)
    return found
